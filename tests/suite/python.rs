//! Runs the Python that judges what the program wrote.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A path below the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a Python program of the repository and demands that it ends well.
pub fn python(script: &str, arguments: &[&OsStr]) {
    let output = Command::new("python3")
        .arg(repository(script))
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .expect("python3 runs; `make setup` installs what the tests need");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{script}:\n{said}");
}
