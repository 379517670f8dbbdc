//! Writing the outputs of a department: all of them or none, and never over somebody's work.
//!
//! Each file is written as a temporary one in its folder and renamed when all of the department's are there. A file that is
//! there already is replaced only where it is still what this program wrote: its hash stands in the folder's `report.json`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::cli::names::numbered;

/// Name of the record in each department's folder.
pub const RECORD: &str = "report.json";

/// The files of one department.
#[derive(Debug, Default)]
pub struct Package {
    /// Name, below the department's folder and with `/` between folders, and content.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Where a file went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The name that was wanted.
    pub wanted: String,
    /// The name below the folder that it has.
    pub name: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// What happened.
    pub how: How,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is new, or took the place of an older one of ours.
    Written,
    /// The same bytes were there.
    Unchanged,
    /// It stands beside one that was edited or is not ours.
    Beside,
}

/// A failure with the file that it is about.
#[derive(Debug)]
pub struct Failed {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// What a record must hold for the next run; the rest of `report.json` is for people and programs.
#[derive(Debug, Default, Deserialize)]
struct Record {
    #[serde(default)]
    fiscal_year: Option<u16>,
    #[serde(default)]
    outputs: Vec<Written>,
    #[serde(default)]
    earlier: Vec<Written>,
}

/// An output in the record.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Written {
    /// Name below the department's folder.
    pub file: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// The folder for a department and year: `wanted`, or with the year where another year's outputs are there.
pub fn folder(out: &Path, wanted: &str, fiscal_year: u16) -> PathBuf {
    let folder = out.join(wanted);
    match record(&folder).and_then(|record| record.fiscal_year) {
        Some(year) if year != fiscal_year => out.join(format!("{wanted}（{fiscal_year}年）")),
        _ => folder,
    }
}

/// Puts a package into its folder, and last the record that `report` makes of where everything went and of what earlier
/// runs left there.
///
/// # Errors
/// [`Failed`] where anything cannot be written; then what was there before is still there.
pub fn deliver(
    folder: &Path,
    package: &Package,
    force: bool,
    report: impl FnOnce(&[Placed], Vec<Written>) -> Vec<u8>,
) -> Result<Vec<Placed>, Failed> {
    let made = !folder.exists();
    let delivered = stage(folder, package, force, report);
    if delivered.is_err() && made {
        remove_empty(folder);
    }
    delivered
}

fn stage(
    folder: &Path,
    package: &Package,
    force: bool,
    report: impl FnOnce(&[Placed], Vec<Written>) -> Vec<u8>,
) -> Result<Vec<Placed>, Failed> {
    let known = known(folder);
    let mut placed = Vec::new();
    let mut staged = Vec::new();
    for (wanted, bytes) in &package.files {
        let sha256 = hash(bytes);
        let (name, how) = choose(folder, wanted, &sha256, (!force).then_some(&known));
        if how != How::Unchanged {
            staged.push(temporary(&folder.join(&name), bytes)?);
        }
        placed.push(Placed { wanted: wanted.clone(), name, sha256, how });
    }
    let bytes = report(&placed, earlier(folder, &placed, known));
    let record = folder.join(RECORD);
    if fs::read(&record).ok().as_deref() != Some(&bytes) {
        staged.push(temporary(&record, &bytes)?);
    }
    for (file, target) in staged {
        file.persist(&target).map_err(|error| Failed { path: target, error: error.error })?;
    }
    Ok(placed)
}

/// Takes away folders that this run made and could not fill; one that holds anything stays.
fn remove_empty(folder: &Path) {
    for inner in fs::read_dir(folder).into_iter().flatten().flatten() {
        if inner.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_empty(&inner.path());
        }
    }
    // Failing here changes nothing for the user: the error that matters is on its way.
    let _ = fs::remove_dir(folder);
}

/// The name that a file will get in a folder: the one wanted, or a numbered one where an edited file has it.
pub fn name_for(folder: &Path, wanted: &str, bytes: &[u8], force: bool) -> String {
    choose(folder, wanted, &hash(bytes), (!force).then(|| known(folder)).as_ref()).0
}

/// The hashes of what this program wrote into a folder, by name.
fn known(folder: &Path) -> BTreeMap<String, String> {
    let record = record(folder).unwrap_or_default();
    record.outputs.into_iter().chain(record.earlier).map(|out| (out.file, out.sha256)).collect()
}

/// The name that a file gets. `known` are the hashes of what this program wrote; without it everything may be replaced.
fn choose(folder: &Path, wanted: &str, sha256: &str, known: Option<&BTreeMap<String, String>>) -> (String, How) {
    let mut name = wanted.to_owned();
    let mut number = 2;
    loop {
        let beside = if name == wanted { How::Written } else { How::Beside };
        let path = folder.join(&name);
        match fs::read(&path) {
            Ok(bytes) => {
                let there = hash(&bytes);
                if there == sha256 {
                    return (name, if beside == How::Beside { beside } else { How::Unchanged });
                }
                if known.is_none_or(|known| known.get(&name) == Some(&there)) {
                    return (name, beside);
                }
            }
            Err(_) if !path.exists() => return (name, beside),
            // Something is there that cannot be looked at: it is not ours to replace.
            Err(_) => {}
        }
        name = numbered(wanted, number);
        number += 1;
    }
}

/// Files of earlier runs that this one does not write and nobody touched: they stay known as ours.
fn earlier(folder: &Path, placed: &[Placed], known: BTreeMap<String, String>) -> Vec<Written> {
    let untouched = |name: &str, sha256: &str| fs::read(folder.join(name)).is_ok_and(|bytes| hash(&bytes) == sha256);
    known
        .into_iter()
        .filter(|(name, sha256)| !placed.iter().any(|file| file.name == *name) && untouched(name, sha256))
        .map(|(file, sha256)| Written { file, sha256 })
        .collect()
}

/// Puts a file in its place as a whole, over what may be there.
///
/// # Errors
/// [`Failed`] where it cannot be written; then what was there before is still there.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let (file, target) = temporary(target, bytes)?;
    file.persist(&target).map_err(|error| Failed { path: target, error: error.error })?;
    Ok(())
}

/// A whole temporary file beside its place.
fn temporary(target: &Path, bytes: &[u8]) -> Result<(NamedTempFile, PathBuf), Failed> {
    let failed = |error| Failed { path: target.to_owned(), error };
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = builder().tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    Ok((file, target.to_owned()))
}

/// Writes one file that must not be there yet: what somebody wrote is not overwritten.
///
/// # Errors
/// [`Failed`] where it is there or cannot be written; then nothing is changed.
pub fn create(target: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let bare = target.parent().is_some_and(|folder| folder.as_os_str().is_empty());
    let target = if bare { Path::new(".").join(target) } else { target.to_owned() };
    let (file, target) = temporary(&target, bytes)?;
    file.persist_noclobber(&target).map_err(|error| Failed { path: target, error: error.error })?;
    Ok(())
}

/// Temporary files are hidden, recognisable, and readable for the same people as any file.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gongkai-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

fn record(folder: &Path) -> Option<Record> {
    serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
