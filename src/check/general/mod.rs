//! The audit that needs no edition (不需要表样的检查): what any disclosure must hold, by what its own headers and codes say.
//!
//! Words alone do not always tell whether figures add up. Where they do not, the table's own rows decide: a relation that
//! most of them show is held against the others; one that they do not show is reported as not run.

mod across;
mod codes;
mod columns;
mod complete;
mod copies;
mod heading;
mod labels;
mod magnitude;
mod named;
mod weighing;

use super::Report;
use super::fold;
use crate::disclosure::Found;
use crate::edition::Vocabulary;
use crate::finding::{self, Code};

/// Runs everything that needs no edition on somebody's tables.
pub fn general(found: &Found, vocabulary: &Vocabulary) -> Report {
    let mut report = around(found, vocabulary);
    codes::run(found, &mut report);
    columns::run(found, vocabulary, &mut report);
    labels::run(found, &mut report);
    across::run(found, vocabulary, &mut report);
    complete::run(found, vocabulary, &mut report);
    named::run(found, &mut report);
    fold::fold(&mut report, &found.disclosure);
    finding::sort(&mut report.findings);
    report
}

/// What needs an edition as little and what no edition looks at: copies, hidden sheets, other years, owners and units.
pub fn around(found: &Found, vocabulary: &Vocabulary) -> Report {
    let mut report = Report::default();
    copies::run(found, &mut report);
    heading::run(found, vocabulary, &mut report);
    magnitude::run(found, vocabulary, &mut report);
    report
}

/// Their codes, in order of id.
pub(super) const CODES: &[&Code] = &[
    &codes::CODE,
    &columns::CODE,
    &labels::CODE,
    &across::CODE,
    &copies::CODE,
    &heading::HIDDEN,
    &heading::YEAR,
    &heading::OWNER,
    &magnitude::CODE,
    &complete::HEADLESS,
    &complete::MISSING,
    &codes::NO_TOTAL,
    &named::CODE,
];
