//! 追溯: for each published figure that is not computed, the lines that it is the sum of.

use super::WorkingPaper;
use super::lines::{place_of, word};
use super::listing::{Column, Field, Id, Listing};
use crate::amount::{Amount, Unit};
use crate::disclosure::{Cell, Disclosure, Source, Table};
use crate::model::{Budget, Coded};
use crate::origin::Origin;

const COLUMNS: &[Column] = &[
    Column("公开表", 16),
    Column("行", 18),
    Column("列", 13),
    Column("公开表单元格", 8),
    Column("公开数", 11),
    Column("单位", 5),
    Column("明细合计（元）", 14),
    Column("相差（元）", 9),
    Column("明细金额（元）", 14),
    Column("明细所在行", 11),
    Column("来源文件", 14),
    Column("工作表", 9),
    Column("位置", 11),
    Column("原文", 12),
    Column("原单位", 7),
    Column("预算单位", 15),
    Column("项目", 18),
    Column("功能分类", 17),
    Column("部门经济分类", 15),
    Column("资金性质", 10),
    Column("支出类别", 10),
];

/// Columns that formulas refer to, counted from 0.
const FIGURE: usize = 4;
const SUM: usize = 6;
const LINE: usize = 8;

/// How many published figures each line of expenditure and of revenue goes into.
pub(super) struct Uses {
    /// By index into `Budget::lines`.
    pub lines: Vec<usize>,
    /// By index into `Budget::revenue`.
    pub revenue: Vec<usize>,
}

impl Uses {
    /// Uses of the line at an index of the list.
    pub fn of(list: &[usize], index: usize) -> usize {
        list.get(index).copied().unwrap_or(0)
    }
}

/// Counts how often each line is published.
pub(super) fn uses(disclosure: &Disclosure) -> Uses {
    let mut uses = Uses { lines: Vec::new(), revenue: Vec::new() };
    for (_, _, cell) in disclosure.tables.iter().flat_map(cells) {
        let Cell::Amount { sources, .. } = cell else { continue };
        for source in sources {
            let (list, index) = match *source {
                Source::Line(index) => (&mut uses.lines, index),
                Source::Revenue(index) => (&mut uses.revenue, index),
            };
            if list.len() <= index {
                list.resize(index + 1, 0);
            }
            list[index] += 1;
        }
    }
    uses
}

/// A table's cells with row and column, row by row.
pub(super) fn cells(table: &Table) -> impl Iterator<Item = (usize, usize, &Cell)> {
    table
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, values)| values.cells.iter().enumerate().map(move |(col, cell)| (row, col, cell)))
}

/// One row a figure and line; a figure without lines has one row.
pub(super) fn listing(paper: &WorkingPaper<'_>) -> Listing {
    let mut rows = Vec::new();
    for table in &paper.disclosure.tables {
        for (row, col, cell) in cells(table) {
            if let Cell::Amount { value, sources } = cell {
                figure(&mut rows, (table, row, col), (*value, sources), paper.budget);
            }
        }
    }
    Listing { id: Id::Trail, columns: COLUMNS, rows, if_empty: "公开表中没有直接取自明细的数字。" }
}

/// Adds the rows of one figure.
fn figure(
    rows: &mut Vec<Vec<Field>>,
    (table, row, col): (&Table, usize, usize),
    (value, sources): (Amount, &[Source]),
    budget: &Budget,
) {
    let first = rows.len();
    let lines: Vec<Line<'_>> = sources.iter().map(|source| Line::of(*source, budget)).collect();
    let total: Amount = lines.iter().map(|line| line.amount).sum();
    let mut head = [
        Field::Money(value, table.unit),
        Field::text(table.unit.word()),
        Field::Sum { column: LINE, rows: first..first + lines.len(), value: total },
        Field::Excess { yuan: SUM, figure: FIGURE, unit: table.unit, value: total - value },
    ];
    if lines.is_empty() {
        head[2] = Field::Blank;
        head[3] = Field::Blank;
        rows.push(named(table, row, col).into_iter().chain(head).chain([Field::text("（没有明细）")]).collect());
        return;
    }
    for (index, line) in lines.iter().enumerate() {
        // The figure stands once, so that the column can be added up.
        let head = if index == 0 { head.clone() } else { std::array::from_fn(|_| Field::Blank) };
        rows.push(named(table, row, col).into_iter().chain(head).chain(line.fields()).collect());
    }
}

/// Table, row, column and cell of a figure.
pub(super) fn named(table: &Table, row: usize, col: usize) -> [Field; 4] {
    let column = table.columns.get(col).map(crate::disclosure::Column::words).unwrap_or_default();
    let cell = table.sheet_cell(row, col);
    [
        Field::text(&*table.name),
        Field::text(table.label(row, col)),
        Field::text(column),
        Field::Published { sheet: table.sheet.to_string(), cell },
    ]
}

/// What the trail shows of a line.
struct Line<'a> {
    amount: Amount,
    link: Field,
    origin: Option<&'a Origin>,
    stated: Option<(&'a str, Unit)>,
    entity: Option<&'a Coded>,
    project: Option<&'a Coded>,
    function: Option<&'a Coded>,
    economic: Option<&'a Coded>,
    fund: String,
    kind: String,
}

impl<'a> Line<'a> {
    /// The line that a source names; where the budget has no such line it says so and counts nothing.
    fn of(source: Source, budget: &'a Budget) -> Line<'a> {
        match source {
            Source::Line(index) => budget.lines.get(index).map(|line| Line {
                amount: line.amount,
                link: Field::Row(Id::Lines, index),
                origin: Some(&line.origin),
                stated: Some((&line.stated.text, line.stated.unit)),
                entity: Some(&line.entity),
                project: line.project.as_ref(),
                function: Some(&line.function),
                economic: line.economic.as_ref(),
                fund: word(&line.fund),
                kind: word(&line.kind),
            }),
            Source::Revenue(index) => budget.revenue.get(index).map(|line| Line {
                amount: line.amount,
                link: Field::Row(Id::Revenue, index),
                origin: Some(&line.origin),
                stated: Some((&line.stated.text, line.stated.unit)),
                entity: Some(&line.entity),
                project: None,
                function: line.function.as_ref(),
                economic: None,
                fund: word(&line.fund),
                kind: "收入".to_owned(),
            }),
        }
        .unwrap_or_else(|| Line::missing(source))
    }

    fn missing(source: Source) -> Line<'a> {
        Line {
            amount: Amount::ZERO,
            link: Field::text(format!("（预算中没有这一条：{source:?}）")),
            origin: None,
            stated: None,
            entity: None,
            project: None,
            function: None,
            economic: None,
            fund: String::new(),
            kind: String::new(),
        }
    }

    fn fields(&self) -> Vec<Field> {
        let coded = |coded: Option<&Coded>| Field::maybe(coded.map(Coded::to_string));
        let [file, sheet, spot] = place_of(self.origin);
        vec![
            Field::Money(self.amount, Unit::Yuan),
            self.link.clone(),
            file,
            sheet,
            spot,
            Field::maybe(self.stated.map(|(text, _)| text)),
            Field::maybe(self.stated.map(|(_, unit)| unit.word())),
            coded(self.entity),
            coded(self.project),
            coded(self.function),
            coded(self.economic),
            Field::text(&*self.fund),
            Field::text(&*self.kind),
        ]
    }
}
