//! One input of a run that reads by department: gone through once, its rows read again a department at a time.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::finding::codes::run::NOT_KEPT;
use crate::finding::{Checked, Finding};
use crate::import::Importer;
use crate::import::large::{Large, NotTaken, is_long_workbook, may_be_text};
use crate::import::limits::Limits;
use crate::import::open::Opened;
use crate::origin::Origin;
use crate::service::hash::hexadecimal;
use crate::service::source::Known;
use crate::service::stop::io_reason;
use crate::service::understand;
use crate::store::inputs::{self, Walk};

/// The inputs with the names that are shown, where one of them is too large to be held.
pub fn among(walk: &Walk) -> Option<Vec<(String, PathBuf)>> {
    let files = walk.files().ok()?;
    files.iter().any(|(name, path)| is_large(name, path)).then_some(files)
}

fn is_large(name: &str, path: &Path) -> bool {
    let Some(length) = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|about| about.len()) else {
        return false;
    };
    match begins_as_text(path) {
        Ok(true) => length > understand::longest_text(),
        Ok(false) => File::open(path).is_ok_and(|file| is_long_workbook(&name.into(), file, &Limits::default())),
        Err(_) => false,
    }
}

fn begins_as_text(path: &Path) -> io::Result<bool> {
    let mut beginning = [0; 8];
    File::open(path)?.read_exact(&mut beginning)?;
    Ok(may_be_text(&beginning))
}

/// An input after the first pass.
pub(super) struct Input {
    /// What the first pass has found out.
    pub(super) large: Large,
    /// What is kept of the file.
    pub(super) known: Known,
    path: PathBuf,
    /// The rows of a workbook.
    kept: Option<Mutex<File>>,
}

impl Input {
    /// Goes through a file once; the rows of a workbook are kept on the disk that outputs go to.
    ///
    /// # Errors
    /// Why it is not taken.
    pub(super) fn scan(
        name: &Arc<str>,
        path: &Path,
        out: &Path,
        importer: &Importer<'_>,
    ) -> Result<Input, Vec<Finding>> {
        let scanned = begins_as_text(path).map_err(NotTaken::Io).and_then(|is_text| {
            let file = File::open(path)?;
            if is_text { text(name, file, importer) } else { workbook(name, file, out, importer) }
        });
        let (large, sha256, kept) = scanned.map_err(|why| refusal(why, path, out))?;
        let known = Known { name: Arc::clone(name), path: Some(path.to_owned()), sha256 };
        Ok(Input { large, known, path: path.to_owned(), kept: kept.map(Mutex::new) })
    }

    /// Its part of a department.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn department(&self, code: &str) -> Result<Option<Checked<Opened>>, Box<Finding>> {
        self.read(|mut file| self.large.department(code, &mut file))
    }

    /// Its part that is no department's.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn rest(&self) -> Result<Option<Checked<Opened>>, Box<Finding>> {
        self.read(|mut file| self.large.rest(&mut file))
    }

    fn read<T>(&self, take: impl FnOnce(Rows<'_>) -> io::Result<T>) -> Result<T, Box<Finding>> {
        let rows = match &self.kept {
            Some(file) => Ok(Rows::Kept { file, at: 0 }),
            None => File::open(&self.path).map(Rows::There),
        };
        rows.and_then(take).map_err(|error| Box::new(inputs::unreadable(&self.path, &error)))
    }
}

type Scanned = (Large, String, Option<File>);

fn text(name: &Arc<str>, file: File, importer: &Importer<'_>) -> Result<Scanned, NotTaken> {
    let mut text = Hashing { inner: file, hasher: Sha256::new() };
    Ok((Large::scan(name, &mut text, importer)?, hexadecimal(text.hasher), None))
}

fn workbook(name: &Arc<str>, mut file: File, out: &Path, importer: &Importer<'_>) -> Result<Scanned, NotTaken> {
    let mut kept = tempfile::tempfile_in(existing(out)).map_err(NotTaken::NotKept)?;
    // A package is not read from its first byte to its last.
    let mut whole = Hashing { inner: &file, hasher: Sha256::new() };
    io::copy(&mut whole, &mut io::sink())?;
    let sha256 = hexadecimal(whole.hasher);
    file.rewind()?;
    Ok((Large::workbook(name, file, &mut kept, importer)?, sha256, Some(kept)))
}

/// The folder for outputs, or the one that it will be made in.
fn existing(out: &Path) -> &Path {
    let folder = out.ancestors().find(|folder| folder.is_dir());
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn refusal(why: NotTaken, path: &Path, out: &Path) -> Vec<Finding> {
    match why {
        NotTaken::Findings(findings) => findings,
        NotTaken::Io(error) => vec![inputs::unreadable(path, &error)],
        NotTaken::NotKept(error) => {
            let shown = path.display().to_string();
            let finding = Finding::new(&NOT_KEPT).at(Origin::file(&shown.as_str().into())).with("path", shown);
            let folder = existing(out).display().to_string();
            vec![finding.with("folder", folder).with("reason", io_reason(&error))]
        }
    }
}

/// What is read, put into a hash on its way.
struct Hashing<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}

/// Where rows are read from.
enum Rows<'a> {
    /// The text itself.
    There(File),
    /// The temporary file, which has no name by which each thread could open it anew: they take turns.
    Kept { file: &'a Mutex<File>, at: u64 },
}

impl Read for Rows<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Rows::There(file) => file.read(into),
            Rows::Kept { file, at } => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(*at))?;
                let read = file.read(into)?;
                *at += read as u64;
                Ok(read)
            }
        }
    }
}

impl Seek for Rows<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match (self, to) {
            (Rows::There(file), to) => file.seek(to),
            (Rows::Kept { at, .. }, SeekFrom::Start(start)) => {
                *at = start;
                Ok(start)
            }
            (Rows::Kept { .. }, _) => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}
