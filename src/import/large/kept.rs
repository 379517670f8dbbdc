//! The rows of a workbook on their way into the temporary file, and as they are gone through in it.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use super::super::container::Refusal;
use super::super::container::given::{Given, KeptRow, LENGTH, keep};
use super::super::container::recent::Recent;
use super::super::grid::GridRow;
use super::bounds::Covered;
use super::key::Fields;
use super::not_plain;
use crate::finding::Words;
use crate::import::cell::label::{is_empty, trimmed};
use crate::origin::{CellRef, Origin};

/// Writes rows as they come.
pub(super) struct Keeping<'a, W: Write> {
    file: &'a Arc<str>,
    out: BufWriter<W>,
    /// Where each sheet's rows stand.
    sheets: Vec<Range<u64>>,
    row: Vec<u8>,
    /// The sheet and number of the last row.
    last: Option<(usize, u32)>,
    /// Why a row could not be written.
    failed: Option<io::Error>,
}

const OUT_OF_ORDER: Words = Words {
    zh: "里面的行没有按行号排列（从这一行起）",
    en: "the rows do not stand in the order of their numbers from here on",
};

impl<'a, W: Write> Keeping<'a, W> {
    /// Nothing written so far.
    pub(super) fn new(file: &'a Arc<str>, out: W) -> Keeping<'a, W> {
        let out = BufWriter::with_capacity(1 << 20, out);
        Keeping { file, out, sheets: Vec::new(), row: Vec::new(), last: None, failed: None }
    }

    /// Writes a row of the sheet of that place and name.
    ///
    /// # Errors
    /// Rows stand out of order; where it cannot be written, [`Keeping::finish`] says why.
    pub(super) fn row(&mut self, (at, name): (usize, &Arc<str>), row: u32, cells: &[Given]) -> Result<(), Refusal> {
        let place = || Origin::cell(self.file, name, CellRef::zero_based(row, 0));
        if self.last.is_some_and(|(sheet, last)| sheet == at && last >= row) {
            return Err(not_plain(place(), OUT_OF_ORDER));
        }
        self.last = Some((at, row));
        self.row.clear();
        let kept = keep(row, cells, &mut self.row).ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge));
        if let Err(error) = kept.and_then(|()| self.out.write_all(&self.row)) {
            // This finding is never seen: what failed is said instead.
            self.failed = Some(error);
            return Err(not_plain(place(), OUT_OF_ORDER));
        }
        let start = self.sheets.last().map_or(0, |range| range.end);
        self.sheets.resize(at + 1, start..start);
        self.sheets[at].end += self.row.len() as u64;
        Ok(())
    }

    /// Where the rows of each sheet stand, those of sheets without any left out at the end.
    ///
    /// # Errors
    /// Something could not be written.
    pub(super) fn finish(mut self) -> io::Result<Vec<Range<u64>>> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.out.flush().map(|()| self.sheets),
        }
    }
}

/// Goes through the kept rows of a sheet.
pub(super) struct Kept<R> {
    reader: BufReader<R>,
    at: u64,
    end: u64,
    row: Vec<u8>,
}

impl<R: Read + Seek> Kept<R> {
    /// Those in this stretch of the temporary file.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn new(mut file: R, bytes: Range<u64>) -> io::Result<Kept<R>> {
        file.seek(SeekFrom::Start(bytes.start))?;
        Ok(Kept { reader: BufReader::with_capacity(1 << 20, file), at: bytes.start, end: bytes.end, row: Vec::new() })
    }

    /// The next row with the byte at which it begins and its length; `None` behind the last.
    ///
    /// # Errors
    /// It cannot be read, or is none.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let at = self.at;
        self.row.resize(LENGTH, 0);
        self.reader.read_exact(&mut self.row)?;
        let length = length(&self.row).ok_or(io::ErrorKind::InvalidData)?;
        self.row.resize(LENGTH + length, 0);
        self.reader.read_exact(&mut self.row[LENGTH..])?;
        self.at += self.row.len() as u64;
        Ok(Some((at, &self.row)))
    }
}

fn length(row: &[u8]) -> Option<usize> {
    let length = row.first_chunk().copied().map(u32::from_le_bytes)?;
    usize::try_from(length).ok()
}

/// The kept rows in these bytes.
///
/// # Errors
/// They are none.
pub(super) fn rows(mut bytes: &[u8]) -> io::Result<Vec<KeptRow<'_>>> {
    let mut rows = Vec::new();
    while !bytes.is_empty() {
        let (row, rest) = split(bytes).ok_or(io::ErrorKind::InvalidData)?;
        rows.push(row);
        bytes = rest;
    }
    Ok(rows)
}

fn split(bytes: &[u8]) -> Option<(KeptRow<'_>, &[u8])> {
    let (row, rest) = bytes.get(LENGTH..)?.split_at_checked(length(bytes)?)?;
    Some((KeptRow::read(row)?, rest))
}

/// A kept row with what merged cells over several rows say of it.
pub(super) struct Filled<'a> {
    pub(super) row: &'a KeptRow<'a>,
    pub(super) covered: &'a [Covered],
}

impl Filled<'_> {
    fn own(&self, column: u32) -> Option<&str> {
        own(self.row, column)
    }
}

/// What a row says in a column; of two cells at one place the later one counts.
pub(super) fn own<'a>(row: &KeptRow<'a>, column: u32) -> Option<&'a str> {
    let cell = row.cells.iter().rev().find(|cell| cell.col == column).filter(|cell| cell.says())?;
    Some(trimmed(cell.text)).filter(|text| !text.is_empty())
}

impl Fields for Filled<'_> {
    fn stored(&self, column: u32) -> &[u8] {
        let covered = || self.covered.iter().find(|covered| covered.column() == column)?.text(self.row.row);
        self.own(column).or_else(covered).unwrap_or_default().as_bytes()
    }

    fn text(&self, column: u32) -> String {
        String::from_utf8_lossy(self.stored(column)).into_owned()
    }

    fn is_blank(&self) -> bool {
        self.row.cells.iter().all(|cell| is_empty(cell.text))
    }

    fn row(&self) -> GridRow {
        let mut recent = Recent::new();
        let mut cells: Vec<_> =
            self.row.cells.iter().filter_map(|cell| Some((cell.col, cell.cell(&mut recent)?))).collect();
        // Stable, so that of two cells at one place the later one counts.
        cells.reverse();
        cells.sort_by_key(|(col, _)| *col);
        cells.dedup_by_key(|(col, _)| *col);
        GridRow { index: self.row.row, line: self.row.row, hidden: false, fields: 0, cells }
    }
}
