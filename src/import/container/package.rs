//! Zip packages: workbooks of parts (.xlsx, .xlsb, .ods) and archives of exports.
//!
//! Sizes are looked at before anything is unpacked, and what is unpacked is cut off where it exceeds what was declared.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::rc::Rc;

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::result::ZipError;

use super::pieces::Pieces;
use super::sheet::too_large;
use super::{Refusal, Source};
use crate::finding::codes::import_container::{DAMAGED, PASSWORD};
use crate::finding::{Finding, Words};

/// Bytes of a part that are unpacked at once.
const AT_ONCE: usize = 64 * 1024;

/// Why a package whose checksums do not hold is not read.
const SPOILT: &str = "里面一个部件的内容与打包时记下的校验和不符，有字节被改动或损坏";

/// Parts smaller than this may be packed as tightly as they like.
const RATIO_FROM: u64 = 16 * 1024 * 1024;

/// What a package is read from.
pub(in crate::import) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// An opened package.
pub(in crate::import) struct Package<'a> {
    source: Source<'a>,
    archive: ZipArchive<Box<dyn Bytes + 'a>>,
    entries: Vec<Entry>,
    /// Bytes of the longest part that is read.
    longest: u64,
    /// The part that was read last, where its bytes are not what the directory says of them.
    spoilt: Rc<Cell<bool>>,
}

/// What the directory says of one entry.
struct Entry {
    name: String,
    size: u64,
    directory: bool,
    encrypted: bool,
}

impl<'a> Package<'a> {
    /// Reads the directory and holds the sizes against the limits.
    ///
    /// # Errors
    /// The directory cannot be read, or declares more than the limits allow.
    pub fn open(source: Source<'a>) -> Result<Package<'a>, Refusal> {
        Package::over(source, Box::new(Cursor::new(source.bytes)))
    }

    /// The same over a file that is not held; the bytes of `source` are not asked.
    ///
    /// # Errors
    /// As for [`Package::open`].
    pub fn over(source: Source<'a>, file: Box<dyn Bytes + 'a>) -> Result<Package<'a>, Refusal> {
        let archive = ZipArchive::new(file).map_err(|error| damaged(source, &error))?;
        let (longest, spoilt) = (source.limits.held_bytes, Rc::default());
        let mut package = Package { source, archive, entries: Vec::new(), longest, spoilt };
        package.list()?;
        Ok(package)
    }

    /// From here on parts are read that are too long to be held.
    pub fn read_long_parts(&mut self) {
        self.longest = self.source.limits.part_bytes;
    }

    /// The sizes of all parts, once unpacked, in the directory's order.
    pub fn sizes(&self) -> impl Iterator<Item = u64> {
        self.entries.iter().map(|entry| entry.size)
    }

    fn refuse_long(&self, index: usize) -> Result<(), Refusal> {
        match self.entries.get(index).filter(|entry| entry.size > self.longest) {
            Some(long) => Err(self.too_long(&long.name, self.longest)),
            None => Ok(()),
        }
    }

    fn too_long(&self, name: &str, limit: u64) -> Refusal {
        too_large(self.source, format!("“{name}”解压后的大小"), megabytes(limit))
    }

