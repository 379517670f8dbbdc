//! One run of a job, from taking the lock to the manifest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::finding::codes::run::STILL_CHANGING;
use crate::finding::render::{Language, json as finding_json};
use crate::service::progress::Note;
use crate::service::report::GENERATOR;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::conversion;
use crate::store::delivery::{Delivered, Done, not_written};
use crate::store::inputs;
use crate::store::jobs::clock::{Clock, milliseconds};
use crate::store::jobs::expand;
use crate::store::jobs::file::{JobFile, When};
use crate::store::jobs::interrupt;
use crate::store::jobs::journal::Journal;
use crate::store::jobs::lock::Lock;
use crate::store::jobs::log::{Level, Log};
use crate::store::jobs::manifest::{self, Department, DepartmentState, Input, Last, Manifest, State, Timings};
use crate::store::jobs::order::JobOrder;
use crate::store::jobs::others::{Known, Others};
use crate::store::jobs::records::RECORDS;
use crate::store::jobs::tell::{News, tell};
use crate::store::jobs::watcher::Watcher;
use crate::store::jobs::{Machine, Witness};
use crate::store::outcome::Outcome;
use crate::store::outputs;
use crate::store::plan::Plan;

/// A job that is done once.
pub struct Once<'a> {
    /// The job.
    pub job: &'a JobFile,
    /// The machine.
    pub machine: Machine<'a>,
    /// Its time.
    clock: Clock,
    /// Shows how many departments are done, and the last of them; called from all threads.
    shown: Option<fn(usize, &str)>,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ran {
    /// Another run is writing to this folder; nothing was done.
    Busy(PathBuf),
    /// It came to its end, whatever that is.
    Ended(Box<Ended>),
}

/// A run that has ended.
#[derive(Debug)]
pub struct Ended {
    /// What was written down of it.
    pub manifest: Manifest,
    /// Where that stands.
    pub path: PathBuf,
    /// Where its outputs are.
    pub out: PathBuf,
    /// Why nobody could be told, in Chinese and English.
    pub not_told: Option<(String, String)>,
}

impl Ran {
    /// How the program ends.
    pub fn status(&self) -> ExitStatus {
        match self {
            Ran::Busy(_) => ExitStatus::Busy,
            Ran::Ended(ended) => ExitStatus::from_number(ended.manifest.exit),
        }
    }
}

/// The open records of a run.
struct Records {
    folder: PathBuf,
    clock: Clock,
    since: Instant,
    run: String,
    begun: String,
    log: Log,
    timings: Timings,
    settings: String,
    others: Known,
    _lock: Lock,
}

/// What a run came to, before it is written down.
struct Came {
    state: State,
    status: u8,
    inputs: Vec<Input>,
    departments: Vec<Department>,
    findings: Vec<Value>,
}

