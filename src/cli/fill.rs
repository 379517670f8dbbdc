//! `gongkai fill`: the bureau's own blank workbook in, the same workbook filled out.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::console::{Console, Loudness};
use crate::cli::options::{Forms, Global, Reading};
use crate::edition::Edition;
use crate::fill::{Filled, Plan};
use crate::finding::codes::run::{KEPT_EDITED, NOT_WRITTEN};
use crate::finding::{self, Checked, Finding};
use crate::service::blank::{self, Blank};
use crate::service::department::Tasks;
use crate::service::order::Order;
use crate::service::status::ExitStatus;
use crate::service::stop::{Stop, io_reason};
use crate::service::understand;
use crate::store::file;
use crate::store::intake;
use crate::store::outputs::{self, How};

/// Arguments of `fill`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 发下来的空白工作簿（.xlsx 或 .xlsm）
    #[arg(required = true, value_name = "空白表")]
    pub(super) blank: PathBuf,
    /// 导出文件：文件、文件夹（逐个读取，跳过临时文件），或 - 读标准输入
    #[arg(value_name = "输入")]
    pub(super) inputs: Vec<PathBuf>,
    /// 填好的工作簿写到这个文件
    #[arg(short, long, value_name = "文件.xlsx")]
    pub(super) output: Option<PathBuf>,
    /// 只写 --plan：输出认出的填写计划（哪一格填什么）；--plan 文件.toml：按改好的计划填写
    #[arg(long, value_name = "文件.toml", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "--plan, --plan FILE and neither are three things")]
    pub(super) plan: Option<Option<PathBuf>>,
    /// 把填写计划写到这个文件
    #[arg(long, value_name = "文件.toml")]
    pub(super) plan_out: Option<PathBuf>,
    /// 导出数据里有几个部门时，填这一个（编码或名称）
    #[arg(long, value_name = "部门")]
    pub(super) department: Option<String>,
    /// 覆盖空白表里已有的内容和已有的输出文件
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) forms: Forms,
    #[command(flatten)]
    pub(super) reading: Reading,
}

