//! Inserting rows: the new rows themselves, and everything in the package that has to move with the old ones.

mod anchors;
mod cells;
mod legacy;
mod places;
mod shared;
mod sheet;
mod sources;
mod spread;
mod walk;

use super::formula::{Grow, Insertion};
use super::sheet::ROWS;
use super::{Package, PatchError};

/// What becomes of sums and other areas that end on the row after which rows are inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// They stay as they are, as in Excel.
    Stay,
    /// Those that hold the pattern row take the new rows in: areas in formulas, names, charts and table objects. A sum
    /// across the row in which it stands does not.
    Grow,
}

/// What becomes of the formulas of the pattern row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFormulas {
    /// The new rows hold no formulas.
    Leave,
    /// The new rows hold them too, as copies do: relative references go along. They have no stored results yet.
    Copy,
}

/// Rows to be inserted into a sheet. Rows are counted from 0.
///
/// ```
/// use gongkai::patch::{RowInsertion, Totals};
/// // Three rows after row 8 of the sheet, made like row 8.
/// let rows = RowInsertion { totals: Totals::Grow, ..RowInsertion::after(7, 3) };
/// assert_eq!(rows.pattern, Some(7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowInsertion {
    /// The row after which they come.
    pub after: u32,
    /// How many.
    pub count: u32,
    /// The row whose styles, height, merged areas, validation and conditional formats the new ones get; at or above
    /// `after`. Without one they are bare.
    pub pattern: Option<u32>,
    /// Whether areas that end on `after` grow.
    pub totals: Totals,
    /// Whether the pattern row's formulas are copied.
    pub formulas: PatternFormulas,
}

impl RowInsertion {
    /// `count` rows after row `after` (counted from 0), made like that row, without its formulas.
    pub fn after(after: u32, count: u32) -> RowInsertion {
        RowInsertion { after, count, pattern: Some(after), totals: Totals::Stay, formulas: PatternFormulas::Leave }
    }

    fn check(&self, sheet: &str) -> Result<Insertion, PatchError> {
        let outside = || PatchError::OutsideSheet { sheet: sheet.to_owned(), place: (self.after + 1).to_string() };
        if self.after >= ROWS - 1 || self.count > ROWS - 1 - self.after {
            return Err(outside());
        }
        if let Some(pattern) = self.pattern.filter(|pattern| *pattern > self.after) {
            return Err(PatchError::PatternBelow { pattern: pattern + 1, after: self.after + 1 });
        }
        let grow = if self.totals == Totals::Grow { Grow::Yes } else { Grow::No };
        Ok(Insertion { sheet: sheet.to_owned(), at: self.after + 1, count: self.count, pattern: self.pattern, grow })
    }
}

impl Package {
    /// Inserts rows into a sheet. What lies below moves, wherever in the package it is spoken of: cells, merged areas,
    /// formulas of all sheets, defined names with print areas and titles, conditional formats, validation, hyperlinks,
    /// comments, drawings, table objects, filters, page breaks, the ranges of charts and pivot tables.
    ///
    /// The package is unchanged where an error is given.
    ///
    /// # Errors
    /// Where there is no such sheet or row; where the new rows would cut an array formula, a data table or a pivot table;
    /// where rows with content would leave the sheet; where a part that has to be read is damaged.
    pub fn insert_rows(&mut self, sheet: &str, rows: &RowInsertion) -> Result<(), PatchError> {
        let target = self.sheet_index(sheet)?;
        let insertion = rows.check(&self.sheets[target].name)?;
        if insertion.count == 0 {
            return Ok(());
        }
        self.flush()?;
        let changed = spread::all_parts(self, target, &insertion, rows.formulas)?;
        for (part, text) in changed {
            self.put(&part, &text)?;
        }
        self.chain_stale = true;
        Ok(())
    }
}
