//! From the bytes of any export to lines of a budget.

pub mod grid;
