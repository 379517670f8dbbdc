//! The tables of one unit and year.

use super::knowledge::Reference;
use super::parsed::{Parsed, ParsedRow};
use crate::amount::{Amount, Unit};
use crate::model::Figure;
use crate::origin::Origin;

/// All tables of a unit and year, each kind once.
pub(super) struct Group<'p> {
    pub tables: Vec<&'p Parsed>,
}

impl<'p> Group<'p> {
    /// The table of this kind.
    pub fn table(&self, id: &str) -> Option<&'p Parsed> {
        self.tables.iter().find(|table| table.table == id).copied()
    }

    /// The row that a reference means in a row of the left side; `None` where its table or column is not there.
    pub fn amount(&self, reference: &Reference, row: &str) -> Option<Amount> {
        let table = self.table(&reference.table).filter(|table| table.has(&reference.column))?;
        let key = if matches!(reference.row.as_str(), "*" | "class") { row } else { &reference.row };
        let amount = table.amount(key, &reference.column);
        Some(if reference.minus { Amount::ZERO - amount } else { amount })
    }

    /// The figure that a reference means, where its cell holds one.
    pub fn figure(&self, reference: &Reference, row: &str) -> Option<&'p Figure> {
        let key = if matches!(reference.row.as_str(), "*" | "class") { row } else { &reference.row };
        self.table(&reference.table)?.figure(key, &reference.column)
    }
}

impl Parsed {
    /// Whether the table has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column) || self.economic.contains_key(column)
    }

    /// Where a finding about a cell points: the cell, else the table.
    pub(super) fn place_of(&self, row: &str, column: &str) -> Origin {
        self.figure(row, column).map_or_else(|| self.place.clone(), |figure| figure.origin.clone())
    }

    pub(super) fn money(&self) -> Unit {
        self.unit_of_money
    }

    /// A row as a finding names it.
    pub(super) fn words(&self, row: &ParsedRow) -> String {
        match &row.coded {
            Some(coded) => coded.to_string(),
            None if row.key == super::parsed::TOTAL => "合计".to_owned(),
            None => row.key.clone(),
        }
    }
}
