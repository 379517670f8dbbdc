//! Where the parts of a table stand on its sheet.
//!
//! The first row is the title, with the number of the table above or below it where one is printed, then comes the line of
//! department, year and unit, then the rows above the header where the form has
//! any, the header rows, the 栏次 row where the form has one, the body, and the notes. Column A is the first column of the form.

use super::Table;
use crate::origin::CellRef;

impl Table {
    /// Row of the number of the table (表号), counted from 0, where one is printed.
    pub fn mark_row(&self) -> Option<u32> {
        self.mark.as_ref().map(|(_, above)| u32::from(!above))
    }

    /// Row of the title, counted from 0.
    pub fn title_row(&self) -> u32 {
        u32::from(self.mark.as_ref().is_some_and(|(_, above)| *above))
    }

    /// Row of department, year and unit, counted from 0.
    pub fn caption_row(&self) -> u32 {
        1 + u32::from(self.mark.is_some())
    }

    /// First row below the caption, counted from 0: the header's, where no row stands above it.
    pub fn below_caption(&self) -> u32 {
        self.caption_row() + 1
    }

    /// Rows of the header, without the 栏次 row.
    pub fn header_depth(&self) -> u32 {
        self.header.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0)
    }

    /// The first row of the header, counted from 0: below the rows that stand above it, where the form has any.
    pub fn header_row(&self) -> u32 {
        self.below_caption() + index(self.front)
    }

    /// The row of 栏次, counted from 0, where the form prints one.
    pub fn number_row(&self) -> Option<u32> {
        self.number_label.as_ref().map(|_| self.header_row() + self.header_depth())
    }

    /// The first row below the header, counted from 0.
    pub fn body_row(&self) -> u32 {
        self.header_row() + self.header_depth() + u32::from(self.number_label.is_some())
    }

    /// The sheet's cell for a row and column of the body, both counted from 0.
    pub fn sheet_cell(&self, row: usize, col: usize) -> CellRef {
        let found_row = self.rows.get(row).and_then(|row| row.found_in);
        let of_field = self.fields_found.get(&(row, col)).copied();
        let found_col = of_field.or_else(|| self.columns.get(col).and_then(|column| column.found_in));
        let stands = match row.checked_sub(self.front) {
            None => self.below_caption() + index(row),
            Some(below) => self.body_row() + index(below),
        };
        CellRef::zero_based(found_row.unwrap_or(stands), found_col.unwrap_or(index(col)))
    }

    /// The row below the body, counted from 0, where the notes begin.
    pub fn notes_row(&self) -> u32 {
        self.body_row() + index(self.rows.len().saturating_sub(self.front))
    }
}

/// A count as sheets count; more than any sheet holds where it does not fit.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX / 4)
}

/// The sheet's name as formulas write it: in quotes, quotes doubled.
pub fn quoted_sheet(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
