//! The edition of each fiscal year, loaded once a run and shared by all departments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::{Choice, Edition, Head, Signs, TemplateError, Templates, choose, list};
use crate::finding::codes::run::{MANY_EDITIONS, NO_EDITION};
use crate::finding::{Code, Finding};
use crate::model::{Budget, DisclosureKind};
use crate::service::stop::Stop;

/// The editions that a run's budgets need.
#[derive(Debug)]
pub struct Editions {
    heads: Vec<Head>,
    loaded: BTreeMap<String, Arc<Edition>>,
    /// By what tells one budget's choice from another's: the edition, or the ids of those among which nobody has chosen.
    chosen: BTreeMap<Key, Result<Arc<Edition>, Vec<String>>>,
}

impl Editions {
    /// Those for the years of `budgets`; `wanted` is the one that was asked for, whatever the year.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn load(templates: &Templates, wanted: Option<&str>, budgets: &[Budget]) -> Result<Editions, TemplateError> {
        let mut editions = Editions { heads: list(templates)?, loaded: BTreeMap::new(), chosen: BTreeMap::new() };
        editions.add(templates, wanted, budgets)?;
        Ok(editions)
    }

    /// Adds those for the years of further budgets.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn add(
        &mut self,
        templates: &Templates,
        wanted: Option<&str>,
        budgets: &[Budget],
    ) -> Result<(), TemplateError> {
        for budget in budgets {
            let key = key_of(budget);
            if self.chosen.contains_key(&key) {
                continue;
            }
            let edition = match self.id(wanted, budget) {
                Ok(id) => Ok(self.one(templates, &id)?),
                Err(fitting) => {
                    fitting.iter().try_for_each(|id| self.one(templates, id).map(drop))?;
                    Err(fitting)
                }
            };
            self.chosen.insert(key, edition);
        }
        Ok(())
    }

    /// An edition, loaded once.
    fn one(&mut self, templates: &Templates, id: &str) -> Result<Arc<Edition>, TemplateError> {
        if let Some(edition) = self.loaded.get(id) {
            return Ok(Arc::clone(edition));
        }
        let edition = Arc::new(Edition::load(templates, id)?);
        self.loaded.insert(id.to_owned(), Arc::clone(&edition));
        Ok(edition)
    }

    /// The edition of one budget; see [`Editions::fitting`].
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn of(
        templates: &Templates,
        wanted: Option<&str>,
        budget: &Budget,
    ) -> Result<Result<Arc<Edition>, Box<Finding>>, TemplateError> {
        Ok(Editions::load(templates, wanted, std::slice::from_ref(budget))?.fitting(budget))
    }

    /// The edition for a budget of a place that is known: the one that fits, else the only one of that place among those that
    /// do.
    pub fn fitting_in(&self, budget: &Budget, jurisdiction: &str) -> Option<Arc<Edition>> {
        let is_there = |edition: &&Arc<Edition>| edition.head.jurisdiction == jurisdiction;
        match self.chosen.get(&key_of(budget))? {
            Ok(edition) => Some(edition).filter(is_there).map(Arc::clone),
            Err(ids) => {
                let mut there = ids.iter().filter_map(|id| self.loaded.get(id)).filter(is_there);
                there.next().filter(|_| there.next().is_none()).map(Arc::clone)
            }
        }
    }

    /// The edition for a budget: the one asked for, else the one that its data asks for.
    ///
    /// # Errors
    /// The finding that says why there is none.
    pub fn fitting(&self, budget: &Budget) -> Result<Arc<Edition>, Box<Finding>> {
        let (code, known) = match self.chosen.get(&key_of(budget)) {
            Some(Ok(edition)) => return Ok(Arc::clone(edition)),
            Some(Err(fitting)) if !fitting.is_empty() => (&MANY_EDITIONS, fitting.clone()),
            _ => (&NO_EDITION, self.heads.iter().map(|head| head.id.clone()).collect()),
        };
        let owner = budget.department.to_string();
        Err(Box::new(refusal(code, &owner, budget.fiscal_year).with("known", known.join("、"))))
    }

    /// The id of a budget's edition, or the ids of all that fit where it is not one.
    fn id(&self, wanted: Option<&str>, budget: &Budget) -> Result<String, Vec<String>> {
        match choose(&self.heads, wanted, &Signs::of(budget)) {
            Choice::One(id) => Ok(id.to_owned()),
            Choice::Many(ids) => Err(ids.into_iter().map(str::to_owned).collect()),
            Choice::None => Err(Vec::new()),
        }
    }
}

