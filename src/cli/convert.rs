//! `gongkai convert`: exports in, the disclosure of each department out.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::{Forms, Global, Reading};
use crate::cli::audit;
use crate::cli::console::Console;
use crate::cli::date::{self, Date};
use crate::cli::department::{self, Department, Task, Tasks};
use crate::cli::names::Taken;
use crate::cli::outputs::{self, How, Placed, Written};
use crate::cli::package;
use crate::cli::pipeline::{self, Settings};
use crate::cli::report::DepartmentReport;
use crate::cli::session::{self, blocked};
use crate::cli::status::ExitStatus;
use crate::cli::stop::{Stop, io_reason};
use crate::cli::waive;
use crate::finding::Finding;
use crate::finding::codes::run::{KEPT_EDITED, NOT_WRITTEN};

/// Name of the folder for the outputs where none is given.
const DEFAULT_FOLDER: &str = "公开";

/// Arguments of `convert`.
#[derive(Debug, Args)]
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
    /// 公开表的格式，逗号分隔：xlsx 工作簿（默认），csv 每表一个文本，json 表格数据；html 另出可以打印的检查报告
    #[arg(long, value_name = "xlsx,csv,json,html", value_delimiter = ',', default_value = "xlsx")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Vec<Format>,
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
    /// What was found, as a page to print.
    Html,
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
    let date = arguments.date.as_deref().map(date::parse).transpose()?;
    let mut settings = session::settings(global, &arguments.reading, &arguments.forms)?;
    settings.waivers = waive::load(arguments.waive.as_deref(), console)?;
    let out = output_folder(arguments);
    let mut intake = session::read(&arguments.inputs, Some(&out), &settings, (stdin, console))?;
    let mut findings = intake.understood.findings.clone();
    findings.extend(intake.understood.published.iter().map(audit::given_for_conversion));
    let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, &settings)?;
    let mut status = intake.status;
    if tasks.is_empty() && refusals.is_empty() {
        findings.extend(settings.about(&findings));
        let nothing = pipeline::nothing(intake.understood.inputs.len());
        console.findings(&findings)?;
        console.findings(nothing.as_slice())?;
        findings.extend(nothing);
        console.summary(&findings)?;
        return Ok(if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun });
    }
    if !tasks.is_empty() {
        fs::create_dir_all(&out).map_err(|error| not_written("", &out, &error))?;
    }
    let job = Job { arguments, out: &out, date: date.or(console.date), settings: &settings };
    let done = job.deliver(tasks);
    findings.extend(settings.about(findings.iter().chain(done.iter().flat_map(|done| &done.own))));
    let failed = !refusals.is_empty() || done.iter().any(|done| done.delivered.is_err());
    status = status.and(if failed { ExitStatus::SomeFailed } else { ExitStatus::Done });
    status = done.iter().map(|done| blocked(&done.own)).fold(status, ExitStatus::and);
    report((&done, &out), refusals, findings, console)?;
    Ok(status)
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

/// What is needed to write departments.
struct Job<'a> {
    arguments: &'a Arguments,
    out: &'a Path,
    date: Option<Date>,
    settings: &'a Settings,
}

/// What is left of a department when its files are written.
struct Done {
    owner: String,
    /// What was found in its tables and by the rules.
    own: Vec<Finding>,
    /// Whether anything of it must not be published.
    blocks: bool,
    /// Its folder and files, or why there are none.
    delivered: Result<(PathBuf, Vec<Placed>), Box<Finding>>,
}

