//! What every target asserts.

use std::io::{Cursor, Write};

use gongkai::import::grid::Grid;
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// Opens `bytes` and gives their cells; it may be refused, but with a finding, and no reader may fail.
///
/// # Panics
/// A reader failed, or nothing was read without a finding.
#[allow(dead_code, reason = "the target of patches makes packages and reads none")]
pub fn read(name: &str, bytes: &[u8]) -> Vec<Option<Grid>> {
    let limits = Limits { cells: 50_000, merges: 5_000, unpacked_bytes: 16 << 20, read_twice: 0, ..Limits::default() };
    let checked = open(&Input { name: name.into(), bytes }, &limits);
    for finding in &checked.findings {
        assert_ne!(finding.code.id, "GK-I006", "{:?}", finding.details);
    }
    let unread = checked.value.iter().any(|opened| opened.grid.is_none());
    assert!(!unread || !checked.findings.is_empty());
    checked.value.into_iter().map(|opened| opened.grid).collect()
}

/// A package of parts that are not compressed, so that the fuzzer's bytes stay as they are.
#[allow(dead_code)]
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, stored).expect("a part begins");
        zip.write_all(content).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
