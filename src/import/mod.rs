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
mod batch;
mod beside;
pub mod codes;
mod container;
mod context;
pub mod document;
mod draft;
mod field;
mod funds;
mod gather;
pub mod grid;
mod header;
mod kinds;
mod knowledge;
pub mod label;
pub mod large;
mod layout;
pub mod limits;
mod lines;
mod magnitude;
mod mapping;
mod merged;
mod money;
mod names;
pub mod number;
pub mod open;
mod pool;
mod profile;
pub mod published;
mod records;
mod report;
mod resolve;
mod rows;
mod settle;
mod split_money;
pub mod stages;
mod subtotal;
mod table;
mod understand;
mod unit;
mod verdict;
mod work;
mod year;

pub use draft::draft_profile;
pub use knowledge::Knowledge;
pub use profile::{CarryOverColumn, DepartmentRule, ExportKind, Profile, profiles};
pub use understand::{Imported, Importer, Options, understand};
