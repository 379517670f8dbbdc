//! # 同一张表出现两次（不需要表样）
//!
//! ## 查什么
//! 同一标题、同一单位、同一年度的表出现两次：数不同的是强制，一样的是提示。
//!
//! ## 为什么
//! 两张同名的表数不一样，读者不知道哪一张是真的。
//!
//! ## 例
//! 工作簿里留着改动前的“表3 (2)”。
//!
//! ## 怎么办
//! 删去作废的一张；两张都要公开的，标题写明区别。

use crate::check::Report;
use crate::disclosure::{Around, Cell, Found, Table};
use crate::finding::{Code, Finding, Place, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C405",
    severity: Severity::Mandatory,
    title: Words { zh: "同一张表出现两次", en: "A table stands twice" },
    message: Words {
        zh: "《{table}》出现两次（工作表“{first}”和“{second}”），{how}。",
        en: "{table} stands twice (sheets {first} and {second}): {how}.",
    },
    remedy: Words {
        zh: "请公开单位删去作废的一张；确是两张不同的表的，标题写明区别。",
        en: "Remove the one that is not meant, or tell them apart by title.",
    },
    page: include_str!("copies.rs"),
};

pub(super) fn run(found: &Found, report: &mut Report) {
    let mut findings = Vec::new();
    let mut seen = 0;
    for (at, table, around) in found.tables() {
        for (_, other, about) in found.tables().skip(at + 1) {
            if !same(around, about) || table.role != other.role || empty(table) != empty(other) && !around.main {
                continue;
            }
            seen += 1;
            let cell = differing(table, other);
            let mut finding = Finding::new(&CODE).with("table", &*table.name);
            finding = finding.with("first", &*table.sheet).with("second", &*other.sheet);
            finding = match cell {
                Some((one, two)) => finding.at(two).at(one).with("how", "数不相同"),
                None => {
                    finding.severity = Severity::Advisory;
                    finding.at(about.place(other, about.at)).with("how", "数相同")
                }
            };
            findings.push(finding);
        }
    }
    let title = format!("每张表只出现一次（比较了 {seen} 对）");
    report.note(&CODE, None, &title, findings);
}

fn same(one: &Around, other: &Around) -> bool {
    let year = |around: &Around| around.year.map(|(year, _)| year);
    let owner = |around: &Around| around.owner.as_ref().map(|(name, _)| name.clone());
    let agree = |one: Option<String>, other: Option<String>| one.is_none() || other.is_none() || one == other;
    one.titled
        && one.title == other.title
        && agree(owner(one), owner(other))
        && agree(year(one).map(|year| year.to_string()), year(other).map(|year| year.to_string()))
}

fn empty(table: &Table) -> bool {
    !table.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Amount { .. }))
}

/// The first cell in which they differ, in both.
fn differing(one: &Table, other: &Table) -> Option<(Place, Place)> {
    let (rows, columns) = (one.rows.len().max(other.rows.len()), one.columns.len().max(other.columns.len()));
    for row in 0..rows {
        for col in 0..columns {
            let figure = |table: &Table| table.rows.get(row).and_then(|row| row.cells.get(col)).and_then(Cell::amount);
            if figure(one).unwrap_or_default() != figure(other).unwrap_or_default() {
                return Some((one.place(row, col), other.place(row, col)));
            }
        }
    }
    None
}
