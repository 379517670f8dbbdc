//! The raw table (原始表格) that any file becomes first: sheets of cells as stored, each with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::origin::{CellRef, Origin, Spot};

/// A file as sheets of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The sheets in the file's order; one without a name for a text table.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The sheet's name as stored; `None` for a text table.
    pub name: Option<Arc<str>>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Rows that hold anything, in order.
    pub rows: Vec<GridRow>,
    /// Merged areas: first and last cell.
    pub merges: Vec<(CellRef, CellRef)>,
    /// What else the file says of cells.
    pub marks: Marks,
}

/// What a file says of cells besides what they hold (旁证): rare, and so kept beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether a text ends without the end of its last line.
    pub unended: bool,
    /// Cells whose content is crossed out, whole or in part, by row and column from 0.
    pub struck: BTreeSet<(u32, u32)>,
    /// Cells whose number format shows a number divided by this power of ten; they hold what is shown.
    pub scaled: BTreeMap<(u32, u32), i32>,
    /// What is printed above and below each page.
    pub printed: Vec<Arc<str>>,
}

/// One row or record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// Row of the sheet or record of the text, counted from 0.
    pub index: u32,
    /// Line of the text where the record begins, counted from 0; the same as `index` for sheets.
    pub line: u32,
    /// Whether the row is hidden, where the format tells.
    pub hidden: bool,
    /// Fields of a record of a text, empty ones included; 0 for rows of sheets.
    pub fields: u32,
    /// Cells that hold anything, with their column counted from 0, in order.
    pub cells: Vec<(u32, GridCell)>,
}

/// One cell as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// The text as stored or as the number is written; never trimmed.
    pub text: Arc<str>,
    /// What it is.
    pub value: Value,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, or a number stored as words.
    Text,
    /// A number: the decimal that the file's text means, at most 15 significant digits.
    Number(Decimal),
    /// A date or time; never an amount.
    Date,
    /// TRUE or FALSE.
    Bool,
    /// An error such as `#REF!`.
    Error,
    /// A formula for which the file holds no result.
    Uncalculated,
}

impl Sheet {
    /// The place of the sheet as a whole.
    pub fn whole(&self) -> Origin {
        match &self.name {
            Some(name) => Origin::sheet(&self.file, name),
            None => Origin::file(&self.file),
        }
    }

    /// The place of a whole row: its first cell that holds anything, or the record.
    pub fn place_of_row(&self, row: &GridRow) -> Origin {
        match &self.name {
            Some(_) => self.place(row, row.cells.first().map_or(0, |(col, _)| *col)),
            None => Origin {
                file: Arc::clone(&self.file),
                spot: Spot::Field { record: row.index, line: row.line, field: None },
            },
        }
    }

    /// The place of a cell in `row`, with the column counted from 0.
    pub fn place(&self, row: &GridRow, col: u32) -> Origin {
        match &self.name {
            Some(name) => Origin::cell(&self.file, name, CellRef::zero_based(row.index, col)),
            None => Origin {
                file: Arc::clone(&self.file),
                spot: Spot::Field { record: row.index, line: row.line, field: Some(col) },
            },
        }
    }
}

impl GridRow {
    /// The cell in a column counted from 0.
    pub fn cell(&self, col: u32) -> Option<&GridCell> {
        // Where nothing before it is missing, a cell's column is its place.
        match self.cells.get(usize::try_from(col).unwrap_or(usize::MAX)) {
            Some((at, cell)) if *at == col => Some(cell),
            _ => self.cells.binary_search_by_key(&col, |(at, _)| *at).ok().map(|at| &self.cells[at].1),
        }
    }
}
