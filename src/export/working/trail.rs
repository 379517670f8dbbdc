//! 追溯: for each published figure that is not computed, the lines that it is the sum of, or the figures of records.
//!
//! Lines stand once, in their own listings; here a figure has one row that names theirs and adds up their amounts by formula.
//! A line repeated under each of its figures would make the paper several times as large.

use std::collections::BTreeMap;
use std::ops::Range;

use super::WorkingPaper;
use super::lines::place_of;
use super::listing::{Column, Field, Id, Listing, Rows};
use super::records::Records;
use super::texts::Texts;
use crate::amount::{Amount, Unit};
use crate::disclosure::{Cell, Disclosure, Source, Table};
use crate::model::{Budget, Coded};
use crate::origin::{CellRef, Origin};

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
    Column("明细所在行", 26),
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
    Column("明细条数", 7),
    Column("第一条明细", 11),
];

/// Columns that formulas refer to, counted from 0.
const FIGURE: u16 = 4;
const SUM: u16 = 6;
const LINE: u16 = 8;

/// Runs of neighbours that one row adds up; a figure of more has several rows. A formula has at most 8,192 characters, and SUM
/// 255 operands.
const RUNS: usize = 120;

/// A published figure: the index of its table and its cell in the sheet.
pub(super) type Use = (usize, CellRef);

/// The published figures that each line of expenditure and of revenue goes into.
pub(super) struct Uses {
    /// By index into `Budget::lines`.
    pub lines: Vec<Vec<Use>>,
    /// By index into `Budget::revenue`.
    pub revenue: Vec<Vec<Use>>,
    /// By figure of a record.
    pub figures: BTreeMap<Source, usize>,
}