/// What tells one budget's choice from another's: department, year, and whether it is a budget or final accounts.
type Key = (Arc<str>, u16, DisclosureKind);

fn key_of(budget: &Budget) -> Key {
    (Arc::clone(&budget.department.code), budget.fiscal_year, budget.kind)
}

/// The edition for a workbook that names none, of which `forms` tells how much of an edition it holds: the one asked for,
/// else that with the most, and of several the one for data of which nothing is known.
///
/// # Errors
/// Where an edition is broken, there is none, or several fit alike: then they are named.
pub fn with_most(
    templates: &Templates,
    wanted: Option<&str>,
    (file, forms): (&str, &dyn Fn(&Edition) -> usize),
) -> Result<Edition, Stop> {
    if let Some(id) = wanted {
        return named(templates, id);
    }
    match best(templates, (file, forms))? {
        Some(found) => found.map_err(Stop::Finding),
        None => Err(Stop::usage("没有可用的表样", "there is no edition")),
    }
}

/// The edition for a text of which nothing is known, of those that have a text.
///
/// # Errors
/// Where an edition is broken. `None` where none has a text.
pub fn with_text(templates: &Templates, file: &str) -> Result<Best, TemplateError> {
    let found = best(templates, (file, &|edition: &Edition| usize::from(edition.narrative.is_some())))?;
    Ok(found.filter(|found| found.as_ref().map_or(true, |edition| edition.narrative.is_some())))
}

/// An edition that fits best, or the finding that several do.
pub type Best = Option<Result<Edition, Box<Finding>>>;

/// The edition of which `fit` is most; of several the one that the policy gives to data of which nothing is known.
fn best(templates: &Templates, (file, fit): (&str, &dyn Fn(&Edition) -> usize)) -> Result<Best, TemplateError> {
    let mut best: (usize, Vec<Edition>) = (0, Vec::new());
    for head in list(templates)? {
        let edition = Edition::load(templates, &head.id)?;
        let fit = fit(&edition);
        if fit > best.0 {
            best = (fit, Vec::new());
        }
        if fit >= best.0 {
            best.1.push(edition);
        }
    }
    let heads: Vec<Head> = best.1.iter().map(|edition| edition.head.clone()).collect();
    let mut signs = Signs::default();
    signs.year = u16::MAX;
    let id = match (heads.as_slice(), choose(&heads, None, &signs)) {
        ([only], _) => only.id.clone(),
        (_, Choice::One(id)) => id.to_owned(),
        (several, Choice::Many(_) | Choice::None) => {
            let Some(year) = several.iter().map(Head::last_year).max() else { return Ok(None) };
            let known: Vec<&str> = several.iter().map(|head| head.id.as_str()).collect();
            let finding = refusal(&MANY_EDITIONS, file, year).with("known", known.join("、"));
            return Ok(Some(Err(Box::new(finding))));
        }
    };
    Ok(best.1.into_iter().find(|edition| edition.head.id == id).map(Ok))
}

/// Why there is no edition for somebody's data of a year, but for which there are.
fn refusal(code: &'static Code, owner: &str, year: u16) -> Finding {
    Finding::new(code).with("owner", owner).with("year", usize::from(year))
}

/// The edition with this id.
///
/// # Errors
/// [`Stop::Usage`] where there is none, with those that there are; [`Stop::Template`] where it is broken.
pub fn named(templates: &Templates, id: &str) -> Result<Edition, Stop> {
    let known: Vec<&str> = ids(templates).collect();
    if !known.contains(&id) {
        let all = known.join("、");
        return Err(Stop::usage(
            format!("没有表样“{id}”。现有：{all}"),
            format!("there is no edition `{id}`; there are: {}", known.join(", ")),
        ));
    }
    Ok(Edition::load(templates, id)?)
}

/// Ids by folder, whether their templates are sound or not.
pub fn ids(templates: &Templates) -> impl Iterator<Item = &str> {
    templates.under("editions/").filter_map(|(path, _)| path.strip_prefix("editions/")?.strip_suffix("/edition.toml"))
}
