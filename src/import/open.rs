//! Opens any file as a grid (打开): what it is, why it was taken for that, and its cells.

use std::sync::Arc;

use super::container::detect::{Format, detect};
use super::container::{Notes, Source, read};
use super::grid::Grid;
use super::limits::Limits;
use crate::finding::{Checked, Finding};

/// One input.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The name as the user gave it; only shown, never trusted to say what the file is.
    pub name: Arc<str>,
    /// The content.
    pub bytes: &'a [u8],
}

/// A file as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The name as the user gave it, with `!` and the inner name for a file inside an archive.
    pub name: Arc<str>,
    /// What it is, in Chinese: `Excel 工作簿（.xlsx）`.
    pub format: String,
    /// Short stable name of the format for programs: `xlsx`, `csv`, `pdf` …
    pub format_id: &'static str,
    /// Why it was read as it was, in Chinese: encoding, separator, what differs from the name.
    pub evidence: Vec<String>,
    /// The cells; `None` where nothing could be read, and a finding says why.
    pub grid: Option<Grid>,
}

/// Opens an input: one file, or one for each file inside an archive of exports.
///
/// Nothing is dropped without a finding: what cannot be read is in the list with `grid: None`.
pub fn open(input: &Input<'_>, limits: &Limits) -> Checked<Vec<Opened>> {
    let source = Source { file: &input.name, bytes: input.bytes, limits };
    let mut findings = Vec::new();
    let opened = vec![one(source, &mut findings)];
    Checked { value: opened, findings }
}

fn one(source: Source<'_>, findings: &mut Vec<Finding>) -> Opened {
    let mut notes = Notes::default();
    let (format, sheets) = match detect(source) {
        Ok(format) => (format, read(source, format, &mut notes)),
        Err(refusal) => (Format::by_first_bytes(source.bytes), Err(refusal)),
    };
    let grid = match sheets {
        Ok(sheets) => Some(Grid { sheets }),
        Err(refusal) => {
            notes.findings.push(*refusal);
            None
        }
    };
    if let Some(evidence) = misnamed(source.file, format) {
        notes.evidence.insert(0, evidence);
    }
    findings.append(&mut notes.findings);
    Opened {
        name: Arc::clone(source.file),
        format: format.name().to_owned(),
        format_id: format.id(),
        evidence: notes.evidence,
        grid,
    }
}

/// Says so where the name promises something else than the content is.
fn misnamed(name: &str, format: Format) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let right = format.extensions();
    let foreign = right.is_empty() || right.contains(&extension.as_str());
    (!foreign).then(|| format!("扩展名是 .{extension}，内容是{}：按内容读取", format.name()))
}
