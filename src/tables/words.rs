//! Words of a template with the department's and the year's in place of `{names}`.

use crate::amount::Unit;
use crate::edition::{Edition, Form};
use crate::model::Budget;

/// Fills `{owner}`, `{owner_code}`, `{owner_name}`, `{owner_short}`, `{year}`, `{last_year}`, `{subject}` and `{unit}`.
pub(super) fn filled(template: &str, budget: &Budget, edition: &Edition, form: Option<&Form>) -> String {
    filled_words(template, budget, edition, form.map(|form| form.unit))
}

/// The same for any form, by its unit.
pub(super) fn filled_words(template: &str, budget: &Budget, edition: &Edition, unit: Option<Unit>) -> String {
    let mut text = template.replace("{owner}", &edition.head.owner);
    if let Some(unit) = unit {
        text = text.replace("{unit}", unit.word());
    }
    let name = budget.department.name.as_deref().unwrap_or_default();
    text.replace("{year}", &budget.fiscal_year.to_string())
        .replace("{last_year}", &budget.fiscal_year.saturating_sub(1).to_string())
        .replace("{subject}", budget.subject.word())
        .replace("{owner_code}", &budget.department.code)
        .replace("{owner_short}", short(name, edition))
        .replace("{owner_name}", name)
        .trim()
        .to_owned()
}

/// The name without the beginning that the edition leaves out.
fn short<'a>(name: &'a str, edition: &Edition) -> &'a str {
    let rest = edition.head.short_without.iter().find_map(|beginning| name.strip_prefix(beginning.as_str()));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}
