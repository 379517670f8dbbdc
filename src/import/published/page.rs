//! A sheet as words: what stands where, in comparable form, merged areas filled.

use std::collections::BTreeMap;

use crate::import::cell::label::comparable;
use crate::import::grid::{GridCell, GridRow, Sheet};
use crate::origin::Origin;

/// The longest text, in bytes, that forms are recognised by.
const LONGEST: usize = 2_000;

/// A sheet with its words in comparable form.
pub(super) struct Page<'a> {
    pub sheet: &'a Sheet,
    /// Rows that hold anything, from top to bottom.
    pub rows: Vec<PageRow<'a>>,
}

/// A row with its words by column counted from 0.
pub(super) struct PageRow<'a> {
    pub row: &'a GridRow,
    /// Words of the row's own cells.
    pub own: BTreeMap<u32, String>,
    /// The same with the words of merged areas in every cell that they cover.
    pub filled: BTreeMap<u32, String>,
}

impl<'a> Page<'a> {
    pub fn of(sheet: &'a Sheet) -> Page<'a> {
        let mut rows: Vec<PageRow<'_>> = sheet
            .rows
            .iter()
            .map(|row| {
                // A longer text is no title, header or label, and the same one may stand in thousands of cells.
                let cells = row.cells.iter().filter(|(_, cell)| cell.text.len() <= LONGEST);
                let words = cells.map(|(col, cell)| (*col, comparable(&cell.text)));
                let own: BTreeMap<u32, String> = words.filter(|(_, words)| !words.is_empty()).collect();
                PageRow { row, filled: own.clone(), own }
            })
            .collect();
        for (from, to) in &sheet.merges {
            fill(&mut rows, from.indices(), to.indices());
        }
        Page { sheet, rows }
    }

    /// The place of a cell.
    pub fn place(&self, row: &GridRow, col: u32) -> Origin {
        self.sheet.place(row, col)
    }
}

/// Puts the words of a merged area's first cell into all its cells; a row that holds nothing itself stays away.
fn fill(rows: &mut [PageRow<'_>], (top, left): (u32, u32), (bottom, right): (u32, u32)) {
    // An area wider than any form is a decoration, and filling it would cost memory.
    if right - left > 200 {
        return;
    }
    let first = rows.partition_point(|row| row.row.index < top);
    let Some(words) = rows.get(first).filter(|row| row.row.index == top).and_then(|row| row.own.get(&left)).cloned()
    else {
        return;
    };
    let inside = rows[first..].iter_mut().take_while(|row| row.row.index <= bottom);
    for row in inside {
        for col in left..=right {
            row.filled.entry(col).or_insert_with(|| words.clone());
        }
    }
}

impl PageRow<'_> {
    /// The cell at a column.
    pub fn cell(&self, col: u32) -> Option<&GridCell> {
        self.row.cell(col)
    }
}
