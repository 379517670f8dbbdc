//! One file a container format: bytes → sheets.
//!
//! A reader gets a [`Source`] and gives sheets; what it noticed goes to [`Notes`]. `Err` is the one finding that says why
//! the file cannot be read at all.

pub mod detect;

mod biff;
mod compound;
mod delimited;
pub(super) mod docx;
mod encoding;
pub(super) mod given;
mod guard;
mod html;
mod long;
mod mhtml;
mod number_format;
mod ods;
pub(super) mod package;
mod part;
mod pdf;
mod pieces;
pub(super) mod recent;
mod relations;
mod sheet;
mod stored;
mod sums;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::sync::Arc;

use crate::finding::codes::import_shape::MIXED_ENCODINGS;
use crate::finding::{Finding, Words};
use crate::import::grid::Sheet;
use crate::import::limits::Limits;
use crate::origin::{Origin, Spot};

/// The bytes to read and what bounds the reading.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The file as the user named it.
    pub file: &'a Arc<str>,
    /// Its content.
    pub bytes: &'a [u8],
    /// What it may ask for.
    pub limits: &'a Limits,
}

impl Source<'_> {
    /// The place of the file as a whole.
    pub fn whole(&self) -> Origin {
        Origin::file(self.file)
    }
}

/// What a reader noticed besides the cells.
#[derive(Default)]
pub(super) struct Notes {
    /// Why it was read as it was, in Chinese.
    pub evidence: Vec<String>,
    /// What somebody must know.
    pub findings: Vec<Finding>,
}

/// Why a file or sheet cannot be read.
pub(super) type Refusal = Box<Finding>;

/// Why a reader of markup ends early.
enum Stop {
    /// The content is broken, in Chinese.
    Broken(String),
    /// A limit is reached.
    Limit(Refusal),
}

impl From<String> for Stop {
    fn from(cause: String) -> Stop {
        Stop::Broken(cause)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Limit(refusal)
    }
}

pub(super) use delimited::{How, Places, how, read_by, unwrapped};
pub(super) use long::{is_long, part, pass};
pub(super) use sheet::Frame;
pub(super) use sums::reach;

/// The length of a text of unknown encoding in bytes of UTF-8, without what a reader would note.
pub(super) fn decoded_length(bytes: &[u8]) -> usize {
    encoding::decode(bytes).text.len()
}

/// Says where a text changes its encoding, if it does.
fn note_mixed(source: Source<'_>, changes: &[(usize, &'static str)], notes: &mut Notes) {
    const SHOWN: usize = 4;
    let [_, second, ..] = changes else { return };
    let stretch = |(line, name): &(usize, &'static str)| format!("从第 {} 行起是 {name}", line + 1);
    let mut stretches = changes.iter().take(SHOWN).map(stretch).collect::<Vec<_>>().join("，");
    if changes.len() > SHOWN {
        stretches.push_str(&format!("……共变化 {} 次", changes.len() - 1));
    }
    let line = u32::try_from(second.0).unwrap_or(u32::MAX);
    let place = Origin { file: Arc::clone(source.file), spot: Spot::Field { record: line, line, field: None } };
    notes.findings.push(Finding::new(&MIXED_ENCODINGS).at(place).with("stretches", stretches));
}

/// Whether a compound file holds a workbook of BIFF8, and not of an older version; `None` where it is no compound file.
pub(super) fn is_biff8(bytes: &[u8]) -> Option<bool> {
    compound::Compound::open(bytes).ok().map(|file| file.has("Workbook"))
}

/// Reads `source` as `format`.
///
/// # Errors
/// The finding that says why nothing could be read.
pub(super) fn read(source: Source<'_>, format: detect::Format, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    use detect::Format;
    let text = matches!(format, Format::Text | Format::Html | Format::Mhtml | Format::Xml2003 | Format::FlatOds);
    if text && u64::try_from(source.bytes.len()).is_ok_and(|size| size > source.limits.text_bytes) {
        return Err(sheet::too_large(
            source,
            Words { zh: "文本文件的大小", en: "the size of the text" },
            package::megabytes(source.limits.text_bytes),
        ));
    }
    guard::caught(source, || match format {
        Format::Xlsx | Format::Xlsm => xlsx::read(source, notes),
        Format::Xls => xls::read(source, notes),
        Format::Xlsb => xlsb::read(source, notes),
        Format::Ods => ods::read(source, notes),
        Format::FlatOds => ods::read_flat(source, notes),
        Format::Xml2003 => xml2003::read(source, notes),
        Format::Html => html::read(source, notes),
        Format::Mhtml => mhtml::read(source, notes),
        Format::Text => delimited::read(source, notes),
        Format::Foreign(detect::Foreign::Pdf) => pdf::read(source, notes),
        other => Err(other.refusal(source)),
    })
}
