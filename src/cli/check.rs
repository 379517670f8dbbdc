//! `gongkai check`: everything that `convert` would find, without writing.

use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use crate::check::{Outcome, State};
use crate::cli::arguments::{Answer, Forms, Global, Reading};
use crate::cli::audit::{self, Examined};
use crate::cli::console::{Console, Loudness};
use crate::cli::pipeline;
use crate::cli::report::CheckReport;
use crate::cli::session::{self, blocked};
use crate::cli::status::ExitStatus;
use crate::cli::stop::Stop;
use crate::cli::waive;
use crate::finding::render::{Language, WIDTH, wrap};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// 导出文件或公开表：文件、文件夹（逐个读取，跳过临时文件），或 - 读标准输入
    #[arg(required = true, value_name = "输入")]
    pub(super) inputs: Vec<PathBuf>,
    /// 公开表再与这份 budget.json 逐格比较
    #[arg(long, value_name = "budget.json")]
    pub(super) against: Option<PathBuf>,
    /// text 给人看（默认），json 给程序读
    #[arg(long, value_name = "text|json", default_value = "text", hide_default_value = true)]
    #[arg(hide_possible_values = true)]
    pub(super) format: Answer,
    /// 豁免清单：列在里面的问题照样显示，但不算强制问题；过期的和没有用到的豁免会提示
    #[arg(long, value_name = "文件")]
    pub(super) waive: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) forms: Forms,
}

/// Findings to standard error, the rules' results to standard output; or all of it as JSON to standard output.
///
/// # Errors
/// Where a template is broken or the output cannot be written.
pub fn run(
    arguments: &Arguments,
    global: &Global,
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let mut settings = session::settings(global, &arguments.reading, &arguments.forms)?;
    settings.waivers = waive::load(arguments.waive.as_deref(), console)?;
    let against = arguments.against.as_deref().map(audit::budget).transpose()?;
    let mut intake = session::read(&arguments.inputs, None, &settings, (stdin, console))?;
    let mut status = intake.status;
    let mut findings = intake.understood.findings.clone();
    let made = session::departments(&mut intake, &settings)?;
    let mut nothing = None;
    if !made.refusals.is_empty() {
        status = status.and(ExitStatus::SomeFailed);
    } else if made.departments.is_empty() && intake.understood.published.is_empty() {
        nothing = pipeline::nothing(intake.sources.len());
        status = if status == ExitStatus::Unreadable { status } else { ExitStatus::NotRun };
    }
    findings.extend(made.refusals);
    let published = std::mem::take(&mut intake.understood.published).into_iter();
    let published = published.map(|published| published.examine(against.as_ref()));
    let published = published.map(|mut examined| {
        settings.waive(&mut examined.own, Some(&examined.disclosure.owner));
        examined
    });
    let examined: Vec<Examined> = made.departments.into_iter().map(Examined::from).chain(published).collect();
    if let Some(waivers) = &settings.waivers {
        let all = findings.iter().chain(examined.iter().flat_map(|examined| &examined.own));
        let about = waivers.about(all);
        findings.extend(about);
    }
    status = examined.iter().map(|examined| blocked(&examined.own)).fold(status, ExitStatus::and);
    match arguments.format {
        Answer::Json => {
            findings.extend(nothing);
            console.json(&CheckReport::new(&findings, &examined, console.language))?;
        }
        Answer::Text => {
            console.findings(&findings)?;
            console.findings(nothing.as_slice())?;
            findings.extend(nothing);
            for examined in &examined {
                show(examined, console)?;
            }
            let own = examined.iter().flat_map(|examined| examined.own.iter().cloned());
            findings.extend(own);
            console.summary(&findings)?;
        }
    }
    Ok(status)
}

/// The findings of one disclosure, then how many rules held, were broken, were not run; with `--verbose` each of them.
fn show(examined: &Examined, console: &mut Console<'_>) -> Result<(), Stop> {
    let disclosure = &examined.disclosure;
    console.findings(&examined.own)?;
    if console.loudness == Loudness::Quiet {
        return Ok(());
    }
    let (held, broken, not_run) = examined.report.counts();
    let owner = format!("{} {}", disclosure.owner, disclosure.fiscal_year);
    let mut text = match console.language {
        Language::Chinese => format!("{owner} 年：规则通过 {held} 条，不通过 {broken} 条，未检查 {not_run} 条\n"),
        Language::English => format!("{owner}: {held} rules held, {broken} broken, {not_run} not run\n"),
    };
    let all = console.loudness == Loudness::Verbose;
    for outcome in examined.report.outcomes.iter().filter(|outcome| all || outcome.state != State::Held) {
        text.push_str(&line(outcome, console.language));
    }
    console.data(&text)
}

/// One rule's result.
fn line(outcome: &Outcome, language: Language) -> String {
    let (zh, en) = match &outcome.state {
        State::Held => ("通过　", "held   "),
        State::Broken => ("不通过", "broken "),
        State::NotRun(_) => ("未检查", "not run"),
    };
    let word = if language == Language::Chinese { zh } else { en };
    let id = outcome.rule.as_ref().map(|rule| format!(" {rule}")).unwrap_or_default();
    let reason = match &outcome.state {
        State::NotRun(reason) => format!("：{reason}"),
        _ => String::new(),
    };
    let lines = wrap(&format!("{}{id} {}{reason}", outcome.code, outcome.title), WIDTH - 10);
    format!("  {word}  {}\n", lines.join("\n          "))
}
