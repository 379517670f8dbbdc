//! Columns and merged areas of a sheet.

use crate::disclosure::Table;
use crate::export::book::{self, Format, Sheet};

/// A rectangle of the sheet, counted from 0, the ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: usize,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: usize,
}

impl Area {
    /// Part of one row, from `col` to before `end`.
    pub fn in_row(row: u32, col: usize, end: usize) -> Area {
        Area { row, col, last_row: row, last_col: end.saturating_sub(1).max(col) }
    }

    /// The width of its columns in characters.
    pub fn width(self, table: &Table) -> u32 {
        table.columns.get(self.col..=self.last_col).map_or(0, |part| part.iter().map(|c| u32::from(c.width)).sum())
    }
}

/// A column as sheets count; one that no sheet has where there are too many, which is then refused.
pub(super) fn column_index(col: usize) -> u32 {
    u32::try_from(col).unwrap_or(u32::MAX)
}

/// Writes text into an area, merged where it is more than one cell; always text, whatever it begins with.
pub(super) fn put(sheet: &mut Sheet, area: Area, text: &str, format: &Format) {
    let (col, last_col) = (column_index(area.col), column_index(area.last_col));
    sheet.area(book::Area { row: area.row, col, last_row: area.last_row, last_col }, text, format);
}
