//! What of a disclosure the blank has no place for.
//!
//! Tables of figures and the forms beside them are often handed down as two workbooks: what belongs to the other one is said
//! once and blocks nothing.

use std::sync::Arc;

use super::plan::FormPlan;
use crate::disclosure::{Cell, Disclosure, Row, Table};
use crate::edition::{Edition, Records};
use crate::finding::Finding;
use crate::finding::codes::fill::{NO_ANNEX, NO_FORM, TOO_FEW_FORMS};
use crate::origin::Origin;

/// One finding a table of figures that has no place; one for all the forms beside them, which many blanks do not have.
pub(super) fn findings(
    name: &Arc<str>,
    pairs: &[(&FormPlan, &Table)],
    (disclosure, edition): (&Disclosure, &Edition),
) -> Vec<Finding> {
    let placed = |table: &Table| pairs.iter().any(|(_, other)| std::ptr::eq(*other, table));
    let open: Vec<&Table> = disclosure.tables.iter().filter(|table| !placed(table)).collect();
    let mut findings: Vec<Finding> = Vec::new();
    let mut absent = Vec::new();
    // A workbook of annexes alone is not a blank of the tables of figures with all of them missing.
    let main = |role: &str| edition.annex(role).is_none();
    let annexes_only = !pairs.is_empty() && !pairs.iter().any(|(form, _)| main(&form.role));
    for table in open.iter().filter(|table| main(&table.role) && figures(table) > 0) {
        match annexes_only {
            true => absent.push(format!("《{}》", table.name)),
            false => findings.push(no_form(name, table)),
        }
    }
    for annex in &edition.annexes {
        let own: Vec<&&Table> = open.iter().filter(|table| table.role == annex.role && says_something(table)).collect();
        let there = pairs.iter().filter(|(form, _)| form.role == annex.role).count();
        match own.first() {
            None => {}
            Some(first) if there > 0 => {
                let finding = Finding::new(&TOO_FEW_FORMS).at(Origin::file(name)).with("table", annex.name.as_str());
                let finding = finding.with("there", there).with("count", own.len());
                findings.push(finding.with("first", &*first.name));
            }
            Some(_) if annex.records == Records::Indicators => {
                absent.push(format!("《{}》{} 张", annex.name, own.len()));
            }
            Some(_) => absent.push(format!("《{}》", annex.name)),
        }
    }
    if !absent.is_empty() {
        findings.push(Finding::new(&NO_ANNEX).at(Origin::file(name)).with("tables", absent.join("、")));
    }
    findings
}

/// What is lost where the blank has no place for a table of figures: nothing, where it is published empty.
fn no_form(name: &Arc<str>, table: &Table) -> Finding {
    let finding = Finding::new(&NO_FORM).at(Origin::file(name)).with("table", &*table.name);
    finding.with("figures", figures(table))
}

/// How many figures a table has.
fn figures(table: &Table) -> usize {
    let figures = table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::amount);
    figures.filter(|amount| !amount.is_zero()).count()
}

/// Whether a table beside those of figures holds more than words that are printed or known from the lines anyway: a
/// project, a record of which more than its name is known, or a figure.
fn says_something(table: &Table) -> bool {
    let stated = |cell: &Cell| !matches!(cell, Cell::Blank);
    let is_key = |key: &Option<String>| key.as_deref().is_some_and(|key| key.parse::<u32>().is_ok());
    let record = |row: &Row| row.keys.iter().any(is_key) && row.cells.iter().filter(|cell| stated(cell)).count() > 1;
    figures(table) > 0
        || table.fields.values().any(|(row, col)| stated(&table.rows[*row].cells[*col]))
        || table.rows[table.front..].iter().any(record)
}
