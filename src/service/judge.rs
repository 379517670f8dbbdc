//! A budget's tables with what the rules say of them.

use crate::check::{self, Report};
use crate::disclosure::{Disclosure, Rounding};
use crate::edition::Edition;
use crate::finding::{Checked, Finding};
use crate::model::Budget;
use crate::origin::Origin;
use crate::tables::{complete, fill, fill_rounded};

/// Fills the forms and runs the rules; `rounding` is what the run says about printed figures that do not add up, instead of
/// the edition.
///
/// Rules judge the exact figures: were they to look at figures that have been moved so that sums close, they would miss a
/// difference in the data that is smaller than what is printed.
pub fn judged(budget: &Budget, edition: &Edition, rounding: Option<Rounding>) -> Checked<(Disclosure, Report)> {
    let rounding = rounding.unwrap_or(edition.head.rounding.mode);
    let mut findings = Vec::new();
    let disclosure = fill_rounded(budget, edition, rounding).collect(&mut findings);
    let report = match rounding {
        Rounding::Exact => check::run(&disclosure, Some(budget), edition),
        Rounding::Tie => check::run(&fill_rounded(budget, edition, Rounding::Exact).value, Some(budget), edition),
    };
    findings.extend(report.findings.iter().cloned());
    Checked { value: (disclosure, report), findings }
}

/// Fills the forms from finished tables and runs the rules that need no lines.
pub fn completed(
    given: &Disclosure,
    file: &Origin,
    budget: &Budget,
    edition: &Edition,
) -> Checked<(Disclosure, Report)> {
    let mut findings = Vec::new();
    let disclosure = complete(given, file, budget, edition).collect(&mut findings);
    let report = check::run(&disclosure, None, edition);
    findings.extend(report.findings.iter().cloned());
    Checked { value: (disclosure, report), findings }
}

/// Where published figures differ from the budget's, be these rounded each by itself or so that sums close: the mode that
/// fits better is taken to be the one that was used.
pub fn differences(published: &Disclosure, budget: &Budget, edition: &Edition) -> Vec<Finding> {
    let exact = check::against(published, (&fill(budget, edition).value, budget));
    if exact.is_empty() {
        return exact;
    }
    let other = match edition.head.rounding.mode {
        Rounding::Exact => Rounding::Tie,
        Rounding::Tie => Rounding::Exact,
    };
    let tied = check::against(published, (&fill_rounded(budget, edition, other).value, budget));
    if tied.len() < exact.len() { tied } else { exact }
}
