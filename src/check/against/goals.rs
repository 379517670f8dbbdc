//! The amounts above the indicators of a project's goals: 预算数, its funds, and what is to be spent by when.

use super::{CODE, stated_at};
use crate::amount::Amount;
use crate::check::figures::half_step;
use crate::disclosure::{Cell, Disclosure, Table};
use crate::finding::{Finding, Place};
use crate::model::Budget;

/// Where the published goals of projects differ from the budget's; nothing where none are published.
pub(super) fn against(published: &Disclosure, (budgeted, budget): (&Disclosure, &Budget)) -> Vec<Finding> {
    let (ours, theirs) = (projects(budgeted), projects(published));
    if theirs.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for own in &ours {
        match theirs.iter().find(|other| project(other) == project(own)) {
            Some(other) => findings.extend(differences((own, budget), other)),
            None => findings.push(alone(own, own.whole(), "没有公开", (stated(own), Amount::ZERO))),
        }
    }
    let surplus = theirs.iter().filter(|other| !ours.iter().any(|own| project(own) == project(other)));
    findings
        .extend(surplus.map(|other| alone(other, other.whole(), "在预算数据中没有", (Amount::ZERO, stated(other)))));
    findings
}

/// Tables with a project's goals; not the one that stands where there is no project.
fn projects(disclosure: &Disclosure) -> Vec<&Table> {
    disclosure.tables.iter().filter(|table| project(table).is_some()).collect()
}

/// The project's code, or its name where it has none.
fn project(table: &Table) -> Option<&str> {
    ["code", "name"].into_iter().find_map(|field| match table.field(field) {
        Some(Cell::Text(text)) => Some(text.as_str()),
        _ => None,
    })
}

/// 预算数
fn stated(table: &Table) -> Amount {
    table.field("budget").and_then(Cell::amount).unwrap_or_default()
}

fn alone(table: &Table, place: Place, problem: &str, (expected, actual): (Amount, Amount)) -> Finding {
    let finding = Finding::new(&CODE).at(place).with("table", &*table.name);
    let finding = finding.with("row", project(table).unwrap_or_default()).with("column", "预算数");
    finding.with("problem", problem).comparing(expected, actual, table.unit)
}

fn differences((own, budget): (&Table, &Budget), other: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, &(row, col)) in &own.fields {
        let Some(exact) = own.field(field).and_then(Cell::amount) else { continue };
        let printed = other.field(field).and_then(Cell::amount).unwrap_or_default();
        if (printed - exact).abs() <= half_step(other.unit, other.decimals) {
            continue;
        }
        let place = other.fields.get(field).map_or_else(|| other.whole(), |&(row, col)| other.place(row, col));
        let heading = match own.place(row, col) {
            Place::Published { column, .. } => column.to_string(),
            _ => String::new(),
        };
        let finding = Finding::new(&CODE).at(place).with("table", &*own.name).with("column", heading);
        let finding = finding.with("row", project(own).unwrap_or_default()).with("problem", "与预算数据不同");
        findings.push(stated_at(finding.comparing(exact, printed, other.unit), (own, row, col), budget));
    }
    findings
}
