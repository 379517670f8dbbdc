//! Exports too large to be held (大文件): one table of lines as text, read department by department.
//!
//! A first pass goes through the file once and notes where the rows of each department stand; of the rows themselves nothing
//! is kept. Then the rows of one department are read at a time, below the file's own header, by the same way that reads
//! small files. Memory holds an index of the departments and what is being worked on, however large the file is.
//!
//! A file is read like this only where its rows can be told apart by department: one table, with a column of departments or
//! units. What names no department (sums over all, footers) is read last, by itself.

mod beginning;
mod key;
mod others;
mod part;
mod scan;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::container::How;
use super::container::detect::Format;

pub use others::{Others, Seen};
pub use scan::NotTaken;

/// A text with the places of its departments.
#[derive(Debug)]
pub struct Large {
    name: Arc<str>,
    format: String,
    format_id: &'static str,
    /// Why it was read as it was, in Chinese.
    evidence: Vec<String>,
    how: How,
    /// The bytes up to the end of the table's header, without a mark of the encoding.
    header: Vec<u8>,
    /// Records in them, those without content among them.
    header_records: u32,
    /// Where the rows of each department stand, by its code, in the file's order.
    departments: BTreeMap<Arc<str>, Vec<Stretch>>,
    /// Where rows stand that name none.
    rest: Vec<Stretch>,
}

/// Records that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    /// The byte of the file at which the first one begins.
    at: u64,
    /// Their length in bytes.
    length: u64,
    /// The number of the first one, counted from 0 with the header's.
    record: u32,
    /// How many there are.
    records: u32,
    /// The line of the file on which they begin, counted from 0.
    line: u32,
    /// How many line ends are in them.
    lines: u32,
}

impl Large {
    /// The name of the file as the user gave it.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The codes of the departments, in order.
    pub fn departments(&self) -> impl Iterator<Item = &Arc<str>> {
        self.departments.keys()
    }

    /// Whether rows stand in it that name no department.
    pub fn has_rest(&self) -> bool {
        !self.rest.is_empty()
    }

    /// The numbers of the records that name no department, in order.
    fn rest_records(&self) -> impl Iterator<Item = u32> {
        self.rest.iter().flat_map(|stretch| stretch.record..stretch.record + stretch.records)
    }
}

/// Whether a file that begins like this may be a text at all, and not a workbook, an archive or a document.
pub fn may_be_text(beginning: &[u8]) -> bool {
    matches!(Format::by_first_bytes(beginning), Format::Text | Format::Unknown)
}
