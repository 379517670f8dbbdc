//! The log: a line of JSON an event, in files of a bounded size.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::store::jobs::clock::Clock;
use crate::store::jobs::file::Keep;

/// Name of the file that is written to; older ones have a number.
const NAME: &str = "log.jsonl";

/// How grave an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Info,
    /// Somebody should look.
    Warning,
    /// Something was not done.
    Error,
}

/// The open log of one run. That it cannot be written does not stop a run: the manifest says how it ended.
#[derive(Debug)]
pub struct Log {
    file: Option<File>,
    path: PathBuf,
    run: String,
    clock: Clock,
    most: u64,
    kept: u32,
}

impl Log {
    /// The log in a folder of records, for a run.
    pub fn open(records: &Path, run: &str, clock: Clock, keep: &Keep) -> Log {
        let path = records.join(NAME);
        let most = u64::from(keep.log_kib).saturating_mul(1024);
        Log { file: append(&path).ok(), path, run: run.to_owned(), clock, most, kept: keep.logs }
    }

    /// Writes an event with what belongs to it.
    pub fn event(&mut self, level: Level, event: &str, details: &[(&str, Value)]) {
        let mut line = Map::new();
        line.insert("time".into(), self.clock.now().into());
        line.insert("run".into(), self.run.clone().into());
        line.insert("level".into(), level.word().into());
        line.insert("event".into(), event.into());
        line.extend(details.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let text = format!("{}\n", Value::Object(line));
        if self.write(&text).is_err() {
            self.file = None;
        }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        if self.most > 0 && file.metadata()?.len() >= self.most {
            self.file = None;
            rotate(&self.path, self.kept)?;
            self.file = Some(append(&self.path)?);
        }
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(text.as_bytes()))
    }
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}

/// `log.jsonl` becomes `log.1.jsonl`, that becomes `log.2.jsonl`, and so on; the last goes.
fn rotate(path: &Path, kept: u32) -> io::Result<()> {
    let numbered = |number: u32| path.with_file_name(format!("log.{number}.jsonl"));
    if kept == 0 {
        return fs::remove_file(path);
    }
    for number in (1..kept).rev().filter(|number| numbered(*number).exists()) {
        fs::rename(numbered(number), numbered(number + 1))?;
    }
    fs::rename(path, numbered(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_rotated_and_no_line_is_torn() {
        let dir = tempfile::tempdir().unwrap();
        let keep = Keep { runs: 1, log_kib: 1, logs: 2 };
        let mut log = Log::open(dir.path(), "r", Clock::new(Some(0)), &keep);
        for number in 0..60 {
            log.event(Level::Info, "event", &[("number", number.into())]);
        }
        let mut names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["log.1.jsonl", "log.2.jsonl", "log.jsonl"]);
        let mut numbers = Vec::new();
        for name in ["log.2.jsonl", "log.1.jsonl", "log.jsonl"] {
            let text = fs::read_to_string(dir.path().join(name)).unwrap();
            assert!(text.len() < 1024 + 200);
            for line in text.lines() {
                let event: Value = serde_json::from_str(line).unwrap();
                numbers.push(event["number"].as_u64().unwrap());
            }
        }
        assert_eq!(numbers.last(), Some(&59));
        assert!(numbers.is_sorted());
    }
}
