//! What differs between two disclosures (对比): last year's and this year's, the draft and the final one.
//!
//! Figures are matched by table, row and column of the forms, so two editions can be compared as far as they have the same
//! rows. A total that differs only because figures below it do is marked as following.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::figures::{counterpart, half_step, key, value_cells};
use crate::amount::{Amount, Unit};
use crate::disclosure::{At, Cell, Disclosure, Table};

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its figures.
    pub disclosure: &'a Disclosure,
    /// Whether they were read as printed, and so may stand half a display step away from the exact ones.
    pub printed: bool,
}

/// A figure that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the table.
    pub table: Arc<str>,
    /// The row in the form's words.
    pub row: String,
    /// The column in the form's words.
    pub column: String,
    /// The unit in which the figures are printed.
    pub unit: Unit,
    /// The old figure and its cell; `None` where the old side does not have the row, column or table.
    pub old: Option<(Amount, At)>,
    /// The new figure and its cell, likewise.
    pub new: Option<(Amount, At)>,
    /// Whether it is a total over figures that differ too.
    pub follows: bool,
}

impl Change {
    /// New less old.
    pub fn difference(&self) -> Amount {
        let amount = |side: &Option<(Amount, At)>| side.map(|(amount, _)| amount).unwrap_or_default();
        amount(&self.new) - amount(&self.old)
    }
}

/// Every figure that differs, in the order of the new side's tables, rows and columns; what only the old side has comes
/// last in each table.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (at, table) in new.disclosure.tables.iter().enumerate() {
        let other = position(old.disclosure, &table.role);
        changes.extend(value_cells(table).filter_map(|(row, col)| {
            let here = figure(table, at, (row, col))?;
            let there = other.and_then(|(index, other)| {
                let (row, col) = counterpart(table, other, (row, col))?;
                figure(other, index, (row, col))
            });
            change(table, (row, col), (there, Some(here)), slack(old, other, new, table))
        }));
        let Some((index, other)) = other else { continue };
        changes.extend(only_there(other, index, Some(table)));
    }
    for (index, other) in old.disclosure.tables.iter().enumerate() {
        if position(new.disclosure, &other.role).is_none() {
            changes.extend(only_there(other, index, None));
        }
    }
    mark_followers(&mut changes, old.disclosure, new.disclosure);
    changes
}

fn position<'d>(disclosure: &'d Disclosure, role: &str) -> Option<(usize, &'d Table)> {
    disclosure.tables.iter().enumerate().find(|(_, table)| table.role == role)
}

/// The figure of a cell whose row has something in the column's block.
fn figure(table: &Table, index: usize, (row, col): (usize, usize)) -> Option<(Amount, At)> {
    key(table, row, col)?;
    let amount = table.rows.get(row)?.cells.get(col).and_then(Cell::amount)?;
    Some((amount, At { table: index, row, col }))
}

/// How far the figures of two tables may stand apart by printing alone: nothing where both are exact or both printed.
fn slack(old: Side<'_>, other: Option<(usize, &Table)>, new: Side<'_>, table: &Table) -> Amount {
    match (old.printed, new.printed) {
        (true, false) => other.map(|(_, other)| half_step(other.unit, other.decimals)).unwrap_or_default(),
        (false, true) => half_step(table.unit, table.decimals),
        _ => Amount::ZERO,
    }
}

type Figures = (Option<(Amount, At)>, Option<(Amount, At)>);

fn change(table: &Table, (row, col): (usize, usize), (old, new): Figures, slack: Amount) -> Option<Change> {
    let amount = |side: Option<(Amount, At)>| side.map(|(amount, _)| amount).unwrap_or_default();
    if (amount(new) - amount(old)).abs() <= slack {
        return None;
    }
    Some(Change {
        table: Arc::clone(&table.name),
        row: table.label(row, col).trim().to_owned(),
        column: table.columns.get(col)?.words(),
        unit: table.unit,
        old,
        new,
        follows: false,
    })
}

/// Figures of a table whose row or column the new side does not have.
fn only_there(other: &Table, index: usize, table: Option<&Table>) -> Vec<Change> {
    let missing =
        |&(row, col): &(usize, usize)| table.is_none_or(|table| counterpart(other, table, (row, col)).is_none());
    let one = |(row, col)| change(other, (row, col), (Some(figure(other, index, (row, col))?), None), Amount::ZERO);
    value_cells(other).filter(missing).filter_map(one).collect()
}

/// A change follows where its cell, on a side that has the formula, is a sum over cells that changed.
fn mark_followers(changes: &mut [Change], old: &Disclosure, new: &Disclosure) {
    let at = |side: fn(&Change) -> Option<(Amount, At)>| -> BTreeSet<At> {
        changes.iter().filter_map(|change| side(change).map(|(_, at)| at)).collect()
    };
    let (olds, news) = (at(|change| change.old), at(|change| change.new));
    let over = |disclosure: &Disclosure, cell: Option<(Amount, At)>, changed: &BTreeSet<At>| {
        cell.and_then(|(_, at)| disclosure.cell(at)).is_some_and(|cell| match cell {
            Cell::Formula { formula, .. } => formula.cells().any(|(_, part)| changed.contains(&part)),
            _ => false,
        })
    };
    for change in changes.iter_mut() {
        change.follows = over(new, change.new, &news) || over(old, change.old, &olds);
    }
}
