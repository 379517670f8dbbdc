//! A formula as it reads in another cell.

use super::super::sheet::{COLUMNS, ROWS};
use super::reference::{Index, references};
use crate::origin::{CellRef, column_letters};

/// The formula of `from` as it reads when copied to `to`: relative rows and columns go along, absolute ones stay. What
/// leaves the sheet on one side comes in on the other, as Excel reads shared formulas.
pub(in crate::patch) fn translated(formula: &str, from: CellRef, to: CellRef) -> String {
    let ((from_row, from_col), (to_row, to_col)) = (from.indices(), to.indices());
    let mut out = String::with_capacity(formula.len());
    let mut done = 0;
    for reference in references(formula) {
        for corner in reference.corners() {
            let moved = |index: &Index, from: u32, to: u32, size: u32| (index.value + to + size - from % size) % size;
            if let Some(col) = corner.col.as_ref().filter(|col| !col.absolute && from_col != to_col) {
                out.push_str(formula.get(done..col.span.start).unwrap_or_default());
                out.push_str(&column_letters(moved(col, from_col, to_col, COLUMNS)));
                done = col.span.end;
            }
            if let Some(row) = corner.row.as_ref().filter(|row| !row.absolute && from_row != to_row) {
                out.push_str(formula.get(done..row.span.start).unwrap_or_default());
                out.push_str(&(moved(row, from_row, to_row, ROWS) + 1).to_string());
                done = row.span.end;
            }
        }
    }
    out.push_str(formula.get(done..).unwrap_or_default());
    out
}
