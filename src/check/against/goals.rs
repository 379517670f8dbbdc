//! What stands above the indicators of a project's goals: 预算数, its funds, what is to be spent by when, and its words.

use super::{CODE, stated_at};
use crate::amount::Amount;
use crate::check::figures::half_step;
use crate::disclosure::{Cell, Disclosure, Table};
use crate::finding::{Finding, Place, Severity};
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
            Some(other) => {
                findings.extend(differences((own, budget), other));
                findings.extend(words_differ(own, other));
            }
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

/// 资金用途 and each paragraph of 绩效目标; how wide characters are and where blanks stand does not count. Whoever publishes
/// may have edited the words, so a difference is to be looked at.
fn words_differ(own: &Table, other: &Table) -> Vec<Finding> {
    let said = |table: &Table, (row, col): (usize, usize)| {
        let above = table.rows.get(row).filter(|_| row < table.front);
        match above.and_then(|row| row.cells.get(col)) {
            Some(Cell::Text(text)) => plain(text),
            _ => String::new(),
        }
    };
    let mut findings = Vec::new();
    for field in ["purpose", "goal"] {
        let Some((&ours, &theirs)) = own.fields.get(field).zip(other.fields.get(field)) else { continue };
        let lines = if field == "goal" {
            own.front.saturating_sub(ours.0).max(other.front.saturating_sub(theirs.0))
        } else {
            1
        };
        for line in 0..lines {
            let here = (theirs.0 + line, theirs.1);
            if said(own, (ours.0 + line, ours.1)) == said(other, here) {
                continue;
            }
            let place = if here.0 < other.front { other.place(here.0, here.1) } else { other.whole() };
            let column =
                if field == "goal" { format!("绩效目标第 {} 段", line + 1) } else { "资金用途".to_owned() };
            let finding = Finding::new(&CODE).at(place).with("table", &*own.name).with("column", column);
            let finding = finding.with("row", project(own).unwrap_or_default());
            let finding = finding.with("problem", "的文字与预算数据不同");
            findings.push(Finding { severity: Severity::Advisory, ..finding });
        }
    }
    findings
}

/// Words without blanks, full-width ASCII made half-width.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}