impl<'a> Once<'a> {
    /// A job on a machine; `shown` is called for each department that is done.
    pub fn new(job: &'a JobFile, machine: Machine<'a>, shown: Option<fn(usize, &str)>) -> Once<'a> {
        Once { job, machine, clock: Clock::new(machine.clock), shown }
    }

    /// Does it.
    ///
    /// # Errors
    /// Where a setting is wrong, a template is broken, or the output folder cannot be used.
    pub fn run(&self, witness: &mut dyn Witness) -> Result<ExitStatus, Stop> {
        let ran = self.work_locked(witness)?;
        witness.ended(&ran)?;
        Ok(ran.status())
    }

    fn work_locked(&self, witness: &mut dyn Witness) -> Result<Ran, Stop> {
        let order = JobOrder::of(self.job, &self.machine)?;
        let plan = Plan::new(order.request.clone(), self.machine.today)?;
        let Some(mut records) = self.open(&plan.out)? else { return Ok(Ran::Busy(plan.out)) };
        let came = match self.work(&plan, &order, &mut records, witness) {
            Ok(came) => came,
            Err(stop) => {
                records.log.event(Level::Error, "stopped", &[("reason", json!(format!("{stop:?}")))]);
                return Err(stop);
            }
        };
        self.close(plan.out, &order, records, came).map(|ended| Ran::Ended(Box::new(ended)))
    }

    /// Makes the folders and takes the lock; `None` where another run has it.
    fn open(&self, out: &Path) -> Result<Option<Records>, Stop> {
        let folder = out.join(RECORDS);
        let failed = |error: io::Error| Stop::from(not_written("", &folder, &error));
        fs::create_dir_all(&folder).map_err(failed)?;
        let Some(lock) = Lock::take(&folder).map_err(failed)? else { return Ok(None) };
        let clock = self.clock;
        let newest =
            manifest::all(&folder).pop().and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let run = clock.run_id(newest.as_deref(), std::process::id());
        let mut log = Log::open(&folder, &run, clock, &self.job.job.keep);
        log.event(Level::Info, "begun", &[("job", json!(self.job.path.display().to_string()))]);
        let (begun, since) = (clock.now(), Instant::now());
        let (timings, settings, others) = Default::default();
        Ok(Some(Records { folder, clock, since, run, begun, log, timings, settings, others, _lock: lock }))
    }

    fn work(
        &self,
        plan: &Plan,
        order: &JobOrder,
        records: &mut Records,
        progress: &mut dyn Witness,
    ) -> Result<Came, Stop> {
        outputs::sweep(&plan.out);
        let files = match inputs::list(&plan.request.inputs, Some(&plan.out)) {
            Ok(files) => files,
            Err(findings) => return unreadable(findings, progress),
        };
        let others = match Others::of(&order.request) {
            Ok(others) => others,
            Err(findings) => return unreadable(findings, progress),
        };
        let all = [files.as_slice(), &others.files()].concat();
        match expand::settle(&all, &self.job.job.wait) {
            Ok(waited) => records.timings.waiting = milliseconds(waited),
            Err(changing) => return unreadable(changing.iter().map(|path| still_changing(path)).collect(), progress),
        }
        let since = Instant::now();
        let (inputs, known) = match expand::hashed(&files).and_then(|inputs| Ok((inputs, others.known()?))) {
            Ok(both) => both,
            Err(findings) => return unreadable(findings, progress),
        };
        records.settings = order.fingerprint(&plan.order, &known);
        records.others = known;
        let journal = Journal::open(&plan.out, &records.folder)
            .map_err(|error| Stop::from(not_written("", &records.folder, &error)))?;
        let last = manifest::last(&records.folder);
        let same = last.filter(|last| {
            is_same(last, (&records.settings, &records.others.files()), &inputs, &|department| {
                let folder = plan.out.join(&department.folder);
                // A run that was killed may have made it of other inputs after the manifest was written.
                journal.is_whole(&folder) && outputs::recorded(&folder) == department.outputs
            })
        });
        records.timings.comparing = milliseconds(since.elapsed());
        if let Some(last) = same {
            return Ok(unchanged(last, inputs));
        }
        if interrupt::asked() {
            return Ok(Came::nothing(State::Interrupted, ExitStatus::SomeFailed));
        }
        let since = Instant::now();
        let dependent = (&*records.settings, &records.others);
        let watcher = Watcher::new(&journal, dependent, &mut records.log, self.shown);
        let outcome = conversion::perform(plan, progress, &mut io::empty(), &watcher)?;
        records.timings.making = milliseconds(since.elapsed());
        progress.tell(Note::Found(&about(&outcome)))?;
        progress.tell(Note::Found(outcome.nothing.as_slice()))?;
        Ok(made(&plan.out, outcome))
    }

    /// Writes the manifest, and tells whoever wants to know.
    fn close(&self, out: PathBuf, order: &JobOrder, mut records: Records, ended: Came) -> Result<Ended, Stop> {
        records.timings.total = milliseconds(records.since.elapsed());
        let before = manifest::last(&records.folder);
        let is_there = |folder: &str| ended.departments.iter().any(|department| department.folder == folder);
        let gone = before.into_iter().flat_map(|last| last.departments).map(|department| department.folder);
        let gone =
            if ended.departments.is_empty() { Vec::new() } else { gone.filter(|folder| !is_there(folder)).collect() };
        let manifest = Manifest {
            schema_version: manifest::SCHEMA_VERSION,
            generator: GENERATOR.to_owned(),
            run: records.run.clone(),
            job: self.job.path.display().to_string(),
            begun: records.begun.clone(),
            ended: records.clock.now(),
            milliseconds: records.timings,
            settings: records.settings,
            arguments: order.settings.clone(),
            inputs: ended.inputs,
            others: records.others.files(),
            departments: ended.departments,
            gone,
            findings: ended.findings,
            state: ended.state,
            exit: ended.status,
        };
        let written = manifest.write(&records.folder);
        manifest::forget(&records.folder, self.job.job.keep.runs);
        let level = if manifest.exit == 0 { Level::Info } else { Level::Warning };
        records.log.event(level, "ended", &[("exit", json!(manifest.exit)), ("state", json!(manifest.state))]);
        let path = written.map_err(|error| Stop::from(not_written("", &records.folder, &error)))?;
        let not_told = self.tell(&manifest, &path, &mut records.log);
        Ok(Ended { manifest, path, out, not_told })
    }

    /// Tells whoever wants to know; gives why that could not be.
    fn tell(&self, manifest: &Manifest, path: &Path, log: &mut Log) -> Option<(String, String)> {
        let wanted = self.job.job.notify.as_ref()?;
        let has_made = manifest.departments.iter().any(|department| department.state == DepartmentState::Made);
        let is_due = match wanted.when {
            When::Problem => manifest.exit != 0,
            When::Change => manifest.exit != 0 || has_made,
            When::Always => true,
        };
        if !is_due {
            return None;
        }
        let why = tell(wanted, &News { run: &manifest.run, exit: manifest.exit, manifest: path }).err()?;
        log.event(Level::Warning, "notify", &[("error", json!(why.1))]);
        Some(why)
    }
}

