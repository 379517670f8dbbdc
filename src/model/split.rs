//! From what the files hold to one budget a department (or unit) and year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Budget, Coded, Line, Revenue, SCHEMA_VERSION};

/// Everything that a set of files says, before it is split by department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Lines of expenditure, in the order of files and rows.
    pub lines: Vec<Line>,
    /// Lines of revenue, likewise.
    pub revenue: Vec<Revenue>,
}

/// One budget a department and year, in order of code and year.
///
/// The order of lines is kept. A department's or unit's name is the first that any of its lines gives.
pub fn split(batch: Batch) -> Vec<Budget> {
    let mut budgets: BTreeMap<(Arc<str>, u16), Budget> = BTreeMap::new();
    for line in batch.lines {
        let budget = place(&mut budgets, &line.department, &line.entity, line.fiscal_year);
        budget.lines.push(line);
    }
    for revenue in batch.revenue {
        let budget = place(&mut budgets, &revenue.department, &revenue.entity, revenue.fiscal_year);
        budget.revenue.push(revenue);
    }
    budgets.into_values().collect()
}

impl Budget {
    /// One budget a unit (`--by unit`), each standing as its own department.
    pub fn by_unit(self) -> Vec<Budget> {
        let mut batch = Batch { lines: self.lines, revenue: self.revenue };
        for line in &mut batch.lines {
            line.department = line.entity.clone();
        }
        for revenue in &mut batch.revenue {
            revenue.department = revenue.entity.clone();
        }
        split(batch)
    }
}

/// The budget that a line belongs to, made where it is the first, with the unit and the names noted.
fn place<'a>(
    budgets: &'a mut BTreeMap<(Arc<str>, u16), Budget>,
    department: &Coded,
    entity: &Coded,
    fiscal_year: u16,
) -> &'a mut Budget {
    let budget = budgets.entry((Arc::clone(&department.code), fiscal_year)).or_insert_with(|| Budget {
        schema_version: SCHEMA_VERSION,
        fiscal_year,
        department: department.clone(),
        entities: Vec::new(),
        lines: Vec::new(),
        revenue: Vec::new(),
    });
    if budget.department.name.is_none() {
        budget.department.name.clone_from(&department.name);
    }
    match budget.entities.binary_search_by(|known| known.code.cmp(&entity.code)) {
        Ok(at) if budget.entities[at].name.is_none() => budget.entities[at].name.clone_from(&entity.name),
        Ok(_) => {}
        Err(at) => budget.entities.insert(at, entity.clone()),
    }
    budget
}
