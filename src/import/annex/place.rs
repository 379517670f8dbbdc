//! Which department, unit and year a record belongs to: what it says itself, else what the lines say of its unit or
//! project, else the only department there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Annexed, Loose};
use crate::finding::codes::import_annex as codes;
use crate::import::cell::label::comparable;
use crate::import::lines::causes::Gather;
use crate::model::{Asset, Batch, Coded, Entity, Line, Project, ProjectFigure, Purchase, Revenue};
use crate::origin::Origin;

/// What the lines of all files say of departments.
#[derive(Default)]
pub(in crate::import) struct Known {
    departments: BTreeMap<Arc<str>, Option<Arc<str>>>,
    /// By code and by name of the unit: the department and the unit.
    units: BTreeMap<Arc<str>, (Arc<str>, Coded)>,
    /// By code and by name of the project: departments and units that have it.
    projects: BTreeMap<Arc<str>, BTreeSet<(Arc<str>, Coded)>>,
    years: BTreeMap<Arc<str>, BTreeSet<u16>>,
    /// By name of the project: its codes.
    codes: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
}

/// Where a record belongs.
struct Home {
    department: Coded,
    entity: Option<Coded>,
    year: u16,
}

impl Known {
    /// What these lines say.
    pub fn of<'b>(tables: impl Iterator<Item = (&'b [Line], &'b [Revenue])>) -> Known {
        let mut known = Known::default();
        for (lines, revenue) in tables {
            let lines = lines.iter().map(|l| (&l.department, &l.entity, l.fiscal_year, l.project.as_ref()));
            let revenue = revenue.iter().map(|r| (&r.department, &r.entity, r.fiscal_year, None));
            lines.chain(revenue).for_each(|said| known.note(said));
        }
        known
    }

    fn note(&mut self, (department, entity, year, project): (&Coded, &Coded, u16, Option<&Coded>)) {
        let known = self;
        {
            let code = &department.code;
            let name = known.departments.entry(Arc::clone(code)).or_default();
            if name.is_none() {
                name.clone_from(&department.name);
            }
            known.years.entry(Arc::clone(code)).or_default().insert(year);
            for key in [Some(&entity.code), entity.name.as_ref()].into_iter().flatten() {
                let place = || (Arc::clone(code), entity.clone());
                known.units.entry(comparable(key).into()).or_insert_with(place);
            }
            if let Some((code, name)) = project.and_then(|project| Some((&project.code, project.name.as_ref()?))) {
                known.codes.entry(comparable(name).into()).or_default().insert(Arc::clone(code));
            }
            let keys = project.map(|project| [Some(&project.code), project.name.as_ref()]);
            for key in keys.into_iter().flatten().flatten().filter(|key| !key.is_empty()) {
                let places = known.projects.entry(comparable(key).into()).or_default();
                places.insert((Arc::clone(code), Coded::bare(&entity.code)));
            }
        }
    }

    fn home(&self, stated: (Option<&Coded>, Option<&Coded>), year: Option<u16>, projects: &[&str]) -> Option<Home> {
        let (department, entity) = self.owner(stated, projects)?;
        let years = self.years.get(&department)?;
        let year = match (year, years.len()) {
            (Some(year), _) => year,
            (None, 1) => years.iter().next().copied()?,
            _ => return None,
        };
        let name = self.departments.get(&department).cloned().flatten();
        Some(Home { department: Coded { code: department, name }, entity, year })
    }

    /// A project of which only the name is given, with the code that all lines of that name have.
    fn with_code(&self, project: Coded) -> Coded {
        let name = project.name.as_deref().filter(|_| project.code.is_empty()).map(comparable);
        let mut codes = name.and_then(|name| self.codes.get(name.as_str())).into_iter().flatten();
        match (codes.next(), codes.next()) {
            (Some(code), None) => Coded { code: Arc::clone(code), ..project },
            _ => project,
        }
    }

    /// Department and unit.
    fn owner(
        &self,
        (department, entity): (Option<&Coded>, Option<&Coded>),
        projects: &[&str],
    ) -> Option<(Arc<str>, Option<Coded>)> {
        let keys = |coded: &Coded| {
            let all = [Some(&coded.code), coded.name.as_ref()];
            all.into_iter().flatten().filter(|key| !key.is_empty()).map(|key| comparable(key)).collect::<Vec<_>>()
        };
        if let Some(entity) = entity {
            if let Some((department, known)) = keys(entity).iter().find_map(|key| self.units.get(key.as_str())) {
                return Some((Arc::clone(department), Some(known.clone())));
            }
            // A unit without lines: its code begins with its department's.
            let above = self.departments.keys().filter(|code| !code.is_empty() && entity.code.starts_with(&***code));
            if let Some(department) = above.max_by_key(|code| code.len()) {
                return Some((Arc::clone(department), Some(entity.clone())));
            }
            if let Some(department) = self.department(&keys(entity)) {
                return Some((department, None));
            }
            return None;
        }
        for project in projects.iter().filter(|project| !project.is_empty()) {
            let Some(places) = self.projects.get(comparable(project).as_str()) else { continue };
            let departments: BTreeSet<&Arc<str>> = places.iter().map(|(department, _)| department).collect();
            if let (1, Some((department, unit))) = (departments.len(), places.iter().next()) {
                let unit = (places.len() == 1).then(|| self.units.get(&unit.code).map(|(_, known)| known.clone()));
                return Some((Arc::clone(department), unit.flatten()));
            }
        }
        match department {
            Some(department) => self.department(&keys(department)).map(|department| (department, None)),
            None => self.only().map(|department| (department, None)),
        }
    }

    fn department(&self, keys: &[String]) -> Option<Arc<str>> {
        let fits = |(code, name): &(&Arc<str>, &Option<Arc<str>>)| {
            keys.iter()
                .any(|key| *key == comparable(code) || name.as_deref().is_some_and(|name| *key == comparable(name)))
        };
        self.departments.iter().find(fits).map(|(code, _)| Arc::clone(code))
    }

    fn only(&self) -> Option<Arc<str>> {
        let mut all = self.departments.keys();
        all.next().filter(|_| all.next().is_none()).cloned()
    }
}

