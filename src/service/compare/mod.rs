//! What changed between two sides, each a budget, a disclosure or exports.

mod behind;
mod report;

use crate::check::{self, Side};
use crate::disclosure::Disclosure;
use crate::edition::TemplateError;
use crate::finding::Finding;
use crate::model::Budget;
use crate::service::department::{self, Tasks};
use crate::service::order::Order;
use crate::service::understand::Understood;

pub use report::{ChangeJson, DepartmentDiff, DiffReport, LineJson, SideJson};

/// A disclosure with the budget that it was made from, where it was.
#[derive(Debug)]
pub struct Compared {
    /// The figures.
    pub disclosure: Disclosure,
    /// Their lines.
    pub budget: Option<Budget>,
}

/// Every department of a side, and why some have none.
///
/// # Errors
/// Where an edition is broken.
pub fn side(understood: &mut Understood, order: &Order) -> Result<(Vec<Compared>, Vec<Finding>), TemplateError> {
    let Tasks { tasks, refusals } = Tasks::of(understood, order)?;
    let published = std::mem::take(&mut understood.published).into_iter();
    let published = published.map(|published| Compared { disclosure: published.read.value, budget: None });
    let mut all = department::each(tasks, |task| {
        let one = task.make(order);
        Compared { disclosure: one.disclosure, budget: Some(one.budget) }
    });
    all.extend(published);
    Ok((all, refusals))
}

/// Departments by code; where each side has only one, these two, whatever they are called.
pub fn compare(old: &[Compared], new: &[Compared]) -> DiffReport {
    let mut departments = Vec::new();
    let mut only_old: Vec<&Compared> = old.iter().collect();
    let mut only_new = Vec::new();
    for one in new {
        let same = |other: &&Compared| other.disclosure.owner.code == one.disclosure.owner.code;
        let alone = old.len() == 1 && new.len() == 1;
        match only_old.iter().position(|other| alone || same(other)) {
            Some(at) => departments.push(department(only_old.remove(at), one)),
            None => only_new.push(one),
        }
    }
    DiffReport::new(departments, &only_old, &only_new)
}

fn department(old: &Compared, new: &Compared) -> DepartmentDiff {
    DepartmentDiff::new(old, new, &check::diff(figures(old), figures(new)))
}

fn figures(of: &Compared) -> Side<'_> {
    Side { disclosure: &of.disclosure, printed: of.budget.is_none() }
}
