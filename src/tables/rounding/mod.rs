//! What is done about printed figures that do not add up (尾差).
//!
//! `exact` leaves every figure as it is and tells where a reader who adds up the printed figures misses by a little.

mod differences;
mod equalities;

use super::assemble::Draft;
use crate::disclosure::{Disclosure, Rounding};
use crate::edition::Edition;
use crate::finding::Checked;

/// Deals with printed figures that do not add up, in the finished tables.
pub(super) fn settle(
    drafts: &[Draft<'_>],
    edition: &Edition,
    _rounding: Rounding,
    disclosure: &mut Disclosure,
) -> Checked<()> {
    differences::tell(drafts, edition, disclosure)
}
