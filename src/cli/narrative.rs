//! `gongkai narrative new`: the questions that the text of the disclosure asks.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::console::Console;
use crate::cli::options::{Forms, Global, Reading};
use crate::finding::Finding;
use crate::finding::codes::narrative::NO_TEXT;
use crate::finding::codes::run::NOT_WRITTEN;
use crate::narrative::blank;
use crate::service::department::{Task, Tasks};
use crate::service::names;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_reason};
use crate::service::understand;
use crate::store::intake;
use crate::store::outputs::{self, Failed};

/// Arguments of `narrative`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) action: Action,
}

/// What to do with the text.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// 生成“说明.toml”：列出情况说明里需要人写的内容，填好后给 convert 用
    New(New),
}

/// Arguments of `narrative new`.
#[derive(Debug, Args)]
pub struct New {
    /// 导出文件：文件或文件夹，用来知道是哪些部门、哪个年度
    #[arg(required = true, value_name = "输入")]
    pub(super) inputs: Vec<PathBuf>,
    /// 写到这个文件（默认：第一个输入旁边的“说明.toml”；几个部门时各写一份，名称前加部门编码）
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
    /// 覆盖已有的文件（默认不覆盖）
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) forms: Forms,
}

/// Writes the questions of each department, never over a file that is there.
///
/// # Errors
/// Where a template is broken, the arguments are wrong or a file cannot be written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let Action::New(new) = &arguments.action;
    let order = global.request(&new.inputs, &new.reading, &new.forms)?.order(console.today)?;
    let mut intake = intake::read(&new.inputs, None, &order, (stdin, console))?;
    let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, &order)?;
    let mut findings = refusals.clone();
    if tasks.is_empty() && findings.is_empty() {
        findings = intake.understood.findings.clone();
        findings.extend(understand::nothing(intake.understood.inputs.len()));
    }
    console.findings(&findings)?;
    if tasks.is_empty() {
        return Ok(ExitStatus::NotRun);
    }
    for task in &tasks {
        write(task, (new, tasks.len() > 1), console)?;
    }
    Ok(if refusals.is_empty() { ExitStatus::Done } else { ExitStatus::SomeFailed })
}

fn write(task: &Task, (new, several): (&New, bool), console: &mut Console<'_>) -> Result<(), Stop> {
    let owner = &task.budget.department;
    let Some(text) = blank(owner, task.budget.fiscal_year, &task.edition) else {
        return console.findings(&[Finding::new(&NO_TEXT).with("edition", task.edition.head.id.as_str())]);
    };
    let path = place(new, &owner.code, several);
    // Answers are somebody's work: nothing but --force takes the place of a file that is there.
    let written = match new.force {
        true => outputs::replace(&path, text.as_bytes()),
        false => outputs::create(&path, text.as_bytes()),
    };
    written.map_err(|failed| not_written(&failed, &owner.to_string(), &path))?;
    console.data(&format!("{}\n", path.display()))?;
    let shown = path.display();
    console.say(
        &format!("用记事本打开“{shown}”填写，然后运行 gongkai convert … --format xlsx,docx。"),
        &format!("answer the questions in {shown}, then run gongkai convert ... --format xlsx,docx"),
    )
}

/// Why the questions are not there, or other ones still are.
fn not_written(failed: &Failed, owner: &str, path: &Path) -> Stop {
    let shown = path.display();
    if failed.error.kind() == ErrorKind::AlreadyExists {
        return Stop::usage(
            format!(
                "“{shown}”已经有了，里面可能有写好的答案，没有动它；确实要重新生成的，加 --force，或用 -o 写到别处"
            ),
            format!("{shown} is there and may hold answers: it was kept; use --force, or -o for another place"),
        );
    }
    let finding = Finding::new(&NOT_WRITTEN).with("owner", owner).with("path", shown.to_string());
    finding.with("reason", io_reason(&failed.error)).into()
}

/// Where the questions of a department go.
fn place(new: &New, code: &str, several: bool) -> PathBuf {
    let name = if several { format!("{}说明.toml", names::safe(code)) } else { "说明.toml".to_owned() };
    match (&new.output, new.inputs.first()) {
        (Some(output), _) if several || output.is_dir() => output.join(name),
        (Some(output), _) => output.clone(),
        (None, Some(first)) if first.as_os_str() != "-" && first.is_dir() => first.join(name),
        (None, Some(first)) if first.as_os_str() != "-" => first.parent().unwrap_or(Path::new("")).join(name),
        _ => PathBuf::from(name),
    }
}
