//! Converting exports too large to be held: the files are gone through once, then read, made and written a few departments at
//! a time. What is found about a department's rows stands in its own report; what concerns the file as a whole is said by the
//! run.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cli::console::Console;
use crate::cli::convert::{Format, Outcome, Plan};
use crate::cli::delivery::{Delivery, Done, Overseer, not_written};
use crate::cli::department::{self, Task, Tasks};
use crate::cli::editions::Editions;
use crate::cli::inputs::{self, Known, Walk};
use crate::cli::names::Taken;
use crate::cli::outputs;
use crate::cli::pipeline::{self, Understood};
use crate::cli::session::blocked;
use crate::cli::status::ExitStatus;
use crate::cli::stop::Stop;
use crate::finding::codes::import_container::LARGE_ASTRAY;
use crate::finding::{self, Finding};
use crate::import::Importer;
use crate::import::large::{Large, NotTaken, Others, Seen, may_be_text};
use crate::import::open::Opened;
use crate::model::Budget;

/// The inputs with the names that are shown, where one of them is a text too large to be held.
pub fn among(walk: &Walk) -> Option<Vec<(String, PathBuf)>> {
    let files = walk.files().ok()?;
    files.iter().any(|(_, path)| is_large_text(path)).then_some(files)
}

fn is_large_text(path: &Path) -> bool {
    let is_long = fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() > pipeline::longest_text());
    let mut beginning = [0; 8];
    is_long && File::open(path).and_then(|mut file| file.read_exact(&mut beginning)).is_ok() && may_be_text(&beginning)
}

/// Reads, makes and writes, one department after the other.
///
/// # Errors
/// Where a template is broken, the output folder cannot be made, or a text is asked for, which needs all departments at once.
pub fn perform(
    plan: &Plan<'_>,
    files: Vec<(String, PathBuf)>,
    overseer: &dyn Overseer,
    console: &mut Console<'_>,
) -> Result<Outcome, Stop> {
    if plan.arguments.format.iter().any(|format| matches!(format, Format::Docx | Format::Pdf)) {
        return Err(Stop::usage(
            "输入里有超过 64 MB 的文件，要逐个部门读取，不能同时做情况说明：请先不带 docx、pdf 转换，或者按部门分成几个文件导出",
            "an input of more than 64 MB is read by department, which makes no text: leave docx and pdf out, or export it as several files",
        ));
    }
    let importer = Importer::new(plan.settings.importing())?;
    let mut inputs = Inputs::default();
    let mut findings = Vec::new();
    for (name, path) in files {
        inputs.scan(&name.into(), &path, &importer, &mut findings);
    }
    if !findings.is_empty() {
        // Of some of the files only, departments would lack figures without a word.
        let nothing = pipeline::nothing(inputs.known.len());
        let (refusals, done) = (Vec::new(), Vec::new());
        let status = ExitStatus::Unreadable;
        return Ok(Outcome { status, findings, nothing, refusals, done, inputs: inputs.known });
    }
    fs::create_dir_all(&plan.out).map_err(|error| not_written("", &plan.out, &error))?;
    Run::new(plan, importer, inputs, overseer)?.all(console)
}

/// The files after the first pass.
#[derive(Default)]
struct Inputs {
    files: Vec<Large>,
    paths: Vec<PathBuf>,
    known: Vec<Known>,
}

/// What is read, put into a hash on its way.
struct Hashing<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}

impl Inputs {
    fn scan(&mut self, name: &Arc<str>, path: &Path, importer: &Importer<'_>, findings: &mut Vec<Finding>) {
        let scanned = File::open(path).map_err(NotTaken::Io).and_then(|file| {
            let mut text = Hashing { inner: file, hasher: Sha256::new() };
            Ok((Large::scan(name, &mut text, importer)?, outputs::hexadecimal(text.hasher)))
        });
        match scanned {
            Ok((large, sha256)) => {
                self.known.push(Known { name: Arc::clone(name), path: Some(path.to_owned()), sha256 });
                self.files.push(large);
                self.paths.push(path.to_owned());
            }
            Err(NotTaken::Findings(more)) => findings.extend(more),
            Err(NotTaken::Io(error)) => findings.push(inputs::unreadable(path, &error)),
        }
    }

