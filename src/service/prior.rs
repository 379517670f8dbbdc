//! Last year's figures: a budget.json, last year's exports, or last year's published workbook.
//!
//! Only figures are needed of them, so a budget is filled into the forms of its own year where there is an edition, else
//! into those of this year's.

use crate::disclosure::Disclosure;
use crate::edition::{Edition, TemplateError, Templates};
use crate::model::{Budget, Coded};
use crate::service::editions::Editions;
use crate::tables;

/// What was given as last year's.
#[derive(Debug, Default)]
pub struct Prior {
    /// Budgets: canonical ones, and those that exports give.
    pub budgets: Vec<Budget>,
    /// Published workbooks.
    pub published: Vec<Disclosure>,
    /// The editions of their years.
    editions: Option<Editions>,
}

impl Prior {
    /// Of what was given, with the editions of its years.
    ///
    /// # Errors
    /// Where a template is broken.
    pub fn new(
        budgets: Vec<Budget>,
        published: Vec<Disclosure>,
        templates: &Templates,
    ) -> Result<Prior, TemplateError> {
        let editions = Some(Editions::load(templates, None, &budgets)?);
        Ok(Prior { budgets, published, editions })
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.budgets.is_empty() && self.published.is_empty()
    }

    /// Last year's disclosure of the same department.
    pub fn of(&self, this: &Disclosure, edition: &Edition) -> Option<Disclosure> {
        let year = this.fiscal_year.saturating_sub(1);
        let published =
            self.published.iter().find(|known| known.fiscal_year == year && same_owner(&known.owner, &this.owner));
        if let Some(known) = published {
            return Some(known.clone());
        }
        let budget = self.budgets.iter().find(|b| b.fiscal_year == year && same_owner(&b.department, &this.owner))?;
        let own = self.editions.as_ref().and_then(|known| known.fitting_in(budget, &edition.head.jurisdiction));
        // What the tables say of last year's data is no finding of this year's.
        Some(tables::fill(budget, own.as_deref().unwrap_or(edition)).value)
    }
}

/// Whether two owners are the same department: by code, else by name where one has no code.
fn same_owner(one: &Coded, other: &Coded) -> bool {
    if one.code.is_empty() || other.code.is_empty() {
        return one.name.is_some() && one.name == other.name;
    }
    one.code == other.code
}
