//! Converting exports too large to be held: the files are gone through once, then read, made and written a few departments at
//! a time. The rows of a workbook stand meanwhile in a temporary file. What is found about a department's rows stands in its
//! own report; what concerns the file as a whole is said by the run.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::codes::import_container::LARGE_ASTRAY;
use crate::finding::{self, Checked, Finding};
use crate::import::Importer;
use crate::import::large::{Large, Others, Seen};
use crate::import::open::Opened;
use crate::model::Budget;
use crate::service::department::{self, Task, Tasks};
use crate::service::editions::Editions;
use crate::service::names::Taken;
use crate::service::progress::{Note, Progress};
use crate::service::source::Known;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand::{self, Understood};
use crate::store::delivery::{Delivery, Done, Overseer, not_written};
use crate::store::outcome::Outcome;
use crate::store::plan::Plan;

mod input;

use input::Input;
pub use input::among;

/// Reads, makes and writes, one department after the other.
///
/// # Errors
/// Where a template is broken, the output folder cannot be made, or a text is asked for, which needs all departments at once.
pub fn perform(
    plan: &Plan,
    files: Vec<(String, PathBuf)>,
    overseer: &dyn Overseer,
    progress: &mut dyn Progress,
) -> Result<Outcome, Stop> {
    if plan.order.wants_text() {
        return Err(Stop::usage(
            "输入里有很大的文件（超过 64 MB 的文本，或 400 万格以上的工作簿），要逐个部门读取，不能同时做情况说明：请先不带 docx、pdf 转换，或者按部门分成几个文件导出",
            "a large input (a text above 64 MB, a workbook above 4 million cells) is read by department, which makes no text: leave docx and pdf out, or export it as several files",
        ));
    }
    let importer = Importer::new(plan.order.importing())?;
    let mut inputs = Vec::new();
    let mut findings = Vec::new();
    for (name, path) in files {
        match Input::scan(&name.into(), &path, &plan.out, &importer) {
            Ok(input) => inputs.push(input),
            Err(more) => findings.extend(more),
        }
    }
    if !findings.is_empty() {
        // Of some of the files only, departments would lack figures without a word.
        let nothing = understand::nothing(inputs.len());
        let (refusals, done) = (Vec::new(), Vec::new());
        let status = ExitStatus::Unreadable;
        let inputs = inputs.into_iter().map(|input| input.known).collect();
        return Ok(Outcome { status, findings, nothing, refusals, done, inputs });
    }
    fs::create_dir_all(&plan.out).map_err(|error| not_written("", &plan.out, &error))?;
    Run::new(plan, importer, inputs, overseer)?.all(progress)
}

struct Run<'a> {
    plan: &'a Plan,
    importer: Importer<'a>,
    inputs: Vec<Input>,
    others: Others,
    editions: Editions,
    delivery: Delivery<'a>,
    taken: Taken,
    seen: BTreeSet<(Arc<str>, u16)>,
    findings: Vec<Finding>,
    refusals: Vec<Finding>,
    done: Vec<Done>,
}

