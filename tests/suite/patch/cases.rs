//! Runs every case below `tests/patch/cases`.

use std::path::{Path, PathBuf};

use super::case::{Case, differences, edit};
use crate::openxml::Audit;

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            assert_eq!(path.extension().and_then(|e| e.to_str()), Some("case"), "{}", path.display());
            found.push(path);
        }
    }
}

#[test]
fn every_case_comes_out_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/patch/cases");
    let mut cases = Vec::new();
    walk(&root, &mut cases);
    cases.sort();
    assert!(cases.len() >= 30, "only {} cases found", cases.len());
    let mut failures = Vec::new();
    let mut audit = Audit::new();
    for path in cases {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let case = Case::read(&path);
        let before = case.package();
        let result = std::panic::catch_unwind(|| {
            let after = edit(&before, &case.edits);
            assert_eq!(edit(&before, &case.edits), after, "same input, other bytes");
            (differences(&case, &before, &after), after)
        });
        match result {
            Ok((wrong, after)) if wrong.is_empty() => {
                audit.add(&format!("{}.xlsx", name.replace('/', "-")), &after, &[before]);
            }
            Ok((wrong, _)) => failures.push(format!("{name}:\n{}", wrong.join("\n"))),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                failures.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
    audit.judge();
}
