//! Names of classification codes: the data's own, else the chart's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edition::{Classification, Edition};
use crate::finding::{Finding, codes};
use crate::model::{Budget, Coded};
use crate::origin::Origin;

/// The name that the data gives each code, with the place of the first line that gives it.
pub(super) struct Names<'a> {
    edition: &'a Edition,
    given: BTreeMap<(Classification, Arc<str>), Given<'a>>,
}

/// A name with the place of the first line that gives it.
type Given<'a> = (Arc<str>, &'a Origin);

impl<'a> Names<'a> {
    /// Collects the names; a code with two different names gives a finding and keeps the first.
    pub fn of(budget: &'a Budget, edition: &'a Edition, findings: &mut Vec<Finding>) -> Names<'a> {
        let mut names = Names { edition, given: BTreeMap::new() };
        let mut told = BTreeMap::new();
        for line in &budget.lines {
            let economic = line.economic.iter().map(|coded| (Classification::Economic, coded));
            for (by, coded) in std::iter::once((Classification::Function, &line.function)).chain(economic) {
                if let Some(conflict) = names.note(by, coded, &line.origin) {
                    told.entry((by, Arc::clone(&coded.code), coded.name.clone())).or_insert(conflict);
                }
            }
        }
        for coded in budget.revenue.iter().filter_map(|r| r.function.as_ref().map(|f| (f, &r.origin))) {
            if let Some(conflict) = names.note(Classification::Function, coded.0, coded.1) {
                told.entry((Classification::Function, Arc::clone(&coded.0.code), coded.0.name.clone()))
                    .or_insert(conflict);
            }
        }
        findings.extend(told.into_values());
        names
    }

    /// The names that finished tables print.
    pub fn printed(
        edition: &'a Edition,
        file: &'a Origin,
        names: impl Iterator<Item = (Classification, Arc<str>, Arc<str>)>,
    ) -> Names<'a> {
        let given = names.map(|(by, code, name)| ((by, code), (name, file))).collect();
        Names { edition, given }
    }

    fn note(&mut self, by: Classification, coded: &Coded, origin: &'a Origin) -> Option<Finding> {
        let name = coded.name.as_ref()?;
        let (first, place) =
            self.given.entry((by, Arc::clone(&coded.code))).or_insert_with(|| (Arc::clone(name), origin));
        (first != name).then(|| {
            Finding::new(&codes::tables::TWO_NAMES)
                .at(origin.clone())
                .at((*place).clone())
                .with("code", &*coded.code)
                .with("first", &**first)
                .with("second", &**name)
        })
    }

    /// The name of a code: the data's, else the chart's.
    pub fn get(&self, by: Classification, code: &str) -> Option<Arc<str>> {
        let given = self.given.get(&(by, Arc::from(code))).map(|(name, _)| Arc::clone(name));
        given.or_else(|| self.edition.chart(by).name(code).map(|known| Arc::clone(&known.name)))
    }
}
