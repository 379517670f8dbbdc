//! Disclosures of other places, typed from their transcriptions in several ways, audited without an edition.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use gongkai::check;
use gongkai::edition::{Templates, Vocabulary};
use gongkai::finding::Severity;
use gongkai::import::grid::Sheet;
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::published::general;

use crate::python::{python, repository};

fn sheets(path: &Path) -> Vec<Sheet> {
    let bytes = std::fs::read(path).unwrap();
    let opened = open(&Input { name: Arc::from("公开表.xlsx"), bytes: &bytes }, &Limits::default()).value;
    opened.into_iter().filter_map(|file| file.grid).flat_map(|grid| grid.sheets).collect()
}

#[test]
fn disclosures_of_other_places_pass_and_every_table_is_known() {
    let vocabulary = Vocabulary::load(&Templates::built_in()).unwrap();
    let root = repository("tests/audit/transcriptions");
    let folder = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(&root).unwrap() {
        let entry = entry.unwrap();
        let tables = std::fs::read_dir(entry.path()).unwrap().count();
        for way in ["sheets", "one-sheet"] {
            let book = folder.path().join(format!("{way}.xlsx"));
            let name = entry.file_name();
            python("tests/audit/transcribed.py", &[&name, OsStr::new(way), book.as_os_str()]);
            let found = general::read(&sheets(&book), &vocabulary).expect("a table is known").value;
            let known = found.disclosure.tables.iter().filter(|table| table.role != "other").count();
            assert_eq!(known, tables, "{name:?} {way}: {:?}", titles(&found));
            let report = check::general(&found, &vocabulary);
            let wrong: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Mandatory).collect();
            assert!(wrong.is_empty(), "{name:?} {way}: {wrong:?}");
            let (held, _, _) = report.counts();
            assert!(held > 25, "{name:?} {way}: only {held} rules held");
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
}

fn titles(found: &gongkai::disclosure::Found) -> BTreeSet<&str> {
    found.disclosure.tables.iter().map(|table| &*table.title).collect()
}

#[test]
fn a_difference_of_one_printed_step_between_two_tables_is_told() {
    let vocabulary = Vocabulary::load(&Templates::built_in()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("决算.xlsx");
    let arguments = ["shanghai-final-2025-ecology", "sheets"].map(OsStr::new);
    python("tests/audit/transcribed.py", &[arguments[0], arguments[1], book.as_os_str()]);
    let found = general::read(&sheets(&book), &vocabulary).unwrap().value;
    let report = check::general(&found, &vocabulary);
    let told = report
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Advisory && finding.rule.as_deref() == Some("G-SAME-PROJECT"));
    assert!(told, "{:?}", report.findings);
}
