//! The forms from tables that are finished already (批复表, 公开表): the figures of the last level as they are given, every
//! total made anew and held against the one that was printed.
//!
//! What such a table cannot tell, the lines behind a figure, stays unknown: its cells have no sources.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::aggregate::{Direct, belongs, is_leaf};
use super::assemble::{Draft, blank_table, circular, note_emptiness, place_figures};
use super::evaluate::evaluate;
use super::names::Names;
use super::pool::Pools;
use super::preface::preface;
use super::rounding;
use super::rows::{BlockRow, Codes, skeleton_of, with_parents};
use super::sums::{self, Way};
use super::words::filled;
use crate::amount::Amount;
use crate::disclosure::{At, Cell, Disclosure, Role, Rounding, Table};
use crate::edition::{Classification, Edition, Form};
use crate::finding::codes::tables::{NO_LINES, NOT_MADE_ANEW, PRINTED_DIFFERS, TABLE_NOT_GIVEN};
use crate::finding::{Checked, Finding, Severity};
use crate::model::Budget;
use crate::origin::Origin;
use rust_decimal::Decimal;

/// Fills the edition's forms from finished tables; `budget` says whose they are and of which year, and holds nothing else.
pub fn complete(given: &Disclosure, file: &Origin, budget: &Budget, edition: &Edition) -> Checked<Disclosure> {
    let mut findings = vec![Finding::new(&NO_LINES).at(file.clone())];
    let pools = Pools::of(budget);
    let drafts: Vec<Draft<'_>> =
        edition.forms.iter().map(|form| draft(form, given.table(&form.role), &pools)).collect();
    let names = Names::printed(edition, file, names(given, edition));
    let mut disclosure = Disclosure {
        edition: edition.head.id.clone(),
        fiscal_year: budget.fiscal_year,
        owner: budget.department.clone(),
        title: filled(&edition.head.title, budget, edition, None),
        preface: preface(budget, edition),
        tables: drafts.iter().map(|draft| blank_table(draft, budget, edition, &names)).collect(),
        adjustments: Vec::new(),
    };
    let is_given = |table: usize| given.table(&edition.forms[table].role).is_some();
    let mut sums = sums::all(&drafts);
    // A figure that another form would say stands by itself where that form is not given.
    sums.retain(|sum| sum.way != Way::Over || sum.parts.iter().all(|(_, at)| is_given(at.table)));
    for (index, draft) in drafts.iter().enumerate() {
        place_figures(index, draft, &sums, &mut disclosure.tables[index]);
    }
    if let Err(at) = evaluate(&mut disclosure) {
        findings.push(circular(&disclosure, at));
        return Checked { value: disclosure, findings };
    }
    for (form, table) in edition.forms.iter().zip(&mut disclosure.tables) {
        match given.table(&form.role) {
            Some(_) => note_emptiness(form, table),
            None => findings.push(not_given(form, file)),
        }
    }
    verify(given, &disclosure, &mut findings);
    rounding::settle((&drafts, &sums), edition, Rounding::Exact, &mut disclosure).collect(&mut findings);
    findings.extend(beside(given, edition, file));
    Checked { value: disclosure, findings }
}

/// A table that no line can make up for.
fn not_given(form: &Form, file: &Origin) -> Finding {
    Finding::new(&TABLE_NOT_GIVEN).at(file.clone()).with("table", form.name.as_str())
}

/// Tables beside the forms (绩效目标, 采购 …): they are not made anew, since nothing in them is a sum.
fn beside(given: &Disclosure, edition: &Edition, file: &Origin) -> Option<Finding> {
    let others = given.tables.iter().filter(|table| edition.forms.iter().all(|form| form.role != table.role));
    let names: Vec<&str> = others.map(|table| &*table.name).collect();
    let finding = Finding::new(&NOT_MADE_ANEW).at(file.clone());
    (!names.is_empty()).then(|| finding.with("count", names.len()).with("tables", names.join("、")))
}

/// A form with the codes and the figures of the last level that its table gives.
fn draft<'a>(form: &'a Form, given: Option<&'a Table>, pools: &'a Pools<'a>) -> Draft<'a> {
    let codes: Vec<Codes<'_>> = (0..form.blocks.len()).map(|block| codes(form, block, given)).collect();
    let (blocks, numbers) = skeleton_of(form, &codes);
    let direct = blocks.iter().enumerate();
    let direct = direct
        .map(|(block, rows)| rows.iter().map(|row| figures((form, block), row.as_ref(), given)).collect::<Vec<_>>());
    Draft {
        form,
        amounts: form.blocks.iter().map(|block| pools.get(form, block)).collect(),
        direct: direct.collect(),
        blocks,
        numbers,
    }
}

