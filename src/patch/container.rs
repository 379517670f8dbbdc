//! The zip archive around the parts: parts that nobody edits leave with the compressed bytes with which they came.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipArchive, ZipWriter};

use super::PatchError;

/// How much a package may hold. Declared sizes are looked at before anything is inflated, and inflating stops there too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one part after inflating, and of what an edit makes of it.
    pub part: u64,
    /// Bytes of all parts together after inflating.
    pub package: u64,
    /// Number of entries of the archive.
    pub entries: usize,
}

impl Default for Limits {
    /// 256 MiB for a part, 1 GiB for all, 20,000 entries.
    fn default() -> Limits {
        Limits { part: 256 << 20, package: 1 << 30, entries: 20_000 }
    }
}

/// What happens to an entry on writing.
#[derive(Debug)]
enum Change {
    Replaced(Vec<u8>),
    Removed,
}

#[derive(Debug)]
struct Entry {
    /// The name as parts are named: `/` between folders and none before the first.
    name: String,
    size: u64,
}

/// The archive with the changes to it.
#[derive(Debug)]
pub(super) struct Container {
    bytes: Arc<[u8]>,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    entries: Vec<Entry>,
    changes: BTreeMap<usize, Change>,
    added: Vec<(String, Vec<u8>)>,
    limits: Limits,
}

const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

