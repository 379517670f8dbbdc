//! The menu 发送到 (Send to) of the Windows Explorer: a folder of shortcuts, each user's own.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::outputs;

/// The folder of the menu; only Windows has one.
pub fn folder() -> Option<PathBuf> {
    let roaming = env::var_os("APPDATA").filter(|_| cfg!(windows)).map(PathBuf::from);
    roaming.map(|folder| folder.join(r"Microsoft\Windows\SendTo"))
}

/// The program that runs, as a shortcut names it.
///
/// # Errors
/// Where the system does not say.
pub fn program() -> io::Result<String> {
    let program = env::current_exe()?.display().to_string();
    Ok(program.strip_prefix(r"\\?\").unwrap_or(&program).to_owned())
}

/// Puts an entry into the menu.
///
/// # Errors
/// Where it cannot be written.
pub fn put(entry: &Path, shortcut: &[u8]) -> io::Result<()> {
    outputs::replace(entry, shortcut).map_err(|failed| failed.error)
}

/// Takes an entry out of the menu; one that is not there is none.
///
/// # Errors
/// Where it cannot be taken away.
pub fn remove(entry: &Path) -> io::Result<()> {
    match fs::remove_file(entry) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
