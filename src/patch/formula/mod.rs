//! References inside formulas: finding them, moving them for inserted rows, and copying them to another cell.
//!
//! A formula is never parsed into a tree nor printed anew: only the digits and letters of its references change.

mod name;
mod reference;
mod shift;
mod translate;

pub(super) use name::names_in;
pub(super) use reference::{Corner, Qualifier, Reference, references};
pub(super) use shift::{Grow, Home, Insertion, Moved, moved_area, moved_areas, moved_formula, moved_row};
pub(super) use translate::translated;

#[cfg(test)]
mod tests;
