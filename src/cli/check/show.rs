//! The answer of `check` for people: findings to standard error, the rules' results as the answer itself.

use crate::check::{Outcome, State};
use crate::cli::console::{Console, Loudness};
use crate::finding::Severity;
use crate::finding::render::{Language, WIDTH, wrap};
use crate::service::published::Examined;

/// From how many disclosures on an overview stands below the results of each.
const MANY: usize = 3;

/// How many rules held, were broken, were not run on each disclosure; with `--verbose` each of them.
pub(super) fn rules(examined: &[Examined], console: &Console<'_>) -> String {
    if console.loudness == Loudness::Quiet {
        return String::new();
    }
    let each: String = examined.iter().map(|one| of_one(one, console)).collect();
    each + &overview(examined, console.language)
}

/// A line a disclosure, worst first, where there are many.
fn overview(examined: &[Examined], language: Language) -> String {
    if examined.len() < MANY {
        return String::new();
    }
    let count = |one: &Examined, severity| one.own.iter().filter(|finding| finding.open(severity)).count();
    let mut lines: Vec<(usize, usize, String)> = examined
        .iter()
        .map(|one| {
            let (wrong, doubtful) = (count(one, Severity::Mandatory), count(one, Severity::Advisory));
            let name = if one.owner.to_string().is_empty() { String::new() } else { format!("{}　", one.owner) };
            (wrong, doubtful, format!("{name}{}", one.file.as_deref().unwrap_or_default()))
        })
        .collect();
    lines.sort_by(|one, other| (other.0, other.1, &one.2).cmp(&(one.0, one.1, &other.2)));
    let mut text = match language {
        Language::Chinese => format!("概览（{} 份，问题多的在前）\n", lines.len()),
        Language::English => format!("overview ({}, worst first)\n", lines.len()),
    };
    for (wrong, doubtful, name) in lines {
        let (mandatory, advisory) = (Severity::Mandatory.words(), Severity::Advisory.words());
        let (mandatory, advisory) = match language {
            Language::Chinese => (mandatory.zh, advisory.zh),
            Language::English => (mandatory.en, advisory.en),
        };
        text.push_str(&format!("  {mandatory} {wrong:>3}  {advisory} {doubtful:>3}  {}\n", name.trim_end()));
    }
    text
}

fn of_one(examined: &Examined, console: &Console<'_>) -> String {
    let (held, broken, not_run) = examined.report.counts();
    let owner = match examined.owner.to_string() {
        nobody if nobody.is_empty() => examined.file.as_deref().unwrap_or_default().to_owned(),
        owner => owner,
    };
    let owner = match examined.fiscal_year {
        0 => owner,
        year => format!("{owner} {year}"),
    };
    let year = if examined.fiscal_year == 0 { "" } else { " 年" };
    let mut text = match console.language {
        Language::Chinese => format!("{owner}{year}：规则通过 {held} 条，不通过 {broken} 条，未检查 {not_run} 条\n"),
        Language::English => format!("{owner}: {held} rules held, {broken} broken, {not_run} not run\n"),
    };
    if let Some(basis) = &examined.basis {
        text.push_str(&format!("  {}\n", wrap(basis, WIDTH - 2).join("\n  ")));
    }
    let all = console.loudness == Loudness::Verbose;
    for outcome in examined.report.outcomes.iter().filter(|outcome| all || outcome.state != State::Held) {
        text.push_str(&line(outcome, console.language));
    }
    text
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
