//! The programs that read our files back. Both are prerequisites: where one is missing the test fails and says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A folder for one test, removed at its end.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    /// Writes a file into the folder.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// What openpyxl finds in a workbook.
    pub fn openpyxl(&self, workbook: &Path) -> Value {
        let text = run(Command::new("python3").arg(script("read_back.py")).arg(workbook));
        serde_json::from_str(&text).unwrap()
    }

    /// The workbook as LibreOffice saves it after computing every formula anew.
    pub fn recalculated(&self, workbook: &Path) -> PathBuf {
        let bare = self.0.path().join("bare.xlsx");
        run(Command::new("python3").arg(script("forget_results.py")).arg(workbook).arg(&bare));
        self.libreoffice("xlsx:Calc MS Excel 2007 XML", &bare, "xlsx")
    }

    /// The pages of a workbook's PDF as text.
    pub fn pages(&self, workbook: &Path) -> Vec<String> {
        let pdf = self.libreoffice("pdf", workbook, "pdf");
        let text = run(Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"));
        text.split('\u{c}').map(str::to_owned).filter(|page| !page.trim().is_empty()).collect()
    }

    fn libreoffice(&self, filter: &str, workbook: &Path, extension: &str) -> PathBuf {
        let out = self.0.path().join("converted");
        let profile = format!("-env:UserInstallation=file://{}", self.0.path().join("profile").display());
        let mut command = Command::new("soffice");
        command.arg("--headless").arg(profile).arg("--convert-to").arg(filter).arg("--outdir").arg(&out).arg(workbook);
        run(&mut command);
        let made = out.join(workbook.with_extension(extension).file_name().unwrap());
        assert!(made.exists(), "soffice made no {}", made.display());
        made
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(name)
}

/// Runs a program to its end and gives what it printed.
fn run(command: &mut Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| panic!("`{program}` is needed for the tests: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
