//! Words of a template with the department's and the year's in place of `{names}`.

use crate::edition::{Edition, Form};
use crate::model::Budget;

/// Fills `{owner}`, `{owner_code}`, `{owner_name}`, `{year}` and `{unit}`.
pub(super) fn filled(template: &str, budget: &Budget, edition: &Edition, form: Option<&Form>) -> String {
    let name = budget.department.name.as_deref().unwrap_or_default();
    let mut text = template.replace("{owner}", &edition.head.owner);
    if let Some(form) = form {
        text = text.replace("{unit}", form.unit.word());
    }
    text.replace("{year}", &budget.fiscal_year.to_string())
        .replace("{owner_code}", &budget.department.code)
        .replace("{owner_name}", name)
        .trim()
        .to_owned()
}
