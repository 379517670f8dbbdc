//! From what the files hold to one budget a department (or unit) and year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Asset, Balance, Budget, Coded, DisclosureKind, Entity, Line, Project, Purchase, Revenue, Statistic, Subject,
};

/// Everything that a set of files says, before it is split by department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Lines of expenditure, in the order of files and rows.
    pub lines: Vec<Line>,
    /// Lines of revenue, likewise.
    pub revenue: Vec<Revenue>,
    /// Projects with their goals, likewise.
    pub projects: Vec<Project>,
    /// Purchases, likewise.
    pub purchases: Vec<Purchase>,
    /// Assets, likewise.
    pub assets: Vec<Asset>,
    /// 结转结余, likewise.
    pub balances: Vec<Balance>,
    /// 机构运行信息, likewise.
    pub statistics: Vec<Statistic>,
    /// Properties of units, each with the department and the year that they are given for.
    pub entities: Vec<(Coded, u16, Entity)>,
}

/// One budget a department, year and kind of disclosure, in order of code, year and kind.
///
/// What amounts are of says which kind it is; records of projects, purchases and assets go to the kind that there are
/// amounts of, to the budget where there are of both.
///
/// The order of lines is kept. A department's or unit's name is the first that any of its lines gives.
pub fn split(batch: Batch) -> Vec<Budget> {
    let mut budgets = Budgets::default();
    runs(
        batch.lines,
        |line: &Line| (&line.department, &line.entity, (line.fiscal_year, line.measure.kind())),
        |line, run| {
            let of = (line.fiscal_year, line.measure.kind());
            budgets.of(&line.department, Some(&line.entity), of).lines.extend(run);
        },
    );
    runs(
        batch.revenue,
        |line: &Revenue| (&line.department, &line.entity, (line.fiscal_year, line.measure.kind())),
        |line, run| {
            let of = (line.fiscal_year, line.measure.kind());
            budgets.of(&line.department, Some(&line.entity), of).revenue.extend(run);
        },
    );
    // Balances and the figures of 机构运行信息 are of final accounts: a budget has no such exports.
    for balance in batch.balances {
        let of = (balance.fiscal_year, DisclosureKind::Final);
        budgets.of(&balance.department, Some(&balance.entity), of).balances.push(balance);
    }
    for figure in batch.statistics {
        let of = (figure.fiscal_year, DisclosureKind::Final);
        budgets.of(&figure.department, Some(&figure.entity), of).statistics.push(figure);
    }
    for project in batch.projects {
        budgets.beside(&project.department, project.entity.as_ref(), project.fiscal_year).projects.push(project);
    }
    for purchase in batch.purchases {
        budgets.beside(&purchase.department, purchase.entity.as_ref(), purchase.fiscal_year).purchases.push(purchase);
    }
    for asset in batch.assets {
        budgets.beside(&asset.department, asset.entity.as_ref(), asset.fiscal_year).assets.push(asset);
    }
    // A list of units says what they are; it does not make a department that has nothing else.
    for (department, year, entity) in batch.entities {
        for kind in DisclosureKind::ALL {
            if let Some(budget) = budgets.0.get_mut(&(Arc::clone(&department.code), year, kind)) {
                budget.describe(entity.clone());
            }
        }
    }
    budgets.0.into_values().collect()
}

/// Hands on runs of neighbours of the very same department, unit, year and kind, each with its first one.
fn runs<T: Clone>(all: Vec<T>, of: impl Fn(&T) -> (&Coded, &Coded, Of), mut each: impl FnMut(&T, Vec<T>)) {
    let mut all = all.into_iter().peekable();
    while let Some(first) = all.next() {
        let mut run = vec![first.clone()];
        let (department, entity, year) = of(&first);
        while let Some(next) = all.next_if(|next| {
            let (other, unit, its) = of(next);
            its == year && other.is_same(department) && unit.is_same(entity)
        }) {
            run.push(next);
        }
        each(&first, run);
    }
}

impl Budget {
    /// Adds a unit with its properties, or the properties to a unit that is known from lines.
    fn describe(&mut self, entity: Entity) {
        match self.entities.binary_search_by(|known| known.code.cmp(&entity.code)) {
            Ok(at) => {
                let known = &mut self.entities[at];
                *known = Entity { name: known.name.take().or_else(|| entity.name.clone()), ..entity };
            }
            Err(at) => self.entities.insert(at, entity),
        }
    }

    /// One budget a unit (`--by unit`), each standing as its own department.
    ///
    /// What names no unit goes to the unit of the same name or code as the department's own level where there is a single
    /// unit, else it stays with the department: nothing is lost.
    pub fn by_unit(self) -> Vec<Budget> {
        let home = match self.entities.as_slice() {
            [only] => only.coded(),
            _ => self.department.clone(),
        };
        let unit = |entity: &Option<Coded>| entity.clone().unwrap_or_else(|| home.clone());
        let mut batch = Batch {
            entities: self.entities.iter().map(|e| (e.coded(), self.fiscal_year, e.clone())).collect(),
            lines: self.lines,
            revenue: self.revenue,
            projects: self.projects,
            purchases: self.purchases,
            assets: self.assets,
            balances: self.balances,
            statistics: self.statistics,
        };
        batch.lines.iter_mut().for_each(|line| line.department = line.entity.clone());
        batch.revenue.iter_mut().for_each(|revenue| revenue.department = revenue.entity.clone());
        batch.balances.iter_mut().for_each(|balance| balance.department = balance.entity.clone());
        batch.statistics.iter_mut().for_each(|figure| figure.department = figure.entity.clone());
        batch.projects.iter_mut().for_each(|project| project.department = unit(&project.entity));
        batch.purchases.iter_mut().for_each(|purchase| purchase.department = unit(&purchase.entity));
        batch.assets.iter_mut().for_each(|asset| asset.department = unit(&asset.entity));
        let mut units = split(batch);
        units.iter_mut().for_each(|unit| unit.subject = Subject::Unit);
        units
    }
}

/// Year and kind of disclosure.
type Of = (u16, DisclosureKind);

/// Budgets on their way, by code of the department, year and kind.
#[derive(Default)]
struct Budgets(BTreeMap<(Arc<str>, u16, DisclosureKind), Budget>);

impl Budgets {
    /// The budget that something belongs to, made where it is the first, with the unit and the names noted.
    fn of(&mut self, department: &Coded, entity: Option<&Coded>, (fiscal_year, kind): Of) -> &mut Budget {
        let key = (Arc::clone(&department.code), fiscal_year, kind);
        let budget = self.0.entry(key).or_insert_with(|| Budget::empty(department.clone(), fiscal_year, kind));
        if budget.department.name.is_none() {
            budget.department.name.clone_from(&department.name);
        }
        if let Some(entity) = entity {
            match budget.entities.binary_search_by(|known| known.code.cmp(&entity.code)) {
                Ok(at) if budget.entities[at].name.is_none() => budget.entities[at].name.clone_from(&entity.name),
                Ok(_) => {}
                Err(at) => budget.entities.insert(at, entity.clone().into()),
            }
        }
        budget
    }

    /// The budget that a record without amounts of a measure belongs to.
    fn beside(&mut self, department: &Coded, entity: Option<&Coded>, fiscal_year: u16) -> &mut Budget {
        let has = |kind| self.0.contains_key(&(Arc::clone(&department.code), fiscal_year, kind));
        let only_final = has(DisclosureKind::Final) && !has(DisclosureKind::Budget);
        let kind = if only_final { DisclosureKind::Final } else { DisclosureKind::Budget };
        self.of(department, entity, (fiscal_year, kind))
    }
}