    fn list(&mut self) -> Result<(), Refusal> {
        let limits = self.source.limits;
        if self.archive.len() > limits.entries {
            return Err(too_large(
                self.source,
                Words { zh: "压缩包内的文件数", en: "the number of files in the archive" },
                limits.entries,
            ));
        }
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_data(index).map_err(|error| damaged(self.source, &error))?;
            let (size, packed) = (entry.size(), entry.compressed_size().max(1));
            total = total.saturating_add(size);
            let name = member_name(entry.name_raw(), entry.flags().as_u16() & 0x0800 != 0);
            if size > limits.part_bytes {
                return Err(too_large(self.source, format!("“{name}”解压后的大小"), megabytes(limits.part_bytes)));
            }
            if size > RATIO_FROM && size / packed > limits.ratio {
                return Err(too_large(self.source, format!("“{name}”的压缩比"), format!("{} 倍", limits.ratio)));
            }
            self.entries.push(Entry { name, size, directory: entry.is_dir(), encrypted: entry.encrypted() });
        }
        if total > limits.unpacked_bytes {
            return Err(too_large(
                self.source,
                Words { zh: "解压后的总大小", en: "the size of everything unpacked" },
                megabytes(limits.unpacked_bytes),
            ));
        }
        Ok(())
    }

    /// The entries' names in the directory's order, with forward slashes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The index of a part, whatever its case and slashes.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name.eq_ignore_ascii_case(name.trim_start_matches('/')))
    }

    /// Index and name of every entry that is a file.
    pub fn files(&self) -> Vec<(usize, String)> {
        let files = self.entries.iter().enumerate().filter(|(_, entry)| !entry.directory);
        files.map(|(index, entry)| (index, entry.name.clone())).collect()
    }

    /// Whether two entries have the same name, of which only one can be read.
    pub fn has_duplicates(&self) -> bool {
        self.archive.has_duplicate_names()
    }

    /// Unpacks the entry at `index`.
    ///
    /// # Errors
    /// It is encrypted, broken, or larger than declared.
    pub fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let source = self.source;
        self.refuse_long(index)?;
        if self.entries.get(index).is_some_and(|entry| entry.encrypted) {
            return Err(Box::new(
                Finding::new(&PASSWORD)
                    .at(source.whole())
                    .with("how", Words { zh: "压缩包加密", en: "password of the archive" }),
            ));
        }
        let mut entry = self.archive.by_index(index).map_err(|error| damaged(source, &error))?;
        let size = entry.size();
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(RATIO_FROM)).unwrap_or(0));
        entry.by_ref().take(size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| {
            let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "压缩包");
            let spoilt = error.to_string().contains("Invalid checksum");
            let cause = if spoilt {
                SPOILT.to_owned()
            } else {
                format!("解压失败，文件可能没有传完（{error}）")
            };
            Box::new(finding.with("cause", cause))
        })?;
        if u64::try_from(bytes.len()).is_ok_and(|read| read > size) {
            return Err(too_large(source, "压缩包内一个文件的实际大小", "它声明的大小"));
        }
        Ok(bytes)
    }

    /// An entry as a stream. Its length and checksum are held against the directory where it ends: whoever has read it to the
    /// end asks [`Package::intact`].
    ///
    /// # Errors
    /// It is encrypted or broken.
    pub fn stream(&mut self, index: usize) -> Result<impl BufRead + use<'_, 'a>, Refusal> {
        let source = self.source;
        self.refuse_long(index)?;
        let spoilt = Rc::clone(&self.spoilt);
        let entry = self.archive.by_index(index).map_err(|error| damaged(source, &error))?;
        // One byte more than declared, so that the end is reached where the checksum is compared.
        let most = entry.size().saturating_add(1);
        Ok(BufReader::with_capacity(AT_ONCE, Pieces::new(Watched { inner: entry.take(most), spoilt })))
    }

    /// Whether everything that was read so far is what was packed.
    ///
    /// # Errors
    /// The length or the checksum of a part is another one: a byte of it was changed, and nothing of the file can be believed.
    pub fn intact(&self) -> Result<(), Refusal> {
        if !self.spoilt.get() {
            return Ok(());
        }
        let finding = Finding::new(&DAMAGED).at(self.source.whole()).with("format", "压缩包或打包的工作簿");
        Err(Box::new(finding.with("cause", SPOILT)))
    }

    /// The first two bytes of an entry.
    pub fn begins(&mut self, index: usize) -> Option<[u8; 2]> {
        let mut two = [0; 2];
        self.archive.by_index(index).ok()?.read_exact(&mut two).ok()?;
        Some(two)
    }

    /// Unpacks the part of that name; `None` where there is none.
    pub fn part(&mut self, name: &str) -> Option<Result<Vec<u8>, Refusal>> {
        let index = self.find(name)?;
        Some(self.unpack(index))
    }
}

/// Notes where reading fails, whatever becomes of the error.
struct Watched<R> {
    inner: R,
    spoilt: Rc<Cell<bool>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into);
        if read.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            self.spoilt.set(true);
        }
        read
    }
}

/// A member's name: UTF-8 where the flag says so or the bytes are valid, else GBK, as Windows tools in Chinese write it.
fn member_name(raw: &[u8], utf8: bool) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(raw).into_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn damaged(source: Source<'_>, error: &ZipError) -> Refusal {
    let cause = match error {
        ZipError::InvalidArchive(_) => "找不到压缩包的目录，文件可能没有传完".to_owned(),
        other => other.to_string(),
    };
    Box::new(Finding::new(&DAMAGED).at(source.whole()).with("format", "压缩包或 .xlsx 工作簿").with("cause", cause))
}

/// A size as people say it.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}
