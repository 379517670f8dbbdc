//! Where the parts of a table stand on its sheet.
//!
//! Row 1 is the title, row 2 the line of department, year and unit, then come the header rows, the 栏次 row where the form
//! has one, the body, and the notes. Column A is the first column of the form.

use super::Table;
use crate::origin::CellRef;

/// Row of the title, counted from 0.
pub const TITLE_ROW: u32 = 0;
/// Row of department, year and unit, counted from 0.
pub const CAPTION_ROW: u32 = 1;
/// First row of the header, counted from 0.
pub const HEADER_ROW: u32 = 2;

impl Table {
    /// Rows of the header, without the 栏次 row.
    pub fn header_depth(&self) -> u32 {
        self.header.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0)
    }

    /// The row of 栏次, counted from 0, where the form prints one.
    pub fn number_row(&self) -> Option<u32> {
        self.number_label.as_ref().map(|_| HEADER_ROW + self.header_depth())
    }

    /// The first row of the body, counted from 0.
    pub fn body_row(&self) -> u32 {
        HEADER_ROW + self.header_depth() + u32::from(self.number_label.is_some())
    }

    /// The sheet's cell for a row and column of the body, both counted from 0.
    pub fn sheet_cell(&self, row: usize, col: usize) -> CellRef {
        let index = |n: usize| u32::try_from(n).unwrap_or(u32::MAX / 2);
        let found_row = self.rows.get(row).and_then(|row| row.found_in);
        let found_col = self.columns.get(col).and_then(|column| column.found_in);
        CellRef::zero_based(found_row.unwrap_or(self.body_row() + index(row)), found_col.unwrap_or(index(col)))
    }

    /// The row below the body, counted from 0, where the notes begin.
    pub fn notes_row(&self) -> u32 {
        self.body_row() + u32::try_from(self.rows.len()).unwrap_or(u32::MAX / 2)
    }
}

/// The sheet's name as formulas write it: in quotes, quotes doubled.
pub fn quoted_sheet(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
