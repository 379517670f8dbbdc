//! `gongkai diff`: what changed between two budgets, disclosures or exports.

mod page;

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::answer;
use crate::cli::console::Console;
use crate::cli::options::{Answer, Forms, Global, Reading};
use crate::service::compare::{self, Compared};
use crate::service::order::Order;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::service::understand;
use crate::store::side;

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
    let order = global.request(&[], &arguments.reading, &arguments.forms)?.order(console.today)?;
    let old = self::side(&arguments.old, &order, (stdin, console))?;
    let new = self::side(&arguments.new, &order, (stdin, console))?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(ExitStatus::NotRun) };
    let report = compare::compare(&old, &new);
    match arguments.format {
        Answer::Json => console.bytes(&answer::json(&report)?)?,
        Answer::Text => {
            let text = page::text(&report, console.language, console.loudness);
            console.data(&text)?;
        }
    }
    Ok(if report.same { ExitStatus::Done } else { ExitStatus::Blocked })
}

/// Every department of a side; `None` where nothing can be compared, which has been said then.
fn side(
    path: &Path,
    order: &Order,
    (stdin, console): (&mut dyn Read, &mut Console<'_>),
) -> Result<Option<Vec<Compared>>, Stop> {
    let mut intake = side::read(path, order, (stdin, console))?;
    let (all, refusals) = compare::side(&mut intake.understood, order)?;
    console.findings(&intake.understood.findings)?;
    console.findings(&refusals)?;
    if all.is_empty() || intake.status == ExitStatus::Unreadable || !refusals.is_empty() {
        let shown = path.display();
        let nothing = understand::nothing(intake.understood.inputs.len()).filter(|_| all.is_empty());
        console.findings(nothing.as_slice())?;
        console.warn(&format!("“{shown}”不能比较。"), &format!("{shown} cannot be compared"))?;
        return Ok(None);
    }
    Ok(Some(all))
}
