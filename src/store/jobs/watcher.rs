//! What a run does about each department: leaves it alone, or has it made and notes it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::finding::render::{Language, json as finding_json};
use crate::service::department::Task;
use crate::service::hash::{hash, hexadecimal};
use crate::store::delivery::{Delivered, Done, Overseer, Verdict};
use crate::store::jobs::interrupt;
use crate::store::jobs::journal::Journal;
use crate::store::jobs::log::{Level, Log};
use crate::store::jobs::others::Known;

/// The overseer of a job's departments.
pub struct Watcher<'a> {
    /// What each was made from.
    pub journal: &'a Journal,
    /// Hash of what all depend on.
    pub settings: &'a str,
    /// What people wrote for them.
    pub others: &'a Known,
    /// Where events go.
    pub log: Mutex<&'a mut Log>,
    /// Shows each department.
    shown: Option<fn(usize, &str)>,
    /// Hashes of what was found in files, by the place in memory of the one list that departments share.
    backgrounds: Mutex<BTreeMap<usize, String>>,
    count: Mutex<usize>,
}

impl<'a> Watcher<'a> {
    /// For one run.
    pub fn new(
        journal: &'a Journal,
        (settings, others): (&'a str, &'a Known),
        log: &'a mut Log,
        shown: Option<fn(usize, &str)>,
    ) -> Watcher<'a> {
        Watcher {
            journal,
            settings,
            others,
            log: Mutex::new(log),
            shown,
            backgrounds: Mutex::default(),
            count: Mutex::default(),
        }
    }

    /// Hash of everything that a department's tables and findings depend on. What its files hold besides, such as how many rows
    /// others have, is not: a changed line is no reason to make every department of the file again.
    fn made_from(&self, task: &Task) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.settings.as_bytes());
        hasher.update(task.edition.head.id.as_bytes());
        hasher.update(serde_json::to_vec(&task.budget).unwrap_or_default());
        hasher.update(self.background(task).as_bytes());
        self.others.answers_for(&task.budget.department.code).iter().for_each(|hash| hasher.update(hash.as_bytes()));
        hexadecimal(hasher)
    }

    fn background(&self, task: &Task) -> String {
        // Tasks hold the lists, so no place is used twice while there are tasks.
        let place = Arc::as_ptr(&task.background).addr();
        let findings = || {
            let findings: Vec<Value> = task
                .background
                .findings
                .iter()
                .map(|finding| json!(finding_json(finding, Language::Chinese)))
                .collect();
            hash(&serde_json::to_vec(&findings).unwrap_or_default())
        };
        match self.backgrounds.lock() {
            Ok(mut known) => known.entry(place).or_insert_with(findings).clone(),
            Err(_) => findings(),
        }
    }

    fn log(&self, level: Level, event: &str, details: &[(&str, Value)]) {
        if let Ok(mut log) = self.log.lock() {
            log.event(level, event, details);
        }
    }

    fn show(&self, owner: &str) {
        if let (Some(shown), Ok(mut count)) = (self.shown, self.count.lock()) {
            *count += 1;
            shown(*count, owner);
        }
    }
}

impl Overseer for Watcher<'_> {
    fn begin(&self, folder: &Path, task: &Task) -> Verdict {
        if interrupt::asked() {
            return Verdict::Stop;
        }
        let made_from = self.made_from(task);
        if self.journal.is_current(folder, &made_from) { Verdict::Current } else { Verdict::Make(Some(made_from)) }
    }

    fn finished(&self, done: &Done, made_from: Option<String>) {
        self.show(&done.owner);
        match (&done.delivered, made_from) {
            (Delivered::Made(_), Some(made_from)) => {
                self.log(Level::Info, "made", &[("department", json!(done.owner)), ("blocks", json!(done.blocks))]);
                if let Err(error) = self.journal.note(&done.folder, made_from) {
                    let error = json!(error.to_string());
                    self.log(Level::Warning, "journal", &[("department", json!(done.owner)), ("error", error)]);
                }
            }
            (Delivered::Failed(finding), _) => {
                let finding = json!(finding_json(finding, Language::Chinese));
                self.log(Level::Error, "failed", &[("department", json!(done.owner)), ("finding", finding)]);
            }
            _ => {}
        }
    }

    fn wants_all_inputs(&self) -> bool {
        true
    }
}
