//! Runs the built program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The folder that the sample's department gets, and the workbook in it.
pub const DEPARTMENT: &str = "434-平乡县人民政府办公室";
/// The workbook to publish.
pub const PUBLISHED: &str = "2024年部门预算公开表.xlsx";

/// One `gongkai convert` into a folder of its own.
pub struct Converted {
    output: Output,
    folder: TempDir,
}

/// Converts these inputs.
pub fn convert(inputs: &[PathBuf]) -> Converted {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("convert").args(inputs).arg("-o").arg(folder.path().join("out")).env("NO_COLOR", "1");
    Converted { output: command.output().unwrap(), folder }
}

impl Converted {
    /// The exit code.
    pub fn code(&self) -> i32 {
        self.output.status.code().unwrap()
    }

    /// What the program said to people.
    pub fn said(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    /// The workbook to publish; fails with what the program said where there is none.
    pub fn published(&self) -> PathBuf {
        let path = self.folder.path().join("out").join(DEPARTMENT).join(PUBLISHED);
        assert!(path.is_file(), "no {PUBLISHED}; exit {}, it said:\n{}", self.code(), self.said());
        path
    }

    /// The bytes of the workbook to publish.
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.published()).unwrap()
    }

    /// Every file that was written.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        walk(&self.folder.path().join("out"), &mut files);
        files
    }
}

/// Runs the program in a folder.
pub fn gongkai(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").output().unwrap()
}

/// What the program writes to standard output.
pub fn answer(arguments: &[&str], inputs: &[PathBuf]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).args(inputs).env("NO_COLOR", "1");
    command.output().unwrap().stdout
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
