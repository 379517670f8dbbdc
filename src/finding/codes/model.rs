//! Codes of the model room.

use crate::finding::Code;

/// All of them, in order of id.
pub const CODES: &[&Code] = &[];
