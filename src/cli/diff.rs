//! `gongkai diff`: what changed between two budgets, disclosures or exports.

mod behind;
mod page;
mod report;
mod sides;

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

pub use report::DiffReport;

use crate::check::{self, Side};
use crate::cli::answer;
use crate::cli::arguments::{Answer, Forms, Global, Reading};
use crate::cli::console::Console;
use crate::cli::diff::report::DepartmentDiff;
use crate::cli::diff::sides::Compared;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 旧的：budget.json（或它所在的文件夹）、公开表、导出文件或文件夹
    #[arg(value_name = "旧")]
    pub(super) old: PathBuf,
    /// 新的，同上；两边不必是同一种
    #[arg(value_name = "新")]
    pub(super) new: PathBuf,
    /// text 给人看（默认），json 给程序读
    #[arg(long, value_name = "text|json", default_value = "text", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) format: Answer,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) forms: Forms,
}

/// Says which published figures differ, and which lines are behind them.
///
/// # Errors
/// Where a side cannot be read or the answer not written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let order = global.request(&[], &arguments.reading, &arguments.forms).order(console.today)?;
    let old = sides::read(&arguments.old, &order, (stdin, console))?;
    let new = sides::read(&arguments.new, &order, (stdin, console))?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(ExitStatus::NotRun) };
    let report = compare(&old, &new);
    match arguments.format {
        Answer::Json => console.bytes(&answer::json(&report)?)?,
        Answer::Text => {
            let text = page::text(&report, console.language, console.loudness);
            console.data(&text)?;
        }
    }
    Ok(if report.same { ExitStatus::Done } else { ExitStatus::Blocked })
}

/// Departments by code; where each side has only one, these two, whatever they are called.
fn compare(old: &[Compared], new: &[Compared]) -> DiffReport {
    let mut departments = Vec::new();
    let mut only_old: Vec<&Compared> = old.iter().collect();
    let mut only_new = Vec::new();
    for one in new {
        let same = |other: &&Compared| other.disclosure.owner.code == one.disclosure.owner.code;
        let alone = old.len() == 1 && new.len() == 1;
        match only_old.iter().position(|other| alone || same(other)) {
            Some(at) => departments.push(department(only_old.remove(at), one)),
            None => only_new.push(one),
        }
    }
    DiffReport::new(departments, &only_old, &only_new)
}

fn department(old: &Compared, new: &Compared) -> DepartmentDiff {
    DepartmentDiff::new(old, new, &check::diff(side(old), side(new)))
}

fn side(of: &Compared) -> Side<'_> {
    Side { disclosure: &of.disclosure, printed: of.budget.is_none() }
}
