//! A set of files taking the place of older ones, as a whole.
//!
//! All new files are written, and reach the disk, as hidden temporary ones. Then a note says which of them goes where, and
//! they are renamed one after the other. A run that ends before the note leaves everything as it was; one that ends after it
//! is completed by the next, which reads the note first. So at every moment each file is whole, and no mixture stays.
//!
//! Where nothing stood before there is nothing to be mixed with, and no note: the last file of the set, which is the record
//! of the others, is the first in its place, so that they are known as this program's wherever a run ends.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::{NamedTempFile, TempPath};

use super::Failed;
use crate::service::hash::hash;

/// Beginning of the names of temporary files, which walks skip as hidden.
const PREFIX: &str = ".gongkai-";
/// Their end.
const SUFFIX: &str = ".tmp";
/// Name of the note.
const NOTE: &str = ".gongkai-swap.json";

/// What goes where.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Note {
    files: Vec<Step>,
}

/// One renaming; names are below the folder.
#[derive(Debug, Serialize, Deserialize)]
struct Step {
    temporary: PathBuf,
    file: String,
    sha256: String,
    /// What stood there when the note was written.
    before: Option<String>,
}

/// New files that wait for their places in one folder.
pub struct Swap<'a> {
    folder: &'a Path,
    staged: Vec<(TempPath, Step)>,
}

impl<'a> Swap<'a> {
    /// An empty one.
    pub fn new(folder: &'a Path) -> Swap<'a> {
        Swap { folder, staged: Vec::new() }
    }

    /// Writes one file beside its place.
    ///
    /// # Errors
    /// Where it cannot be written; then nothing has changed.
    pub fn stage(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failed> {
        self.stage_hashed(name, bytes, hash(bytes))
    }

    /// Like [`Swap::stage`], for content whose hash is known.
    ///
    /// # Errors
    /// As there.
    pub fn stage_hashed(&mut self, name: &str, bytes: &[u8], sha256: String) -> Result<(), Failed> {
        let target = self.folder.join(name);
        let temporary = temporary(&target, bytes).map_err(|error| Failed { path: target.clone(), error })?;
        let below = temporary.strip_prefix(self.folder).unwrap_or(&temporary).to_owned();
        let before = fs::read(&target).ok().map(|bytes| hash(&bytes));
        let step = Step { temporary: below, file: name.to_owned(), sha256, before };
        self.staged.push((temporary, step));
        Ok(())
    }

    /// Puts all files into their places.
    ///
    /// # Errors
    /// Where a file cannot be renamed. If it is the first, or nothing stood before, everything is as it was; else the next run
    /// does the rest.
    pub fn perform(self) -> Result<(), Failed> {
        if self.staged.len() <= 1 || self.staged.iter().all(|(_, step)| step.before.is_none()) {
            return self.place_last_first();
        }
        let note_path = self.folder.join(NOTE);
        let (mut temporaries, files): (Vec<TempPath>, Vec<Step>) = self.staged.into_iter().unzip();
        let note = Note { files };
        let failed = |error| Failed { path: note_path.clone(), error };
        let text = serde_json::to_vec(&note).map_err(|error| failed(io::Error::other(error)))?;
        let written = temporary(&note_path, &text).map_err(failed)?;
        written.persist(&note_path).map_err(|error| failed(error.error))?;
        for (index, step) in note.files.iter().enumerate() {
            let target = self.folder.join(&step.file);
            if let Err(error) = fs::rename(self.folder.join(&step.temporary), &target) {
                if index == 0 {
                    // Dropping the temporary files takes them away; the note must not outlive them.
                    let _ = fs::remove_file(&note_path);
                } else {
                    temporaries.iter_mut().for_each(|path| path.disable_cleanup(true));
                }
                return Err(Failed { path: target, error });
            }
        }
        fs::remove_file(&note_path).map_err(failed)
    }

    /// Puts the files into places of which at most one was taken.
    fn place_last_first(self) -> Result<(), Failed> {
        let mut placed: Vec<PathBuf> = Vec::new();
        for (temporary, step) in self.staged.into_iter().rev() {
            let target = self.folder.join(&step.file);
            if let Err(error) = temporary.persist(&target) {
                // As if nothing had happened; what cannot be taken away is whole, and known by the record.
                placed.iter().rev().for_each(|path| drop(fs::remove_file(path)));
                return Err(Failed { path: target, error: error.error });
            }
            placed.push(target);
        }
        Ok(())
    }
}

/// Completes what a run that was killed began in a folder; a file that somebody changed meanwhile is left to them.
///
/// What fails here fails again, and is said, when the folder is written to.
pub fn complete(folder: &Path) {
    let path = folder.join(NOTE);
    let Ok(bytes) = fs::read(&path) else { return };
    let note: Note = serde_json::from_slice(&bytes).unwrap_or_default();
    let mut whole = true;
    for step in &note.files {
        let (temporary, target) = (folder.join(&step.temporary), folder.join(&step.file));
        let Ok(new) = fs::read(&temporary) else { continue };
        let now = fs::read(&target).ok().map(|bytes| hash(&bytes));
        let done = if hash(&new) == step.sha256 && now == step.before {
            fs::rename(&temporary, &target)
        } else {
            fs::remove_file(&temporary)
        };
        whole &= done.is_ok();
    }
    if whole {
        let _ = fs::remove_file(&path);
    }
}

/// Takes away temporary files that no note speaks of: what runs that were killed left in a folder. Only for who knows that
/// no other run is at work there.
pub fn sweep(folder: &Path) {
    complete(folder);
    let is_left = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep(&entry.path());
        } else if is_left(&entry.file_name().to_string_lossy()) && !folder.join(NOTE).exists() {
            // One that cannot be removed is hidden and harmless.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A whole temporary file beside its place, on the disk.
pub fn temporary(target: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file: NamedTempFile<File> = builder().tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// Makes a temporary file in a folder, and takes it away again.
pub fn try_folder(folder: &Path) -> io::Result<()> {
    builder().tempfile_in(folder).map(drop)
}

/// Temporary files are hidden, recognisable, and readable for the same people as any file.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(test)]
mod tests;
