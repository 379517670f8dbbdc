//! What each department was last made from, so that a run leaves alone what has not changed.
//!
//! A line a department, added when its files stand. A run that is killed loses at most the lines of departments that it was
//! making; those are made again, with the same bytes. A line proves nothing by itself: the department's record must be the one
//! that the line names, and every file the one that the record names.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::service::hash::hash;
use crate::store::outputs;

/// Name of the journal among the records.
const NAME: &str = "departments.jsonl";

/// A line.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    /// Folder of the department below the output folder.
    folder: String,
    /// SHA-256 of what it was made from.
    made_from: String,
    /// SHA-256 of its record.
    record: String,
}

/// The journal of an output folder.
#[derive(Debug)]
pub struct Journal {
    out: PathBuf,
    path: PathBuf,
    known: BTreeMap<String, Entry>,
    file: Mutex<File>,
}

impl Journal {
    /// Opens the journal and leaves the newest line of each department in it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn open(out: &Path, records: &Path) -> io::Result<Journal> {
        let path = records.join(NAME);
        let text = fs::read_to_string(&path).unwrap_or_default();
        // A line that a killed run left torn is none.
        let entries = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
        let known: BTreeMap<String, Entry> = entries.map(|entry| (entry.folder.clone(), entry)).collect();
        let text: String = known.values().map(line).collect();
        outputs::replace(&path, text.as_bytes()).map_err(|failed| failed.error)?;
        let file = Mutex::new(OpenOptions::new().append(true).open(&path)?);
        Ok(Journal { out: out.to_owned(), path, known, file })
    }

    /// Whether the department in this folder was made from the same, and its files are as they were written.
    pub fn is_current(&self, folder: &Path, made_from: &str) -> bool {
        let known = self.below(folder).and_then(|name| self.known.get(&name));
        known.is_some_and(|entry| entry.made_from == made_from && is_whole(folder, &entry.record))
    }

    /// Whether the files of a department are as they were written when it was last made.
    pub fn is_whole(&self, folder: &Path) -> bool {
        let known = self.below(folder).and_then(|name| self.known.get(&name));
        known.is_some_and(|entry| is_whole(folder, &entry.record))
    }

    /// Notes that the files of a department stand, and what they were made from.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note(&self, folder: &Path, made_from: String) -> io::Result<()> {
        let record = hash(&fs::read(folder.join(outputs::RECORD))?);
        let Some(folder) = self.below(folder) else { return Ok(()) };
        let text = line(&Entry { folder, made_from, record });
        let mut file = self.file.lock().map_err(|_| io::Error::other(format!("{}", self.path.display())))?;
        file.write_all(text.as_bytes())
    }

    fn below(&self, folder: &Path) -> Option<String> {
        Some(folder.strip_prefix(&self.out).ok()?.to_string_lossy().into_owned())
    }
}

fn is_whole(folder: &Path, record: &str) -> bool {
    let Ok(bytes) = fs::read(folder.join(outputs::RECORD)) else { return false };
    hash(&bytes) == record && outputs::are_as_recorded(folder, &bytes)
}

fn line(entry: &Entry) -> String {
    serde_json::to_string(entry).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_is_current_while_all_its_files_are() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("434-甲");
        let made = || {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("表.xlsx"), "表").unwrap();
            let outputs = serde_json::json!({"outputs": [{"file": "表.xlsx", "sha256": hash("表".as_bytes())}]});
            fs::write(folder.join(outputs::RECORD), outputs.to_string()).unwrap();
        };
        let again = || Journal::open(dir.path(), dir.path()).unwrap();
        made();
        again().note(&folder, "a".to_owned()).unwrap();
        let mut torn = OpenOptions::new().append(true).open(dir.path().join(NAME)).unwrap();
        torn.write_all(b"{\"folder\":\"4").unwrap();
        assert!(again().is_current(&folder, "a") && !again().is_current(&folder, "b"));
        fs::write(folder.join("表.xlsx"), "改过").unwrap();
        assert!(!again().is_current(&folder, "a"));
        made();
        fs::remove_file(folder.join("表.xlsx")).unwrap();
        assert!(!again().is_current(&folder, "a"));
        made();
        assert!(again().is_current(&folder, "a"));
        fs::write(folder.join(outputs::RECORD), "{}").unwrap();
        assert!(!again().is_current(&folder, "a"));
    }
}
