//! 支出明细 and 收入明细: each line of the budget once, with all its dimensions.

use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use super::trail::{Use, Uses};
use crate::amount::{Amount, Unit};
use crate::model::{Budget, Coded, Line, Revenue, Stated};
use crate::origin::{Origin, Spot};

/// The column of the amount in these listings and in 附表明细, counted from 0.
pub(super) const AMOUNT: u16 = 6;

const EXPENDITURE: &[Column] = &[
    Column("序号", 6),
    Column("来源文件", 14),
    Column("工作表", 9),
    Column("位置", 11),
    Column("原文", 12),
    Column("原单位", 7),
    Column("金额（元）", 14),
    Column("进入公开数的个数", 9),
    Column("进入的公开数（公开表序号!单元格）", 22),
    Column("预算年度", 8),
    Column("部门", 15),
    Column("预算单位", 15),
    Column("项目", 20),
    Column("功能分类", 18),
    Column("部门经济分类", 17),
    Column("政府经济分类", 17),
    Column("资金性质", 10),
    Column("上年结转", 8),
    Column("支出类别", 10),
    Column("教学科研出国", 9),
];

const REVENUE: &[Column] = &[
    Column("序号", 7),
    Column("来源文件", 24),
    Column("工作表", 16),
    Column("位置", 14),
    Column("原文", 16),
    Column("原单位", 7),
    Column("金额（元）", 18),
    Column("进入公开数的个数", 9),
    Column("进入的公开数（公开表序号!单元格）", 22),
    Column("预算年度", 8),
    Column("部门", 24),
    Column("预算单位", 24),
    Column("功能分类", 24),
    Column("资金性质", 18),
    Column("上年结转", 8),
];

/// Each line of expenditure.
pub(super) fn expenditure(budget: &Budget, uses: &Uses, texts: &Texts) -> Listing {
    let rows = budget.lines.iter().enumerate().map(|(index, line)| {
        let mut fields = stated((index, &line.origin), (&line.stated, line.amount), texts);
        fields.extend(entered(&uses.lines, index, texts));
        fields.extend(dimensions(line, texts));
        fields
    });
    Listing { id: Id::Lines, columns: EXPENDITURE, rows: rows.collect(), if_empty: "没有支出明细。" }
}

/// How many published figures a line goes into, and which: each between two marks, so that a filter for one finds no other.
fn entered(list: &[Vec<Use>], index: usize, texts: &Texts) -> [Field; 2] {
    let uses = Uses::of(list, index);
    let mut words = String::with_capacity(uses.len() * 8);
    for (table, cell) in uses {
        let mark = if words.is_empty() { "；" } else { "" };
        words.push_str(&format!("{mark}{}!{cell}；", table + 1));
    }
    [Field::Count(uses.len()), texts.text(words)]
}

fn dimensions(line: &Line, texts: &Texts) -> Vec<Field> {
    vec![
        texts.text(line.fiscal_year.to_string()),
        texts.text(line.department.to_string()),
        texts.text(line.entity.to_string()),
        texts.maybe(line.project.as_ref().map(Coded::to_string)),
        texts.text(line.function.to_string()),
        texts.maybe(line.economic.as_ref().map(Coded::to_string)),
        texts.maybe(line.government_economic.as_ref().map(Coded::to_string)),
        texts.text(line.fund.name()),
        yes(line.carry_over, texts),
        texts.text(line.kind.name()),
        yes(line.academic_travel, texts),
    ]
}

/// Each line of revenue.
pub(super) fn revenue(budget: &Budget, uses: &Uses, texts: &Texts) -> Listing {
    let rows = budget.revenue.iter().enumerate().map(|(index, line)| {
        let mut fields = stated((index, &line.origin), (&line.stated, line.amount), texts);
        fields.extend(entered(&uses.revenue, index, texts));
        fields.extend(revenue_dimensions(line, texts));
        fields
    });
    let if_empty = "没有收入明细；公开表的收入取自支出明细的资金性质。";
    Listing { id: Id::Revenue, columns: REVENUE, rows: rows.collect(), if_empty }
}

fn revenue_dimensions(line: &Revenue, texts: &Texts) -> Vec<Field> {
    vec![
        texts.text(line.fiscal_year.to_string()),
        texts.text(line.department.to_string()),
        texts.text(line.entity.to_string()),
        texts.maybe(line.function.as_ref().map(Coded::to_string)),
        texts.text(line.fund.name()),
        yes(line.carry_over, texts),
    ]
}

/// Number, place, text as found, unit and amount.
fn stated((index, origin): (usize, &Origin), (stated, amount): (&Stated, Amount), texts: &Texts) -> Vec<Field> {
    let [file, sheet, spot] = place_of(Some(origin), texts);
    vec![
        Field::Count(index + 1),
        file,
        sheet,
        spot,
        texts.text(&*stated.text),
        texts.text(stated.unit.word()),
        Field::Money(amount, Unit::Yuan),
    ]
}

/// File, sheet and spot of an origin.
pub(super) fn place_of(origin: Option<&Origin>, texts: &Texts) -> [Field; 3] {
    let Some(origin) = origin else { return [Field::Blank, Field::Blank, Field::Blank] };
    let (sheet, spot) = match &origin.spot {
        Spot::File => ("", "整个文件".to_owned()),
        Spot::Paragraph(index) => ("", format!("第 {} 段", index + 1)),
        Spot::TableCell { table, row, column } => {
            ("", format!("第 {} 个表格第 {} 行第 {} 列", table + 1, row + 1, column + 1))
        }
        Spot::Sheet(sheet) => (&**sheet, "整个工作表".to_owned()),
        Spot::Cell(sheet, cell) => (&**sheet, cell.to_string()),
        Spot::Field { line, field, .. } => {
            let column = field.map(|field| format!("第{}列", field + 1)).unwrap_or_default();
            ("", format!("第{}行{column}", line + 1))
        }
    };
    [texts.text(&*origin.file), texts.text(sheet), texts.text(spot)]
}

fn yes(fact: bool, texts: &Texts) -> Field {
    if fact { texts.text("是") } else { Field::Blank }
}