/// Fills a blank, or says which of its cells is which.
///
/// # Errors
/// Where the arguments are wrong, a template is broken, or something cannot be read or written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    check_usage(arguments)?;
    let given = arguments.plan.as_ref().and_then(Option::as_deref).map(given_plan).transpose()?;
    let mut forms = arguments.forms.clone();
    forms.edition = forms.edition.or_else(|| given.as_ref().map(|plan| plan.edition.clone()));
    let order = global.request(&arguments.inputs, &arguments.reading, &forms)?.order(console.today)?;
    let blank = match Blank::open(&file::name(&arguments.blank), file::read(&arguments.blank)?) {
        Ok(blank) => blank,
        Err(finding) => {
            console.findings(std::slice::from_ref(&*finding))?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    if arguments.output.is_none() {
        return only_plan(&blank, given, arguments, &order, console);
    }
    fill_one(&blank, given, (arguments, &order), (console, stdin))
}

fn check_usage(arguments: &Arguments) -> Result<(), Stop> {
    if let Some(Some(plan)) = &arguments.plan
        && plan.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml"))
    {
        let plan = plan.display();
        return Err(Stop::usage(
            format!("--plan 后面应是 .toml 计划文件，不是“{plan}”；只想看认出的计划，把 --plan 写在最后"),
            format!("--plan takes a .toml file, not {plan}; to see what is recognised, write --plan last"),
        ));
    }
    let plan_only = matches!(arguments.plan, Some(None)) || arguments.plan_out.is_some();
    match &arguments.output {
        None if !plan_only => Err(Stop::usage(
            "要填写，用 -o 文件.xlsx 说明写到哪里；只看哪一格填什么，用 --plan",
            "say with -o FILE.xlsx where the filled workbook goes, or see with --plan which cell is which",
        )),
        Some(output) if same_file(output, &arguments.blank) => Err(Stop::usage(
            "输出不能就是空白表本身：空白表要留着，-o 请写另一个文件名",
            "the output cannot be the blank itself; give another name with -o",
        )),
        Some(_) if arguments.inputs.is_empty() => {
            Err(Stop::usage("要填写，请在空白表后面给出导出文件", "give the exports after the blank"))
        }
        _ => Ok(()),
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

fn given_plan(path: &Path) -> Result<Plan, Stop> {
    let shown = path.display();
    Plan::parse(&String::from_utf8_lossy(&file::read(path)?)).map_err(|problem| {
        Stop::usage(format!("计划文件 {shown} 有错：{problem}"), format!("the plan {shown} is wrong: {problem}"))
    })
}

/// Says which cell is which, without filling.
fn only_plan(
    blank: &Blank,
    given: Option<Plan>,
    arguments: &Arguments,
    order: &Order,
    console: &mut Console<'_>,
) -> Result<ExitStatus, Stop> {
    let edition = blank.edition(order)?;
    let plan = blank.plan(given, &edition)?;
    console.findings(&plan.findings)?;
    deliver_plan(&plan.value, &edition, arguments, console)?;
    Ok(ExitStatus::of(&plan.findings))
}

fn deliver_plan(plan: &Plan, edition: &Edition, arguments: &Arguments, console: &mut Console<'_>) -> Result<(), Stop> {
    let text = plan.to_toml(edition);
    if matches!(arguments.plan, Some(None)) {
        console.data(&text)?;
    }
    if let Some(path) = &arguments.plan_out {
        let placed = write(path, text.as_bytes(), arguments.force)?;
        console.findings(placed.findings.as_slice())?;
        if arguments.output.is_none() {
            console.data(&format!("{}\n", placed.value.display()))?;
        }
    }
    Ok(())
}

fn fill_one(
    blank: &Blank,
    given: Option<Plan>,
    (arguments, order): (&Arguments, &Order),
    (console, stdin): (&mut Console<'_>, &mut dyn Read),
) -> Result<ExitStatus, Stop> {
    let mut intake = intake::read(&arguments.inputs, arguments.output.as_deref(), order, (stdin, console))?;
    let mut findings = intake.understood.findings.clone();
    let Tasks { tasks, refusals } = Tasks::of(&mut intake.understood, order)?;
    let mut status = intake.status;
    if tasks.is_empty() {
        findings.extend(refusals.is_empty().then(|| understand::nothing(intake.understood.inputs.len())).flatten());
        findings.extend(refusals);
        console.findings(&findings)?;
        console.summary(&findings)?;
        return Ok(if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun });
    }
    findings.extend(refusals);
    let department = blank::chosen(tasks, arguments.department.as_deref())?.make(order);
    findings.extend(department.own.iter().cloned());
    let edition = Edition::load(&order.templates, &department.disclosure.edition)?;
    let plan = blank.plan(given, &edition)?.collect(&mut findings);
    deliver_plan(&plan, &edition, arguments, console)?;
    let filled = blank.fill(&plan, (&department, &edition), arguments.force);
    let filled = filled.map_err(Stop::Finding)?.collect(&mut findings);
    let output = arguments.output.as_deref().unwrap_or(Path::new("公开表.xlsx"));
    let path = write(output, &filled.saved.bytes, arguments.force)?.collect(&mut findings);
    finding::sort(&mut findings);
    console.findings(&findings)?;
    console.data(&format!("{}\n", path.display()))?;
    said(&filled, console)?;
    console.summary(&findings)?;
    status = status.and(ExitStatus::of(&findings));
    Ok(status)
}

/// Writes a file as a whole, never over one of other content unless that was asked for; gives where it is.
fn write(path: &Path, bytes: &[u8], force: bool) -> Result<Checked<PathBuf>, Stop> {
    let placed = outputs::place(path, bytes, force).map_err(|failed| {
        let finding = Finding::new(&NOT_WRITTEN).with("owner", "填好的空白表");
        finding.with("path", failed.path.display().to_string()).with("reason", io_reason(&failed.error))
    })?;
    let value = path.with_file_name(&placed.name);
    let kept = Finding::new(&KEPT_EDITED).with("path", path.display().to_string());
    let kept = kept.with("other", value.display().to_string());
    Ok(Checked { value, findings: (placed.how == How::Beside).then_some(kept).into_iter().collect() })
}

/// What was done, and that nothing else was.
fn said(filled: &Filled, console: &mut Console<'_>) -> Result<(), Stop> {
    let (forms, cells, rows, results) = (filled.forms, filled.cells, filled.rows, filled.results);
    let changed = filled.saved.changed.len();
    let same = filled.saved.parts.saturating_sub(changed);
    console.say(
        &format!(
            "填了 {forms} 张表 {cells} 格，插入 {rows} 行，算准公式结果 {results} 个；\
             文件里改动 {changed} 个部件，其余 {same} 个逐字节不变。"
        ),
        &format!(
            "filled {cells} cells of {forms} forms, inserted {rows} rows, computed {results} results; \
             {changed} parts changed, the other {same} are byte for byte the same"
        ),
    )?;
    if console.loudness == Loudness::Verbose {
        let list = filled.saved.changed.join("、");
        console.say(&format!("改动的部件：{list}"), &format!("changed parts: {list}"))?;
    }
    Ok(())
}
