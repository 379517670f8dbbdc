//! Words of a template with the department's and the year's in place of `{names}`.

use crate::amount::Unit;
use crate::edition::{Edition, Form};
use crate::model::Budget;

/// Fills `{owner}`, `{owner_code}`, `{owner_name}`, `{year}` and `{unit}`.
pub(super) fn filled(template: &str, budget: &Budget, edition: &Edition, form: Option<&Form>) -> String {
    filled_words(template, budget, edition, form.map(|form| form.unit))
}

/// The same for any form, by its unit.
pub(super) fn filled_words(template: &str, budget: &Budget, edition: &Edition, unit: Option<Unit>) -> String {
    let name = budget.department.name.as_deref().unwrap_or_default();
    let mut text = template.replace("{owner}", &edition.head.owner);
    if let Some(unit) = unit {
        text = text.replace("{unit}", unit.word());
    }
    text.replace("{year}", &budget.fiscal_year.to_string())
        .replace("{owner_code}", &budget.department.code)
        .replace("{owner_name}", name)
        .trim()
        .to_owned()
}