impl Uses {
    /// Uses of the line at an index of the list.
    pub fn of(list: &[Vec<Use>], index: usize) -> &[Use] {
        list.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Notes where each line is published.
pub(super) fn uses(disclosure: &Disclosure) -> Uses {
    let mut uses = Uses { lines: Vec::new(), revenue: Vec::new(), figures: BTreeMap::new() };
    let counted = disclosure.tables.iter().flat_map(|table| table.counted.values().flatten());
    counted.for_each(|source| *uses.figures.entry(*source).or_default() += 1);
    let of_tables = disclosure.tables.iter().enumerate();
    for (at, table, (row, col, cell)) in
        of_tables.flat_map(|(at, table)| cells(table).map(move |cell| (at, table, cell)))
    {
        let Cell::Amount { sources, .. } = cell else { continue };
        let published = (at, table.sheet_cell(row, col));
        for source in sources {
            let (list, index) = match *source {
                Source::Line(index) => (&mut uses.lines, index),
                Source::Revenue(index) => (&mut uses.revenue, index),
                figure => {
                    *uses.figures.entry(figure).or_default() += 1;
                    continue;
                }
            };
            if list.len() <= index {
                list.resize(index + 1, Vec::new());
            }
            list[index].push(published);
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

/// One row a figure with all of its lines, and one for each figure of a record; a figure without either has one row.
pub(super) fn listing(paper: &WorkingPaper<'_>, records: &Records, texts: &Texts) -> Listing {
    let mut trail = Trail { rows: Vec::new(), lines: Lines::of((paper.budget, records), texts), texts };
    for table in &paper.disclosure.tables {
        for (row, col, cell) in cells(table) {
            match cell {
                Cell::Amount { value, sources } => trail.figure((table, row, col), *value, sources),
                Cell::Text(words) => trail.count((table, row, col), words),
                _ => {}
            }
        }
    }
    Listing {
        id: Id::Trail, columns: COLUMNS, rows: trail.rows, if_empty: "公开表中没有直接取自明细的数字。"
    }
}

struct Trail<'a> {
    rows: Vec<Vec<Field>>,
    lines: Lines<'a>,
    texts: &'a Texts,
}

impl Trail<'_> {
    /// Adds the rows of one figure.
    fn figure(&mut self, (table, row, col): (&Table, usize, usize), value: Amount, sources: &[Source]) {
        let texts = self.texts;
        let at = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let first = self.rows.len();
        let parts = self.lines.parts(sources);
        let total: Amount = sources.iter().map(|source| self.lines.amount(*source)).sum();
        let mut head = [
            Field::Money(value, table.unit),
            texts.text(table.unit.word()),
            Field::Sum { column: LINE, rows: at(first)..at(first + parts.len()), value: total },
            Field::Excess { yuan: SUM, figure: FIGURE, unit: table.unit, value: total - value },
        ];
        let named = named(table, (row, col), texts);
        if sources.is_empty() {
            head[2] = Field::Blank;
            head[3] = Field::Blank;
            self.rows.push(named.into_iter().chain(head).chain([texts.text("（没有明细）")]).collect());
            return;
        }
        for part in parts {
            let mut fields = Vec::with_capacity(COLUMNS.len());
            fields.extend_from_slice(&named);
            fields.extend_from_slice(&head);
            fields.extend(self.lines.together(part));
            fields.push(Field::Count(part.len()));
            // The numbers of several rows are words, which wrap; a link does not in LibreOffice.
            fields.extend(self.lines.row(part[0]).filter(|_| part.len() > 1).map(|(id, row)| Field::Row(id, row)));
            self.rows.push(fields);
            // The figure stands once, so that the column can be added up.
            head = [const { Field::Blank }; 4];
        }
    }

    /// Adds the rows of a number that is no money, where it is one.
    fn count(&mut self, (table, row, col): (&Table, usize, usize), words: &str) {
        let mut shown = self.texts.text(words);
        for source in table.counted.get(&(row, col)).into_iter().flatten() {
            let mut fields = named(table, (row, col), self.texts).to_vec();
            fields.extend([shown, Field::Blank, Field::Blank, Field::Blank]);
            fields.extend_from_slice(self.lines.fields(*source));
            self.rows.push(fields);
            shown = Field::Blank;
        }
    }
}

/// Table, row, column and cell of a figure.
pub(super) fn named(table: &Table, (row, col): (usize, usize), texts: &Texts) -> [Field; 4] {
    let (label, column) = table.words(row, col);
    let cell = table.sheet_cell(row, col);
    [
        texts.text(&*table.name),
        texts.text(label),
        texts.text(column),
        Field::Published { sheet: texts.id(&table.sheet), cell },
    ]
}

/// What the trail shows of lines, made when a figure first needs it.
struct Lines<'a> {
    budget: &'a Budget,
    records: &'a Records,
    texts: &'a Texts,
    expenditure: Vec<Option<Vec<Field>>>,
    revenue: Vec<Option<Vec<Field>>>,
    /// Those of a figure of a record, or of what the budget does not have: they are shown once.
    other: Vec<Field>,
}

impl<'a> Lines<'a> {
    fn of((budget, records): (&'a Budget, &'a Records), texts: &'a Texts) -> Lines<'a> {
        let (expenditure, revenue) = (vec![None; budget.lines.len()], vec![None; budget.revenue.len()]);
        Lines { budget, records, texts, expenditure, revenue, other: Vec::new() }
    }

    /// Sources as they are shown, a row each: lines of one list together, anything else alone.
    fn parts<'s>(&self, sources: &'s [Source]) -> Vec<&'s [Source]> {
        let mut parts = Vec::new();
        let (mut start, mut runs) = (0, 0);
        for at in 1..=sources.len() {
            let pair = sources.get(at).map(|next| (self.row(sources[at - 1]), self.row(*next)));
            let (joined, neighbours) = match pair {
                Some((Some((id, row)), Some((other, next)))) => (id == other, next == row + 1),
                _ => (false, false),
            };
            runs += usize::from(!neighbours);
            if !joined || runs == RUNS {
                parts.push(&sources[start..at]);
                (start, runs) = (at, 0);
            }
        }
        parts
    }

    /// The listing and row of a line that the budget has.
    fn row(&self, source: Source) -> Option<(Id, usize)> {
        match source {
            Source::Line(index) => (index < self.budget.lines.len()).then_some((Id::Lines, index)),
            Source::Revenue(index) => (index < self.budget.revenue.len()).then_some((Id::Revenue, index)),
            _ => None,
        }
    }

    /// One part's fields: of a single source as they are; of several their sum, their rows, and what is the same for all.
    fn together(&mut self, part: &[Source]) -> Vec<Field> {
        let Some((first, rest)) = part.split_first() else { return Vec::new() };
        let mut shared = self.fields(*first).to_vec();
        let Some((id, _)) = self.row(*first).filter(|_| !rest.is_empty()) else { return shared };
        for source in rest {
            for (shared, own) in shared.iter_mut().zip(self.fields(*source)) {
                if shared != own {
                    *shared = Field::Blank;
                }
            }
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (_, row) in part.iter().filter_map(|source| self.row(*source)) {
            match runs.last_mut() {
                Some(run) if run.end == row => run.end += 1,
                _ => runs.push(row..row + 1),
            }
        }
        let rows = Rows { id, runs: runs.into() };
        let total = part.iter().map(|source| self.amount(*source)).sum();
        if let [sum, link, ..] = shared.as_mut_slice() {
            (*sum, *link) = (Field::SumOf(rows.clone(), total), Field::Rows(rows));
        }
        shared
    }

    fn amount(&self, source: Source) -> Amount {
        match source {
            Source::Line(index) => self.budget.lines.get(index).map(|line| line.amount),
            figure => figure.stated(self.budget).and_then(|stated| stated.amount),
        }
        .unwrap_or(Amount::ZERO)
    }

    fn fields(&mut self, source: Source) -> &[Field] {
        let known = match source {
            Source::Line(index) => self.expenditure.get_mut(index),
            Source::Revenue(index) => self.revenue.get_mut(index),
            _ => None,
        };
        let make = || Line::of(source, self.budget, self.texts).fields(self.texts);
        match known {
            Some(known) => known.get_or_insert_with(make),
            None => {
                let record = self.records.fields(source, self.budget, self.texts);
                self.other = record.unwrap_or_else(make);
                &self.other
            }
        }
    }
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
    fn of(source: Source, budget: &'a Budget, texts: &Texts) -> Line<'a> {
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
                fund: line.fund.name().to_owned(),
                kind: line.kind.name().to_owned(),
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
                fund: line.fund.name().to_owned(),
                kind: "收入".to_owned(),
            }),
            _ => None,
        }
        .unwrap_or_else(|| Line::missing(source, texts))
    }

    fn missing(source: Source, texts: &Texts) -> Line<'a> {
        Line {
            amount: Amount::ZERO,
            link: texts.text(format!("（预算中没有这一条：{source:?}）")),
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

    fn fields(&self, texts: &Texts) -> Vec<Field> {
        let coded = |coded: Option<&Coded>| texts.maybe(coded.map(Coded::to_string));
        let [file, sheet, spot] = place_of(self.origin, texts);
        vec![
            Field::Money(self.amount, Unit::Yuan),
            self.link.clone(),
            file,
            sheet,
            spot,
            texts.maybe(self.stated.map(|(text, _)| text)),
            texts.maybe(self.stated.map(|(_, unit)| unit.word())),
            coded(self.entity),
            coded(self.project),
            coded(self.function),
            coded(self.economic),
            texts.text(&*self.fund),
            texts.text(&*self.kind),
        ]
    }
}
