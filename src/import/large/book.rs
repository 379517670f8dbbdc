//! The first pass through a large workbook: its rows into the temporary file, then whose each of them is.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;
use std::sync::Arc;

use super::super::container::detect::Format;
use super::super::container::given::{KeptRow, LENGTH};
use super::super::container::{self, Frame, Notes, Source};
use super::super::grid::Sheet;
use super::super::limits::Limits;
use super::super::open::unread;
use super::super::understand::Importer;
use super::beginning::{self, Beginning};
use super::bounds::{Covered, Formulas, hold};
use super::kept::{Filled, Keeping, Kept, rows};
use super::scan::{NotTaken, Scan, append};
use super::{Form, Large, NO_TABLE, Shares, Stretch, Table, not_plain};
use crate::finding::Finding;
use crate::finding::codes::import_container::NOTHING_INSIDE;
use crate::import::header::merged::Merged;

impl Large {
    /// Goes through a workbook once and keeps its rows in `kept`, from where they are read afterwards.
    ///
    /// # Errors
    /// It cannot be read, its rows cannot be kept, or cannot be told apart by department.
    pub fn workbook(
        name: &Arc<str>,
        file: impl Read + Seek,
        kept: &mut (impl Read + Write + Seek),
        importer: &Importer<'_>,
    ) -> Result<Large, NotTaken> {
        let limits = Limits::passed_on();
        let source = Source { file: name, bytes: &[], limits: &limits };
        let mut notes = Notes::default();
        let mut keeping = Keeping::new(name, &mut *kept);
        let passed =
            container::pass(source, Box::new(file), &mut |at, row, cells| keeping.row(at, row, cells), &mut notes);
        let ranges = keeping.finish().map_err(NotTaken::NotKept)?;
        let (format, frames) = passed?;
        if !matches!(format, Format::Xlsx | Format::Xlsm) {
            return Err(not_plain(source.whole(), NO_TABLE).into());
        }
        let mut tables = Vec::new();
        for (frame, bytes) in frames.into_iter().zip(ranges).filter(|(_, bytes)| !bytes.is_empty()) {
            tables.push(Reading { name, importer, bytes, kept: &mut *kept }.table(frame)?);
        }
        if tables.is_empty() {
            let nothing = Finding::new(&NOTHING_INSIDE).at(source.whole());
            return Err(Box::new(nothing.with("what", format.name())).into());
        }
        Ok(Large { like: unread(source, format), findings: notes.findings, tables })
    }
}

/// A sheet whose rows are kept.
struct Reading<'a, F> {
    name: &'a Arc<str>,
    importer: &'a Importer<'a>,
    /// Where they stand.
    bytes: Range<u64>,
    kept: &'a mut F,
}

impl<F: Read + Seek> Reading<'_, F> {
    fn table(mut self, frame: Frame) -> Result<Table, NotTaken> {
        let start = self.start()?;
        let is_all = start.len() as u64 == self.bytes.end - self.bytes.start;
        let sheet = self.sheet(&frame, &start)?;
        let beginning = match Beginning::of(&sheet, self.importer) {
            Ok(beginning) => beginning,
            Err(_) if is_all && self.importer.has_no_table(&sheet) => return Ok(self.remarks(frame)?),
            Err(findings) => return Err(NotTaken::Findings(findings)),
        };
        let header_row = beginning.header;
        let end = self.length_through(header_row)?;
        let Some(header) = start.get(..end) else { return Err(io::Error::from(io::ErrorKind::InvalidData).into()) };
        let bare = Sheet { rows: Vec::new(), merges: Vec::new(), ..sheet };
        self.bytes.start += end as u64;
        let shares = self.shares(&frame, bare, beginning)?;
        Ok(Table { form: Form::Sheet { frame, rows: header_row + 1 }, header: header.to_vec(), shares })
    }

    /// Whole rows at the beginning.
    fn start(&mut self) -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        let mut kept = self.kept()?;
        while start.len() < beginning::LENGTH
            && let Some((_, row)) = kept.next()?
        {
            start.extend(row);
        }
        Ok(start)
    }

    /// The beginning as a sheet of its own.
    fn sheet(&self, frame: &Frame, start: &[u8]) -> Result<Sheet, NotTaken> {
        let limits = Limits::default();
        let source = Source { file: self.name, bytes: &[], limits: &limits };
        let rows = rows(start)?;
        let through = rows.last().map_or(0, |last| last.row + 1);
        let part = container::part(source, (frame, through, &rows), |_, _| true, &mut Notes::default());
        part?.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData).into())
    }

    /// Whose the rows below the header are.
    fn shares(&mut self, frame: &Frame, bare: Sheet, beginning: Beginning) -> Result<Shares, NotTaken> {
        let whole = Sheet { merges: frame.merges.clone(), ..bare.clone() };
        let merged = Merged::of(&whole);
        let mut covered: Vec<Covered> =
            beginning.keys.columns().iter().filter_map(|column| Covered::of(&merged, *column)).collect();
        let mut formulas = Formulas::default();
        let mut scan = Scan::new(bare, beginning, self.importer);
        let mut kept = self.kept()?;
        while let Some((at, bytes)) = kept.next()? {
            let (row, one) = read(at, bytes)?;
            covered.iter_mut().for_each(|covered| covered.pass(&row));
            formulas.pass(&row);
            scan.row(&Filled { row: &row, covered: &covered }, one)?;
        }
        let shares = scan.finish()?;
        hold(&whole, frame, &formulas, &shares)?;
        Ok(shares)
    }

    /// A short sheet without any table.
    fn remarks(&mut self, frame: Frame) -> io::Result<Table> {
        let mut shares = Shares::default();
        let mut kept = self.kept()?;
        while let Some((at, bytes)) = kept.next()? {
            append(&mut shares.rest, read(at, bytes)?.1);
        }
        Ok(Table { form: Form::Remarks(frame), header: Vec::new(), shares })
    }

    /// How many bytes the rows take up to that of this number.
    fn length_through(&mut self, number: u32) -> io::Result<usize> {
        let mut length = 0;
        let mut kept = self.kept()?;
        while let Some((at, bytes)) = kept.next()?
            && read(at, bytes)?.0.row <= number
        {
            length += bytes.len();
        }
        Ok(length)
    }

    fn kept(&mut self) -> io::Result<Kept<&mut F>> {
        Kept::new(&mut *self.kept, self.bytes.clone())
    }
}

/// A row with its place, from its bytes that begin at `at`.
fn read(at: u64, bytes: &[u8]) -> io::Result<(KeptRow<'_>, Stretch)> {
    let row = bytes.get(LENGTH..).and_then(KeptRow::read).ok_or(io::ErrorKind::InvalidData)?;
    let number = row.row;
    let one = Stretch { at, length: bytes.len() as u64, record: number, records: 1, line: number, lines: 1 };
    Ok((row, one))
}
