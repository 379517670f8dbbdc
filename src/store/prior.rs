//! Last year's figures from disk: whatever was named as such.

use std::path::{Path, PathBuf};

use crate::disclosure::Disclosure;
use crate::finding::Finding;
use crate::finding::codes::narrative::{PRIOR_PUBLISHED, PRIOR_UNUSABLE};
use crate::model::{Budget, NotABudget};
use crate::service::order::Order;
use crate::service::prior::Prior;
use crate::service::progress::{Note, Progress};
use crate::service::stop::Stop;
use crate::service::understand;
use crate::store::budget;
use crate::store::inputs;

/// What was read so far.
#[derive(Default)]
struct Given {
    budgets: Vec<Budget>,
    published: Vec<Disclosure>,
    findings: Vec<Finding>,
}

/// Reads what was named; what cannot be used is among the findings.
///
/// # Errors
/// Where a template is broken or nothing can be said.
pub fn read(paths: &[PathBuf], order: &Order, progress: &mut dyn Progress) -> Result<(Prior, Vec<Finding>), Stop> {
    let mut given = Given::default();
    for path in paths {
        given.one(path, order, progress)?;
    }
    Ok((Prior::new(given.budgets, given.published, &order.templates)?, given.findings))
}

impl Given {
    fn one(&mut self, path: &Path, order: &Order, progress: &mut dyn Progress) -> Result<(), Stop> {
        let unusable = |problem: String| {
            Finding::new(&PRIOR_UNUSABLE).with("path", path.display().to_string()).with("problem", problem)
        };
        let mut gathered = inputs::gather(&[path.to_owned()], None, understand::largest_input(), &mut std::io::empty());
        self.findings.append(&mut gathered.findings);
        let before = self.budgets.len() + self.published.len();
        let (mut exports, mut told) = (Vec::new(), false);
        for source in gathered.sources {
            match Budget::from_json(&source.bytes) {
                Ok(budget) => self.budgets.push(budget),
                Err(NotABudget::Later(version)) => {
                    self.findings.push(unusable(budget::later(version)));
                    told = true;
                }
                Err(_) if source.name.ends_with(".json") && !source.named => {}
                Err(_) => exports.push(source),
            }
        }
        if !exports.is_empty() {
            let understood = understand::understand(exports, order)?;
            self.findings.extend(understood.findings.into_iter().filter(Finding::blocks));
            self.budgets.extend(understood.budgets);
            for published in understood.published {
                self.findings.push(Finding::new(&PRIOR_PUBLISHED).with("path", &*published.name));
                self.published.push(published.read.value);
            }
        }
        if self.budgets.len() + self.published.len() == before && !told {
            self.findings.push(unusable("不是 budget.json，也没有认出导出数据或公开表".to_owned()));
        }
        let budgets = self.budgets.iter().map(|budget| budget.fiscal_year);
        let years: Vec<u16> = budgets.chain(self.published.iter().map(|published| published.fiscal_year)).collect();
        progress.tell(Note::Prior(path, &years))
    }
}
