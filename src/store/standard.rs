//! What `--against` names: what published workbooks and texts are held against.

use std::path::Path;

use crate::service::check::Standard;
use crate::service::documents::filled;
use crate::service::order::Order;
use crate::service::progress::Progress;
use crate::service::stop::Stop;
use crate::store::budget;
use crate::store::prior;

/// Reads what `--against` names: a budget.json, a published workbook, or exports.
///
/// # Errors
/// Where it cannot be read, is none of these, or a template is broken.
pub fn read(path: Option<&Path>, order: &Order, progress: &mut dyn Progress) -> Result<Standard, Stop> {
    let Some(path) = path else { return Ok(Standard::default()) };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let budget = budget::read(path)?;
        let mut standard = Standard::default();
        standard.add(filled(&budget, order)?);
        return Ok(Standard { budget: Some(budget), ..standard });
    }
    let (given, findings) = prior::read(&[path.to_owned()], order, progress)?;
    let mut standard = Standard { budget: None, tables: given.published, findings };
    for budget in &given.budgets {
        standard.add(filled(budget, order)?);
    }
    Ok(standard)
}
