//! One side of a comparison, from whatever it is given as.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::disclosure::Disclosure;
use crate::model::Budget;
use crate::service::department::{self, Tasks};
use crate::service::order::Order;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand::{self, Understood};
use crate::store::budget;
use crate::store::intake::{self, Intake};
use crate::store::outputs;

/// The canonical budget in a department's folder.
const BUDGET: &str = "budget.json";

/// A disclosure with the budget that it was made from, where it was.
#[derive(Debug)]
pub(super) struct Compared {
    /// The figures.
    pub disclosure: Disclosure,
    /// Their lines.
    pub budget: Option<Budget>,
}

/// Every department of a side; `None` where nothing can be compared, which has been said then.
///
/// # Errors
/// Where a template is broken or nothing can be said.
pub(super) fn read(
    path: &Path,
    order: &Order,
    (stdin, console): (&mut dyn Read, &mut Console<'_>),
) -> Result<Option<Vec<Compared>>, Stop> {
    let mut intake = match budget_in(path) {
        Some(file) => of_budget(budget::read(&file)?),
        None => intake::read(&[path.to_owned()], None, order, (stdin, console))?,
    };
    let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, order)?;
    console.findings(&intake.understood.findings)?;
    console.findings(&refusals)?;
    let published = std::mem::take(&mut intake.understood.published).into_iter();
    let published = published.map(|published| Compared { disclosure: published.read.value, budget: None });
    let mut all = department::each(tasks, |task| {
        let one = task.make(order);
        Compared { disclosure: one.disclosure, budget: Some(one.budget) }
    });
    all.extend(published);
    if all.is_empty() || intake.status == ExitStatus::Unreadable || !refusals.is_empty() {
        let shown = path.display();
        console.findings(understand::nothing(intake.understood.inputs.len()).filter(|_| all.is_empty()).as_slice())?;
        console.warn(&format!("“{shown}”不能比较。"), &format!("{shown} cannot be compared"))?;
        return Ok(None);
    }
    Ok(Some(all))
}

/// The budget file that a path means: itself, or the one in the folder of a department that a conversion made.
fn budget_in(path: &Path) -> Option<PathBuf> {
    let is_budget = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let inside = path.join(BUDGET);
    if is_budget {
        Some(path.to_owned())
    } else if inside.is_file() && path.join(outputs::RECORD).is_file() {
        Some(inside)
    } else {
        None
    }
}

fn of_budget(budget: Budget) -> Intake {
    let understood = Understood {
        readings: Vec::new(),
        findings: Vec::new(),
        budgets: vec![budget],
        published: Vec::new(),
        documents: Vec::new(),
        passed_over: Vec::new(),
        inputs: Vec::new(),
    };
    Intake { understood, status: ExitStatus::Done }
}
