//! The manifest (清单) of a run: what was made of what, how long it took and how it ended.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::render::FindingJson;
use crate::service::report::Written;
use crate::store::outputs;

/// The version of this form; it grows when a reader of the old form would misread the new one.
pub const SCHEMA_VERSION: u32 = 1;
/// Folder of the manifests among the records.
const FOLDER: &str = "runs";

/// `.gongkai/runs/….json`: one run of a job.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "manifest.json")]
pub struct Manifest {
    /// Version of this form.
    pub schema_version: u32,
    /// Program and version.
    pub generator: String,
    /// Names the run; sorts by time.
    pub run: String,
    /// The job file.
    pub job: String,
    /// When it began, in UTC: `2024-02-06T08:30:00Z`.
    pub begun: String,
    /// When it ended.
    pub ended: String,
    /// Milliseconds that its parts took.
    pub milliseconds: Timings,
    /// SHA-256 of what all departments depend on besides the inputs: settings, program, templates, profile, waivers, last year's
    /// data. Empty where the run ended before it was known.
    pub settings: String,
    /// The settings, as they would be typed.
    pub arguments: Vec<String>,
    /// The input files, in order.
    pub inputs: Vec<Input>,
    /// Other files that outputs depend on: waivers, profile, last year's data, and what people wrote for the text.
    pub others: Vec<Input>,
    /// Every department of the inputs, in order.
    pub departments: Vec<Department>,
    /// Departments that the last run had and this one's inputs do not: their folders stay.
    pub gone: Vec<String>,
    /// What was found while reading the inputs, and why departments failed.
    #[schemars(with = "Vec<FindingJson>")]
    pub findings: Vec<serde_json::Value>,
    /// `unchanged`: nothing had changed, nothing was done; `done`; `interrupted`: ended by a signal; `failed`.
    pub state: State,
    /// The exit code.
    pub exit: u8,
}

/// Milliseconds of a run.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Timings {
    /// Waiting for inputs that were still being copied.
    pub waiting: u64,
    /// Seeing whether anything has changed.
    pub comparing: u64,
    /// Reading and making.
    pub making: u64,
    /// All of it.
    pub total: u64,
}

/// How a run went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing had changed.
    Unchanged,
    /// It came to its end.
    Done,
    /// A signal ended it.
    Interrupted,
    /// It could not go on.
    Failed,
}

/// An input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// The name that origins use.
    pub file: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// A department in a run.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Department {
    /// Code and name.
    pub owner: String,
    /// Its folder below the output folder.
    pub folder: String,
    /// What happened to it.
    pub state: DepartmentState,
    /// Whether nothing forbids to publish it; not known of one that failed.
    pub publishable: Option<bool>,
    /// Its files, below its folder.
    pub outputs: Vec<Written>,
}

/// What happened to a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DepartmentState {
    /// Made in this run.
    Made,
    /// Nothing that it depends on has changed, and its files are as they were written.
    Unchanged,
    /// Not made, and tried again by the next run.
    Failed,
}

/// What the next run needs of a manifest.
#[derive(Debug, Deserialize)]
pub struct Last {
    /// See [`Manifest::settings`].
    pub settings: String,
    /// See [`Manifest::inputs`].
    pub inputs: Vec<Input>,
    /// See [`Manifest::others`].
    #[serde(default)]
    pub others: Vec<Input>,
    /// See [`Manifest::departments`].
    pub departments: Vec<Department>,
    /// See [`Manifest::findings`].
    pub findings: Vec<serde_json::Value>,
    /// See [`Manifest::state`].
    pub state: State,
    /// See [`Manifest::exit`].
    pub exit: u8,
}

impl Manifest {
    /// Writes it among the records and gives its place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, records: &Path) -> io::Result<PathBuf> {
        let path = records.join(FOLDER).join(format!("{}.json", self.run));
        let mut text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        text.push(b'\n');
        outputs::replace(&path, &text).map_err(|failed| failed.error)?;
        Ok(path)
    }
}

/// The manifests among the records, oldest first.
pub fn all(records: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(records.join(FOLDER)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    paths
}

/// The newest manifest of a run that came to its end.
pub fn last(records: &Path) -> Option<Last> {
    let read = |path: &PathBuf| serde_json::from_slice::<Last>(&fs::read(path).ok()?).ok();
    all(records).iter().rev().filter_map(read).find(|last| matches!(last.state, State::Done | State::Unchanged))
}

/// Takes away all manifests but the newest ones, and never the newest that came to its end.
pub fn forget(records: &Path, kept: u32) {
    let paths = all(records);
    let kept = usize::try_from(kept).unwrap_or(usize::MAX).max(1);
    let whole = |path: &PathBuf| {
        let last = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Last>(&bytes).ok());
        last.is_some_and(|last| matches!(last.state, State::Done | State::Unchanged))
    };
    let needed = paths.iter().rposition(whole);
    let old = paths.len().saturating_sub(kept);
    for (_, path) in paths.iter().enumerate().take(old).filter(|(index, _)| Some(*index) != needed) {
        // One that cannot be removed is removed by a later run.
        let _ = fs::remove_file(path);
    }
}

/// The JSON Schema of manifests, as `docs/manifest.schema.json` holds it.
///
/// # Errors
/// Never in practice: a schema is always JSON.
pub fn schema() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&schemars::schema_for!(Manifest)).map(|text| text + "\n")
}
