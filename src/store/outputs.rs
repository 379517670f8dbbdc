//! Writing the outputs of a department: all of them or none, and never over somebody's work.
//!
//! Each file is written as a temporary one in its folder and renamed when all of the department's are there; `swap` sees
//! that a run that is killed in between is completed by the next. A file that is there already is replaced only where it is
//! still what this program wrote: its hash stands in the folder's `report.json`. One that a spreadsheet program has open is
//! left to it, too.

mod held;
mod swap;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::service::hash::hash;
use crate::service::names::numbered;
use crate::service::package::Package;
pub use crate::service::package::RECORD;
use crate::service::report::Written;
use crate::store::outputs::swap::Swap;

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
    /// It stands beside one that a program has open.
    Held,
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
    publishable: bool,
    #[serde(default)]
    outputs: Vec<Written>,
    #[serde(default)]
    earlier: Vec<Written>,
}

/// The folder for a department and year: `wanted`, or with the year where another year's outputs are there. What a run that
/// was killed left half-way is completed there first.
pub fn folder(out: &Path, wanted: &str, fiscal_year: u16) -> PathBuf {
    let settled = |folder: PathBuf| {
        swap::complete(&folder);
        folder
    };
    let folder = settled(out.join(wanted));
    match record(&folder).and_then(|record| record.fiscal_year) {
        Some(year) if year != fiscal_year => settled(out.join(format!("{wanted}（{fiscal_year}年）"))),
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
    let mut swap = Swap::new(folder);
    for (wanted, bytes) in &package.files {
        let sha256 = hash(bytes);
        let (name, how) = choose(folder, wanted, &sha256, (!force).then_some(&known));
        if how != How::Unchanged {
            swap.stage_hashed(&name, bytes, sha256.clone())?;
        }
        placed.push(Placed { wanted: wanted.clone(), name, sha256, how });
    }
    let bytes = report(&placed, earlier(folder, &placed, known));
    if fs::read(folder.join(RECORD)).ok().as_deref() != Some(&bytes) {
        swap.stage(RECORD, &bytes)?;
    }
    swap.perform()?;
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

/// Writes one file whole; where another of its name has other content, that one stays and the new one gets a number, unless
/// `force` is given.
///
/// # Errors
/// [`Failed`] where it cannot be written; then what was there before is still there.
pub fn place(path: &Path, bytes: &[u8], force: bool) -> Result<Placed, Failed> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sha256 = hash(bytes);
    let none = BTreeMap::new();
    let (name, how) = choose(folder, &wanted, &sha256, (!force).then_some(&none));
    if how != How::Unchanged {
        let target = folder.join(&name);
        let failed = |error| Failed { path: target.clone(), error };
        let file = swap::temporary(&target, bytes).map_err(failed)?;
        file.persist(&target).map_err(|error| failed(error.error))?;
    }
    Ok(Placed { wanted, name, sha256, how })
}

/// The name that a file will get in a folder: the one wanted, or a numbered one where an edited file has it.
pub fn name_for(folder: &Path, wanted: &str, bytes: &[u8], force: bool) -> String {
    if !folder.join(wanted).exists() {
        return wanted.to_owned();
    }
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
    let mut held = false;
    loop {
        let beside = match (name == wanted, held) {
            (true, _) => How::Written,
            (false, true) => How::Held,
            (false, false) => How::Beside,
        };
        let path = folder.join(&name);
        match fs::read(&path) {
            Ok(bytes) => {
                let there = hash(&bytes);
                if there == sha256 {
                    return (name, if beside == How::Written { How::Unchanged } else { beside });
                }
                if known.is_none_or(|known| known.get(&name) == Some(&there)) {
                    if !held::is_open(&path) {
                        return (name, beside);
                    }
                    held |= name == wanted;
                }
            }
            Err(_) if !path.exists() => return (name, beside),
            // Something is there that cannot be looked at: it is not ours to replace.
            Err(error) => held |= name == wanted && held::is_sharing(&error),
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

/// Whether the record in a folder says that nothing forbids to publish.
pub fn is_publishable(folder: &Path) -> bool {
    record(folder).is_some_and(|record| record.publishable)
}

/// The files that the record in a folder names.
pub fn recorded(folder: &Path) -> Vec<Written> {
    record(folder).unwrap_or_default().outputs
}

/// Puts a file in its place as a whole, over what may be there.
///
/// # Errors
/// [`Failed`] where it cannot be written; then what was there before is still there.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let mut swap = Swap::new(target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    swap.stage(&name, bytes)?;
    swap.perform()
}

/// Takes away what runs that were killed left in the folders below `out`; only for who holds its lock.
pub fn sweep(out: &Path) {
    let folders = fs::read_dir(out).into_iter().flatten().flatten().map(|entry| entry.path());
    folders.filter(|path| path.is_dir()).for_each(|path| swap::sweep(&path));
}

/// Whether the files in a folder are those that its record, whose bytes are given, names.
pub fn are_as_recorded(folder: &Path, record: &[u8]) -> bool {
    let as_written = |out: &Written| fs::read(folder.join(&out.file)).is_ok_and(|bytes| hash(&bytes) == out.sha256);
    serde_json::from_slice::<Record>(record).is_ok_and(|record| record.outputs.iter().all(as_written))
}

/// Writes one file that must not be there yet: what somebody wrote is not overwritten.
///
/// # Errors
/// [`Failed`] where it is there or cannot be written; then nothing is changed.
pub fn create(target: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let bare = target.parent().is_some_and(|folder| folder.as_os_str().is_empty());
    let target = if bare { Path::new(".").join(target) } else { target.to_owned() };
    let failed = |error| Failed { path: target.clone(), error };
    swap::temporary(&target, bytes).map_err(failed)?.persist_noclobber(&target).map_err(|error| failed(error.error))
}

/// Why a folder cannot be written to, where it is so.
pub fn refuses(folder: &Path) -> Option<io::Error> {
    swap::try_folder(folder).err()
}

fn record(folder: &Path) -> Option<Record> {
    serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()
}

#[cfg(test)]
mod tests;
