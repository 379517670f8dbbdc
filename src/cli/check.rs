//! `gongkai check`: everything that `convert` would find, without making tables.

mod show;

use std::io::Read;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::answer;
use crate::cli::console::Console;
use crate::cli::options::{Forms, Global, Reading};
use crate::finding::Finding;
use crate::service::check::{self, Verdict};
use crate::service::date;
use crate::service::html;
use crate::service::published::Examined;
use crate::service::report::CheckReport;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::intake::{self, Intake};
use crate::store::marking;
use crate::store::prior;
use crate::store::request::Request;
use crate::store::standard;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 导出文件、公开表或情况说明（.docx）：文件、文件夹（逐个读取，跳过临时文件），或 - 读标准输入
    #[arg(required = true, value_name = "输入")]
    pub(super) inputs: Vec<PathBuf>,
    /// 公开表再与这份 budget.json 逐格比较；情况说明中的数与它核对，这时也可以是公开表或导出文件夹
    #[arg(long, value_name = "文件")]
    pub(super) against: Option<PathBuf>,
    /// 把问题标在输入文件的副本上：填色、批注，第一页是问题清单（默认写在输入旁边，名称加“（已标注）”）
    #[arg(long, value_name = "文件夹", num_args = 0..=1, require_equals = true)]
    pub(super) annotate: Option<Option<PathBuf>>,
    /// 上年数据，用来核对情况说明中的增减额：上年的 budget.json、导出文件（夹）或公开表；可以写几次
    #[arg(long, value_name = "文件")]
    pub(super) prior: Vec<PathBuf>,
    /// text 在屏幕上看（默认），html 可以打印的网页，json 给程序读
    #[arg(long, value_name = "text|html|json", default_value = "text", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) format: Format,
    /// 结果写到这个文件（默认写到标准输出）
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
    /// 豁免清单：列在里面的问题照样显示，但不算强制问题；过期的和没有用到的豁免会提示
    #[arg(long, value_name = "文件")]
    pub(super) waive: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) forms: Forms,
}

/// Form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on a terminal.
    Text,
    /// A page for people, to print or send.
    Html,
    /// For programs.
    Json,
}

/// Findings to standard error, the rules' results to standard output; or all of it as a page or as JSON.
///
/// # Errors
/// Where a template is broken or the output cannot be written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let request = global.with_settings(Request {
        waive: arguments.waive.clone(),
        prior: arguments.prior.clone(),
        ..global.request(&arguments.inputs, &arguments.reading, &arguments.forms)?
    })?;
    let mut order = request.order(console.today)?;
    order.documents = true;
    order.audit = true;
    let standard = standard::read(arguments.against.as_deref(), &order, console)?;
    let Intake { understood, status } = intake::read(&arguments.inputs, None, &order, (stdin, console))?;
    let (prior, of_prior) = prior::read(&request.prior, &order, console)?;
    let verdict = check::check((understood, status), &standard, (&prior, of_prior), &order)?;
    let Verdict { findings, examined, .. } = &verdict;
    respond(arguments, findings, examined, console)?;
    if let Some(folder) = &arguments.annotate {
        let date = console.date.unwrap_or(date::of_year(2000));
        marking::write(&verdict.inputs, (findings, examined), (folder.as_deref(), date), console)?;
    }
    Ok(verdict.status)
}

/// The answer to where it belongs, and what is to be said beside it.
fn respond(
    arguments: &Arguments,
    findings: &[Finding],
    examined: &[Examined],
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let output = arguments.output.as_deref();
    match arguments.format {
        Format::Json => {
            let report = CheckReport::new(findings, examined, console.language);
            answer::give(&answer::json(&report)?, output, console)
        }
        Format::Html => answer::give(&html::examined(findings, examined, console.language), output, console),
        Format::Text => {
            console.findings(findings)?;
            for one in examined {
                console.findings(&one.own)?;
            }
            answer::give(show::rules(examined, console).as_bytes(), output, console)?;
            let own = examined.iter().flat_map(|one| &one.own);
            console.summary(&findings.iter().chain(own).cloned().collect::<Vec<_>>())
        }
    }
}
