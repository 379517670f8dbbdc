//! Files without a command: dropped on the program, or chosen in a file manager.
//!
//! They are converted as `convert` would, with the report of the checks as a page, which is opened where somebody watches and
//! there is a desktop. What is said ends with two lines: what was made, and whether anything blocks publication.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cli::Environment;
use crate::cli::console::Console;
use crate::cli::convert::{self, Arguments, named};
use crate::cli::options::Global;
use crate::finding::{Finding, Severity};
use crate::service::order::Format;
use crate::service::package::PAGE;
use crate::service::status::ExitStatus;
use crate::service::stop::Stop;
use crate::store::conversion;
use crate::store::delivery::{Alone, Delivered, Done};
use crate::store::outcome::Outcome;
use crate::store::plan::Plan;

/// Converts what was dropped and shows the result.
///
/// # Errors
/// As `convert`.
pub fn run(
    arguments: &Arguments,
    (global, environment): (&Global, &Environment),
    console: &mut Console<'_>,
    stdin: &mut dyn Read,
) -> Result<ExitStatus, Stop> {
    let mut request = arguments.request(global, console.date)?;
    if !request.formats.contains(&Format::Html) {
        request.formats.push(Format::Html);
    }
    let plan = Plan::new(request, console.today)?;
    let Some(_lock) = convert::locked(&plan.out, console)? else { return Ok(ExitStatus::Busy) };
    let outcome = conversion::perform(&plan, console, stdin, &Alone)?;
    let findings = convert::say_findings(&outcome, console)?;
    let pages: Vec<PathBuf> = outcome.done.iter().filter_map(page).collect();
    let listed: String = pages.iter().map(|page| format!("{}\n", page.display())).collect();
    console.data(&listed)?;
    made(&outcome, &plan.out, console)?;
    blocking(&outcome, &findings, console)?;
    let is_watched = environment.console_closes || global.wait || environment.err_is_terminal;
    if let (Some(open), true) = (environment.open, is_watched) {
        show(&pages, &plan.out, open, console)?;
    }
    Ok(outcome.status)
}

/// Where the report of a department stands.
fn page(done: &Done) -> Option<PathBuf> {
    let Delivered::Made(placed) = &done.delivered else { return None };
    let page = placed.iter().find(|file| file.wanted == PAGE)?;
    Some(done.folder.join(&page.name))
}

/// The first of the two lines.
fn made(outcome: &Outcome, out: &Path, console: &mut Console<'_>) -> Result<(), Stop> {
    let (whole, failed) = outcome.counts();
    let owners: Vec<&str> = outcome.done.iter().filter(|done| !done.has_failed()).map(|done| &*done.owner).collect();
    let (zh, en) = named(&owners);
    let out = out.display();
    match (whole, failed) {
        (0, _) => console.warn("没有做成公开表，原因见上面。", "no tables were made; why stands above"),
        (_, 0) => console.say(
            &format!("做成了 {whole} 个部门的公开表：{zh}，在“{out}”。"),
            &format!("made the tables of {whole} department(s), {en}, in {out}"),
        ),
        _ => console.warn(
            &format!("做成了 {whole} 个部门的公开表：{zh}，在“{out}”；{failed} 个部门没有做成，原因见上面。"),
            &format!("made the tables of {whole} department(s), {en}, in {out}; {failed} failed, why stands above"),
        ),
    }
}

/// The second of the two lines.
fn blocking(outcome: &Outcome, findings: &[Finding], console: &mut Console<'_>) -> Result<(), Stop> {
    let count = |severity| findings.iter().filter(|finding| finding.open(severity)).count();
    let (mandatory, advisory) = (count(Severity::Mandatory), count(Severity::Advisory));
    let blocked = outcome.blocked();
    let (zh, en) = named(&blocked);
    match (mandatory, blocked.is_empty()) {
        (0, true) if advisory == 0 => console.say("没有强制问题，也没有提示。", "nothing blocks publication"),
        (0, true) => console.say(
            &format!("没有强制问题；有 {advisory} 项提示，公开之前请看一下。"),
            &format!("nothing blocks publication; {advisory} advisory finding(s) to look at before"),
        ),
        (_, true) => console.warn(
            &format!("有 {mandatory} 项强制问题，请先解决，再做一次。"),
            &format!("{mandatory} mandatory finding(s): resolve them and try again"),
        ),
        _ => console.warn(
            &format!("有 {mandatory} 项强制问题，解决之前不要公开：{zh}。"),
            &format!("{mandatory} mandatory finding(s); not to be published before they are resolved: {en}"),
        ),
    }
}

/// Opens the report; of several departments the folder that holds theirs.
fn show(pages: &[PathBuf], out: &Path, open: fn(&Path) -> bool, console: &mut Console<'_>) -> Result<(), Stop> {
    let (target, zh, en) = match pages {
        [] => return Ok(()),
        [page] => (page.as_path(), "检查报告", "the report"),
        _ => (out, "结果文件夹", "the folder of the results"),
    };
    if open(target) {
        return console.say(&format!("{zh}已经打开。"), &format!("{en} has been opened"));
    }
    let shown = target.display();
    console.say(&format!("{zh}没有能自动打开，请自己打开“{shown}”。"), &format!("{en} could not be opened: {shown}"))
}
