//! From the bytes of any export to lines of a budget.

mod container;
pub mod grid;
pub mod limits;
pub mod open;
