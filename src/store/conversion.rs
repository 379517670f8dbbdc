//! From inputs on disk to folders of finished files.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use crate::finding::Finding;
use crate::service::date::Date;
use crate::service::department::Tasks;
use crate::service::order::Order;
use crate::service::progress::Progress;
use crate::service::published;
use crate::service::source::Known;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::text::Texts;
use crate::service::understand;
use crate::store::answers;
use crate::store::delivery::{Delivery, Done, Overseer, not_written};
use crate::store::inputs::Walk;
use crate::store::intake;
use crate::store::large;
use crate::store::office;
use crate::store::prior;
use crate::store::request::Request;

/// What is made of what, decided before anything is read.
#[derive(Debug)]
pub struct Plan {
    /// What was asked for.
    pub request: Request,
    /// How inputs are understood and which forms are filled.
    pub order: Order,
    /// Where outputs go.
    pub out: PathBuf,
}

/// What became of a plan.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended.
    pub status: ExitStatus,
    /// What was found while reading, and about waivers.
    pub findings: Vec<Finding>,
    /// That nothing could be made of the inputs; why is among the findings.
    pub nothing: Option<Finding>,
    /// Why departments could not be begun.
    pub refusals: Vec<Finding>,
    /// The departments, in order of code and year.
    pub done: Vec<Done>,
    /// The inputs as they were read.
    pub inputs: Vec<Known>,
}

impl Plan {
    /// What a request comes to; `today` decides which waivers are still in force.
    ///
    /// # Errors
    /// Where a template, the profile or the waivers are wrong.
    pub fn new(request: Request, today: Option<Date>) -> Result<Plan, Stop> {
        Ok(Plan { order: request.order(today)?, out: request.out(), request })
    }

    /// Reads, makes and writes.
    ///
    /// # Errors
    /// Where a template is broken or the output folder cannot be made.
    pub fn perform(
        &self,
        progress: &mut dyn Progress,
        stdin: &mut dyn Read,
        overseer: &dyn Overseer,
    ) -> Result<Outcome, Stop> {
        let order = &self.order;
        let walk = Walk::over(&self.request.inputs, Some(&self.out));
        if let Some(files) = large::among(&walk) {
            return large::perform(self, files, overseer, progress);
        }
        let mut intake = intake::read_walked(walk, order, (stdin, progress))?;
        let mut findings = intake.understood.findings.clone();
        findings.extend(intake.understood.published.iter().map(published::given_for_conversion));
        let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, order)?;
        let inputs = intake.understood.inputs;
        let mut status = intake.status;
        if status == ExitStatus::Unreadable && overseer.wants_all_inputs() {
            return Ok(Outcome { status, findings, nothing: None, refusals, done: Vec::new(), inputs });
        }
        if tasks.is_empty() && refusals.is_empty() {
            findings.extend(order.about(&findings));
            let nothing = understand::nothing(inputs.len());
            status = if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun };
            return Ok(Outcome { status, findings, nothing, refusals, done: Vec::new(), inputs });
        }
        if !tasks.is_empty() {
            fs::create_dir_all(&self.out).map_err(|error| not_written("", &self.out, &error))?;
        }
        let texts = if order.wants_text() {
            let (prior, about) = prior::read(&self.request.prior, order, progress)?;
            status = status.and(ExitStatus::of(&about));
            findings.extend(about);
            let files = answers::paths(self.request.narrative.as_deref(), &self.request.inputs);
            let files = files.iter().map(|path| answers::read(path)).collect::<Result<_, Stop>>()?;
            let (texts, about) = Texts::new(&tasks, order, (files, prior), office::from_word)?;
            status = status.and(ExitStatus::of(&about));
            findings.extend(about);
            Some(texts)
        } else {
            None
        };
        let done = Delivery { plan: self, overseer, texts }.all(tasks);
        Ok(Outcome { status, findings, nothing: None, refusals, done, inputs }.concluded(order))
    }
}

impl Outcome {
    /// With what is to be said of waivers, and how it ends on account of the departments.
    pub fn concluded(mut self, order: &Order) -> Outcome {
        let about = match &order.waivers {
            // A waiver that nothing needed is known only where all departments were looked at.
            Some(waivers) if self.done.iter().any(Done::was_left) => waivers.about_expired(),
            _ => order.about(self.findings.iter().chain(self.done.iter().flat_map(|done| &done.own))),
        };
        self.findings.extend(about);
        let failed = !self.refusals.is_empty() || self.done.iter().any(Done::has_failed);
        let status = self.status.and(if failed { ExitStatus::SomeFailed } else { ExitStatus::Done });
        self.status = self.done.iter().map(Done::status).fold(status, ExitStatus::and);
        self
    }

    /// How many departments are done, and how many are not.
    pub fn counts(&self) -> (usize, usize) {
        let failed = self.done.iter().filter(|done| done.has_failed()).count();
        (self.done.len() - failed, self.refusals.len() + failed)
    }

    /// The departments whose outputs must not be published yet.
    pub fn blocked(&self) -> Vec<&str> {
        self.done.iter().filter(|done| done.blocks).map(|done| &*done.owner).collect()
    }
}
