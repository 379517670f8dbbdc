//! The rows of one department below the header of their file.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::super::container::{Notes, Places, Source, read_by};
use super::super::grid::Grid;
use super::super::limits::Limits;
use super::super::open::Opened;
use super::{Large, Stretch};
use crate::finding::Checked;

impl Large {
    /// The header with the rows of a department, at their places in the file; `None` where it has none here.
    ///
    /// # Errors
    /// The file cannot be read, or is shorter than it was.
    pub fn department(&self, code: &str, file: &mut (impl Read + Seek)) -> io::Result<Option<Checked<Opened>>> {
        self.departments.get(code).map(|stretches| self.part(stretches, file)).transpose()
    }

    /// The header with the rows that name no department.
    ///
    /// # Errors
    /// The file cannot be read, or is shorter than it was.
    pub fn rest(&self, file: &mut (impl Read + Seek)) -> io::Result<Option<Checked<Opened>>> {
        self.has_rest().then(|| self.part(&self.rest, file)).transpose()
    }

    fn part(&self, stretches: &[Stretch], file: &mut (impl Read + Seek)) -> io::Result<Checked<Opened>> {
        let (bytes, places) = self.cut(stretches, file)?;
        let limits = Limits::default();
        let source = Source { file: &self.name, bytes: &bytes, limits: &limits };
        let mut notes = Notes::default();
        let mut opened = Opened {
            name: Arc::clone(&self.name),
            format: self.format.clone(),
            format_id: self.format_id,
            evidence: self.evidence.clone(),
            grid: None,
        };
        match read_by(source, self.how, places, &mut notes) {
            Ok(sheets) => opened.grid = Some(Grid { sheets }),
            Err(refusal) => notes.findings.push(*refusal),
        }
        Ok(Checked { value: opened, findings: notes.findings })
    }

    fn cut(&self, stretches: &[Stretch], file: &mut (impl Read + Seek)) -> io::Result<(Vec<u8>, Places)> {
        let mut bytes = self.header.clone();
        let mut places = Places::default();
        let line_ends = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        let mut at = (self.header_records, u32::try_from(line_ends(&self.header)).unwrap_or(u32::MAX));
        for stretch in stretches {
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
