//! `gongkai convert`: exports in, the disclosure of each department out.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::{Forms, Global, Reading};
use crate::cli::audit;
use crate::cli::console::Console;
use crate::cli::date::{self, Date};
use crate::cli::delivery::{Alone, Delivery, Done, Overseer, not_written};
use crate::cli::department::Tasks;
use crate::cli::inputs::{Known, Walk};
use crate::cli::job::{self, Lock};
use crate::cli::large;
use crate::cli::pipeline::{self, Settings};
use crate::cli::session::{self, blocked};
use crate::cli::status::ExitStatus;
use crate::cli::stop::Stop;
use crate::cli::text::{self, Texts};
use crate::cli::waive;
use crate::finding::Finding;

/// Name of the folder for the outputs where none is given.
const DEFAULT_FOLDER: &str = "公开";

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
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Vec<Format>,
    #[command(flatten)]
    pub(super) text: text::Options,
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

/// A form of the published tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The workbook.
    Xlsx,
    /// One text file a table.
    Csv,
    /// The tables as data.
    Json,
    /// The text of the disclosure with its tables.
    Docx,
    /// The same as PDF, by the office program of the machine.
    Pdf,
    /// What was found, as a page to print.
    Html,
    /// The lines of the budget as one table for data engines.
    #[cfg(feature = "parquet")]
    Parquet,
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
    let plan = Plan::new(arguments, global, console)?;
    let Some(_lock) = locked(&plan.out, console)? else { return Ok(ExitStatus::Busy) };
    let outcome = plan.perform(console, stdin, &Alone)?;
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

/// What is made of what, decided before anything is read.
pub struct Plan<'a> {
    /// What was asked for.
    pub arguments: &'a Arguments,
    /// How inputs are understood and which forms are filled.
    pub settings: Settings,
    /// Where outputs go.
    pub out: PathBuf,
    /// Date of creation in the outputs' properties.
    pub date: Option<Date>,
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

impl<'a> Plan<'a> {
    /// What the arguments ask for.
    ///
    /// # Errors
    /// Where a template, the profile, the waivers or the date is wrong.
    pub fn new(arguments: &'a Arguments, global: &Global, console: &Console<'_>) -> Result<Plan<'a>, Stop> {
        let date = arguments.date.as_deref().map(date::parse).transpose()?;
        let mut settings = session::settings(global, &arguments.reading, &arguments.forms)?;
        settings.waivers = waive::load(arguments.waive.as_deref(), console)?;
        Ok(Plan { arguments, settings, out: output_folder(arguments), date: date.or(console.date) })
    }

    /// Reads, makes and writes.
    ///
    /// # Errors
    /// Where a template is broken or the output folder cannot be made.
    pub fn perform(
        &self,
        console: &mut Console<'_>,
        stdin: &mut dyn Read,
        overseer: &dyn Overseer,
    ) -> Result<Outcome, Stop> {
        let settings = &self.settings;
        let walk = Walk::over(&self.arguments.inputs, Some(&self.out));
        if let Some(files) = large::among(&walk) {
            return large::perform(self, files, overseer, console);
        }
        let mut intake = session::read_walked(walk, settings, (stdin, console))?;
        let mut findings = intake.understood.findings.clone();
        findings.extend(intake.understood.published.iter().map(audit::given_for_conversion));
        let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, settings)?;
        let inputs = intake.understood.inputs;
        let mut status = intake.status;
        if status == ExitStatus::Unreadable && overseer.wants_all_inputs() {
            return Ok(Outcome { status, findings, nothing: None, refusals, done: Vec::new(), inputs });
        }
        if tasks.is_empty() && refusals.is_empty() {
            findings.extend(settings.about(&findings));
            let nothing = pipeline::nothing(inputs.len());
            status = if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun };
            return Ok(Outcome { status, findings, nothing, refusals, done: Vec::new(), inputs });
        }
        if !tasks.is_empty() {
            fs::create_dir_all(&self.out).map_err(|error| not_written("", &self.out, &error))?;
        }
        let texts = if self.arguments.format.iter().any(|format| matches!(format, Format::Docx | Format::Pdf)) {
            let (texts, about) = Texts::new(self.arguments, &tasks, (settings, self.date), console)?;
            status = status.and(blocked(&about));
            findings.extend(about);
            Some(texts)
        } else {
            None
        };
        let done = Delivery { plan: self, overseer, texts }.all(tasks);
        Ok(Outcome { status, findings, nothing: None, refusals, done, inputs }.concluded(settings))
    }
}

/// Where outputs go.
fn output_folder(arguments: &Arguments) -> PathBuf {
    if let Some(output) = &arguments.output {
        return output.clone();
    }
    match arguments.inputs.first() {
        Some(first) if first.as_os_str() != "-" && first.is_dir() => first.join(DEFAULT_FOLDER),
        Some(first) if first.as_os_str() != "-" => first.parent().unwrap_or(Path::new("")).join(DEFAULT_FOLDER),
        _ => PathBuf::from(DEFAULT_FOLDER),
    }
}

impl Outcome {
    /// With what is to be said of waivers, and how it ends on account of the departments.
    pub fn concluded(mut self, settings: &Settings) -> Outcome {
        let about = match &settings.waivers {
            // A waiver that nothing needed is known only where all departments were looked at.
            Some(waivers) if self.done.iter().any(Done::was_left) => waivers.about_expired(),
            _ => settings.about(self.findings.iter().chain(self.done.iter().flat_map(|done| &done.own))),
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

    /// Says what was found, each department's apart, and gives all of it.
    ///
    /// # Errors
    /// Where it cannot be said.
    pub fn say_findings(&self, console: &mut Console<'_>) -> Result<Vec<Finding>, Stop> {
        let mut findings = [self.findings.as_slice(), &self.refusals].concat();
        findings.extend(self.done.iter().flat_map(Done::about_files));
        console.findings(&findings)?;
        if self.counts() == (0, 0) {
            console.findings(self.nothing.as_slice())?;
            findings.extend(self.nothing.clone());
        }
        for department in &self.done {
            if self.done.len() > 1 && !department.own.is_empty() {
                console.say(&format!("—— {} ——", department.owner), &format!("-- {} --", department.owner))?;
            }
            console.findings(&department.own)?;
            findings.extend(department.own.iter().cloned());
        }
        Ok(findings)
    }
}

/// Findings first, then where the outputs are, and last whether anything blocks.
fn report(outcome: &Outcome, out: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let done = &outcome.done;
    let (whole, failed) = outcome.counts();
    let findings = outcome.say_findings(console)?;
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