    /// What the files hold by `take`, each opened anew.
    fn parts(
        &self,
        take: impl Fn(&Large, &mut File) -> io::Result<Option<finding::Checked<Opened>>>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Opened> {
        let mut parts = Vec::new();
        for (large, path) in self.files.iter().zip(&self.paths) {
            match File::open(path).and_then(|mut file| take(large, &mut file)) {
                Ok(Some(part)) => parts.push(part.collect(findings)),
                Ok(None) => {}
                Err(error) => findings.push(inputs::unreadable(path, &error)),
            }
        }
        parts
    }
}

struct Run<'a> {
    plan: &'a Plan<'a>,
    importer: Importer<'a>,
    inputs: Inputs,
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
        plan: &'a Plan<'a>,
        importer: Importer<'a>,
        inputs: Inputs,
        overseer: &'a dyn Overseer,
    ) -> Result<Run<'a>, Stop> {
        let settings = &plan.settings;
        Ok(Run {
            others: Others::new(&inputs.files),
            editions: Editions::load(&settings.templates, settings.edition.as_deref(), &[])?,
            delivery: Delivery { plan, overseer, texts: None },
            plan,
            importer,
            inputs,
            taken: Taken::default(),
            seen: BTreeSet::new(),
            findings: Vec::new(),
            refusals: Vec::new(),
            done: Vec::new(),
        })
    }

    fn all(mut self, console: &mut Console<'_>) -> Result<Outcome, Stop> {
        let codes: BTreeSet<Arc<str>> = self.inputs.files.iter().flat_map(Large::departments).cloned().collect();
        let codes: Vec<Arc<str>> = codes.into_iter().collect();
        console.note(
            &format!("逐个部门读取：{} 个部门", codes.len()),
            &format!("reading by department: {} departments", codes.len()),
        )?;
        for some in codes.chunks(department::at_once()) {
            self.some(some)?;
        }
        self.rest();
        let inputs = std::mem::take(&mut self.inputs.known);
        let mut findings = finding::alike_once(self.findings);
        finding::sort(&mut findings);
        let mut status = blocked(&findings);
        let nothing = if self.done.is_empty() && self.refusals.is_empty() {
            status = ExitStatus::NotRun;
            pipeline::nothing(inputs.len())
        } else {
            None
        };
        let outcome = Outcome { status, findings, nothing, refusals: self.refusals, done: self.done, inputs };
        Ok(outcome.concluded(&self.plan.settings))
    }

    /// Some departments from their rows to their folders.
    fn some(&mut self, codes: &[Arc<str>]) -> Result<(), Stop> {
        let understood = department::each(codes.to_vec(), |code| self.understand(&code));
        let settings = &self.plan.settings;
        let mut tasks: Vec<Task> = Vec::new();
        for (mut one, seen) in understood {
            self.others.add(seen);
            self.findings.extend(one.findings.iter().cloned());
            let budgets = std::mem::take(&mut one.budgets);
            self.editions.add(&settings.templates, settings.edition.as_deref(), &budgets)?;
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
        let parts = self.inputs.parts(|large, file| large.department(code, file), &mut findings);
        let (imported, seen) = self.others.department(&self.importer, &parts);
        let imported = imported.collect(&mut findings);
        self.plan.settings.waive(&mut findings, None);
        let understood = Understood {
            readings: imported.readings,
            findings,
            budgets: self.plan.settings.budgets(imported.batch),
            published: Vec::new(),
            documents: Vec::new(),
            passed_over: Vec::new(),
            inputs: self.inputs.known.clone(),
        };
        (understood, seen)
    }

    /// The rows that name no department; sums among them are held against all that was read.
    fn rest(&mut self) {
        let mut findings = Vec::new();
        let parts = self.inputs.parts(Large::rest, &mut findings);
        if !parts.is_empty() {
            let imported = self.others.rest(&self.importer, &parts).collect(&mut findings);
            findings.extend(self.plan.settings.budgets(imported.batch).iter().map(astray));
        }
        self.plan.settings.waive(&mut findings, None);
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
