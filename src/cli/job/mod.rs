//! `gongkai run`: a job done unattended, at night, by a scheduler or whenever its inputs change.

mod ask;
mod clock;
mod expand;
mod file;
mod interrupt;
mod journal;
mod lock;
mod log;
mod manifest;
mod once;
mod order;
mod others;
mod report;
mod tell;
mod watch;
mod watcher;

use std::path::PathBuf;

use clap::Args;

use crate::cli::Environment;
use crate::cli::arguments::Global;
use crate::cli::console::Console;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use clock::Clock;
pub use file::{JobFile, schema as job_schema};
pub use lock::Lock;
pub use manifest::schema as manifest_schema;
use once::Once;
use order::Order;
pub use report::busy;

/// Folder below the output folder that holds the lock, manifests and logs.
pub const RECORDS: &str = ".gongkai";

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 任务文件（.toml）：输入、输出和设置，写法见 docs/unattended.md
    #[arg(value_name = "任务文件")]
    pub(super) job: PathBuf,
    /// 只检查任务文件，说明会读什么、写到哪里，不运行
    #[arg(long, conflicts_with = "watch")]
    pub(super) check: bool,
    /// 一直运行：输入有变化就再做一次，直到 Ctrl-C
    #[arg(long)]
    pub(super) watch: bool,
    /// 在终端上显示做到第几个部门
    #[arg(long)]
    pub(super) progress: bool,
}

/// Does a job.
///
/// # Errors
/// Where the job file is wrong, a template is broken, or the output folder cannot be used.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<ExitStatus, Stop> {
    let job = JobFile::load(&arguments.job)?;
    let progress = arguments.progress && environment.err_is_terminal;
    if arguments.check {
        return ask::check(&job, &Order::of(&job, global, environment)?, console);
    }
    interrupt::listen();
    let once = Once { job: &job, environment, clock: Clock::new(environment.clock), progress };
    if arguments.watch {
        return watch::watch(&once, global, console);
    }
    once.run(global, console)
}
