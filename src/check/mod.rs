//! Everything an inspector would find, found on the exact figures of a finished disclosure.
//!
//! A rule is one file in [`rules`]: its manual page is the file's own doc comment, its code and its function follow. A rule
//! says of each thing that it looks at whether it held, was broken, or could not be looked at, and why.

mod against;
mod diff;
pub mod document;
mod equation;
mod figures;
mod fold;
mod general;
mod labels;
mod report;
mod rule;
pub mod rules;
mod waiver;

pub use against::{CODE as AGAINST, against};
pub use diff::{Change, Side, diff};
pub use general::{around, general};
pub use report::{Outcome, Report, State};
pub use rule::{Rule, Subject};
pub use waiver::{Waiver, Waivers};

use crate::disclosure::Disclosure;
use crate::edition::Edition;
use crate::finding::{self, Code};
use crate::model::Budget;

/// Runs every rule on a disclosure; `budget` is what it was made from, where that is known.
pub fn run(disclosure: &Disclosure, budget: Option<&Budget>, edition: &Edition) -> Report {
    let subject = Subject { disclosure, budget, edition };
    let mut report = Report::default();
    for rule in rules::ALL {
        (rule.run)(&subject, &mut report);
    }
    fold::fold(&mut report, disclosure);
    rules::balance::fold(&mut report);
    finding::sort(&mut report.findings);
    report
}

/// Every code that this room gives, in order of id: the rules', the comparison's with a budget, the waivers'.
pub fn codes() -> Vec<&'static Code> {
    let rules = rules::ALL.iter().map(|rule| rule.code);
    let others = document::CODES
        .iter()
        .chain(document::TABLE_CODES)
        .chain(document::ITEM_CODES)
        .chain(waiver::CODES)
        .chain(general::CODES)
        .copied();
    let mut all: Vec<&'static Code> = rules.chain([&AGAINST]).chain(others).collect();
    all.sort_by_key(|code| code.id);
    all
}
