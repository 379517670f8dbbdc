//! Rows that are passed on as soon as they are complete, so that a sheet need not be held.

use crate::finding::Words;
use crate::import::container::given::{Also, Given};
use crate::import::container::package::megabytes;
use crate::import::container::{Refusal, Source};
use crate::import::grid::GridCell;
use crate::origin::CellRef;

use super::{SheetBuilder, Spans, too_large};

/// More than a row holds that a program wrote, in bytes.
const LONGEST_ROW: usize = 32 * 1024 * 1024;
/// What a cell takes besides its text, about.
const A_CELL: usize = 64;

/// What takes rows: number and cells.
pub(super) type Takes<'a> = &'a mut dyn FnMut(u32, &[Given]) -> Result<(), Refusal>;

/// The row that is being read, and where it goes.
pub(super) struct Passing<'a> {
    row: u32,
    cells: Vec<Given>,
    bytes: usize,
    to: Takes<'a>,
}

impl<'a> SheetBuilder<'a> {
    /// The same, but its rows go on to `to` and are not held.
    pub fn passing(mut self, to: Takes<'a>) -> SheetBuilder<'a> {
        self.passing = Some(Passing { row: 0, cells: Vec::new(), bytes: 0, to });
        self
    }

    /// Passes on the last row; the sheet without its cells.
    ///
    /// # Errors
    /// The last row is not taken.
    pub fn frame(mut self) -> Result<Frame, Refusal> {
        if let Some(passing) = &mut self.passing {
            passing.on()?;
        }
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        self.merges.sort_by_key(|(first, _)| first.indices());
        Ok(Frame {
            name: self.name,
            hidden: self.hidden,
            merges: self.merges,
            hidden_rows: self.hidden_rows,
            hidden_columns: self.hidden_columns,
        })
    }
}

impl Passing<'_> {
    pub fn give(
        &mut self,
        source: Source<'_>,
        (row, col): (u32, u32),
        cell: GridCell,
        also: Also,
    ) -> Result<(), Refusal> {
        if row != self.row {
            self.on()?;
            self.row = row;
        }
        self.bytes += cell.text.len() + A_CELL;
        if self.bytes > LONGEST_ROW {
            let what = Words { zh: "一行文字的总长度", en: "the texts of one row" };
            return Err(too_large(source, what, megabytes(LONGEST_ROW as u64)));
        }
        self.cells.push(Given { col, cell, also });
        Ok(())
    }

    fn on(&mut self) -> Result<(), Refusal> {
        if !self.cells.is_empty() {
            (self.to)(self.row, &self.cells)?;
        }
        self.cells.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// A sheet without its cells.
#[derive(Debug)]
pub(in crate::import) struct Frame {
    /// Its name.
    pub name: std::sync::Arc<str>,
    hidden: bool,
    /// Merged areas in order of their first cell.
    pub merges: Vec<(CellRef, CellRef)>,
    hidden_rows: Spans,
    hidden_columns: Spans,
}

impl Frame {
    /// The sheet with room for some of its rows, given as stretches of numbers in order, with what the sheet says of them.
    pub(in crate::import::container) fn part<'a>(
        &self,
        source: Source<'a>,
        rows: &[std::ops::Range<u32>],
    ) -> SheetBuilder<'a> {
        let mut part = SheetBuilder::new(source, std::sync::Arc::clone(&self.name), self.hidden);
        part.hidden_columns = Spans(self.hidden_columns.0.clone());
        for rows in rows {
            let from = self.merges.partition_point(|(first, _)| first.indices().0 < rows.start);
            let begin = |(first, _): &&(CellRef, CellRef)| first.indices().0 < rows.end;
            part.merges.extend(self.merges[from..].iter().take_while(begin));
            let from = self.hidden_rows.0.partition_point(|(_, last)| *last < rows.start);
            let hidden = self.hidden_rows.0[from..].iter().take_while(|(first, _)| *first < rows.end);
            part.hidden_rows.0.extend(hidden.map(|(first, last)| (rows.start.max(*first), (rows.end - 1).min(*last))));
        }
        part
    }
}
