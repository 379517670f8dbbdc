//! Every workbook and document that leaves keeps to the standard, as a validator says that is not ours (openxml-audit).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::program::gongkai;
use super::python::{python, repository};

/// Files to be judged in one go, since the validator takes a second to start.
pub struct Audit {
    folder: TempDir,
    known: BTreeSet<Vec<u8>>,
    wanted: Vec<(PathBuf, Vec<PathBuf>)>,
}

impl Audit {
    /// Without files.
    pub fn new() -> Audit {
        Audit { folder: tempfile::tempdir().unwrap(), known: BTreeSet::new(), wanted: Vec::new() }
    }

    /// Adds a file; `inputs` are what it was made of by changing them, and whose faults it may have.
    pub fn add(&mut self, name: &str, bytes: &[u8], inputs: &[Vec<u8>]) {
        // Most of what different cases write of the same sample is the same.
        if !self.known.insert(bytes.to_vec()) {
            return;
        }
        let at = self.wanted.len();
        let put = |name: &str, bytes: &[u8]| {
            let path = self.folder.path().join(format!("{at}-{name}"));
            std::fs::write(&path, bytes).unwrap();
            path
        };
        // A text that was made into a workbook has no faults to pass on.
        let packages = inputs.iter().filter(|bytes| bytes.starts_with(b"PK"));
        let inputs = packages.enumerate().map(|(nth, bytes)| put(&format!("input{nth}-{name}"), bytes)).collect();
        self.wanted.push((put(name, bytes), inputs));
    }

    /// Adds the workbooks and documents below a folder that are none of `inputs`.
    pub fn folder(&mut self, folder: &Path, inputs: &[Vec<u8>]) {
        for path in walked(folder) {
            let bytes = std::fs::read(&path).unwrap();
            if !inputs.contains(&bytes) {
                let name = path.file_name().unwrap().to_string_lossy();
                self.add(&name, &bytes, inputs);
            }
        }
    }

    /// Judges all; gives how many there were.
    pub fn judge(self) -> usize {
        let list = self.folder.path().join("list.json");
        std::fs::write(&list, serde_json::to_vec(&self.wanted).unwrap()).unwrap();
        python("tests/export/openxml.py", &[list.as_os_str()]);
        self.wanted.len()
    }
}

/// The workbooks and documents below a folder.
pub fn walked(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walked(&path));
        } else if path.extension().is_some_and(|kind| ["xlsx", "xlsm", "docx"].iter().any(|known| kind == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn the_sample_package_keeps_to_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let [now, before] = ["samples/pingxiang-2024", "samples/pingxiang-2023"].map(repository);
    let [now, before] = [&now, &before].map(|path| path.to_str().unwrap());
    let made = gongkai(&["convert", now, "--prior", before, "-o", ".", "--format", "xlsx,docx"], folder.path());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut audit = Audit::new();
    audit.folder(folder.path(), &[]);
    assert_eq!(audit.judge(), 3, "published, working paper, document");
}

/// Marked copies: of a workbook in place, of a text as a workbook of its own.
#[test]
fn marked_copies_have_no_fault_that_their_inputs_had_not() {
    let mut audit = Audit::new();
    let lines = std::fs::read(repository("samples/pingxiang-2024/支出预算明细.csv")).unwrap();
    // Without its last line it has no longer what the revenue pays for.
    let cut = lines.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap();
    let defect = std::fs::read(repository("tests/cli/published_defect/公开表.xlsx")).unwrap();
    let revenue = std::fs::read(repository("samples/pingxiang-2024/收入预算.xlsx")).unwrap();
    let folders: [&[(&str, &[u8])]; 2] =
        [&[("公开表.xlsx", &defect)], &[("支出.csv", &lines[..=cut]), ("收入.xlsx", &revenue)]];
    for files in folders {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        gongkai(&["check", "-q", ".", "--annotate"], folder.path());
        let inputs: Vec<Vec<u8>> = files.iter().map(|(_, bytes)| bytes.to_vec()).collect();
        audit.folder(folder.path(), &inputs);
    }
    assert_eq!(audit.judge(), 3, "a marked copy of each");
}

#[test]
fn filled_blanks_have_no_fault_that_the_blanks_had_not() {
    let mut audit = Audit::new();
    for blank in ["空白表.xlsx", "空白表-单行.xlsx", "空白表-附表.xlsx"] {
        let folder = tempfile::tempdir().unwrap();
        let path = repository(&format!("tests/fill/{blank}"));
        let sample = repository("samples/pingxiang-2024");
        let arguments = ["fill", path.to_str().unwrap(), sample.to_str().unwrap(), "-o", "filled.xlsx"];
        let made = gongkai(&arguments, folder.path());
        assert!(folder.path().join("filled.xlsx").is_file(), "{}", String::from_utf8_lossy(&made.stderr));
        audit.folder(folder.path(), &[std::fs::read(&path).unwrap()]);
    }
    assert_eq!(audit.judge(), 3);
}
