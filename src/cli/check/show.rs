//! The answer of `check` for people: findings to standard error, the rules' results as the answer itself.

use crate::check::{Outcome, State};
use crate::cli::console::{Console, Loudness};
use crate::finding::render::{Language, WIDTH, wrap};
use crate::service::published::Examined;

/// How many rules held, were broken, were not run on each disclosure; with `--verbose` each of them.
pub(super) fn rules(examined: &[Examined], console: &Console<'_>) -> String {
    if console.loudness == Loudness::Quiet {
        return String::new();
    }
    examined.iter().map(|one| of_one(one, console)).collect()
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
