//! What is still to be filled in, reasons, sections, and what could not be understood.

use super::claims::{Said, Says};
use super::codes::{PLACEHOLDER, REASON, SECTION, UNCLEAR};
use super::tokens::{Move, plain};
use super::{Against, Report, about};
use crate::document::Text;
use crate::finding::Finding;

/// What nobody leaves in a finished text.
const MARKS: &[&str] = &["XX", "ＸＸ", "××", "xx", "ｘｘ", "【", "】", "TODO", "____", "＿＿", "某某", "○○", "〇〇〇"];
/// Words that announce a reason with nothing behind them.
const EMPTY_REASONS: &[&str] = &[
    "原因是。",
    "原因是；",
    "原因是，",
    "原因为。",
    "原因：。",
    "主要为。",
    "主要为；",
    "主要是。",
    "主要是；",
    "主要用于。",
    "主要用于等",
];
/// Words that announce a reason.
const REASONS: &[&str] = &["原因", "主要为", "主要是", "由于", "因为", "主要系", "系因"];

/// Looks at words.
pub(super) fn look(text: &Text, said: &Said<'_>, against: &Against<'_>, report: &mut Report) {
    let left = text.paragraphs.iter().flat_map(|paragraph| {
        let words = plain(&paragraph.text);
        let marks = MARKS.iter().chain(EMPTY_REASONS).find(|mark| words.contains(*mark));
        let found = marks.map(|mark| surroundings(&words, mark));
        let ends = ["原因是", "主要为", "主要是"].iter().find(|end| words.ends_with(*end)).map(|end| (*end).to_owned());
        found
            .or(ends)
            .map(|found| about(&PLACEHOLDER, paragraph, &words).with("found", found))
            .into_iter()
            .collect::<Vec<_>>()
    });
    report.note(&PLACEHOLDER, Some("N-PLACEHOLDER"), "没有待填写的地方", left.collect());
    report.note(&REASON, Some("N-3G-REASON"), "增减都写了原因", unreasoned(text, said, against));
    if against.binding {
        report.note(&SECTION, Some("F-TEXT"), "各节都有", missing_sections(text, against));
    } else {
        report.not_run(&SECTION, Some("F-TEXT"), "各节都有", "不知道这份说明用哪一套表样，各地的章节名称不同");
    }
    let unclear = said.unclear.iter().map(|(paragraph, sentence)| about(&UNCLEAR, paragraph, sentence));
    report.findings.extend(unclear);
}

/// A mark with what stands around it, so that it can be found.
fn surroundings(words: &str, mark: &str) -> String {
    let Some(at) = words.find(mark) else { return mark.to_owned() };
    let before: Vec<char> = words[..at].chars().rev().take(4).collect();
    let after: String = words[at..].chars().take(mark.chars().count() + 8).collect();
    before.into_iter().rev().collect::<String>() + &after
}

/// Changes that need a reason in a paragraph that gives none.
fn unreasoned(text: &Text, said: &Said<'_>, against: &Against<'_>) -> Vec<Finding> {
    let needs = |index: usize| against.head.indicators.get(index).is_some_and(|indicator| indicator.reason);
    let changed = |says: Says| matches!(says, Says::Changed(Move::Up | Move::Down, Some(_)));
    said.claims
        .iter()
        .filter(|claim| needs(claim.indicator) && changed(claim.says))
        .filter(|claim| {
            let words = text.paragraphs.get(claim.paragraph).map(|p| plain(&p.text)).unwrap_or_default();
            !REASONS.iter().any(|reason| words.contains(reason))
        })
        .map(|claim| claim.finding(&REASON, against.head))
        .collect()
}

fn missing_sections(text: &Text, against: &Against<'_>) -> Vec<Finding> {
    let running: Vec<String> = text
        .paragraphs
        .iter()
        .filter(|paragraph| !paragraph.in_table && !paragraph.in_contents)
        .map(|paragraph| plain(&paragraph.text))
        .collect();
    let quotes = |text: &str| text.replace(['“', '”', '"', '‘', '’'], "");
    let stands = |heading: &str| {
        running.iter().any(|words| words.chars().count() < 60 && quotes(words).contains(&quotes(&plain(heading))))
    };
    let headings = against.head.sections.iter().filter_map(|section| section.heading.as_deref());
    headings
        .filter(|heading| !stands(heading))
        .map(|heading| {
            let finding = Finding::new(&SECTION).with("section", heading);
            finding.at(crate::origin::Origin::file(&text.file))
        })
        .collect()
}
