//! Every reader over damaged copies of the container cases: it may refuse, but it must not fail.
//!
//! The damage is the same in every run. `GONGKAI_DAMAGE=1000 cargo test damage` does more of it.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use zip::write::SimpleFileOptions;

/// Small numbers that differ in every step and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// Damages bytes in one of the ways in which files break or are made to.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.is_empty() {
        return bytes;
    }
    let at = dice.below(bytes.len());
    let length = 1 + dice.below(16.min(bytes.len() - at));
    match dice.below(7) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes[at..at + length].fill(0),
        3 => bytes[at..at + length].fill(0xFF),
        4 => _ = bytes.drain(at..at + length),
        5 => {
            let piece = bytes[at..at + length].to_vec();
            let to = dice.below(bytes.len());
            _ = bytes.splice(to..to, piece);
        }
        _ => {
            for _ in 0..8 {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).unwrap();
            }
        }
    }
    bytes
}

/// The same inside one part of a package, which is packed again so that its checksum is right.
fn damaged_part(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = dice.below(archive.len());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        let content = if index == chosen { damaged(&content, dice) } else { content };
        packed.start_file(part.name().ok()?, SimpleFileOptions::default()).ok()?;
        packed.write_all(&content).ok()?;
    }
    Some(packed.finish().ok()?.into_inner())
}

#[test]
fn damaged_files_are_refused_or_read_and_never_break_a_reader() {
    let rounds = std::env::var("GONGKAI_DAMAGE").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let limits = Limits { cells: 20_000, merges: 5_000, ..Limits::default() };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers");
    let mut seen = 0;
    let mut inputs: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .flat_map(|case| std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.file_stem().unwrap() == "input")
        .collect();
    inputs.sort();
    for (number, path) in inputs.iter().enumerate() {
        let whole = std::fs::read(path).unwrap();
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ u64::try_from(number + 1).unwrap());
        for round in 0..rounds {
            let inside = whole.starts_with(b"PK").then(|| damaged_part(&whole, &mut dice)).flatten();
            let bytes = inside.filter(|_| round % 4 != 0).unwrap_or_else(|| damaged(&whole, &mut dice));
            let checked = open(&Input { name: path.to_string_lossy().into(), bytes: &bytes }, &limits);
            let failed = checked.findings.iter().find(|finding| finding.code.id == "GK-I006");
            if let Some(finding) = failed {
                let kept = std::env::temp_dir().join("gongkai-damage.bin");
                std::fs::write(&kept, &bytes).unwrap();
                panic!("{} round {round}: {:?}; the bytes are in {}", path.display(), finding.details, kept.display());
            }
            let unread = checked.value.iter().any(|opened| opened.grid.is_none());
            assert!(!unread || !checked.findings.is_empty(), "{} round {round}: unread without a word", path.display());
            seen += 1;
        }
    }
    assert!(seen >= rounds * 60, "only {seen} damaged files");
}