/// Puts the records of a table into the batch; those that belong nowhere are set aside.
pub(in crate::import) fn place(mut annexed: Annexed, known: &Known, batch: &mut Batch, gather: &mut Gather) -> Placed {
    let department = annexed.department.take();
    let department = department.as_ref();
    let before = count(batch);
    let mut placed = Placed { used: annexed.used, aside: annexed.aside, records: 0 };
    for loose in annexed.projects {
        let keys = [&*loose.record.code, &*loose.record.name];
        match known.home((department, loose.entity.as_ref()), loose.year, &keys) {
            Some(home) => {
                let project = Project {
                    fiscal_year: home.year,
                    department: home.department,
                    entity: home.entity,
                    ..loose.record
                };
                if let Some(reason) = given_before(&project, batch, gather) {
                    placed.set_aside(&loose.rows, reason);
                } else {
                    batch.projects.push(project);
                }
            }
            None => placed.homeless(&loose.rows, (&loose.record.name, loose.record.origin), gather),
        }
    }
    purchases(annexed.purchases, (department, known), (batch, &mut placed), gather);
    assets(annexed.assets, (department, known), (batch, &mut placed), gather);
    entities(annexed.entities, (department, known), batch, &mut placed);
    placed.records = count(batch) - before;
    placed
}

/// Purchases; records are compared with those of the tables before, not with each other.
fn purchases(
    all: Vec<Loose<Purchase>>,
    (department, known): (Option<&Coded>, &Known),
    (batch, placed): (&mut Batch, &mut Placed),
    gather: &mut Gather,
) {
    let bought = batch.purchases.len();
    for loose in all {
        let project = loose.record.project.clone().unwrap_or_else(|| Coded::bare(""));
        let keys = [&*project.code, project.name.as_deref().unwrap_or_default()];
        match known.home((department, loose.entity.as_ref()), loose.year, &keys) {
            Some(home) => {
                let record = Purchase {
                    fiscal_year: home.year,
                    department: home.department,
                    entity: home.entity,
                    project: loose.record.project.clone().map(|project| known.with_code(project)),
                    ..loose.record
                };
                let earlier = &batch.purchases[..bought];
                match earlier.iter().find(|other| same_purchase(other, &record)).map(|other| other.origin.clone()) {
                    Some(before) => placed.twice(&loose.rows, (record.origin, before), gather),
                    None => batch.purchases.push(record),
                }
            }
            None => placed.homeless(&loose.rows, (&loose.record.item, loose.record.origin), gather),
        }
    }
}

/// Assets; records are compared with those of the tables before, not with each other.
fn assets(
    all: Vec<Loose<Asset>>,
    (department, known): (Option<&Coded>, &Known),
    (batch, placed): (&mut Batch, &mut Placed),
    gather: &mut Gather,
) {
    let owned = batch.assets.len();
    for loose in all {
        match known.home((department, loose.entity.as_ref()), loose.year, &[]) {
            Some(home) => {
                let record =
                    Asset { fiscal_year: home.year, department: home.department, entity: home.entity, ..loose.record };
                let earlier = &batch.assets[..owned];
                match earlier.iter().find(|other| same_asset(other, &record)).map(|other| other.origin.clone()) {
                    Some(before) => placed.twice(&loose.rows, (record.origin, before), gather),
                    None => batch.assets.push(record),
                }
            }
            None => placed.homeless(&loose.rows, (&loose.record.item, loose.record.origin), gather),
        }
    }
}

