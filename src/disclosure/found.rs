//! Tables of anybody's disclosure as they stand in the files, whatever its edition (认出的公开表).

use std::sync::Arc;

use super::{Disclosure, Table};
use crate::finding::Place;
use crate::origin::{CellRef, Origin};

/// Somebody's tables, with what the files say around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The tables; a role without a counterpart in editions is the vocabulary's, and may stand several times.
    pub disclosure: Disclosure,
    /// One for each table.
    pub around: Vec<Around>,
    /// Titles below which nothing was understood, with the role that they mean.
    pub headless: Vec<(String, String, Origin)>,
}

/// What stands around a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The file.
    pub file: Arc<str>,
    /// The title as it stands, in comparable form.
    pub title: String,
    /// Its cell.
    pub at: CellRef,
    /// The year that title or caption state, and where.
    pub year: Option<(u16, CellRef)>,
    /// Whom title or caption name, and where.
    pub owner: Option<(String, CellRef)>,
    /// Whether the unit of amounts is stated.
    pub unit_stated: bool,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Whether it is one of those that every disclosure has.
    pub main: bool,
    /// Whether it is known by its title, not by the name of its sheet.
    pub titled: bool,
    /// Figures that stand in rows or columns that nobody understood.
    pub unread: usize,
}

impl Around {
    /// A cell around the table.
    pub fn place(&self, table: &Table, cell: CellRef) -> Place {
        Place::Published {
            table: Arc::clone(&table.name),
            row: "".into(),
            column: "".into(),
            sheet: Arc::clone(&table.sheet),
            cell: Some(cell),
        }
    }
}

impl Found {
    /// The tables with what stands around them.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Table, &Around)> {
        self.disclosure.tables.iter().zip(&self.around).enumerate().map(|(at, (table, around))| (at, table, around))
    }

    /// How many different main tables there are.
    pub fn main_roles(&self) -> usize {
        let roles: std::collections::BTreeSet<&str> =
            self.tables().filter(|(_, _, around)| around.main).map(|(_, table, _)| table.role.as_str()).collect();
        roles.len()
    }
}