impl Job<'_> {
    /// Makes and writes all departments, a few at a time.
    fn deliver(&self, tasks: Vec<Task>) -> Vec<Done> {
        // Names are given out in order before any department is made, so that no thread decides who gets which.
        let mut taken = Taken::default();
        let named = |task: Task| (taken.claim(&task.budget.department.to_string()), task);
        let named: Vec<(String, Task)> = tasks.into_iter().map(named).collect();
        department::each(named, |(name, task)| self.one(&name, task))
    }

    /// One department from its budget to its folder.
    fn one(&self, name: &str, task: Task) -> Done {
        let folder = outputs::folder(self.out, name, task.budget.fiscal_year);
        let department = task.make(self.settings);
        let delivered = self.write(&folder, &department).map(|placed| (folder, placed));
        Done {
            owner: department.disclosure.owner.to_string(),
            blocks: department.background.findings.iter().chain(&department.own).any(Finding::blocks),
            own: department.own,
            delivered,
        }
    }

    /// All of a department's files, then its record.
    fn write(&self, folder: &Path, department: &Department) -> Result<Vec<Placed>, Box<Finding>> {
        let disclosure = &department.disclosure;
        let date = self.date.unwrap_or_else(|| date::of_year(disclosure.fiscal_year));
        let request = package::Request {
            formats: &self.arguments.format,
            working_paper: !self.arguments.no_working_paper,
            by: self.arguments.forms.by,
            date,
            placed_name: &|name, bytes| outputs::name_for(folder, name, bytes, self.arguments.force),
        };
        let package = package::make(department, &request)?;
        let record = |placed: &[Placed], earlier| {
            let written = placed.iter().map(|p| Written { file: p.name.clone(), sha256: p.sha256.clone() }).collect();
            package::json(&DepartmentReport::new(department, date.to_string(), [written, earlier]))
        };
        outputs::deliver(folder, &package, self.arguments.force, record)
            .map_err(|failed| Box::new(not_written(&disclosure.owner.to_string(), &failed.path, &failed.error)))
    }
}

impl Done {
    /// All files that stand where they belong, the record last.
    fn paths(&self) -> Vec<PathBuf> {
        let Ok((folder, placed)) = &self.delivered else { return Vec::new() };
        let names = placed.iter().map(|file| file.name.as_str()).chain([outputs::RECORD]);
        names.map(|name| folder.join(name)).collect()
    }

    /// What was kept, or why nothing could be written.
    fn about_files(&self) -> Vec<Finding> {
        match &self.delivered {
            Ok((folder, placed)) => {
                placed.iter().filter(|file| file.how == How::Beside).map(|file| kept(folder, file)).collect()
            }
            Err(finding) => vec![(**finding).clone()],
        }
    }
}

fn not_written(owner: &str, path: &Path, error: &std::io::Error) -> Finding {
    let owner = if owner.is_empty() { "全部部门" } else { owner };
    Finding::new(&NOT_WRITTEN)
        .with("owner", owner)
        .with("path", path.display().to_string())
        .with("reason", io_reason(error))
}

fn kept(folder: &Path, file: &Placed) -> Finding {
    Finding::new(&KEPT_EDITED)
        .with("path", folder.join(&file.wanted).display().to_string())
        .with("other", file.name.clone())
}

/// Findings first, then where the outputs are, and last whether anything blocks.
fn report(
    (done, out): (&[Done], &Path),
    refusals: Vec<Finding>,
    mut findings: Vec<Finding>,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let whole = done.iter().filter(|done| done.delivered.is_ok()).count();
    let failed = refusals.len() + done.len() - whole;
    findings.extend(refusals);
    findings.extend(done.iter().flat_map(Done::about_files));
    console.findings(&findings)?;
    for department in done {
        if done.len() > 1 && !department.own.is_empty() {
            console.say(&format!("—— {} ——", department.owner), &format!("-- {} --", department.owner))?;
        }
        console.findings(&department.own)?;
        findings.extend(department.own.iter().cloned());
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
    warn_of_blocked(done, console)?;
    console.summary(&findings)
}

/// Names the departments whose outputs must not be published yet.
fn warn_of_blocked(done: &[Done], console: &mut Console<'_>) -> Result<(), Stop> {
    const NAMED: usize = 5;
    let blocked: Vec<&str> = done.iter().filter(|done| done.blocks).map(|done| &*done.owner).collect();
    if blocked.is_empty() {
        return Ok(());
    }
    let (count, named) = (blocked.len(), &blocked[..blocked.len().min(NAMED)]);
    let more = if count > NAMED { format!(" 等 {count} 个部门") } else { String::new() };
    console.warn(
        &format!("强制问题解决之前不要公开：{}{more}。文件已写出，供核对。", named.join("、")),
        &format!("not to be published before mandatory findings are resolved ({count}): {}", named.join(", ")),
    )
}
