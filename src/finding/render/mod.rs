//! Findings as text and data, one file an output.

mod message;

pub use message::{Language, message, remedy, title};
