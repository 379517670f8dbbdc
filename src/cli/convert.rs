//! `gongkai convert`: exports in, the disclosure of each department out.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::console::Console;
use crate::cli::job;
use crate::cli::options::{Forms, Global, Reading, TextOptions, choice};
use crate::finding::Finding;
use crate::service::date::{self, Date};
use crate::service::order::Format;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::conversion;
use crate::store::delivery::{Alone, Done, not_written};
use crate::store::jobs::Lock;
use crate::store::outcome::Outcome;
use crate::store::plan::Plan;
use crate::store::request::Request;

/// Arguments of `convert`.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// 导出文件：文件、文件夹（逐个读取，跳过临时文件），或 - 读标准输入
    #[arg(required = true, value_name = "输入")]
    pub(super) inputs: Vec<PathBuf>,
    /// 结果放到这个文件夹（默认：第一个输入旁边的“公开”；输入是文件夹时放在它里面）
    #[arg(short, long, value_name = "文件夹")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) forms: Forms,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// 公开表的格式，逗号分隔：xlsx 工作簿（默认），csv 每表一个文本，json 表格数据，docx 情况说明，pdf 情况说明的 PDF（需要 LibreOffice）；html 另出可以打印的检查报告
    #[arg(long, value_name = "xlsx,csv,json,docx,pdf,html", value_delimiter = ',', default_value = "xlsx")]
    #[arg(hide_possible_values = true, hide_default_value = true, value_parser = choice::<Format>())]
    pub(super) format: Vec<Format>,
    #[command(flatten)]
    pub(super) text: TextOptions,
    /// 豁免清单：列在里面的问题照样显示，但不算强制问题；过期的和没有用到的豁免会提示
    #[arg(long, value_name = "文件")]
    pub(super) waive: Option<PathBuf>,
    /// 不做底稿
    #[arg(long)]
    pub(super) no_working_paper: bool,
    /// 覆盖有人改动过的输出（默认保留，新的另起编号）
    #[arg(long)]
    pub(super) force: bool,
    /// 文件属性里的制作日期（默认：环境变量 SOURCE_DATE_EPOCH，否则预算年度的 1 月 1 日）
    #[arg(long, value_name = "年-月-日")]
    pub(super) date: Option<String>,
}

impl Arguments {
    /// What is asked for; `default` is the date of creation where none is typed.
    ///
    /// # Errors
    /// Where the date is none, or a setting cannot be used.
    pub fn request(&self, global: &Global, default: Option<Date>) -> Result<Request, Stop> {
        let date = self.date.as_deref().map(date::parse).transpose()?;
        global.with_settings(Request {
            output: self.output.clone(),
            force: self.force,
            waive: self.waive.clone(),
            narrative: self.text.narrative.clone(),
            prior: self.text.prior.clone(),
            formats: self.format.clone(),
            no_working_paper: self.no_working_paper,
            date: date.or(default),
            ..global.request(&self.inputs, &self.reading, &self.forms)?
        })
    }
}

/// Converts; each department stands alone.
///
/// # Errors
/// Where a template is broken, the arguments are wrong or the output folder cannot be made.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let plan = Plan::new(arguments.request(global, console.date)?, console.today)?;
    let Some(_lock) = locked(&plan.out, console)? else { return Ok(ExitStatus::Busy) };
    let outcome = conversion::perform(&plan, console, stdin, &Alone)?;
    report(&outcome, &plan.out, console)?;
    Ok(outcome.status)
}

/// Holds off the job whose output folder this may be, as long as the lock is kept; `None`, and said, where a run is writing
/// there.
///
/// # Errors
/// Where the folder does not let itself be locked.
pub fn locked(out: &Path, console: &mut Console<'_>) -> Result<Option<Lock>, Stop> {
    let lock = Lock::beside_job(out).map_err(|error| not_written("", out, &error))?;
    if lock.is_none() {
        job::busy(out, console)?;
    }
    Ok(lock)
}

/// Says what was found, each department's apart, and gives all of it.
///
/// # Errors
/// Where it cannot be said.
pub fn say_findings(outcome: &Outcome, console: &mut Console<'_>) -> Result<Vec<Finding>, Stop> {
    let mut findings = [outcome.findings.as_slice(), &outcome.refusals].concat();
    findings.extend(outcome.done.iter().flat_map(Done::about_files));
    console.findings(&findings)?;
    if outcome.counts() == (0, 0) {
        console.findings(outcome.nothing.as_slice())?;
        findings.extend(outcome.nothing.clone());
    }
    for department in &outcome.done {
        if outcome.done.len() > 1 && !department.own.is_empty() {
            console.say(&format!("—— {} ——", department.owner), &format!("-- {} --", department.owner))?;
        }
        console.findings(&department.own)?;
        findings.extend(department.own.iter().cloned());
    }
    Ok(findings)
}

/// Findings first, then where the outputs are, and last whether anything blocks.
fn report(outcome: &Outcome, out: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let done = &outcome.done;
    let (whole, failed) = outcome.counts();
    let findings = say_findings(outcome, console)?;
    if whole + failed == 0 {
        return console.summary(&findings);
    }
    let paths: String = done.iter().flat_map(Done::paths).map(|path| format!("{}\n", path.display())).collect();
    console.data(&paths)?;
    if failed == 0 {
        let out = out.display();
        console.say(
            &format!("{whole} 个部门的结果在“{out}”。"),
            &format!("the results of {whole} department(s) are in {out}"),
        )?;
    } else {
        console.warn(
            &format!("{whole} 个部门完成，{failed} 个部门没有做成（见上面的问题）。"),
            &format!("{whole} departments done, {failed} failed (see above)"),
        )?;
    }
    warn_of_blocked(&outcome.blocked(), console)?;
    console.summary(&findings)
}

/// Names the departments whose outputs must not be published yet.
fn warn_of_blocked(blocked: &[&str], console: &mut Console<'_>) -> Result<(), Stop> {
    if blocked.is_empty() {
        return Ok(());
    }
    let (count, (zh, en)) = (blocked.len(), named(blocked));
    console.warn(
        &format!("强制问题解决之前不要公开：{zh}。文件已写出，供核对。"),
        &format!("not to be published before mandatory findings are resolved ({count}): {en}"),
    )
}

/// The first few of many departments, in Chinese and English.
pub fn named(owners: &[&str]) -> (String, String) {
    const NAMED: usize = 5;
    let (count, shown) = (owners.len(), &owners[..owners.len().min(NAMED)]);
    let more = if count > NAMED { format!(" 等 {count} 个部门") } else { String::new() };
    let dots = if count > NAMED { " ..." } else { "" };
    (shown.join("、") + &more, shown.join(", ") + dots)
}
