//! What a rule is.

use super::Report;
use super::figures::tolerance;
use crate::amount::Amount;
use crate::disclosure::{Disclosure, Table};
use crate::edition::Edition;
use crate::finding::Code;
use crate::model::Budget;

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The figures that will be, or were, published.
    pub disclosure: &'a Disclosure,
    /// What they were made from, where that is known.
    pub budget: Option<&'a Budget>,
    /// The forms that were to be filled.
    pub edition: &'a Edition,
}

impl Subject<'_> {
    /// How far figures of these tables may differ by rounding alone.
    ///
    /// Figures made from a budget are exact, so nothing; figures read from a published workbook are printed, so half a
    /// display step each.
    pub(super) fn slack<'t>(&self, tables: impl IntoIterator<Item = &'t Table>) -> Amount {
        if self.budget.is_some() { Amount::ZERO } else { tolerance(tables) }
    }
}

/// One rule of the check room.
#[derive(Debug)]
pub struct Rule {
    /// Its code, with the texts of its findings and its manual page.
    pub code: &'static Code,
    /// Looks at the subject and notes outcomes and findings.
    pub run: fn(&Subject<'_>, &mut Report),
}
