//! # 公开数与预算数不符
//!
//! ## 查什么
//! 已经公开（或准备公开）的工作簿中的每一个数，与按预算数据重新生成的同一张表、同一行、同一栏比较；两边的行也要一一对应。
//!
//! ## 为什么
//! 公开前手工改过表、用了旧版本的数据，或者抄错了行，表内勾稽可能仍然成立，只有和预算数据比较才能发现。
//!
//! ## 依据
//! 预算法第十四条：公开的应是经批复的预算。
//!
//! ## 例
//! 公开表“办公费”4.80，预算数据 4.60。
//!
//! ## 怎么办
//! 以批复的预算为准，改正公开表，或用最新的导出文件重新生成。

use std::collections::BTreeSet;
use std::sync::Arc;

use super::figures::{half_step, row_of};
use crate::amount::Amount;
use crate::disclosure::{At, Cell, Disclosure, Role, Table};
use crate::finding::{Code, Finding, Place, Severity, Words};

/// A published figure that is not the budget's.
pub static CODE: Code = Code {
    id: "GK-C050",
    severity: Severity::Mandatory,
    title: Words { zh: "公开数与预算数不符", en: "A published figure is not the budget's" },
    message: Words {
        zh: "《{table}》“{row}”的“{column}”{problem}。",
        en: "{table}, row “{row}”, column “{column}”: {problem}.",
    },
    remedy: Words {
        zh: "以批复的预算为准改正公开表，或用最新的导出文件重新生成。",
        en: "Correct the published table, or make it again from the latest export.",
    },
    page: include_str!("against.rs"),
};

/// Compares a published disclosure with the one that the budget gives.
///
/// A total that differs only because figures below it differ is not told again.
pub fn against(published: &Disclosure, budgeted: &Disclosure) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, own) in budgeted.tables.iter().enumerate() {
        // A missing table is told by the rule on completeness.
        let Some(other) = published.table(&own.role) else { continue };
        let differing = differing(index, own, other);
        let told = differing.iter().filter(|at| !follows(budgeted, **at, &differing, published));
        findings.extend(told.map(|&at| difference(own, other, at)));
        findings.extend(surplus(own, other));
    }
    findings
}

/// The cells of a table whose published figure is farther from the budget's than printing explains.
fn differing(index: usize, own: &Table, other: &Table) -> BTreeSet<At> {
    let mut cells = BTreeSet::new();
    for row in 0..own.rows.len() {
        for (col, _) in own.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Value) {
            let Some(exact) = own.rows[row].cells[col].amount() else { continue };
            let printed = published_amount(own, other, row, col).unwrap_or_default();
            if (printed - exact).abs() > half_step(other.unit, other.decimals) {
                cells.insert(At { table: index, row, col });
            }
        }
    }
    cells
}

fn key_of(table: &Table, row: usize, col: usize) -> Option<&str> {
    table.rows.get(row)?.keys.get(table.columns.get(col)?.block?)?.as_deref()
}

/// Row and column of the other table that mean the same.
fn counterpart(own: &Table, other: &Table, row: usize, col: usize) -> Option<(usize, usize)> {
    let other_col = other.column(&own.columns[col].key)?;
    Some((row_of(other, key_of(own, row, col)?, other_col)?, other_col))
}

fn published_amount(own: &Table, other: &Table, row: usize, col: usize) -> Option<Amount> {
    let (row, col) = counterpart(own, other, row, col)?;
    other.rows[row].cells.get(col)?.amount()
}

/// Whether a differing cell is a formula over cells that differ too.
fn follows(budgeted: &Disclosure, at: At, differing: &BTreeSet<At>, published: &Disclosure) -> bool {
    let Some(Cell::Formula { formula, .. }) = budgeted.cell(at) else { return false };
    formula.cells().any(|(_, part)| {
        if part.table == at.table {
            return differing.contains(&part);
        }
        let own = budgeted.tables.get(part.table);
        let exact = budgeted.cell(part).and_then(Cell::amount).unwrap_or_default();
        own.and_then(|own| Some((own, published.table(&own.role)?))).is_some_and(|(own, other)| {
            let printed = published_amount(own, other, part.row, part.col).unwrap_or_default();
            (printed - exact).abs() > half_step(other.unit, other.decimals)
        })
    })
}

fn difference(own: &Table, other: &Table, at: At) -> Finding {
    let found = counterpart(own, other, at.row, at.col);
    let exact = own.rows[at.row].cells[at.col].amount().unwrap_or_default();
    let actual = published_amount(own, other, at.row, at.col).unwrap_or_default();
    let place = found.map_or_else(|| other.whole(), |(row, col)| other.place(row, col));
    let problem = if found.is_some() { "与预算数据不同" } else { "没有公开" };
    Finding::new(&CODE)
        .at(place)
        .with("table", &*own.name)
        .with("row", own.label(at.row, at.col))
        .with("column", own.columns[at.col].words())
        .with("problem", problem)
        .comparing(exact, actual, other.unit)
}

/// Published rows with figures that the budget does not give.
fn surplus(own: &Table, other: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in 0..other.rows.len() {
        for (col, column) in other.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Value) {
            let amount = other.rows[row].cells[col].amount().unwrap_or_default();
            let Some(key) = key_of(other, row, col).filter(|_| !amount.is_zero()) else { continue };
            if own.rows.iter().any(|candidate| candidate.keys.iter().flatten().any(|known| known == key)) {
                continue;
            }
            let place: Place = other.place(row, col);
            let finding = Finding::new(&CODE)
                .at(place)
                .with("table", &*Arc::clone(&own.name))
                .with("row", other.label(row, col))
                .with("column", column.words())
                .with("problem", "在预算数据中没有");
            findings.push(finding.comparing(Amount::ZERO, amount, other.unit));
        }
    }
    findings
}
