//! The steps of reading that no other room needs by themselves, for those who measure them (`benches/stages`).

use super::container;
use super::open::Opened;
use crate::import::header::find::{Vocabulary, find_all};
use crate::import::header::merged::Merged;
use crate::import::knowledge::known::Knowledge;

/// The length of a text of unknown encoding in bytes of UTF-8.
#[must_use]
pub fn decode(bytes: &[u8]) -> usize {
    container::decoded_length(bytes)
}

/// How many headers of tables the sheets of a file have.
#[must_use]
pub fn headers(file: &Opened, knowledge: &Knowledge) -> usize {
    let (names, funds, distinguishing) = (&knowledge.names, &knowledge.funds, &knowledge.distinguishing);
    let vocabulary = Vocabulary { names, funds, distinguishing };
    let sheets = file.grid.iter().flat_map(|grid| &grid.sheets);
    sheets.map(|sheet| find_all(sheet, &Merged::of(sheet), &vocabulary).len()).sum()
}
