//! The compound file (OLE, [MS-CFB]) around .xls, .et, old Word and PowerPoint files and encrypted workbooks.
//!
//! No chain of sectors is followed through the same sector twice, so a chain that loops ends.

const FREE: u32 = 0xFFFF_FFFA;

/// Signature of a compound file.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    /// Streams smaller than this are in the mini stream.
    mini_below: u64,
    /// The streams of the file itself, without those of documents embedded in it.
    entries: Vec<Entry>,
}

/// A stream or storage.
struct Entry {
    name: String,
    stream: bool,
    start: u32,
    size: u64,
    /// Neighbours in the tree of entries, and the first entry inside.
    left: u32,
    right: u32,
    child: u32,
}

/// Why it is broken, in Chinese.
pub(super) type Broken = &'static str;

impl<'a> Compound<'a> {
    /// Reads header, allocation tables and directory.
    pub fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Broken> {
        if bytes.len() < 512 || !bytes.starts_with(&SIGNATURE) {
            return Err("文件头不完整");
        }
        let sector = match u16_at(bytes, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err("扇区大小不合法"),
        };
        let mut file = Compound {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            mini_below: u64::from(u32_at(bytes, 56)),
            entries: Vec::new(),
        };
        file.read_fat()?;
        let directory = file.chain(u32_at(bytes, 48), u64::MAX)?;
        let entries: Vec<Entry> = directory.chunks_exact(128).map(|entry| Entry::read(entry, sector)).collect();
        let Some(root) = entries.first() else { return Err("目录是空的") };
        let (start, size) = (root.start, root.size);
        file.entries = streams(entries);
        if u32_at(bytes, 64) > 0 {
            let table = file.chain(u32_at(bytes, 60), u64::MAX)?;
            file.mini_fat = numbers(&table);
            file.mini = file.chain(start, size)?;
        }
        Ok(file)
    }

    /// Whether a stream of that name exists, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The content of a stream.
    pub fn stream(&self, name: &str) -> Option<Result<Vec<u8>, Broken>> {
        let entry = self.entry(name)?;
        Some(if entry.size < self.mini_below {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn read_fat(&mut self) -> Result<(), Broken> {
        let sectors = self.bytes.len() / self.sector + 1;
        let mut ids = numbers(&self.bytes[76..512]);
        let mut next = u32_at(self.bytes, 68);
        let mut steps = 0;
        while next < FREE {
            steps += 1;
            if steps > sectors {
                return Err("扇区分配表的链条成环");
            }
            let mut more = numbers(self.sector_bytes(next)?);
            next = more.pop().ok_or("扇区分配表不完整")?;
            ids.extend(more);
        }
        for id in ids.into_iter().filter(|id| *id < FREE) {
            if self.fat.len() > sectors.saturating_mul(2).saturating_add(self.sector) {
                return Err("扇区分配表比文件还大");
            }
            let table = numbers(self.sector_bytes(id)?);
            self.fat.extend(table);
        }
        Ok(())
    }

    fn sector_bytes(&self, id: u32) -> Result<&'a [u8], Broken> {
        let start = usize::try_from(id).ok().and_then(|id| id.checked_add(1)?.checked_mul(self.sector));
        let start = start.filter(|start| *start < self.bytes.len()).ok_or("扇区在文件末尾之外，文件可能没有传完")?;
        Ok(&self.bytes[start..self.bytes.len().min(start + self.sector)])
    }

    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, Broken> {
        let mut data = Vec::new();
        let mut id = start;
        let mut visited = vec![false; self.fat.len()];
        while id < FREE && within(&data, size) {
            let at = usize::try_from(id).unwrap_or(usize::MAX);
            let seen = visited.get_mut(at).ok_or("扇区的链条断开")?;
            if std::mem::replace(seen, true) {
                return Err("扇区的链条成环");
            }
            data.extend_from_slice(self.sector_bytes(id)?);
            id = self.fat[at];
        }
        Ok(cut(data, size))
    }

    fn mini_chain(&self, start: u32, size: u64) -> Result<Vec<u8>, Broken> {
        let mut data = Vec::new();
        let mut id = start;
        let mut visited = vec![false; self.mini_fat.len()];
        while id < FREE && within(&data, size) {
            let at = usize::try_from(id).unwrap_or(usize::MAX);
            let seen = visited.get_mut(at).ok_or("小扇区的链条断开")?;
            if std::mem::replace(seen, true) {
                return Err("小扇区的链条成环");
            }
            let from = at.checked_mul(64).ok_or("小扇区的链条断开")?;
            data.extend_from_slice(self.mini.get(from..).map(|rest| &rest[..rest.len().min(64)]).unwrap_or_default());
            id = self.mini_fat[at];
        }
        Ok(cut(data, size))
    }
}

/// The streams directly below the root: an embedded document has streams of the same names further down.
fn streams(entries: Vec<Entry>) -> Vec<Entry> {
    let mut below_root = vec![false; entries.len()];
    let mut open: Vec<u32> = entries.first().map(|root| root.child).into_iter().collect();
    while let Some(id) = open.pop() {
        let at = usize::try_from(id).unwrap_or(usize::MAX);
        let Some(seen) = below_root.get_mut(at) else { continue };
        if !std::mem::replace(seen, true) {
            open.extend([entries[at].left, entries[at].right]);
        }
    }
    entries
        .into_iter()
        .zip(below_root)
        .filter(|(entry, below)| *below && entry.stream)
        .map(|(entry, _)| entry)
        .collect()
}

fn within(data: &[u8], size: u64) -> bool {
    u64::try_from(data.len()).is_ok_and(|len| len < size)
}

/// The first `size` bytes, or as many as there are; a directory's chain has no size of its own.
fn cut(mut data: Vec<u8>, size: u64) -> Vec<u8> {
    if size != u64::MAX {
        data.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    }
    data
}

impl Entry {
    fn read(entry: &[u8], sector: usize) -> Entry {
        let length = usize::from(u16_at(entry, 64)).saturating_sub(2).min(62);
        let units: Vec<u16> = entry[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        let low = u64::from(u32_at(entry, 120));
        // The upper half is only defined where sectors are large; small-sector writers leave rubbish in it.
        let size = if sector == 512 { low } else { low | u64::from(u32_at(entry, 124)) << 32 };
        Entry {
            name: String::from_utf16_lossy(&units),
            stream: entry[66] == 2,
            start: u32_at(entry, 116),
            size,
            left: u32_at(entry, 68),
            right: u32_at(entry, 72),
            child: u32_at(entry, 76),
        }
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
