//! Exports too large to be held (大文件): a table of lines, read department by department.
//!
//! A first pass goes through the file once and notes where the rows of each department stand; of the rows themselves nothing
//! is kept. Then the rows of one department are read at a time, below the file's own header, by the same way that reads
//! small files. Memory holds an index of the departments and what is being worked on, however large the file is.
//!
//! The rows of a text are read from the text itself. Those of a workbook, which cannot be read from the middle, are first
//! passed on to a temporary file, as they were given, and a row of it is noted and read like a record of a text.
//!
//! A file is read like this only where its rows can be told apart by department: one table a sheet, with a column of
//! departments or units. What names no department (sums over all, footers) is read last, by itself.

mod beginning;
mod book;
mod bounds;
mod kept;
mod key;
mod others;
mod part;
mod scan;
mod text;
mod understood;

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::sync::Arc;

use super::container::detect::Format;
use super::container::{self, Frame, How, Refusal, Source};
use super::grid::Sheet;
use super::limits::Limits;
use super::open::Opened;
use crate::finding::codes::import_container::LARGE_NOT_PLAIN;
use crate::finding::{Finding, Words};
use crate::origin::{CellRef, Origin, Spot};

pub use others::{Others, Seen};
pub use scan::NotTaken;

/// A file with the places of its departments.
#[derive(Debug)]
pub struct Large {
    /// The file without its cells.
    like: Opened,
    /// What was noticed about it as a whole.
    findings: Vec<Finding>,
    /// Its tables: that of a text, or those of a workbook's sheets.
    tables: Vec<Table>,
}

/// One table of it.
#[derive(Debug)]
struct Table {
    form: Form,
    /// The bytes up to the end of the table's header, without a mark of the encoding.
    header: Vec<u8>,
    shares: Shares,
}

/// Whose its rows are.
#[derive(Debug, Default)]
struct Shares {
    /// Where the rows of each department stand, by its code, in the file's order.
    departments: BTreeMap<Arc<str>, Vec<Stretch>>,
    /// Where rows stand that name none.
    rest: Vec<Stretch>,
}

/// How its bytes are read.
#[derive(Debug)]
enum Form {
    /// As text.
    Text {
        how: How,
        /// Records in the header, those without content among them.
        records: u32,
    },
    /// As kept rows of a sheet.
    Sheet {
        frame: Frame,
        /// Rows of the sheet up to the end of the header.
        rows: u32,
    },
    /// As kept rows of a sheet without any table, which are all read with those that name no department.
    Remarks(Frame),
}

/// Rows that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    /// The byte at which the first one begins.
    at: u64,
    /// Their length in bytes.
    length: u64,
    /// The number of the first one, counted from 0 with the header's.
    record: u32,
    /// How many there are.
    records: u32,
    /// The line of the file on which they begin, counted from 0; the same as the number on sheets.
    line: u32,
    /// How many line ends are in them.
    lines: u32,
}

impl Large {
    /// The name of the file as the user gave it.
    pub fn name(&self) -> &Arc<str> {
        &self.like.name
    }

    /// What was noticed about the file as a whole.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The codes of the departments, in order for each of its tables.
    pub fn departments(&self) -> impl Iterator<Item = &Arc<str>> {
        self.tables.iter().flat_map(|table| table.shares.departments.keys())
    }

    /// Whether rows stand in it that name no department.
    pub fn has_rest(&self) -> bool {
        self.tables.iter().any(|table| !table.shares.rest.is_empty())
    }
}

impl Table {
    /// The name of its sheet; `None` for a text.
    fn sheet(&self) -> Option<&Arc<str>> {
        match &self.form {
            Form::Text { .. } => None,
            Form::Sheet { frame, .. } | Form::Remarks(frame) => Some(&frame.name),
        }
    }

    /// The numbers of the records that name no department, in order.
    fn rest_records(&self) -> impl Iterator<Item = u32> {
        self.shares.rest.iter().flat_map(|stretch| stretch.record..stretch.record + stretch.records)
    }
}

impl Stretch {
    /// Where it begins, on a sheet or in a text.
    fn place(&self, sheet: &Sheet) -> Origin {
        place(sheet, self.record, self.line)
    }
}

/// Where a row or record begins.
fn place(sheet: &Sheet, record: u32, line: u32) -> Origin {
    match &sheet.name {
        Some(name) => Origin::cell(&sheet.file, name, CellRef::zero_based(record, 0)),
        None => Origin { file: Arc::clone(&sheet.file), spot: Spot::Field { record, line, field: None } },
    }
}

fn not_plain(place: Origin, why: Words) -> Refusal {
    Box::new(Finding::new(&LARGE_NOT_PLAIN).at(place).with("why", why))
}

const NO_TABLE: Words = Words {
    zh: "不是 GBK 或 UTF-8 的文本表格，也不是 .xlsx 工作簿",
    en: "it is no table as GBK or UTF-8 text, and no .xlsx workbook",
};

/// Whether a file that begins like this may be a text at all, and not a workbook, an archive or a document.
pub fn may_be_text(beginning: &[u8]) -> bool {
    matches!(Format::by_first_bytes(beginning), Format::Text | Format::Unknown)
}

/// Whether a file is a workbook (.xlsx) with more in it than `held` lets be read as a whole.
pub fn is_long_workbook(name: &Arc<str>, file: impl Read + Seek, held: &Limits) -> bool {
    let limits = Limits::passed_on();
    container::is_long(Source { file: name, bytes: &[], limits: &limits }, Box::new(file), held)
}