/// The codes of a block that have no longer one below them, with those above.
fn codes<'a>(form: &'a Form, block: usize, given: Option<&'a Table>) -> Codes<'a> {
    let (Some(classification), Some(table)) = (&form.blocks[block].classification, given) else { return Codes::new() };
    let keys = table.rows.iter().filter_map(|row| row.keys.get(block)?.as_deref());
    let all: BTreeSet<&str> = keys.filter(|key| key.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let last = all.iter().filter(|code| {
        let next = all.range(**code..).nth(1);
        next.is_none_or(|next| !next.starts_with(**code))
    });
    with_parents(classification, last.copied())
}

/// The figures of a row of the last level by column.
fn figures((form, block): (&Form, usize), row: Option<&BlockRow<'_>>, given: Option<&Table>) -> Vec<Option<Direct>> {
    let own = row.filter(|row| is_leaf(row)).zip(given);
    let stands = own.and_then(|(row, table)| Some((table, row_of(table, block, &row.key)?)));
    let figure = |(index, column): (usize, &crate::edition::ColumnDef)| {
        let (table, row) = stands.filter(|_| belongs(column, &form.blocks[block]))?;
        let value = table.rows[row].cells.get(index).and_then(Cell::amount)?;
        Some(Direct { value, sources: Vec::new() })
    };
    form.columns.iter().enumerate().map(figure).collect()
}

fn row_of(table: &Table, block: usize, key: &str) -> Option<usize> {
    table.rows.iter().position(|row| row.keys.get(block).is_some_and(|own| own.as_deref() == Some(key)))
}

/// The names of codes as the tables print them.
fn names(given: &Disclosure, edition: &Edition) -> impl Iterator<Item = (Classification, Arc<str>, Arc<str>)> {
    let mut names = Vec::new();
    for (form, table) in edition.forms.iter().filter_map(|form| Some((form, given.table(&form.role)?))) {
        for (at, block) in form.blocks.iter().enumerate() {
            let Some(classification) = &block.classification else { continue };
            let label = table.columns.iter().position(|c| c.block == Some(at) && c.role == Role::Label);
            for row in &table.rows {
                let key = row.keys.get(at).and_then(Option::as_deref);
                let name = label.and_then(|col| row.cells.get(col));
                if let (Some(key), Some(Cell::Text(name))) = (key, name) {
                    names.push((classification.by, Arc::from(key), Arc::from(name.trim())));
                }
            }
        }
    }
    names.into_iter()
}

/// Holds every figure that was printed against the one that was made.
fn verify(given: &Disclosure, made: &Disclosure, findings: &mut Vec<Finding>) {
    for (index, table) in made.tables.iter().enumerate() {
        let Some(printed) = given.table(&table.role) else { continue };
        for (row, own) in table.rows.iter().enumerate() {
            for (col, column) in table.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Value) {
                let Some(block) = column.block else { continue };
                let key = own.keys.get(block).and_then(Option::as_deref);
                let Some(at) = key.and_then(|key| row_of(printed, block, key)) else { continue };
                let (Some(says), Some(is)) = (figure(printed, at, col), table.rows[row].cells[col].amount()) else {
                    continue;
                };
                if says != is {
                    let slack = slack(made, printed, At { table: index, row, col });
                    findings.push(differs((printed, at, col), (says, is), slack));
                }
            }
        }
    }
}

/// A figure that is printed; an empty total, or one that the system has not computed yet, says nothing.
fn figure(table: &Table, row: usize, col: usize) -> Option<Amount> {
    table.rows[row].cells.get(col).and_then(Cell::amount).filter(|amount| !amount.is_zero())
}

fn differs((table, row, col): (&Table, usize, usize), (says, is): (Amount, Amount), slack: Amount) -> Finding {
    let finding = Finding::new(&PRINTED_DIFFERS).at(table.place(row, col)).comparing(is, says, table.unit);
    match (says - is).abs() <= slack {
        true => Finding { severity: Severity::Advisory, ..finding },
        false => finding,
    }
}

/// How much rounding of the printed figures that a total is made of explains: half a printed step each.
fn slack(made: &Disclosure, printed: &Table, at: At) -> Amount {
    let half = Amount::of(Decimal::new(5, printed.decimals + 1), printed.unit).unwrap_or_default();
    (0..=leaves(made, at, 0)).map(|_| half).sum()
}

/// How many figures of the last level a cell is made of.
fn leaves(made: &Disclosure, at: At, depth: usize) -> usize {
    const DEEPEST: usize = 64;
    match made.cell(at) {
        Some(Cell::Formula { formula, .. }) if depth < DEEPEST => {
            formula.cells().map(|(_, cell)| leaves(made, cell, depth + 1)).sum()
        }
        Some(Cell::Amount { .. }) => 1,
        _ => 0,
    }
}
