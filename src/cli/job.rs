//! `gongkai run`: a job done unattended, at night, by a scheduler or whenever its inputs change.

mod report;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::cli::Environment;
use crate::cli::console::Console;
use crate::cli::options::Global;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_words};
use crate::store::jobs::{self, JobFile, JobOrder, Machine, Once};
use crate::store::plan::Plan;
pub use report::busy;

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
    let machine = Machine {
        variables: &environment.variables,
        clock: environment.clock,
        date: console.date,
        today: console.today,
        templates: global.templates.as_deref(),
    };
    if arguments.check {
        return check(&JobOrder::of(&job, &machine)?, console);
    }
    jobs::listen();
    let shown: Option<fn(usize, &str)> = (arguments.progress && environment.err_is_terminal).then_some(show);
    let once = Once::new(&job, machine, shown);
    if arguments.watch { jobs::watch(&once, console) } else { once.run(console) }
}

/// Shows a department that is done, over the one before.
fn show(count: usize, owner: &str) {
    let mut err = io::stderr();
    let _ = write!(err, "\r\x1b[K{count} {owner}").and_then(|()| err.flush());
}

/// Says what a job would read and write.
fn check(order: &JobOrder, console: &mut Console<'_>) -> Result<ExitStatus, Stop> {
    let plan = Plan::new(order.request.clone(), console.today)?;
    let look = match jobs::look(&plan) {
        Ok(look) => look,
        Err(findings) => {
            console.findings(&findings)?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let names = |files: &[(String, PathBuf)]| files.iter().map(|(name, _)| format!("  {name}\n")).collect::<String>();
    let (out, count, inputs) = (plan.out.display(), look.inputs.len(), names(&look.inputs));
    console.data(console.pick(&format!("输入：{count} 个文件\n"), &format!("inputs: {count} files\n")))?;
    console.data(&inputs)?;
    if !look.others.is_empty() {
        let others = names(&look.others);
        console.data(console.pick(&format!("也用到：\n{others}"), &format!("also used:\n{others}")))?;
    }
    console.data(console.pick(&format!("输出：{out}\n"), &format!("output: {out}\n")))?;
    for word in &order.settings {
        console.data(console.pick(&format!("设置：{word}\n"), &format!("setting: {word}\n")))?;
    }
    if let Some((folder, error)) = &look.refused {
        let ((zh, en), shown) = (io_words(error), folder.display());
        console.warn(&format!("“{shown}”不能写：{zh}。"), &format!("cannot write to {shown}: {en}"))?;
        return Ok(ExitStatus::NotRun);
    }
    if look.is_busy {
        busy(&plan.out, console)?;
        return Ok(ExitStatus::Busy);
    }
    console.say("任务文件没有问题。", "the job file is right")?;
    Ok(ExitStatus::Done)
}
