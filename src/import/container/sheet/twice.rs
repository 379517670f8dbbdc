//! Rows whose number a file gives twice: which of them counts depends on the program that opens it.

use std::collections::BTreeSet;

use super::{listed, runs};
use crate::finding::Finding;
use crate::finding::codes::import_shape::ROW_TWICE;
use crate::import::container::Source;
use crate::origin::{CellRef, Origin};

/// Rows that a sheet can have.
const ROWS: u32 = 1_048_576;

/// The rows whose element began so far, and those that were given twice.
#[derive(Default)]
pub(super) struct Twice {
    /// A bit for each row that holds cells, up to the last one.
    given: Vec<u64>,
    /// The row that is open, and whether it held cells before.
    open: Option<(u32, bool)>,
    rows: BTreeSet<u32>,
}

impl Twice {
    /// The element of a row begins.
    pub fn begin(&mut self, row: u32) {
        self.open = Some((row, self.was_given(row)));
    }

    /// The row that is open, where the file says where rows begin.
    pub fn open(&self) -> Option<u32> {
        self.open.map(|(row, _)| row)
    }

    /// A cell is given to a row.
    pub fn give(&mut self, row: u32) {
        match self.open {
            Some((open, true)) if open == row => _ = self.rows.insert(row),
            Some((open, false)) if open == row => self.note(row),
            _ => {}
        }
    }

    /// Two different cells were given at one place of a row.
    pub fn add(&mut self, row: u32) {
        self.rows.insert(row);
    }

    /// Whether any row was given twice.
    pub fn any(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether this one was.
    pub fn has(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// What is to be said of them.
    pub fn finding(&self, source: Source<'_>, sheet: &std::sync::Arc<str>) -> Finding {
        let first = self.rows.first().copied().unwrap_or(0);
        let place = Origin::cell(source.file, sheet, CellRef::zero_based(first, 0));
        let rows = listed(&runs(self.rows.iter().copied()), |row| (row + 1).to_string());
        Finding::new(&ROW_TWICE).at(place).with("count", self.rows.len()).with("rows", rows)
    }

    fn was_given(&self, row: u32) -> bool {
        let (word, bit) = split(row);
        self.given.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn note(&mut self, row: u32) {
        if row >= ROWS {
            return;
        }
        let (word, bit) = split(row);
        if self.given.len() <= word {
            self.given.resize(word + 1, 0);
        }
        self.given[word] |= bit;
    }
}

/// The word and the bit of a row.
fn split(row: u32) -> (usize, u64) {
    (usize::try_from(row / 64).unwrap_or(usize::MAX), 1 << (row % 64))
}
