//! A single file that somebody named.

use std::fs;
use std::path::Path;

use crate::finding::Finding;
use crate::finding::codes::run::UNREADABLE;
use crate::service::stop::io_reason;

/// Its content.
///
/// # Errors
/// The finding that it cannot be read, and why.
pub fn read(path: &Path) -> Result<Vec<u8>, Box<Finding>> {
    fs::read(path).map_err(|error| {
        let shown = path.display().to_string();
        Box::new(Finding::new(&UNREADABLE).with("path", shown).with("reason", io_reason(&error)))
    })
}

/// The name that it is shown by.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
