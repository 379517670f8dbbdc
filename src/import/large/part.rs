//! The rows of one department below the header of their table.

use std::io::{self, Read, Seek, SeekFrom};

use super::super::container::{self, Frame, Notes, Places, Refusal, Source, reach, read_by};
use super::super::grid::{Grid, Sheet};
use super::super::limits::Limits;
use super::super::open::Opened;
use super::{Form, Large, Stretch, Table, kept};
use crate::finding::Checked;

impl Large {
    /// The headers with the rows of a department, at their places in the file; `None` where it has none here. `file` is the
    /// text, or where the rows of a workbook are kept.
    ///
    /// # Errors
    /// The file cannot be read, or is shorter than it was.
    pub fn department(&self, code: &str, file: &mut (impl Read + Seek)) -> io::Result<Option<Checked<Opened>>> {
        let its = |table| Some(Part { table, rows: table.shares.departments.get(code)?, computes: computes_all });
        self.read(self.tables.iter().filter_map(its).collect(), file)
    }

    /// The headers with the rows that name no department.
    ///
    /// # Errors
    /// The file cannot be read, or is shorter than it was.
    pub fn rest(&self, file: &mut (impl Read + Seek)) -> io::Result<Option<Checked<Opened>>> {
        // A sheet without any table is of no consequence beside one of which something is used.
        let beside_remarks = self.tables.iter().any(|table| matches!(table.form, Form::Remarks(_)));
        let its = |table: &&Table| beside_remarks || !table.shares.rest.is_empty();
        let part = |table| Part { table, rows: &table.shares.rest, computes: computes_within };
        self.read(self.tables.iter().filter(its).map(part).collect(), file)
    }

    fn read(&self, parts: Vec<Part<'_>>, file: &mut (impl Read + Seek)) -> io::Result<Option<Checked<Opened>>> {
        if parts.is_empty() {
            return Ok(None);
        }
        let limits = Limits::default();
        let mut notes = Notes::default();
        let mut sheets = Vec::new();
        for part in parts {
            let (bytes, places) = part.cut(file)?;
            let source = Source { file: self.name(), bytes: &bytes, limits: &limits };
            match part.sheets(source, places, &mut notes)? {
                Ok(more) => sheets.extend(more),
                Err(refusal) => notes.findings.push(*refusal),
            }
        }
        let grid = (!sheets.is_empty()).then_some(Grid { sheets });
        Ok(Some(Checked { value: Opened { grid, ..self.like.clone() }, findings: notes.findings }))
    }
}

/// Some rows of a table.
struct Part<'a> {
    table: &'a Table,
    rows: &'a [Stretch],
    /// Which formulas without a result are computed, by row.
    computes: fn(u32, &str) -> bool,
}

/// The rows of a department: its formulas look at no others.
fn computes_all(_: u32, _: &str) -> bool {
    true
}

/// Rows that are read without those that they sum up: what they say stays as it is, and is held against these.
fn computes_within(row: u32, formula: &str) -> bool {
    reach(formula).is_none_or(|rows| rows == (row, row))
}

impl Part<'_> {
    fn sheets(&self, source: Source<'_>, places: Places, notes: &mut Notes) -> io::Result<Result<Vec<Sheet>, Refusal>> {
        match &self.table.form {
            Form::Text { how, .. } => Ok(read_by(source, *how, places, notes)),
            Form::Sheet { frame, rows } => sheet(source, (frame, *rows), self.computes, notes),
            Form::Remarks(frame) => sheet(source, (frame, 0), computes_all, notes),
        }
    }

    /// The bytes of the header and the rows, and where the records of a text stood.
    fn cut(&self, file: &mut (impl Read + Seek)) -> io::Result<(Vec<u8>, Places)> {
        let mut bytes = self.table.header.clone();
        let mut places = Places::default();
        let mut at = match self.table.form {
            Form::Text { records, .. } => (records, line_ends(&bytes)),
            Form::Sheet { .. } | Form::Remarks(_) => (0, 0),
        };
        for stretch in self.rows {
            places.add(at, (stretch.record, stretch.line));
            file.seek(SeekFrom::Start(stretch.at))?;
            let read = file.by_ref().take(stretch.length).read_to_end(&mut bytes)?;
            if read as u64 != stretch.length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            at = (at.0 + stretch.records, at.1 + stretch.lines);
        }
        Ok((bytes, places))
    }
}

fn line_ends(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

fn sheet(
    source: Source<'_>,
    (frame, beginning): (&Frame, u32),
    computes: fn(u32, &str) -> bool,
    notes: &mut Notes,
) -> io::Result<Result<Vec<Sheet>, Refusal>> {
    let rows = kept::rows(source.bytes)?;
    match container::part(source, (frame, beginning, &rows), computes, notes) {
        Ok(Some(sheet)) => Ok(Ok(vec![sheet])),
        Ok(None) => Err(io::ErrorKind::InvalidData.into()),
        Err(refusal) => Ok(Err(refusal)),
    }
}
