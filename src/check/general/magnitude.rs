//! # 把元印成了万元（不需要表样）
//!
//! ## 查什么
//! 写“单位：万元”的表，总额大得不像一个部门的，而且没有一个小数目：数是元。总额相同而恰好差一万倍的两张表也是。
//! 反过来，写“单位：元”而总额只有几百几千、带两位小数的，提示可能是万元。
//!
//! ## 为什么
//! 元和万元弄混，公开出去的数差一万倍。
//!
//! ## 例
//! 一个县级部门公开表写着 11,666,000 万元。
//!
//! ## 怎么办
//! 核对表头的单位；用同一单位重新生成各表。

use rust_decimal::Decimal;

use crate::amount::{Amount, Unit};
use crate::check::Report;
use crate::disclosure::{Cell, Found, Table};
use crate::edition::{Limits, Vocabulary};
use crate::finding::{Code, Finding, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C409",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单位不可信", en: "The stated unit cannot be right" },
    message: Words { zh: "《{table}》写的单位是{unit}，{why}。", en: "{table} states {unit}: {why}." },
    remedy: Words {
        zh: "核对表头的单位和表中的数，改正后重新公开。", en: "Check the stated unit and the figures."
    },
    page: include_str!("magnitude.rs"),
};

/// 元 in one 万元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

pub(super) fn run(found: &Found, vocabulary: &Vocabulary, report: &mut Report) {
    let limits = &vocabulary.words.limits;
    let mut findings = Vec::new();
    let all: Vec<&Table> = found.disclosure.tables.iter().filter(|table| table.unit == Unit::WanYuan).collect();
    let huge = too_large(&all, limits);
    for (_, table, around) in found.tables().filter(|(_, _, around)| around.main) {
        let reason = match table.unit {
            Unit::WanYuan if huge && largest(table) > Decimal::ZERO => {
                Some(("总额大得不像一个部门的，又没有小数目，很可能是把元当作万元印了出来", true))
            }
            _ => scaled(found, table).map(|other| (other, true)),
        };
        let Some((why, sure)) = reason else { continue };
        let mut finding = Finding::new(&CODE).at(around.place(table, around.at));
        finding.severity = if sure { Severity::Mandatory } else { Severity::Advisory };
        findings.push(finding.with("table", &*table.name).with("unit", table.unit.word()).with("why", why));
    }
    report.note(&CODE, None, "金额单位可信", findings);
}

/// The figures of a table as they are printed.
fn figures<'t>(table: &'t Table) -> impl Iterator<Item = Decimal> + 't {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.filter_map(|cell| match cell {
        Cell::Amount { value, .. } => Some(value.in_unit(table.unit).abs()),
        _ => None,
    })
}

fn largest(table: &Table) -> Decimal {
    figures(table).max().unwrap_or_default()
}

fn too_large(tables: &[&Table], limits: &Limits) -> bool {
    let all: Vec<Decimal> = tables.iter().flat_map(|table| figures(table)).collect();
    let (most, least) = (all.iter().max(), all.iter().min());
    let whole = all.iter().filter(|figure| figure.is_integer()).count();
    all.len() >= limits.figures_for_unit
        && most.is_some_and(|most| *most > limits.wan_total.into())
        && least.is_some_and(|least| *least >= limits.wan_least.into())
        && whole * 10 >= all.len() * 9
}

/// Whether the table's total is another table's ten thousand times over or under, and this one stands alone with that.
fn scaled(found: &Found, table: &Table) -> Option<&'static str> {
    let total = |table: &Table| table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::amount).max();
    let own = total(table).filter(|amount| !amount.is_zero())?;
    let others: Vec<Amount> = found
        .tables()
        .filter(|(_, other, around)| around.main && !std::ptr::eq(*other, table))
        .filter_map(|(_, other, _)| total(other).filter(|amount| !amount.is_zero()))
        .collect();
    let apart = |one: Amount, other: Amount| {
        let product = one.yuan().checked_mul(TEN_THOUSAND);
        product.is_some_and(|product| (product - other.yuan()).abs() * Decimal::from(100) < other.yuan().abs())
    };
    let far = others.iter().filter(|other| apart(own, **other) || apart(**other, own)).count();
    (far > 1 && far * 2 > others.len()).then_some("总额与其他各表恰好差一万倍")
}
