//! Jobs (任务): done unattended, at night, by a scheduler or whenever their inputs change.

mod clock;
mod expand;
mod file;
mod interrupt;
mod journal;
mod lock;
mod log;
mod look;
mod manifest;
mod once;
mod order;
mod others;
mod records;
mod tell;
mod watch;
mod watcher;

use std::path::Path;

use crate::service::date::Date;
use crate::service::progress::Progress;
use crate::service::stop::Stop;
use crate::store::layers::Variables;

pub use file::{JobFile, schema as job_schema};
pub use interrupt::listen;
pub use lock::Lock;
pub use look::{Look, look};
pub use manifest::{Department, DepartmentState, Manifest, State, schema as manifest_schema};
pub use once::{Ended, Once, Ran};
pub use order::JobOrder;
pub use records::RECORDS;
pub use watch::watch;

/// What a job sees of the machine, besides files.
#[derive(Clone, Copy, Debug)]
pub struct Machine<'a> {
    /// The variables of the environment.
    pub variables: &'a Variables,
    /// Seconds since 1970-01-01 UTC, where a clock says so.
    pub clock: Option<u64>,
    /// The date of creation for outputs where the job says none.
    pub date: Option<Date>,
    /// Today, which decides whether waivers are still in force.
    pub today: Option<Date>,
    /// A folder of templates that whoever started the job asked for.
    pub templates: Option<&'a Path>,
}

/// Whoever is told how a job goes.
pub trait Witness: Progress {
    /// A run has ended.
    ///
    /// # Errors
    /// Where nobody listens any more.
    fn ended(&mut self, ran: &Ran) -> Result<(), Stop>;

    /// So many folders are watched from now on.
    ///
    /// # Errors
    /// Where nobody listens any more.
    fn watching(&mut self, folders: usize) -> Result<(), Stop>;
}
