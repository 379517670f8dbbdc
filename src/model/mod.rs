//! The budget (预算): what the exports say, in one form, whatever system they came from.
//!
//! No I/O, no spreadsheet, no template. Amounts are exact 元; every line knows where it came from.

mod budget;
mod coded;
mod line;
mod split;

pub use budget::{Budget, SCHEMA_VERSION};
pub use coded::Coded;
pub use line::{Fund, Kind, Line, Revenue, Stated};
pub use split::{Batch, split};
