//! `gongkai run --watch`: the job is done again whenever its inputs have changed and nobody has touched them for a while.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::jobs::Witness;
use crate::store::jobs::expand;
use crate::store::jobs::file::{JobFile, seconds};
use crate::store::jobs::interrupt;
use crate::store::jobs::once::Once;
use crate::store::jobs::order::JobOrder;

/// How soon a signal is heard while nothing changes.
const SOON: Duration = Duration::from_millis(200);

/// Does the job now and after every change, until a signal comes; the exit code is then that of the last run.
///
/// # Errors
/// Where the job cannot be done at all, or nothing can be watched.
pub fn watch(once: &Once<'_>, witness: &mut dyn Witness) -> Result<ExitStatus, Stop> {
    let job = once.job;
    // Watching begins first, so that what changes during the first run is not missed.
    let (sender, changes) = mpsc::channel();
    let out = JobOrder::of(job, &once.machine)?.request.output.unwrap_or_default();
    let out = std::path::absolute(&out).unwrap_or(out);
    let heard = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event, &out)) {
            // Once nobody listens the program is at its end.
            let _ = sender.send(());
        }
    };
    let folders = folders(job);
    let _watcher = watcher(job, &folders, heard).map_err(|error| {
        Stop::usage(
            format!("不能监视输入：{error}；可以在任务文件里写 [watch] poll_seconds"),
            format!("cannot watch: {error}"),
        )
    })?;
    let mut status = once.run(witness)?;
    witness.watching(folders.len())?;
    while wait(&changes, seconds(job.job.watch.quiet_seconds)) {
        status = once.run(witness)?;
    }
    Ok(status)
}

/// Waits for a change and then for quiet; `false` where a signal came first.
fn wait(changes: &Receiver<()>, quiet: Duration) -> bool {
    let mut last: Option<Instant> = None;
    while !interrupt::asked() {
        match changes.recv_timeout(SOON) {
            Ok(()) => last = Some(Instant::now()),
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if last.is_some_and(|last| last.elapsed() >= quiet) {
            return true;
        }
    }
    false
}

/// Reading an input is no change to it, and what a run writes is none either.
fn is_change(event: &Event, out: &Path) -> bool {
    let counts =
        matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any);
    counts && event.paths.iter().any(|path| !std::path::absolute(path).is_ok_and(|path| path.starts_with(out)))
}

/// The folders of a job's inputs: those given, and those that given files and patterns stand in.
fn folders(job: &JobFile) -> BTreeSet<PathBuf> {
    let patterns = job.job.inputs.iter().map(|input| job.folder().join(input));
    let all = patterns.chain(expand::paths(job)).filter_map(|path| {
        let there = path.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty())?.to_owned();
        Some(if there.as_os_str().is_empty() { PathBuf::from(".") } else { there })
    });
    all.collect()
}

fn watcher(
    job: &JobFile,
    folders: &BTreeSet<PathBuf>,
    heard: impl FnMut(notify::Result<Event>) + Send + 'static,
) -> notify::Result<Box<dyn Watcher>> {
    let every = job.job.watch.poll_seconds;
    let mut watcher: Box<dyn Watcher> = if every == 0 {
        Box::new(RecommendedWatcher::new(heard, Config::default())?)
    } else {
        Box::new(PollWatcher::new(heard, Config::default().with_poll_interval(seconds(every)))?)
    };
    for folder in folders {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}
