//! What a table that is already summed says, before it is held against the others of its unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::{Amount, Unit};
use crate::model::{Coded, Count, Figure};
use crate::origin::Origin;

/// The key of the row that adds the others up.
pub(in crate::import) const TOTAL: &str = "total";

/// One such table.
#[derive(Clone, Debug)]
pub(in crate::import) struct Parsed {
    /// The id of its kind.
    pub(in crate::import) table: String,
    /// The unit, with its code where one is given.
    pub(in crate::import) unit: Coded,
    pub(in crate::import) year: Option<u16>,
    pub(in crate::import) place: Origin,
    /// Rows in order.
    pub(in crate::import) rows: Vec<ParsedRow>,
    /// Money by keys of row and column.
    pub(in crate::import) figures: BTreeMap<(String, String), Figure>,
    /// Numbers of things, likewise.
    pub(in crate::import) counts: BTreeMap<(String, String), Count>,
    /// Keys of the columns that are there, and how the header calls each.
    pub(in crate::import) columns: BTreeMap<String, String>,
    /// Names of economic codes in use as the header gives them.
    pub(in crate::import) economic: BTreeMap<String, String>,
    pub(in crate::import) unit_of_money: Unit,
}

/// A row of it.
#[derive(Clone, Debug)]
pub(in crate::import) struct ParsedRow {
    /// A code, an item, or [`TOTAL`].
    pub(in crate::import) key: String,
    /// The code with its name, where it has one.
    pub(in crate::import) coded: Option<Coded>,
    /// Position in the sheet's rows.
    pub(in crate::import) at: usize,
}

impl Parsed {
    /// An amount; nothing where the cell is empty.
    pub(in crate::import) fn amount(&self, row: &str, column: &str) -> Amount {
        self.figure(row, column).map_or(Amount::ZERO, |figure| figure.amount)
    }

    /// The figure of a cell that holds one.
    pub(in crate::import) fn figure(&self, row: &str, column: &str) -> Option<&Figure> {
        self.figures.get(&(row.to_owned(), column.to_owned()))
    }

    /// The codes of its rows, each once, in order.
    pub(in crate::import) fn codes(&self) -> BTreeSet<&str> {
        self.rows.iter().filter(|row| row.coded.is_some()).map(|row| row.key.as_str()).collect()
    }

    /// Rows of codes that no other row's code goes on from.
    pub(in crate::import) fn leaves(&self) -> impl Iterator<Item = &ParsedRow> {
        let codes = self.codes();
        let deeper = move |code: &str| codes.range(code..).nth(1).is_some_and(|next| next.starts_with(code));
        self.rows.iter().filter(move |row| row.coded.is_some() && !deeper(&row.key))
    }

    /// Keys of the columns of economic codes; those of 项 where a 类 has any.
    pub(in crate::import) fn economic_leaves(&self) -> impl Iterator<Item = &str> {
        let codes: BTreeSet<&str> = self.economic.keys().map(String::as_str).collect();
        let deeper = codes.clone();
        codes.into_iter().filter(move |code| !deeper.range(*code..).nth(1).is_some_and(|next| next.starts_with(code)))
    }
}
