//! Word documents (.docx) as their words, for the text of a disclosure to be checked.

use super::container::{Source, docx};
use super::limits::Limits;
use super::open::Input;
use crate::document::Text;
use crate::finding::Finding;

/// The words of a document; `None` where the file is no .docx.
///
/// # Errors
/// The finding that says why it cannot be read: damaged, encrypted, or larger than the limits allow.
pub fn read(input: &Input<'_>, limits: &Limits) -> Result<Option<Text>, Box<Finding>> {
    docx::read(Source { file: &input.name, bytes: input.bytes, limits })
}
