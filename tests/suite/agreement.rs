//! Both readers of workbooks on every readable container below `tests/`: they see the same cells, but for the differences that
//! `src/import/second/known.rs` lists. What is read once is named here, each with its reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};

/// Containers that ours reads and the other reader does not, and why.
const READ_ONCE: &[(&str, &str)] = &[
    (
        "tests/containers/xls-biff5-declared-1252/input.xls",
        "it reads the sheet's name in the code page that the file names wrongly",
    ),
    ("tests/containers/xls-sheet-outside/input.xls", "a sheet lies outside the file"),
    ("tests/containers/xlsb-cut/input.xlsb", "the file breaks off, as ours says"),
    ("tests/containers/xlsb-missing-text/input.xlsb", "it panics on a text that is not there"),
    ("tests/containers/xlsb-sheet-empty/input.xlsb", "the part of the sheet is empty"),
    ("tests/containers/xlsb-sheet-of-zeros/input.xlsb", "the part of the sheet is zeros"),
    ("tests/containers/xlsx-bad-address/input.xlsx", "a cell has no address that exists"),
    ("tests/containers/xlsx-deep-xml/input.xlsx", "elements stand in one another beyond all reason"),
    ("tests/containers/xlsx-new-error/input.xlsx", "it does not know #SPILL!"),
    ("tests/containers/xlsx-sheet-broken-midway/input.xlsx", "the sheet's XML breaks off"),
    ("tests/containers/xlsx-sheet-empty/input.xlsx", "the part of the sheet is empty"),
    ("tests/containers/xlsx-sheet-of-another-root/input.xlsx", "the part is a page"),
    ("tests/containers/xlsx-sheet-of-zeros/input.xlsx", "the part of the sheet is zeros"),
    ("tests/containers/xlsx-utf16-part/input.xlsx", "it reads parts in UTF-8 only"),
    ("tests/sample-forms/binary.xlsb", "it wants a kind of sheet by the name that Excel gives the part"),
];

/// What becomes of the workbooks of a folder: read twice and found the same, read once, not read at all.
#[derive(Default)]
struct Tally {
    same: Vec<String>,
    once: BTreeMap<String, Vec<String>>,
    unread: Vec<String>,
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
    found.sort();
}

fn tally(folders: &[&str]) -> Tally {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tally = Tally::default();
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| walk(&root.join(folder), &mut paths));
    for path in paths {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let checked = open(&Input { name: name.as_str().into(), bytes: &bytes }, &Limits::default());
        let other: Vec<String> = checked
            .findings
            .iter()
            .filter(|finding| finding.code.id == "GK-I040")
            .map(|finding| format!("{:?} {:?}", finding.places, finding.details))
            .collect();
        assert!(other.is_empty(), "{name}: the readers disagree:\n{}", other.join("\n"));
        for opened in &checked.value {
            if !["xlsx", "xlsm", "xlsb", "xls", "ods"].contains(&opened.format_id) {
                continue;
            }
            let once: Vec<String> =
                opened.evidence.iter().filter(|why| why.contains("没有读第二遍")).cloned().collect();
            match opened.grid {
                None => tally.unread.push(name.clone()),
                Some(_) if once.is_empty() => tally.same.push(name.clone()),
                Some(_) => drop(tally.once.insert(name.clone(), once)),
            }
        }
    }
    tally
}

#[test]
fn both_readers_see_the_same_cells_in_every_container() {
    let tally =
        tally(&["tests/containers", "tests/sample-forms", "tests/import", "tests/fill", "tests/acceptance", "samples"]);
    let expected: Vec<&str> = READ_ONCE.iter().map(|(name, _)| *name).collect();
    let once: Vec<&String> = tally.once.keys().collect();
    assert!(once == expected, "read once: {:#?}", tally.once);
    assert!(tally.same.len() >= 30, "only {} were read twice", tally.same.len());
    assert!(!tally.unread.is_empty(), "the damaged ones are gone");
}
