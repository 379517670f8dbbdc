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

mod goals;

use std::collections::BTreeSet;

use super::figures::{counterpart, half_step, inputs, key, value_cells};
use crate::amount::Amount;
use crate::disclosure::{At, Cell, Disclosure, Table};
use crate::finding::{Code, Finding, Severity, Words};
use crate::model::Budget;

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

/// Compares a published disclosure with the one that the budget gives; of what the budget has from a project's goals, a
/// purchase or an asset, the cell that states it is named.
///
/// A total that differs only because figures below it differ is not told again.
pub fn against(published: &Disclosure, (budgeted, budget): (&Disclosure, &Budget)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, own) in budgeted.tables.iter().enumerate() {
        // A missing table is told by the rule on completeness.
        let Some(other) = published.table(&own.role) else { continue };
        let differing = differing(index, own, other);
        let told = differing.iter().filter(|at| !follows(budgeted, **at, &differing, published));
        findings.extend(told.map(|&at| difference((own, budget), other, at)));
        findings.extend(surplus(own, other));
    }
    findings.extend(goals::against(published, (budgeted, budget)));
    findings
}

/// The cells of a table whose published figure is farther from the budget's than printing explains.
fn differing(index: usize, own: &Table, other: &Table) -> BTreeSet<At> {
    let differing = value_cells(own).filter(|&(row, col)| differs(own, other, row, col));
    differing.map(|(row, col)| At { table: index, row, col }).collect()
}

/// Whether the published figure is farther from the budget's than printing explains; words do not differ.
fn differs(own: &Table, other: &Table, row: usize, col: usize) -> bool {
    let exact = own.rows.get(row).and_then(|row| row.cells.get(col)).and_then(Cell::amount);
    exact.is_some_and(|exact| {
        let printed = published_amount(own, other, row, col).unwrap_or_default();
        (printed - exact).abs() > half_step(other.unit, other.decimals)
    })
}

fn published_amount(own: &Table, other: &Table, row: usize, col: usize) -> Option<Amount> {
    let (row, col) = counterpart(own, other, (row, col))?;
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
        let both = own.and_then(|own| Some((own, published.table(&own.role)?)));
        both.is_some_and(|(own, other)| differs(own, other, part.row, part.col))
    })
}

fn difference((own, budget): (&Table, &Budget), other: &Table, at: At) -> Finding {
    let found = counterpart(own, other, (at.row, at.col));
    let exact = own.rows[at.row].cells[at.col].amount().unwrap_or_default();
    let actual = published_amount(own, other, at.row, at.col).unwrap_or_default();
    let place = found.map_or_else(|| other.whole(), |(row, col)| other.place(row, col));
    let problem = if found.is_some() { "与预算数据不同" } else { "没有公开" };
    let finding = Finding::new(&CODE)
        .at(place)
        .with("table", &*own.name)
        .with("row", own.label(at.row, at.col))
        .with("column", own.columns[at.col].words())
        .with("problem", problem)
        .comparing(exact, actual, other.unit);
    stated_at(finding, (own, at.row, at.col), budget)
}

/// Adds the cells that state the budget's figure, where it is one of a record.
fn stated_at(finding: Finding, cell: (&Table, usize, usize), budget: &Budget) -> Finding {
    inputs(cell, budget).into_iter().fold(finding, |finding, origin| finding.at(origin.clone()))
}

/// Published rows with figures that the budget does not give.
fn surplus(own: &Table, other: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, col) in value_cells(other) {
        let amount = other.rows[row].cells[col].amount().unwrap_or_default();
        let Some(key) = key(other, row, col).filter(|_| !amount.is_zero()) else { continue };
        if own.rows.iter().any(|candidate| candidate.keys.iter().flatten().any(|known| known == key)) {
            continue;
        }
        let finding = Finding::new(&CODE)
            .at(other.place(row, col))
            .with("table", &*own.name)
            .with("row", other.label(row, col))
            .with("column", other.columns[col].words())
            .with("problem", "在预算数据中没有");
        findings.push(finding.comparing(Amount::ZERO, amount, other.unit));
    }
    findings
}
