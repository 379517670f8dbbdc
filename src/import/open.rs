//! Opens any file as a grid (打开): what it is, why it was taken for that, and its cells.

use std::sync::Arc;

pub use super::container::detect::Foreign;
use super::container::detect::{Format, detect};
use super::container::{Notes, Source, read};
use super::grid::Grid;
use super::limits::Limits;
use super::second;
use crate::finding::codes::import_container::{NOT_A_TABLE, TOO_LARGE};
use crate::finding::{Checked, Finding, Words};
use crate::origin::Origin;

mod archive;

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
/// Nothing is dropped without a finding: what cannot be read is in the list with `grid: None`, and what of an archive is
/// no export is named by a finding.
///
/// ```
/// use gongkai::import::{limits::Limits, open::{Input, open}};
///
/// let csv = "科目编码,金额\n2010301,1166.60\n";
/// let opened = open(&Input { name: "支出.csv".into(), bytes: csv.as_bytes() }, &Limits::default());
/// assert_eq!(opened.value[0].format_id, "csv");
/// assert_eq!(opened.value[0].grid.as_ref().map(|grid| grid.sheets[0].rows.len()), Some(2));
/// ```
pub fn open(input: &Input<'_>, limits: &Limits) -> Checked<Vec<Opened>> {
    let source = Source { file: &input.name, bytes: input.bytes, limits };
    let mut findings = Vec::new();
    if u64::try_from(input.bytes.len()).is_ok_and(|size| size > limits.file_bytes) {
        let limit = format!("{} MB", limits.file_bytes >> 20);
        findings.push(
            Finding::new(&TOO_LARGE)
                .at(source.whole())
                .with("what", Words { zh: "文件大小", en: "the size of the file" })
                .with("limit", limit),
        );
        return Checked { value: vec![unread(source, Format::by_first_bytes(input.bytes))], findings };
    }
    let value = match detect(source) {
        Ok(Format::Zip) => archive::open(source, &mut findings),
        Ok(format) => vec![file(source, format, &mut findings)],
        Err(refusal) => {
            findings.push(*refusal);
            vec![unread(source, Format::by_first_bytes(input.bytes))]
        }
    };
    Checked { value, findings }
}

/// The finding that a file is known and no table.
pub fn not_a_table(file: &Arc<str>, what: Foreign) -> Finding {
    let finding = Finding::new(&NOT_A_TABLE).at(Origin::file(file));
    finding.with("what", what.name()).with("advice", what.advice())
}

/// A file that is no archive.
fn file(source: Source<'_>, format: Format, findings: &mut Vec<Finding>) -> Opened {
    let mut notes = Notes::default();
    let mut opened = unread(source, format);
    match read(source, format, &mut notes) {
        Ok(sheets) => {
            second::compare(source, format, &sheets, &mut notes);
            opened.grid = Some(Grid { sheets });
        }
        Err(refusal) => notes.findings.push(*refusal),
    }
    opened.evidence.append(&mut notes.evidence);
    findings.append(&mut notes.findings);
    opened
}

/// A file of which nothing was read so far.
pub(super) fn unread(source: Source<'_>, format: Format) -> Opened {
    Opened {
        name: Arc::clone(source.file),
        format: format.name().to_owned(),
        format_id: format.id(),
        evidence: misnamed(source.file, format).into_iter().collect(),
        grid: None,
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
