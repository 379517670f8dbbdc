//! What became of a conversion.

use crate::finding::Finding;
use crate::service::order::Order;
use crate::service::source::Known;
use crate::service::status::ExitStatus;
use crate::store::delivery::Done;

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
