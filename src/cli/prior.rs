//! Last year's figures: a budget.json, last year's exports, or last year's published workbook.
//!
//! Only figures are needed of them, so a budget is filled into the forms of its own year where there is an edition, else
//! into those of this year's.

use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::cli::pipeline::{self, Settings};
use crate::cli::stop::Stop;
use crate::cli::text::same_owner;
use crate::cli::{audit, inputs};
use crate::disclosure::Disclosure;
use crate::edition::{Edition, list};
use crate::finding::Finding;
use crate::finding::codes::narrative::{PRIOR_PUBLISHED, PRIOR_UNUSABLE};
use crate::model::{Budget, NotABudget};
use crate::tables;

/// What was given as last year's.
#[derive(Debug, Default)]
pub struct Prior {
    /// Budgets: canonical ones, and those that exports give.
    pub budgets: Vec<Budget>,
    /// Published workbooks.
    pub published: Vec<Disclosure>,
    /// The edition of each prior year that has one.
    editions: Vec<Edition>,
}

impl Prior {
    /// Reads what was named; what cannot be used is among the findings.
    ///
    /// # Errors
    /// Where a template is broken or nothing can be said.
    pub fn read(
        paths: &[PathBuf],
        settings: &Settings,
        console: &mut Console<'_>,
    ) -> Result<(Prior, Vec<Finding>), Stop> {
        let mut prior = Prior::default();
        let mut findings = Vec::new();
        for path in paths {
            prior.one(path, settings, (&mut findings, console))?;
        }
        for head in list(&settings.templates)? {
            if prior.budgets.iter().any(|budget| head.fiscal_years.contains(&budget.fiscal_year)) {
                prior.editions.push(Edition::load(&settings.templates, &head.id)?);
            }
        }
        Ok((prior, findings))
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.budgets.is_empty() && self.published.is_empty()
    }

    /// Last year's disclosure of the same department.
    pub fn of(&self, this: &Disclosure, edition: &Edition) -> Option<Disclosure> {
        let year = this.fiscal_year.saturating_sub(1);
        let published =
            self.published.iter().find(|known| known.fiscal_year == year && same_owner(&known.owner, &this.owner));
        if let Some(known) = published {
            return Some(known.clone());
        }
        let budget = self.budgets.iter().find(|b| b.fiscal_year == year && same_owner(&b.department, &this.owner))?;
        let own = self.editions.iter().find(|e| e.serves(year) && e.head.jurisdiction == edition.head.jurisdiction);
        // What the tables say of last year's data is no finding of this year's.
        Some(tables::fill(budget, own.unwrap_or(edition)).value)
    }

    fn one(
        &mut self,
        path: &Path,
        settings: &Settings,
        (findings, console): (&mut Vec<Finding>, &mut Console<'_>),
    ) -> Result<(), Stop> {
        let unusable = |problem: String| {
            Finding::new(&PRIOR_UNUSABLE).with("path", path.display().to_string()).with("problem", problem)
        };
        let mut gathered = inputs::gather(&[path.to_owned()], None, pipeline::largest_input(), &mut std::io::empty());
        findings.append(&mut gathered.findings);
        let before = self.budgets.len() + self.published.len();
        let (mut exports, mut told) = (Vec::new(), false);
        for source in gathered.sources {
            match Budget::from_json(&source.bytes) {
                Ok(budget) => self.budgets.push(budget),
                Err(NotABudget::Later(version)) => {
                    findings.push(unusable(audit::later(version)));
                    told = true;
                }
                Err(_) if source.name.ends_with(".json") && !source.named => {}
                Err(_) => exports.push(source),
            }
        }
        if !exports.is_empty() {
            let understood = pipeline::understand(exports, settings)?;
            findings.extend(understood.findings.into_iter().filter(Finding::blocks));
            self.budgets.extend(understood.budgets);
            for published in understood.published {
                findings.push(Finding::new(&PRIOR_PUBLISHED).with("path", &*published.name));
                self.published.push(published.read.value);
            }
        }
        if self.budgets.len() + self.published.len() == before && !told {
            findings.push(unusable("不是 budget.json，也没有认出导出数据或公开表".to_owned()));
        }
        let years: Vec<String> = self
            .budgets
            .iter()
            .map(|budget| budget.fiscal_year)
            .chain(self.published.iter().map(|published| published.fiscal_year))
            .map(|year| year.to_string())
            .collect();
        console.note(
            &format!("上年数据 {}：{} 年", path.display(), years.join("、")),
            &format!("last year's data {}: {}", path.display(), years.join(", ")),
        )
    }
}
