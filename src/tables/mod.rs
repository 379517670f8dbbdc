//! From a budget and an edition to the filled forms.
//!
//! Every value cell is defined once: by its column's formula, its row's formula, its children in the classification, a
//! figure of another form, or the lines that it selects, in this order. Formulas are computed exactly, and wherever a
//! formula and a selection both say what a cell is, they must agree: that is how a line that no row takes is noticed.

mod aggregate;
mod annex;
mod assemble;
mod control;
mod evaluate;
mod given;
mod header;
mod item;
mod names;
mod pool;
mod preface;
mod rounding;
mod rows;
mod sums;
mod words;

pub use assemble::{fill, fill_rounded};
pub use given::complete;
