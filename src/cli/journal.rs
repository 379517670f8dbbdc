//! Standard error as systemd's journal takes it: each line begins with how grave it is.

use std::fmt::Write;

/// How grave a line is.
///
/// Source: sd-daemon(3): the levels of syslog, written `<3>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Something was not done, or blocks publication.
    Error = 3,
    /// Somebody should look.
    Warning = 4,
    /// As it should be.
    Info = 6,
    /// What was asked for with `--verbose`.
    Debug = 7,
}

/// Whether standard error goes to the journal, which sets `JOURNAL_STREAM` to the device and inode of the stream that it reads:
/// only where they are those of standard error has nobody redirected it.
///
/// Source: systemd.exec(5), `$JOURNAL_STREAM`.
pub fn is_connected(stream: Option<&str>) -> bool {
    #[cfg(unix)]
    {
        use std::fs::File;
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;

        let of_stderr = || File::from(std::io::stderr().as_fd().try_clone_to_owned().ok()?).metadata().ok();
        stream
            .is_some_and(|stream| of_stderr().is_some_and(|about| stream == format!("{}:{}", about.dev(), about.ino())))
    }
    #[cfg(not(unix))]
    {
        let _ = stream;
        false
    }
}

/// Lines with their level before each; empty ones would be empty entries and are left out.
pub fn lines(text: &str, level: Level) -> String {
    let mut marked = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        // Writing to a text cannot fail.
        let _ = writeln!(marked, "<{}>{line}", level as u8);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_level() {
        assert_eq!(lines("一\n\n  二\n", Level::Warning), "<4>一\n<4>  二\n");
        assert!(!is_connected(None) && !is_connected(Some("0:0")) && !is_connected(Some("")));
    }
}
