//! What is done about printed figures that do not add up (尾差).
//!
//! `exact` leaves every figure as it is and tells where a reader who adds up the printed figures misses by a little.
//!
//! `tie` shares out whole display steps over the lines, once, and makes all tables of them. [`problem`] sees what the tables
//! print as sums of atoms, [`hierarchy`] finds two nested hierarchies among these, [`flow`] rounds both at once, [`improve`]
//! sees to the rest, [`apportion`] puts the result into the tables. docs/rounding.md tells it to a clerk.

mod apportion;
mod differences;
mod equalities;
mod flow;
mod hierarchy;
mod improve;
mod problem;

use super::assemble::Draft;
use super::sums::Sum;
use crate::disclosure::{Adjustment, Disclosure, Rounding};
use crate::edition::Edition;
use crate::finding::codes::rounding::{FAR, TIED};
use crate::finding::{Checked, Detail, Finding};

/// How many moved figures a finding lists; the working paper has all.
const PLACES: usize = 20;

/// Deals with printed figures that do not add up, in the finished tables.
pub(super) fn settle(
    (drafts, sums): (&[Draft<'_>], &[Sum]),
    edition: &Edition,
    rounding: Rounding,
    disclosure: &mut Disclosure,
) -> Checked<()> {
    let mut findings = Vec::new();
    if rounding == Rounding::Tie {
        apportion::tie(drafts, (sums, edition), disclosure);
        findings.extend(moved(disclosure));
        findings.extend(far(disclosure));
    }
    // What `tie` could not close is told like what `exact` leaves open.
    differences::tell(sums, edition, disclosure).collect(&mut findings);
    Checked { value: (), findings }
}

/// That figures were moved, and how many.
fn moved(disclosure: &Disclosure) -> Option<Finding> {
    let all: Vec<&Adjustment> = disclosure.adjustments.iter().collect();
    about(disclosure, &all, Finding::new(&TIED))
}

/// Figures that were moved by more than one display step.
fn far(disclosure: &Disclosure) -> Option<Finding> {
    let step = |adjustment: &Adjustment| {
        let table = &disclosure.tables[adjustment.at.table];
        crate::amount::Amount::of(rust_decimal::Decimal::new(1, table.decimals), table.unit).unwrap_or_default()
    };
    let beyond = |adjustment: &&Adjustment| adjustment.moved().abs() > step(adjustment);
    let far: Vec<&Adjustment> = disclosure.adjustments.iter().filter(beyond).collect();
    about(disclosure, &far, Finding::new(&FAR))
}

fn about(disclosure: &Disclosure, moved: &[&Adjustment], finding: Finding) -> Option<Finding> {
    let largest = moved.iter().max_by_key(|adjustment| adjustment.moved().abs())?;
    let unit = disclosure.tables[largest.at.table].unit;
    let finding = finding.with("count", moved.len()).with("largest", Detail::Amount(largest.moved().abs(), unit));
    let places = moved.iter().take(PLACES).map(|moved| (moved.at, &disclosure.tables[moved.at.table]));
    Some(places.fold(finding, |finding, (at, table)| finding.at(table.place(at.row, at.col))))
}
