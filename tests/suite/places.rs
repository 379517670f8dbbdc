//! Disclosures of other places, as really published: every cell as displayed, both ways, read by programs that are not ours.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::program::gongkai;
use super::python::{python, repository};

/// Converts what a place's export holds; the workbook to publish.
fn published(inputs: &Path, templates: Option<&str>, out: &Path) -> PathBuf {
    let templates = templates.map(repository);
    let mut arguments = vec!["convert", inputs.to_str().unwrap(), "-o", out.to_str().unwrap()];
    if let Some(templates) = &templates {
        arguments.extend(["--templates", templates.to_str().unwrap()]);
    }
    let output = gongkai(&arguments, out);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let paths = String::from_utf8(output.stdout).unwrap();
    let workbook = paths.lines().find(|path| path.ends_with("公开表.xlsx")).expect(&said);
    out.join(workbook)
}

/// As it is, and with every formula computed anew.
fn equals(place: &str, workbook: &Path, out: &Path) {
    let folder = repository(&format!("tests/published-places/{place}"));
    let recalculated = out.join("recalculated.xlsx");
    python("tests/published/recalculate.py", &[workbook.as_os_str(), recalculated.as_os_str()]);
    for book in [workbook, &recalculated] {
        python("tests/published-places/compare.py", &[folder.as_os_str(), book.as_os_str()]);
    }
}

#[test]
fn shanghai_2026_is_as_published() {
    let out = tempfile::tempdir().unwrap();
    let workbook = published(&repository("samples/shanghai-2026"), None, out.path());
    equals("shanghai-2026", &workbook, out.path());
}

#[test]
fn jiangsu_2019_is_as_published() {
    let out = tempfile::tempdir().unwrap();
    let inputs = out.path().join("in");
    python("tests/published-places/make_jiangsu.py", &[OsStr::new(inputs.to_str().unwrap())]);
    let workbook = published(&inputs, Some("tests/published-places/templates"), out.path());
    equals("jiangsu-2019", &workbook, out.path());
}
