//! Rectangles of a sheet, and how those are found that share cells.

use std::collections::BTreeMap;

use crate::origin::CellRef;

/// A rectangle of the sheet, counted from 0, the ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) struct Area {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: u32,
}

impl Area {
    fn meets(self, other: Area) -> bool {
        self.row <= other.last_row
            && other.row <= self.last_row
            && self.col <= other.last_col
            && other.col <= self.last_col
    }
}

impl std::fmt::Display for Area {
    /// `A1:C5`, or `A1` for a single cell.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first = CellRef::zero_based(self.row, self.col);
        let last = CellRef::zero_based(self.last_row, self.last_col);
        if first == last { write!(f, "{first}") } else { write!(f, "{first}:{last}") }
    }
}

/// Areas that share no cell, told without comparing each with each: only those are looked at that reach down to a new one.
#[derive(Default)]
pub(in crate::export) struct Apart {
    by_last_row: BTreeMap<u32, Vec<Area>>,
}

impl Apart {
    /// Takes an area; or gives one taken before that it shares cells with, and leaves it.
    pub fn take(&mut self, area: Area) -> Option<Area> {
        let mut reaching = self.by_last_row.range(area.row..).flat_map(|(_, areas)| areas);
        let met = reaching.find(|other| other.meets(area)).copied();
        if met.is_none() {
            self.by_last_row.entry(area.last_row).or_default().push(area);
        }
        met
    }
}
