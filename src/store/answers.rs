//! What people wrote for the text of the disclosure: where it is, and its reading.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::finding::codes::run::UNREADABLE;
use crate::service::stop::Stop;
use crate::service::text::AnswerFile;
use crate::store::file;
use crate::store::inputs::is_answers;

/// How deep folders are searched for answers.
const MAX_DEPTH: usize = 8;

/// The files of answers: the one that was named, else those beside the inputs.
pub fn paths(narrative: Option<&Path>, inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    match narrative {
        Some(path) => found.push(path.to_owned()),
        None => {
            for input in inputs.iter().filter(|input| input.as_os_str() != "-") {
                if input.is_dir() {
                    search(input, MAX_DEPTH, &mut found);
                } else {
                    search(
                        input.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")),
                        0,
                        &mut found,
                    );
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    found
}

/// Files of answers in a folder and, `depth` levels down, in those below it.
fn search(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && depth > 0 && !name.starts_with('.') {
            search(&path, depth - 1, found);
        } else if is_answers(&name) && !name.starts_with(['.', '~']) && path.is_file() {
            found.push(path);
        }
    }
}

/// Reads a file of answers.
///
/// # Errors
/// Where it cannot be read, or is no text.
pub fn read(path: &Path) -> Result<AnswerFile, Stop> {
    let text = String::from_utf8(file::read(path)?).map_err(|_| {
        let finding = Finding::new(&UNREADABLE).with("path", path.display().to_string());
        finding.with("reason", "不是 UTF-8 文本，请用记事本另存为 UTF-8")
    })?;
    Ok(AnswerFile::new(&file::name(path), &text))
}
