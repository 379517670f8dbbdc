//! The edition of each fiscal year, loaded once a run and shared by all departments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::{Edition, Head, TemplateError, Templates, list};
use crate::finding::Finding;
use crate::finding::codes::run::{MANY_EDITIONS, NO_EDITION};
use crate::model::Budget;
use crate::service::stop::Stop;

/// The editions that a run's budgets need.
#[derive(Debug)]
pub struct Editions {
    heads: Vec<Head>,
    loaded: BTreeMap<String, Arc<Edition>>,
    /// By year: the edition, or the ids of those among which nobody has chosen.
    by_year: BTreeMap<u16, Result<Arc<Edition>, Vec<String>>>,
}

impl Editions {
    /// Those for the years of `budgets`; `wanted` is the one that was asked for, whatever the year.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn load(templates: &Templates, wanted: Option<&str>, budgets: &[Budget]) -> Result<Editions, TemplateError> {
        let mut editions = Editions { heads: list(templates)?, loaded: BTreeMap::new(), by_year: BTreeMap::new() };
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
            let year = budget.fiscal_year;
            if self.by_year.contains_key(&year) {
                continue;
            }
            let edition = match self.id(wanted, year) {
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
            self.by_year.insert(year, edition);
        }
        Ok(())
    }

    /// The edition for a budget: the one asked for, else the only one of its year.
    ///
    /// # Errors
    /// The finding that says why there is none.
    pub fn fitting(&self, budget: &Budget) -> Result<Arc<Edition>, Box<Finding>> {
        let (code, known) = match self.by_year.get(&budget.fiscal_year) {
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

    /// The id of a year's edition, or the ids of all of that year where it is not one.
    fn id(&self, wanted: Option<&str>, year: u16) -> Result<String, Vec<String>> {
        if let Some(id) = wanted {
            return Ok(id.to_owned());
        }
        let fitting = self.heads.iter().filter(|head| head.fiscal_year == year).map(|head| head.id.clone());
        let mut fitting: Vec<String> = fitting.collect();
        match fitting.len() {
            1 => Ok(fitting.remove(0)),
            _ => Err(fitting),
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
