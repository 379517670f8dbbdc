//! From inputs on disk to folders of finished files.

use std::fs;
use std::io::Read;

use crate::service::convert::Begun;
use crate::service::progress::Progress;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::text::Texts;
use crate::store::answers;
use crate::store::delivery::{Delivery, Overseer, not_written};
use crate::store::inputs::Walk;
use crate::store::intake::{self, Intake};
use crate::store::large;
use crate::store::office;
use crate::store::outcome::Outcome;
use crate::store::plan::Plan;
use crate::store::prior;

/// Reads, makes and writes.
///
/// # Errors
/// Where a template is broken or the output folder cannot be made.
pub fn perform(
    plan: &Plan,
    progress: &mut dyn Progress,
    stdin: &mut dyn Read,
    overseer: &dyn Overseer,
) -> Result<Outcome, Stop> {
    let order = &plan.order;
    let walk = Walk::over(&plan.request.inputs, Some(&plan.out));
    if let Some(files) = large::among(&walk) {
        return large::perform(plan, files, overseer, progress);
    }
    let Intake { understood, status } = intake::read_walked(walk, order, (stdin, progress))?;
    let begun = Begun::of(understood, status, order)?;
    let Begun { tasks, refusals, mut findings, nothing, inputs, mut status } = begun;
    let is_partial = status == ExitStatus::Unreadable && overseer.wants_all_inputs();
    if is_partial || tasks.is_empty() && refusals.is_empty() {
        let nothing = nothing.filter(|_| !is_partial);
        return Ok(Outcome { status, findings, nothing, refusals, done: Vec::new(), inputs });
    }
    if !tasks.is_empty() {
        fs::create_dir_all(&plan.out).map_err(|error| not_written("", &plan.out, &error))?;
    }
    let texts = if order.wants_text() {
        let (prior, about) = prior::read(&plan.request.prior, order, progress)?;
        status = status.and(ExitStatus::of(&about));
        findings.extend(about);
        let files = answers::paths(plan.request.narrative.as_deref(), &plan.request.inputs);
        let files = files.iter().map(|path| answers::read(path)).collect::<Result<_, Stop>>()?;
        let (texts, about) = Texts::new(&tasks, order, (files, prior), office::from_word)?;
        status = status.and(ExitStatus::of(&about));
        findings.extend(about);
        Some(texts)
    } else {
        None
    };
    let done = Delivery { plan, overseer, texts }.all(tasks);
    Ok(Outcome { status, findings, nothing: None, refusals, done, inputs }.concluded(order))
}
