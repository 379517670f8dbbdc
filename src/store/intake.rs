//! From the inputs on disk to what they say.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::finding;
use crate::service::order::Order;
use crate::service::progress::{Note, Progress};
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand::{self, Understood};
use crate::store::inputs::Walk;

/// Inputs as read and understood.
#[derive(Debug)]
pub struct Intake {
    /// What they say; what could not be read at all is among its findings, since every department may lack it.
    pub understood: Understood,
    /// How the run ends as far as reading goes.
    pub status: ExitStatus,
}

/// Reads and understands the inputs; tells what was skipped.
///
/// # Errors
/// Where a template is broken or nothing can be said.
pub fn read(
    inputs: &[PathBuf],
    output: Option<&Path>,
    order: &Order,
    talk: (&mut dyn Read, &mut dyn Progress),
) -> Result<Intake, Stop> {
    read_walked(Walk::over(inputs, output), order, talk)
}

/// Reads and understands inputs that were walked over already, as [`read`] does.
///
/// # Errors
/// As there.
pub fn read_walked(
    walk: Walk,
    order: &Order,
    (stdin, progress): (&mut dyn Read, &mut dyn Progress),
) -> Result<Intake, Stop> {
    let gathered = walk.gather(understand::largest_input(), stdin);
    for skipped in &gathered.skipped {
        progress.tell(Note::Skipped(&skipped.path, skipped.why))?;
    }
    let mut understood = understand::understand(gathered.sources, order)?;
    for file in &understood.passed_over {
        progress.tell(Note::NoTable(&file.name, &file.format, file.format_id))?;
    }
    let whole = gathered.findings.is_empty();
    understood.findings.extend(gathered.findings);
    finding::sort(&mut understood.findings);
    let status = if whole { understood.status() } else { ExitStatus::Unreadable };
    Ok(Intake { understood, status })
}
