//! PDF by the office program of the machine; this program sets no pages itself.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::finding::{Detail, Words};
use crate::service::date::Date;

/// Names a LibreOffice that is not found by itself.
const NAMED: &str = "SOFFICE";
/// Where it is installed when it is not in PATH.
const PLACES: &[&str] = &[
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
];
/// How often it is looked whether it is done, and how many times.
const TICK: Duration = Duration::from_millis(200);
const TICKS: u32 = 900;
/// A PDF of one page is larger than this.
const SMALLEST: usize = 1_000;

const NOT_INSTALLED: Words =
    Words { zh: "本机没有找到 LibreOffice", en: "LibreOffice was not found on this machine" };
const TOO_SLOW: Words = Words {
    zh: "LibreOffice 三分钟没有完成，已停止",
    en: "LibreOffice took more than three minutes and was stopped",
};
const NOTHING: Words = Words {
    zh: "LibreOffice 结束了，但没有写出完整的 PDF",
    en: "LibreOffice ended without writing a whole PDF",
};

/// The PDF of a Word document.
///
/// The office program runs with a profile of its own, so that one that is open is not disturbed, and for three minutes at
/// most.
///
/// # Errors
/// Why there is none.
pub fn from_word(word: &[u8], date: Date) -> Result<Vec<u8>, Detail> {
    let program = program(&|name| std::env::var_os(name)).ok_or(NOT_INSTALLED)?;
    let failed = |error: std::io::Error| Detail::Text(error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let source = folder.path().join("text.docx");
    fs::write(&source, word).map_err(failed)?;
    let mut child = Command::new(program)
        .arg(profile(folder.path()))
        .args(["--headless", "--norestore", "--nologo", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .env("SOURCE_DATE_EPOCH", epoch(date).to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let mut ticks = 0;
    while child.try_wait().map_err(failed)?.is_none() {
        if ticks == TICKS {
            // It may have ended by itself just now; either way it is gone after this.
            let _ = child.kill();
            let _ = child.wait();
            return Err(TOO_SLOW.into());
        }
        ticks += 1;
        sleep(TICK);
    }
    let pdf = fs::read(folder.path().join("text.pdf")).unwrap_or_default();
    let tail = pdf.len().saturating_sub(1_024);
    let whole =
        pdf.len() > SMALLEST && pdf.starts_with(b"%PDF-") && pdf[tail..].windows(5).any(|five| five == b"%%EOF");
    if whole { Ok(pdf) } else { Err(NOTHING.into()) }
}

/// The office program: the one named, in PATH, or where it is usually installed.
pub fn program(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(named) = variable(NAMED).filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        return named.is_file().then_some(named);
    }
    let name = if cfg!(windows) { "soffice.exe" } else { "soffice" };
    let in_path = variable("PATH")
        .into_iter()
        .flat_map(|paths| std::env::split_paths(&paths).map(|folder| folder.join(name)).collect::<Vec<_>>());
    in_path.chain(PLACES.iter().map(PathBuf::from)).find(|path| path.is_file())
}

/// The argument that gives it a profile in `folder`.
fn profile(folder: &Path) -> OsString {
    let path = folder.join("profile").to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    let escaped: String = path
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' | b'~' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    OsString::from(format!("-env:UserInstallation=file://{slash}{escaped}"))
}

/// Seconds since 1970 at the beginning of a date.
fn epoch(date: Date) -> i64 {
    // Days by the civil calendar, years beginning in March.
    let (year, month) = (i64::from(date.year), i64::from(date.month));
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(date.day) - 1;
    (days - 719_468) * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_seconds() {
        let seconds = |year, month, day| epoch(Date { year, month, day });
        assert_eq!(seconds(1970, 1, 1), 0);
        assert_eq!(seconds(2000, 3, 1), 951_868_800);
        assert_eq!(seconds(1999, 12, 31), 946_598_400);
    }

    #[test]
    fn profiles_are_urls() {
        let argument = profile(Path::new("/tmp/公 开"));
        assert_eq!(argument, "-env:UserInstallation=file:///tmp/%E5%85%AC%20%E5%BC%80/profile");
    }
}