impl Container {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    /// Where it is no zip archive, is damaged, or declares more than the limits allow.
    pub(super) fn open(bytes: &[u8], limits: Limits) -> Result<Container, PatchError> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(compound_file(bytes));
        }
        let bytes: Arc<[u8]> = bytes.into();
        let archive = ZipArchive::new(Cursor::new(Arc::clone(&bytes))).map_err(|error| PatchError::NotAWorkbook {
            problem: format!("不是完整的 zip 压缩包（{error}）"),
        })?;
        if archive.has_duplicate_names() {
            return Err(damaged("[zip]", "压缩包内有同名的部件"));
        }
        let mut container =
            Container { bytes, archive, entries: Vec::new(), changes: BTreeMap::new(), added: Vec::new(), limits };
        container.list()?;
        Ok(container)
    }

    fn list(&mut self) -> Result<(), PatchError> {
        if self.archive.len() > self.limits.entries {
            return Err(damaged("[zip]", "压缩包内的部件过多"));
        }
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index).map_err(|error| damaged("[zip]", &error.to_string()))?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let entry = Entry { name: normal(&name), size: file.size() };
            total = total.saturating_add(entry.size);
            for (part, size, limit) in
                [(&*entry.name, entry.size, self.limits.part), ("[zip]", total, self.limits.package)]
            {
                if size > limit {
                    return Err(PatchError::TooLarge { part: part.to_owned(), size, limit });
                }
            }
            self.entries.push(entry);
        }
        Ok(())
    }

    /// The package as it was given.
    pub(super) fn original(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether anything is to be written differently.
    pub(super) fn is_changed(&self) -> bool {
        !self.changes.is_empty() || !self.added.is_empty()
    }

    /// The name under which a part is stored; exactly, else without regard to case, as the format compares names.
    pub(super) fn find(&self, part: &str) -> Option<String> {
        let wanted = normal(part);
        let mut names = self.names();
        names
            .find(|name| *name == wanted)
            .or_else(|| self.names().find(|n| n.eq_ignore_ascii_case(&wanted)))
            .map(str::to_owned)
    }

    /// The names of all parts that will be written, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let removed = |index: &usize| matches!(self.changes.get(index), Some(Change::Removed));
        let stored = self.entries.iter().enumerate().filter(move |(index, _)| !removed(index));
        stored.map(|(_, entry)| entry.name.as_str()).chain(self.added.iter().map(|(name, _)| name.as_str()))
    }

    fn index(&self, part: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == part)
    }

    /// The bytes of a part as they are now; `part` is a name given by [`Container::find`].
    ///
    /// # Errors
    /// Where the part is not there, is damaged or larger than it says.
    pub(super) fn read(&self, part: &str) -> Result<Vec<u8>, PatchError> {
        if let Some((_, bytes)) = self.added.iter().find(|(name, _)| name == part) {
            return Ok(bytes.clone());
        }
        let index = self.index(part).ok_or_else(|| damaged(part, "压缩包内没有这个部件"))?;
        match self.changes.get(&index) {
            Some(Change::Replaced(bytes)) => Ok(bytes.clone()),
            Some(Change::Removed) => Err(damaged(part, "压缩包内没有这个部件")),
            None => self.inflate(index),
        }
    }

    fn inflate(&self, index: usize) -> Result<Vec<u8>, PatchError> {
        let entry = &self.entries[index];
        let broken = |error: &dyn std::fmt::Display| damaged(&entry.name, &error.to_string());
        let mut archive = self.archive.clone();
        let file = archive.by_index(index).map_err(|error| broken(&error))?;
        let mut bytes = Vec::new();
        // One byte more than declared tells a part that is longer than it says.
        let most = entry.size.saturating_add(1);
        file.take(most).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > entry.size {
            return Err(broken(&"比声明的更长"));
        }
        Ok(bytes)
    }

    /// Puts other bytes in the place of a part, or adds it at the end. The same bytes again change nothing.
    ///
    /// # Errors
    /// Where they are more than the limit.
    pub(super) fn put(&mut self, part: &str, bytes: Vec<u8>) -> Result<(), PatchError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > self.limits.part {
            return Err(PatchError::TooLarge { part: part.to_owned(), size, limit: self.limits.part });
        }
        if let Some(added) = self.added.iter_mut().find(|(name, _)| name == part) {
            added.1 = bytes;
            return Ok(());
        }
        match self.index(part) {
            Some(index) if self.inflate(index).is_ok_and(|stored| stored == bytes) => {
                self.changes.remove(&index);
            }
            Some(index) => {
                self.changes.insert(index, Change::Replaced(bytes));
            }
            None => self.added.push((part.to_owned(), bytes)),
        }
        Ok(())
    }

    /// The parts that were changed, taken out or added, in the order of the archive.
    pub(super) fn changed(&self) -> impl Iterator<Item = &str> {
        let stored = self.changes.keys().filter_map(|index| self.entries.get(*index));
        stored.map(|entry| entry.name.as_str()).chain(self.added.iter().map(|(name, _)| name.as_str()))
    }

    /// The bytes that an edit put in the place of a part, or added.
    pub(super) fn replacement(&self, part: &str) -> Option<&[u8]> {
        if let Some((_, bytes)) = self.added.iter().find(|(name, _)| name == part) {
            return Some(bytes);
        }
        match self.changes.get(&self.index(part)?)? {
            Change::Replaced(bytes) => Some(bytes),
            Change::Removed => None,
        }
    }

    /// The bytes of a part as it came; `None` where it was added or cannot be read.
    pub(super) fn stored(&self, part: &str) -> Option<Vec<u8>> {
        self.inflate(self.index(part)?).ok()
    }

    /// How many parts the archive had.
    pub(super) fn count(&self) -> usize {
        self.entries.len()
    }

    /// Takes a part out.
    pub(super) fn remove(&mut self, part: &str) {
        self.added.retain(|(name, _)| name != part);
        if let Some(index) = self.index(part) {
            self.changes.insert(index, Change::Removed);
        }
    }

    /// The archive's bytes: what was not changed is copied as it is stored, in its order, with its time.
    ///
    /// # Errors
    /// Where an entry cannot be read.
    pub(super) fn write(&mut self) -> Result<Vec<u8>, PatchError> {
        let failed = |error: ZipError| damaged("[zip]", &error.to_string());
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        writer.set_raw_comment(self.archive.comment().into()).map_err(failed)?;
        for index in 0..self.entries.len() {
            let file = self.archive.by_index_raw(index).map_err(failed)?;
            match self.changes.get(&index) {
                None => writer.raw_copy_file(file).map_err(failed)?,
                Some(Change::Removed) => {}
                Some(Change::Replaced(bytes)) => {
                    let (name, options) = (file.name_raw().to_vec(), file.options());
                    drop(file);
                    store(&mut writer, &String::from_utf8_lossy(&name), options, bytes)?;
                }
            }
        }
        for (name, bytes) in &self.added {
            let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT).system(System::Unix);
            store(&mut writer, name, options, bytes)?;
        }
        Ok(writer.finish().map_err(failed)?.into_inner())
    }
}

fn store(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    options: SimpleFileOptions,
    bytes: &[u8],
) -> Result<(), PatchError> {
    writer.start_file(name, options).map_err(|error| damaged(name, &error.to_string()))?;
    writer.write_all(bytes).map_err(|error| damaged(name, &error.to_string()))
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn damaged(part: &str, problem: &str) -> PatchError {
    PatchError::Damaged { part: part.to_owned(), problem: problem.to_owned() }
}

/// An encrypted package is a compound file too; it holds a stream of that name.
fn compound_file(bytes: &[u8]) -> PatchError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = bytes.windows(name.len()).any(|window| window == name);
    if encrypted { PatchError::Encrypted } else { PatchError::OldFormat }
}
