//! Marked copies of inputs, written beside them or into a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::Finding;
use crate::finding::codes::run::NOT_WRITTEN;
use crate::service::annotate::{self, Marked};
use crate::service::date::Date;
use crate::service::progress::{Note, Progress};
use crate::service::published::Examined;
use crate::service::source::{Known, Source};
use crate::service::stop::{Stop, io_reason};
use crate::store::outputs::{self, Failed};

/// Writes a marked copy of every input in which something was found, or which still carries marks; into `folder`, or beside
/// each.
///
/// # Errors
/// Where a copy cannot be written.
pub fn write(
    inputs: &[Known],
    (findings, examined): (&[Finding], &[Examined]),
    (folder, date): (Option<&Path>, Date),
    progress: &mut dyn Progress,
) -> Result<(), Stop> {
    for input in inputs.iter().filter(|input| annotate::concerns(&input.name, findings, examined)) {
        let Some(source) = again(input, progress)? else { continue };
        let beside = input.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        for copy in annotate::copies(&source, (findings, examined), date) {
            match copy {
                Err((name, reason)) => progress.tell(Note::NotMarked(&name, &reason))?,
                Ok(marked) => {
                    let target = target(folder.unwrap_or(beside), &marked);
                    outputs::replace(&target, &marked.bytes).map_err(|failed| not_written(&failed))?;
                    progress.tell(Note::Marked(&target, &marked))?;
                }
            }
        }
    }
    Ok(())
}

/// The input read once more, since its content is not kept; `None` where that cannot be, which is told.
fn again(input: &Known, progress: &mut dyn Progress) -> Result<Option<Source>, Stop> {
    let Some(path) = &input.path else {
        progress.tell(Note::StandardInputNotMarked)?;
        return Ok(None);
    };
    let source = fs::read(path).ok().map(|bytes| Source {
        name: Arc::clone(&input.name),
        path: Some(path.clone()),
        bytes,
        named: true,
    });
    let source = source.filter(|source| source.known() == *input);
    if source.is_none() {
        progress.tell(Note::ChangedMeanwhile(path))?;
    }
    Ok(source)
}

/// Where a copy goes; a marked file is replaced, any other file that has the name stays.
fn target(folder: &Path, marked: &Marked) -> PathBuf {
    match marked.replaces {
        true => folder.join(&marked.name),
        false => folder.join(outputs::name_for(folder, &marked.name, &marked.bytes, false)),
    }
}

/// What is said where a file cannot be written.
pub fn not_written(failed: &Failed) -> Finding {
    Finding::new(&NOT_WRITTEN)
        .with("owner", "检查结果")
        .with("path", failed.path.display().to_string())
        .with("reason", io_reason(&failed.error))
}
