//! From the inputs of a job file to files: names with `*` and `?` become what fits them, and all are waited for.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::service::hash::hexadecimal;
use crate::store::inputs;
use crate::store::jobs::file::{JobFile, Wait, seconds};
use crate::store::jobs::interrupt;
use crate::store::jobs::manifest::Input;

/// Between two looks at files that change.
const LOOK: Duration = Duration::from_millis(500);

/// What `convert` is given: a name that fits nothing stays as it is, and is found missing.
pub fn paths(job: &JobFile) -> Vec<PathBuf> {
    job.job.inputs.iter().flat_map(|input| fitting(&job.folder().join(input))).collect()
}

fn fitting(pattern: &Path) -> Vec<PathBuf> {
    let text = pattern.to_string_lossy();
    if pattern.exists() || !text.contains(['*', '?', '[']) {
        return vec![pattern.to_owned()];
    }
    let found: Vec<PathBuf> = glob::glob(&text).into_iter().flatten().filter_map(Result::ok).collect();
    let shown = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        inputs::why_skipped(&name).is_none()
    };
    let kept: Vec<PathBuf> = found.into_iter().filter(shown).collect();
    if kept.is_empty() { vec![pattern.to_owned()] } else { kept }
}

/// How a file looks from outside.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    bytes: u64,
    changed: Option<SystemTime>,
    locked: bool,
}

/// How long inputs were waited for; those that still change at the end.
pub type Waited = Result<Duration, Vec<PathBuf>>;

/// Waits until no file is being written: its size and time have not changed for a while, and no program holds it. Files that
/// are older than that are not waited for.
pub fn settle(files: &[(String, PathBuf)], wait: &Wait) -> Waited {
    let begun = Instant::now();
    let still = seconds(wait.still_seconds);
    let mut waiting: Vec<(PathBuf, Option<Look>, Instant)> = files
        .iter()
        .map(|(_, path)| (path.clone(), look(path), begun))
        .filter(|(_, look, _)| look.as_ref().is_some_and(|look| look.locked || is_younger(look, still)))
        .collect();
    while !waiting.is_empty() && !interrupt::asked() {
        if begun.elapsed() >= seconds(wait.most_seconds) {
            return Err(waiting.into_iter().map(|(path, ..)| path).collect());
        }
        interrupt::pause(LOOK);
        waiting.retain_mut(|(path, before, since)| {
            let now = look(path);
            let is_locked = now.as_ref().is_some_and(|look| look.locked);
            if is_locked || now != *before {
                (*before, *since) = (now, Instant::now());
            }
            is_locked || since.elapsed() < still
        });
    }
    Ok(begun.elapsed())
}

fn look(path: &Path) -> Option<Look> {
    let about = fs::metadata(path).ok()?;
    let locked = match File::open(path) {
        Ok(file) => matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)),
        // Windows refuses to open what another program writes; anything else is found when it is read.
        Err(error) => cfg!(windows) && error.raw_os_error() == Some(32),
    };
    Some(Look { bytes: about.len(), changed: about.modified().ok(), locked })
}

/// Whether a file was changed so lately that somebody may still be at it; one from the future, by another machine's clock, too.
fn is_younger(look: &Look, age: Duration) -> bool {
    look.changed.is_none_or(|changed| changed.elapsed().map_or(true, |passed| passed < age))
}

/// The files with the hashes of their contents.
///
/// # Errors
/// What cannot be read.
pub fn hashed(files: &[(String, PathBuf)]) -> Result<Vec<Input>, Vec<Finding>> {
    let mut hashed = Vec::new();
    let mut findings = Vec::new();
    for (name, path) in files {
        match hash(path) {
            Ok(sha256) => hashed.push(Input { file: name.clone(), sha256 }),
            Err(error) => findings.push(inputs::unreadable(path, &error)),
        }
    }
    if findings.is_empty() { Ok(hashed) } else { Err(findings) }
}

fn hash(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok(hexadecimal(hasher));
        }
        hasher.update(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(still_seconds: u32, most_seconds: u32) -> Wait {
        Wait { still_seconds, most_seconds }
    }

    #[test]
    fn old_files_are_not_waited_for_and_growing_ones_are() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("甲.csv");
        fs::write(&path, "1").unwrap();
        let files = [("甲.csv".to_owned(), path.clone())];
        File::open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(settle(&files, &wait(1, 5)).unwrap() < LOOK);
        fs::write(&path, "12").unwrap();
        let begun = Instant::now();
        let writer = std::thread::spawn(move || {
            for _ in 0..3 {
                std::thread::sleep(Duration::from_millis(600));
                fs::write(&path, "123").unwrap();
            }
        });
        assert!(settle(&files, &wait(1, 20)).is_ok());
        assert!(begun.elapsed() > Duration::from_millis(2500), "{:?}", begun.elapsed());
        writer.join().unwrap();
    }

    #[test]
    fn a_file_that_a_program_holds_is_waited_for_and_named_in_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("甲.csv");
        let file = File::create(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        file.lock().unwrap();
        let files = [("甲.csv".to_owned(), path.clone())];
        assert_eq!(settle(&files, &wait(0, 1)).unwrap_err(), [path]);
        file.unlock().unwrap();
        assert!(settle(&files, &wait(0, 1)).is_ok());
    }
}
