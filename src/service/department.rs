//! From budgets to what is wanted of each department: made, checked, used and dropped, a few at a time.
//!
//! Memory holds the budgets and the few departments that are being worked on, however many there are; results come in the
//! order of the budgets, whatever thread was the first.

use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

use crate::check::Report;
use crate::disclosure::Disclosure;
use crate::edition::{Edition, TemplateError};
use crate::export;
use crate::finding::{self, Checked, Finding};
use crate::model::Budget;
use crate::origin::Origin;
use crate::service::background::{Background, Backgrounds};
use crate::service::behind::behind;
use crate::service::editions::Editions;
use crate::service::judge::{completed, judged};
use crate::service::order::Order;
use crate::service::published::Examined;
use crate::service::understand::Understood;

/// Departments that are worked on before the next ones are begun, a thread: enough that none waits long for the slowest.
const AT_ONCE_A_THREAD: usize = 8;

/// A department's budget with all that is needed to make its disclosure.
#[derive(Debug)]
pub struct Task {
    /// The budget.
    pub budget: Budget,
    /// The forms to fill.
    pub edition: Arc<Edition>,
    /// What its files say.
    pub background: Arc<Background>,
    /// The finished tables that the forms are made from, where there are no lines.
    pub given: Option<GivenTables>,
}

/// Finished tables that the forms of a department are made from.
#[derive(Debug)]
pub struct GivenTables {
    /// Their file.
    pub file: Origin,
    /// What they say, and what was found while reading them.
    pub read: Checked<Disclosure>,
}

/// A department's disclosure with everything that was found on the way.
#[derive(Debug)]
pub struct Department {
    /// The budget that it is made of.
    pub budget: Budget,
    /// The filled forms.
    pub disclosure: Disclosure,
    /// What the rules said.
    pub report: Report,
    /// What its files say, and what was found while reading them.
    pub background: Arc<Background>,
    /// What was found in its tables and by the rules.
    pub own: Vec<Finding>,
    /// The text of the disclosure in its forms, where one was asked for: names and content.
    pub companions: Vec<(String, Vec<u8>)>,
}

impl Department {
    /// All findings, worst first.
    pub fn findings(&self) -> Vec<Finding> {
        let mut all = [self.background.findings.as_slice(), self.own.as_slice()].concat();
        finding::sort(&mut all);
        all
    }
}

impl From<Department> for Examined {
    fn from(department: Department) -> Examined {
        let inputs = department.background.readings.iter().map(|reading| Arc::clone(&reading.file)).collect();
        let lines = |finding| behind(finding, &department.disclosure, &department.budget);
        let behind = department.own.iter().map(lines).collect();
        let examined = Examined::of(None, department.disclosure, department.report, department.own);
        Examined { inputs, behind, ..examined }
    }
}

impl Task {
    /// Fills the forms, runs the rules, and marks what is waived.
    pub fn make(self, order: &Order) -> Department {
        let Task { budget, edition, background, given } = self;
        let mut own = Vec::new();
        let (disclosure, report) = match given {
            Some(given) => {
                let tables = given.read.collect(&mut own);
                completed(&tables, &given.file, &budget, &edition).collect(&mut own)
            }
            None => judged(&budget, &edition, order.rounding).collect(&mut own),
        };
        own.extend(export::findings(&disclosure));
        order.waive(&mut own, Some(&disclosure.owner));
        Department { budget, disclosure, report, background, own, companions: Vec::new() }
    }
}

/// What there is to do: a task for each budget that has an edition, in order of code and year, and why others have none.
#[derive(Debug)]
pub struct Tasks {
    /// Those that can be made.
    pub tasks: Vec<Task>,
    /// One for each budget without an edition.
    pub refusals: Vec<Finding>,
}

impl Tasks {
    /// The tasks of what was understood, whose budgets are taken.
    ///
    /// # Errors
    /// Where an edition is broken.
    pub fn of(understood: &mut Understood, order: &Order) -> Result<Tasks, TemplateError> {
        let budgets = std::mem::take(&mut understood.budgets);
        let editions = Editions::load(&order.templates, order.edition.as_deref(), &budgets)?;
        Ok(Tasks::with(budgets, &editions, understood))
    }

    /// The tasks of `budgets`, of whose years `editions` knows, with what was understood of their files.
    pub fn with(budgets: Vec<Budget>, editions: &Editions, understood: &Understood) -> Tasks {
        let backgrounds = Backgrounds::of(&budgets, (&understood.readings, &understood.findings), &understood.inputs);
        let mut all = Tasks { tasks: Vec::new(), refusals: Vec::new() };
        for (index, budget) in budgets.into_iter().enumerate() {
            match editions.fitting(&budget) {
                Ok(edition) => {
                    all.tasks.push(Task { budget, edition, background: backgrounds.get(index), given: None })
                }
                Err(refusal) => all.refusals.push(*refusal),
            }
        }
        all
    }
}

/// How many departments are worked on before the next ones are begun.
pub fn at_once() -> usize {
    rayon::current_num_threads().max(1) * AT_ONCE_A_THREAD
}

/// Does `work` with each of `items` on all threads, and gives the results in order. At no time are more than a few items
/// under way, so what `work` makes and drops is held for those alone.
pub fn each<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    let at_once = at_once();
    let mut results = Vec::with_capacity(items.len());
    let mut items = items.into_iter();
    loop {
        let some: Vec<I> = items.by_ref().take(at_once).collect();
        if some.is_empty() {
            return results;
        }
        results.par_extend(some.into_par_iter().with_max_len(1).map(&work));
    }
}
