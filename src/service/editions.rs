//! The edition of each fiscal year, loaded once a run and shared by all departments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::{Choice, Edition, Head, Signs, TemplateError, Templates, choose, list};
use crate::finding::Finding;
use crate::finding::codes::run::{MANY_EDITIONS, NO_EDITION};
use crate::model::Budget;
use crate::service::stop::Stop;

/// The editions that a run's budgets need.
#[derive(Debug)]
pub struct Editions {
    heads: Vec<Head>,
    loaded: BTreeMap<String, Arc<Edition>>,
    /// By code of the department and year: the edition, or the ids of those among which nobody has chosen.
    chosen: BTreeMap<(Arc<str>, u16), Result<Arc<Edition>, Vec<String>>>,
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
            let key = (Arc::clone(&budget.department.code), budget.fiscal_year);
            if self.chosen.contains_key(&key) {
                continue;
            }
            let edition = match self.id(wanted, budget) {
                Ok(id) => Ok(match self.loaded.get(&id) {
                    Some(edition) => Arc::clone(edition),
                    None => {
                        let edition = Arc::new(Edition::load(templates, &id)?);
                        self.loaded.insert(id, Arc::clone(&edition));
                        edition
                    }
                }),
                Err(fitting) => Err(fitting),
            };
            self.chosen.insert(key, edition);
        }
        Ok(())
    }

    /// The edition for a budget: the one asked for, else the only one of its year.
    ///
    /// # Errors
    /// The finding that says why there is none.
    pub fn fitting(&self, budget: &Budget) -> Result<Arc<Edition>, Box<Finding>> {
        let (code, known) = match self.chosen.get(&(Arc::clone(&budget.department.code), budget.fiscal_year)) {
            Some(Ok(edition)) => return Ok(Arc::clone(edition)),
            Some(Err(fitting)) if !fitting.is_empty() => (&MANY_EDITIONS, fitting.clone()),
            _ => (&NO_EDITION, self.heads.iter().map(|head| head.id.clone()).collect()),
        };
        Err(Box::new(
            Finding::new(code)
                .with("owner", budget.department.to_string())
                .with("year", usize::from(budget.fiscal_year))
                .with("known", known.join("、")),
        ))
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
