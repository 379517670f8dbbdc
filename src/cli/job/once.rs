//! One run of a job, from taking the lock to the manifest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use crate::cli::Environment;
use crate::cli::arguments::Global;
use crate::cli::console::Console;
use crate::cli::job::clock::{Clock, milliseconds};
use crate::cli::job::expand;
use crate::cli::job::file::{JobFile, When};
use crate::cli::job::interrupt;
use crate::cli::job::journal::Journal;
use crate::cli::job::lock::Lock;
use crate::cli::job::log::{Level, Log};
use crate::cli::job::manifest::{self, Department, DepartmentState, Input, Last, Manifest, State, Timings};
use crate::cli::job::order::Order;
use crate::cli::job::others::{Known, Others};
use crate::cli::job::tell::{News, tell};
use crate::cli::job::watcher::Watcher;
use crate::cli::job::{RECORDS, report};
use crate::finding::Finding;
use crate::finding::codes::run::STILL_CHANGING;
use crate::finding::render::{Language, json as finding_json};
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::conversion::{Outcome, Plan};
use crate::store::delivery::{Delivered, Done, not_written};
use crate::store::inputs;
use crate::store::outputs;

/// A job that is done once.
pub struct Once<'a> {
    /// The job.
    pub job: &'a JobFile,
    /// The machine.
    pub environment: &'a Environment,
    /// Its time.
    pub clock: Clock,
    /// Whether departments are shown as they are done.
    pub progress: bool,
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
struct Ended {
    state: State,
    status: u8,
    inputs: Vec<Input>,
    departments: Vec<Department>,
    findings: Vec<Value>,
}

impl Once<'_> {
    /// Does it.
    ///
    /// # Errors
    /// Where a setting is wrong, a template is broken, or the output folder cannot be used.
    pub fn run(&self, typed: &Global, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
        let order = Order::of(self.job, typed, self.environment)?;
        let plan = Plan::new(order.request.clone(), console.today)?;
        let Some(mut records) = self.open(&plan.out)? else {
            report::busy(&plan.out, console)?;
            return Ok(ExitStatus::Busy);
        };
        let ended = match self.work(&plan, &order, &mut records, console) {
            Ok(ended) => ended,
            Err(stop) => {
                records.log.event(Level::Error, "stopped", &[("reason", json!(format!("{stop:?}")))]);
                return Err(stop);
            }
        };
        self.close((&plan.out, &order), records, ended, console)
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
        order: &Order,
        records: &mut Records,
        console: &mut Console<'_>,
    ) -> Result<Ended, Stop> {
        outputs::sweep(&plan.out);
        let files = match inputs::list(&plan.request.inputs, Some(&plan.out)) {
            Ok(files) => files,
            Err(findings) => return unreadable(findings, console),
        };
        let others = match Others::of(&order.request) {
            Ok(others) => others,
            Err(findings) => return unreadable(findings, console),
        };
        let all = [files.as_slice(), &others.files()].concat();
        match expand::settle(&all, &self.job.job.wait) {
            Ok(waited) => records.timings.waiting = milliseconds(waited),
            Err(changing) => return unreadable(changing.iter().map(|path| still_changing(path)).collect(), console),
        }
        let since = Instant::now();
        let (inputs, known) = match expand::hashed(&files).and_then(|inputs| Ok((inputs, others.known()?))) {
            Ok(both) => both,
            Err(findings) => return unreadable(findings, console),
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
            return Ok(Ended::nothing(State::Interrupted, ExitStatus::SomeFailed));
        }
        let since = Instant::now();
        let dependent = (&*records.settings, &records.others);
        let watcher = Watcher::new(&journal, dependent, &mut records.log, self.progress);
        let outcome = plan.perform(console, &mut io::empty(), &watcher)?;
        records.timings.making = milliseconds(since.elapsed());
        report::made(&outcome, console)?;
        Ok(made(&plan.out, outcome))
    }

    /// Writes the manifest, tells whoever wants to know, and says how it ended.
    fn close(
        &self,
        (out, order): (&Path, &Order),
        mut records: Records,
        ended: Ended,
        console: &mut Console<'_>,
    ) -> Result<ExitStatus, Stop> {
        records.timings.total = milliseconds(records.since.elapsed());
        let before = manifest::last(&records.folder);
        let is_there = |folder: &str| ended.departments.iter().any(|department| department.folder == folder);
        let gone = before.into_iter().flat_map(|last| last.departments).map(|department| department.folder);
        let gone =
            if ended.departments.is_empty() { Vec::new() } else { gone.filter(|folder| !is_there(folder)).collect() };
        let manifest = Manifest {
            schema_version: manifest::SCHEMA_VERSION,
            generator: concat!("gongkai ", env!("CARGO_PKG_VERSION")).to_owned(),
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
        report::ended(&manifest, &path, out, console)?;
        self.tell(&manifest, &path, &mut records.log, console)?;
        Ok(ExitStatus::from_number(manifest.exit))
    }

    fn tell(&self, manifest: &Manifest, path: &Path, log: &mut Log, console: &mut Console<'_>) -> Result<(), Stop> {
        let Some(wanted) = &self.job.job.notify else { return Ok(()) };
        let has_made = manifest.departments.iter().any(|department| department.state == DepartmentState::Made);
        let is_due = match wanted.when {
            When::Problem => manifest.exit != 0,
            When::Change => manifest.exit != 0 || has_made,
            When::Always => true,
        };
        if !is_due {
            return Ok(());
        }
        let news = News { run: &manifest.run, exit: manifest.exit, manifest: path };
        if let Err((zh, en)) = tell(wanted, &news) {
            log.event(Level::Warning, "notify", &[("error", json!(en))]);
            console.warn(&format!("{zh}。"), &en)?;
        }
        Ok(())
    }
}

impl Ended {
    fn nothing(state: State, status: ExitStatus) -> Ended {
        Ended { state, status: status.number(), inputs: Vec::new(), departments: Vec::new(), findings: Vec::new() }
    }
}

/// Nothing is made where an input cannot be read: the outputs that stand are better than ones that lack its figures.
fn unreadable(findings: Vec<Finding>, console: &mut Console<'_>) -> Result<Ended, Stop> {
    console.findings(&findings)?;
    let findings = findings.iter().map(|finding| json!(finding_json(finding, Language::Chinese))).collect();
    Ok(Ended { findings, ..Ended::nothing(State::Failed, ExitStatus::Unreadable) })
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

fn unchanged(last: Last, inputs: Vec<Input>) -> Ended {
    let departments =
        last.departments.into_iter().map(|department| Department { state: DepartmentState::Unchanged, ..department });
    Ended {
        state: State::Unchanged,
        status: last.exit,
        inputs,
        departments: departments.collect(),
        findings: last.findings,
    }
}

fn made(out: &Path, outcome: Outcome) -> Ended {
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
    Ended {
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