impl<'a> Run<'a> {
    fn new(
        plan: &'a Plan,
        importer: Importer<'a>,
        inputs: Vec<Input>,
        overseer: &'a dyn Overseer,
    ) -> Result<Run<'a>, Stop> {
        let order = &plan.order;
        Ok(Run {
            others: Others::new(inputs.iter().map(|input| &input.large)),
            editions: Editions::load(&order.templates, order.edition.as_deref(), &[])?,
            delivery: Delivery { plan, overseer, texts: None },
            findings: inputs.iter().flat_map(|input| input.large.findings()).cloned().collect(),
            plan,
            importer,
            inputs,
            taken: Taken::default(),
            seen: BTreeSet::new(),
            refusals: Vec::new(),
            done: Vec::new(),
        })
    }

    fn all(mut self, progress: &mut dyn Progress) -> Result<Outcome, Stop> {
        let large = self.inputs.iter().map(|input| &input.large);
        let codes: BTreeSet<Arc<str>> = large.flat_map(Large::departments).cloned().collect();
        let codes: Vec<Arc<str>> = codes.into_iter().collect();
        progress.tell(Note::ByDepartment(codes.len()))?;
        for some in codes.chunks(department::at_once()) {
            self.some(some)?;
        }
        self.rest();
        let inputs: Vec<Known> = std::mem::take(&mut self.inputs).into_iter().map(|input| input.known).collect();
        let mut findings = finding::alike_once(self.findings);
        finding::sort(&mut findings);
        let mut status = ExitStatus::of(&findings);
        let nothing = if self.done.is_empty() && self.refusals.is_empty() {
            status = ExitStatus::NotRun;
            understand::nothing(inputs.len())
        } else {
            None
        };
        let outcome = Outcome { status, findings, nothing, refusals: self.refusals, done: self.done, inputs };
        Ok(outcome.concluded(&self.plan.order))
    }

    /// Some departments from their rows to their folders.
    fn some(&mut self, codes: &[Arc<str>]) -> Result<(), Stop> {
        let understood = department::each(codes.to_vec(), |code| self.understand(&code));
        let order = &self.plan.order;
        let mut tasks: Vec<Task> = Vec::new();
        for (mut one, seen) in understood {
            self.others.add(seen);
            self.findings.extend(one.findings.iter().cloned());
            let budgets = std::mem::take(&mut one.budgets);
            self.editions.add(&order.templates, order.edition.as_deref(), &budgets)?;
            let Tasks { tasks: its, refusals } = Tasks::with(budgets, &self.editions, &one);
            self.refusals.extend(refusals);
            tasks.extend(its);
        }
        let (once, again): (Vec<Task>, Vec<Task>) = tasks
            .into_iter()
            .partition(|task| self.seen.insert((Arc::clone(&task.budget.department.code), task.budget.fiscal_year)));
        self.refusals.extend(again.iter().map(|task| astray(&task.budget)));
        self.done.extend(self.delivery.some(once, &mut self.taken));
        Ok(())
    }

    /// What the files say of a department.
    fn understand(&self, code: &str) -> (Understood, Seen) {
        let mut findings = Vec::new();
        let parts = self.parts(|input| input.department(code), &mut findings);
        let (imported, seen) = self.others.department(&self.importer, &parts);
        let imported = imported.collect(&mut findings);
        self.plan.order.waive(&mut findings, None);
        let understood = Understood {
            readings: imported.readings,
            findings,
            budgets: self.plan.order.budgets(imported.batch),
            published: Vec::new(),
            documents: Vec::new(),
            passed_over: Vec::new(),
            inputs: self.inputs.iter().map(|input| input.known.clone()).collect(),
        };
        (understood, seen)
    }

    /// What the files hold by `take`.
    fn parts(
        &self,
        take: impl Fn(&Input) -> Result<Option<Checked<Opened>>, Box<Finding>>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Opened> {
        let mut parts = Vec::new();
        for input in &self.inputs {
            match take(input) {
                Ok(Some(part)) => parts.push(part.collect(findings)),
                Ok(None) => {}
                Err(finding) => findings.push(*finding),
            }
        }
        parts
    }

    /// The rows that name no department; sums among them are held against all that was read.
    fn rest(&mut self) {
        let mut findings = Vec::new();
        let parts = self.parts(Input::rest, &mut findings);
        if !parts.is_empty() {
            let imported = self.others.rest(&self.importer, &parts).collect(&mut findings);
            findings.extend(self.plan.order.budgets(imported.batch).iter().map(astray));
        }
        self.plan.order.waive(&mut findings, None);
        self.findings.extend(findings);
    }
}

/// The rows of a budget turned out to be a department's whose outputs are made of others.
fn astray(budget: &Budget) -> Finding {
    let finding = Finding::new(&LARGE_ASTRAY).with("owner", budget.department.to_string());
    let revenue = budget.revenue.iter().map(|line| &line.origin);
    let first = budget.lines.iter().map(|line| &line.origin).chain(revenue).next();
    first.into_iter().fold(finding, |finding, place| finding.at(place.clone()))
}