impl Came {
    fn nothing(state: State, status: ExitStatus) -> Came {
        Came { state, status: status.number(), inputs: Vec::new(), departments: Vec::new(), findings: Vec::new() }
    }
}

/// Nothing is made where an input cannot be read: the outputs that stand are better than ones that lack its figures.
fn unreadable(findings: Vec<Finding>, progress: &mut dyn Witness) -> Result<Came, Stop> {
    progress.tell(Note::Found(&findings))?;
    let findings = findings.iter().map(|finding| json!(finding_json(finding, Language::Chinese))).collect();
    Ok(Came { findings, ..Came::nothing(State::Failed, ExitStatus::Unreadable) })
}

fn still_changing(path: &Path) -> Finding {
    Finding::new(&STILL_CHANGING).with("path", path.display().to_string())
}

/// Whether a run would make what the last one made, and all of that is still whole.
fn is_same(
    last: &Last,
    (settings, others): (&str, &[Input]),
    inputs: &[Input],
    is_whole: &dyn Fn(&Department) -> bool,
) -> bool {
    let settled = last.exit <= ExitStatus::Blocked.number();
    let files = last.inputs == inputs && last.others == others;
    settled && last.settings == settings && files && last.departments.iter().all(is_whole)
}

fn unchanged(last: Last, inputs: Vec<Input>) -> Came {
    let departments =
        last.departments.into_iter().map(|department| Department { state: DepartmentState::Unchanged, ..department });
    Came {
        state: State::Unchanged,
        status: last.exit,
        inputs,
        departments: departments.collect(),
        findings: last.findings,
    }
}

/// What was found in the inputs, and what happened to files.
fn about(outcome: &Outcome) -> Vec<Finding> {
    let mut findings = [outcome.findings.as_slice(), &outcome.refusals].concat();
    findings.extend(outcome.done.iter().flat_map(Done::about_files));
    findings
}

fn made(out: &Path, outcome: Outcome) -> Came {
    let all = outcome.findings.iter().chain(&outcome.nothing).chain(&outcome.refusals);
    let files: Vec<Finding> = outcome.done.iter().flat_map(Done::about_files).collect();
    let findings = all.chain(&files).map(|finding| json!(finding_json(finding, Language::Chinese))).collect();
    let was_stopped = outcome.done.iter().any(|done| matches!(done.delivered, Delivered::Stopped));
    let state = match outcome.status {
        _ if was_stopped => State::Interrupted,
        ExitStatus::NotRun | ExitStatus::Unreadable => State::Failed,
        _ => State::Done,
    };
    let inputs = outcome.inputs.iter();
    Came {
        state,
        status: outcome.status.number(),
        inputs: inputs.map(|known| Input { file: known.name.to_string(), sha256: known.sha256.clone() }).collect(),
        departments: outcome.done.iter().map(|done| department(out, done)).collect(),
        findings,
    }
}

fn department(out: &Path, done: &Done) -> Department {
    let state = match done.delivered {
        Delivered::Made(_) => DepartmentState::Made,
        Delivered::Unchanged => DepartmentState::Unchanged,
        Delivered::Failed(_) | Delivered::Stopped => DepartmentState::Failed,
    };
    Department {
        owner: done.owner.clone(),
        folder: done.folder.strip_prefix(out).unwrap_or(&done.folder).to_string_lossy().into_owned(),
        state,
        publishable: (!done.has_failed()).then_some(!done.blocks),
        outputs: outputs::recorded(&done.folder),
    }
}
