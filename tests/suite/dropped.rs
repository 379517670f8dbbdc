//! Files dropped on the program, on a desktop: what is opened, and that it is only opened where somebody watches.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A desktop on which opening a document is noted.
struct Desktop(TempDir);

impl Desktop {
    fn new() -> Desktop {
        let dir = tempfile::tempdir().unwrap();
        let opener = dir.path().join("xdg-open");
        fs::write(&opener, "#!/bin/sh\nprintf '%s' \"$1\" > \"${0%/*}/opened\"\n").unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        Desktop(dir)
    }

    /// Drops a file: what was said, and what was opened.
    fn drop(&self, file: &Path, display: &str, options: &[&str]) -> (String, Option<PathBuf>) {
        let path = format!("{}:{}", self.0.path().display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(options).arg(file).env("PATH", path).env("DISPLAY", display).env("HOME", self.0.path());
        command.env_remove("WAYLAND_DISPLAY").env_remove("XDG_CONFIG_HOME").stdin(Stdio::null());
        let output = command.output().unwrap();
        let opened = fs::read_to_string(self.0.path().join("opened")).ok().map(PathBuf::from);
        let _ = fs::remove_file(self.0.path().join("opened"));
        (String::from_utf8(output.stderr).unwrap(), opened)
    }
}

#[test]
fn the_report_is_opened_where_somebody_watches_and_there_is_a_desktop() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingxiang-2024/支出预算明细.csv");
    let desktop = Desktop::new();
    let folder = desktop.0.path().join("甲 & 乙；$(touch x)");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("支出.csv");
    fs::copy(sample, &file).unwrap();
    let page = folder.join("公开/434-平乡县人民政府办公室/检查报告.html");
    let (said, opened) = desktop.drop(&file, ":7", &["--wait"]);
    assert_eq!(opened.as_ref(), Some(&page), "{said}");
    assert!(page.is_file() && said.contains("检查报告已经打开"), "{said}");
    // Nobody watches, or nothing can be shown.
    assert_eq!(desktop.drop(&file, ":7", &[]).1, None);
    let (said, opened) = desktop.drop(&file, "", &["--wait"]);
    assert!(opened.is_none() && said.contains("请自己打开"), "{said}");
    // Nothing came of it: the reason stands in the window.
    fs::write(&file, "").unwrap();
    let (said, opened) = desktop.drop(&file, ":7", &["--wait"]);
    assert!(opened.is_none() && said.contains("没有做成公开表"), "{said}");
}
