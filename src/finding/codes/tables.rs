//! Codes of the tables room.

use crate::finding::Code;

/// All of them, in order of id.
pub const CODES: &[&Code] = &[];
