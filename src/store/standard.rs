//! What `--against` names: what published workbooks and texts are held against.

use std::path::Path;

use crate::disclosure::Disclosure;
use crate::finding::Finding;
use crate::model::Budget;
use crate::service::documents::filled;
use crate::service::order::Order;
use crate::service::progress::Progress;
use crate::service::stop::Stop;
use crate::store::budget;
use crate::store::prior;

/// What `--against` names.
#[derive(Debug, Default)]
pub struct Standard {
    /// The budget, where it is a budget.json: published workbooks are compared with it figure by figure.
    pub budget: Option<Budget>,
    /// The tables, for texts.
    pub tables: Vec<Disclosure>,
    /// What was found while reading it.
    pub findings: Vec<Finding>,
}

/// Reads what `--against` names: a budget.json, a published workbook, or exports.
///
/// # Errors
/// Where it cannot be read, is none of these, or a template is broken.
pub fn read(path: Option<&Path>, order: &Order, progress: &mut dyn Progress) -> Result<Standard, Stop> {
    let Some(path) = path else { return Ok(Standard::default()) };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let budget = budget::read(path)?;
        let tables = filled(&budget, order)?;
        return Ok(Standard { budget: Some(budget), tables: tables.into_iter().collect(), findings: Vec::new() });
    }
    let (given, findings) = prior::read(&[path.to_owned()], order, progress)?;
    let mut tables = given.published;
    for budget in &given.budgets {
        tables.extend(filled(budget, order)?);
    }
    Ok(Standard { budget: None, tables, findings })
}
