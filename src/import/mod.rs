//! From the bytes of any export to lines of a budget.
//!
//! ```text
//! bytes ──open──▶ Grid ──understand──▶ Batch of lines
//! ```
//!
//! [`open`](mod@open) reads any container. [`understand`] finds the tables on its sheets by their content: the header by
//! the names of its columns, what each column holds, what each row is. It makes lines of the rows that are data; what is
//! set aside is counted and named.

mod annex;
pub mod cell;
mod columns;
mod container;
pub mod document;
mod evidence;
pub mod grid;
mod header;
mod knowledge;
pub mod large;
pub mod limits;
mod lines;
pub mod open;
mod options;
pub mod published;
mod rows;
pub mod second;
pub mod stages;
mod understand;

pub use knowledge::known::Knowledge;
pub use knowledge::profile::{CarryOverColumn, DepartmentRule, ExportKind, Profile, profiles};
pub use knowledge::profile_draft::draft_profile;
pub use options::Options;
pub use understand::{Imported, Importer, understand};