/// How many projects, purchases, assets and units the batch holds.
fn count(batch: &Batch) -> usize {
    batch.projects.len() + batch.purchases.len() + batch.assets.len() + batch.entities.len()
}

/// Units of departments that have no lines here are of no consequence: a list may be of a whole county.
fn entities(
    all: Vec<Loose<Entity>>,
    (department, known): (Option<&Coded>, &Known),
    batch: &mut Batch,
    placed: &mut Placed,
) {
    for loose in all {
        match known.home((department, loose.entity.as_ref()), loose.year, &[]) {
            Some(home) => {
                let unit = home.entity.unwrap_or_else(|| Coded { code: Arc::clone(&loose.record.code), name: None });
                let record = Entity { code: unit.code, name: loose.record.name.clone().or(unit.name), ..loose.record };
                batch.entities.push((home.department, home.year, record));
            }
            None => placed.set_aside(&loose.rows, "不是本次预算明细中的部门所属的单位".to_owned()),
        }
    }
}

/// Whether two purchases say the same.
fn same_purchase(one: &Purchase, other: &Purchase) -> bool {
    let says = |p: &Purchase| {
        let project = p.project.as_ref().map(|project| project.code.clone());
        let figures = (p.quantity.as_ref().map(|count| count.number), p.price.as_ref().map(|figure| figure.amount));
        (p.fiscal_year, p.department.code.clone(), p.entity.clone(), project, p.catalogue.clone(), figures)
    };
    let money =
        |p: &Purchase| p.amounts.iter().map(|part| (part.fund, part.carry_over, part.amount)).collect::<Vec<_>>();
    one.item == other.item && says(one) == says(other) && money(one) == money(other)
}

/// Whether two assets say the same.
fn same_asset(one: &Asset, other: &Asset) -> bool {
    let says = |a: &Asset| {
        let figures = (a.quantity.as_ref().map(|count| count.number), a.value.as_ref().map(|figure| figure.amount));
        (a.fiscal_year, a.department.code.clone(), a.entity.clone(), a.date.clone(), a.kind, figures)
    };
    one.item == other.item && says(one) == says(other)
}

/// Why a project is not taken a second time.
fn given_before(project: &Project, batch: &Batch, gather: &mut Gather) -> Option<String> {
    let same = |other: &&Project| {
        let keys = (other.fiscal_year, &other.department.code) == (project.fiscal_year, &project.department.code);
        keys && if project.code.is_empty() { other.name == project.name } else { other.code == project.code }
    };
    let before = batch.projects.iter().find(same)?;
    let says = |p: &Project| {
        let indicators: Vec<_> = p.indicators.iter().map(|i| (i.level3.clone(), i.value.text.clone())).collect();
        let figures = ProjectFigure::ALL.map(|which| p.figure(which).map(|figure| figure.amount));
        (figures, p.goals.clone(), indicators)
    };
    let code = if says(before) == says(project) { &codes::PROJECT_TWICE } else { &codes::PROJECT_CONFLICT };
    let finding = gather.note(code, &*project.name, project.origin.clone());
    finding.places.push(before.origin.clone().into());
    Some(format!("与 {} 是同一个项目，没有重复计入", before.origin))
}

/// The rows of a table after placing.
pub(in crate::import) struct Placed {
    pub used: Vec<usize>,
    pub aside: BTreeMap<usize, String>,
    /// How many records found their place.
    pub records: usize,
}

impl Placed {
    fn set_aside(&mut self, rows: &[usize], reason: String) {
        self.used.retain(|at| !rows.contains(at));
        self.aside.extend(rows.iter().map(|at| (*at, reason.clone())));
    }

    fn twice(&mut self, rows: &[usize], (origin, before): (Origin, Origin), gather: &mut Gather) {
        let reason = format!("与 {before} 相同，没有重复计入");
        gather.note(&codes::RECORD_TWICE, before.table().to_string(), origin).places.push(before.into());
        self.set_aside(rows, reason);
    }

    fn homeless(&mut self, rows: &[usize], (what, origin): (&str, Origin), gather: &mut Gather) {
        gather.note(&codes::HOMELESS, what, origin);
        self.set_aside(rows, "找不到所属的部门或年度".to_owned());
    }
}
