//! Whether a job could be done, without doing it.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::store::inputs;
use crate::store::jobs::lock::Lock;
use crate::store::jobs::others::Others;
use crate::store::jobs::records::RECORDS;
use crate::store::outputs;
use crate::store::plan::Plan;

/// What a job would read, and whether it could write.
#[derive(Debug)]
pub struct Look {
    /// The inputs, with the names that are shown.
    pub inputs: Vec<(String, PathBuf)>,
    /// The other files that outputs would depend on.
    pub others: Vec<(String, PathBuf)>,
    /// The folder that cannot be written to, and why, where it is so.
    pub refused: Option<(PathBuf, io::Error)>,
    /// Whether another run is writing there.
    pub is_busy: bool,
}

/// Looks at what a job would read and write.
///
/// # Errors
/// What cannot be read.
pub fn look(plan: &Plan) -> Result<Look, Vec<Finding>> {
    let inputs = inputs::list(&plan.request.inputs, Some(&plan.out)).and_then(readable)?;
    let others = Others::of(&plan.request).and_then(|others| readable(others.files()))?;
    // The nearest folder that is there tells whether the output can be made.
    let there = plan.out.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let refused = outputs::refuses(there).map(|error| (there.to_owned(), error));
    Ok(Look { inputs, others, refused, is_busy: Lock::is_held(&plan.out.join(RECORDS)) })
}

/// The files, where all of them can be opened.
fn readable(files: Vec<(String, PathBuf)>) -> Result<Vec<(String, PathBuf)>, Vec<Finding>> {
    let failed = |path: &PathBuf| File::open(path).err().map(|error| inputs::unreadable(path, &error));
    let findings: Vec<Finding> = files.iter().filter_map(|(_, path)| failed(path)).collect();
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}
