//! Years and names.

use super::claims::Said;
use super::codes::{NAME, YEAR};
use super::tokens::plain;
use super::{Against, Report, about};
use crate::document::Text;
use crate::finding::Finding;

/// Most characters between the words around a name.
const LONGEST_NAME: usize = 60;
/// Names shorter than this are not looked for with a letter exchanged: too many words look like them.
const SHORTEST: usize = 5;

/// Looks at years and names.
pub(super) fn look(text: &Text, said: &Said<'_>, against: &Against<'_>, report: &mut Report) {
    let mut years: Vec<Finding> = said
        .years
        .iter()
        .map(|(paragraph, sentence, year, expected)| year_finding(paragraph, sentence, *year, *expected))
        .collect();
    let mut names = Vec::new();
    let mut selves: [Option<usize>; 2] = [None, None];
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let words = plain(&paragraph.text);
        for year in stated_years(&words).filter(|year| *year != against.year) {
            years.push(year_finding(paragraph, &words, year, against.year));
        }
        if paragraph.in_table {
            continue;
        }
        if let Some(owner) = against.owner {
            names
                .extend(misnamed(&words, owner, against).map(|found| name_finding(paragraph, &words, (&found, owner))));
        }
        for (word, first) in ["我部门", "我单位"].iter().zip(&mut selves) {
            if first.is_none() && words.contains(word) {
                *first = Some(index);
            }
        }
    }
    if let [Some(_), Some(second)] = selves
        && let Some(paragraph) = text.paragraphs.get(second)
    {
        let words = plain(&paragraph.text);
        names.push(name_finding(paragraph, &words, ("我单位", "我部门")));
    }
    report.note(&YEAR, Some("N-YEAR"), "标题和正文中的年度是预算年度", years);
    if against.owner.is_some() {
        report.note(&NAME, Some("N-NAME"), "部门名称前后一致", names);
    } else {
        report.not_run(&NAME, Some("N-NAME"), "部门名称前后一致", "不知道是哪个部门（没有 --against）");
        report.findings.extend(names);
    }
}

fn year_finding(paragraph: &crate::document::Paragraph, sentence: &str, year: u16, expected: u16) -> Finding {
    let finding = about(&YEAR, paragraph, sentence);
    finding.with("year", year.to_string()).with("expected", expected.to_string())
}

fn name_finding(paragraph: &crate::document::Paragraph, sentence: &str, (found, expected): (&str, &str)) -> Finding {
    about(&NAME, paragraph, sentence).with("found", found).with("expected", expected)
}

/// How many paragraphs tell the year of a text.
const FIRST: usize = 40;

/// The year that the first paragraphs name most often; of several the latest.
pub(super) fn year(text: &Text) -> Option<u16> {
    let mut counts: std::collections::BTreeMap<u16, usize> = std::collections::BTreeMap::new();
    let first = text.paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()).take(FIRST);
    for paragraph in first {
        let words = plain(&paragraph.text);
        for (at, _) in words.match_indices('年') {
            let digits = at.checked_sub(4).and_then(|from| words.get(from..at));
            let year = digits.and_then(|digits| digits.parse().ok()).filter(|year| (2000..2100).contains(year));
            if let Some(year) = year {
                // A title tells more than a date in the text.
                *counts.entry(year).or_default() += if paragraph.text.chars().count() < 40 { 3 } else { 1 };
            }
        }
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// Years that are said to be the budget's: `2024年部门预算`, `预算年度：2024`.
fn stated_years(words: &str) -> impl Iterator<Item = u16> {
    let before =
        |mark| words.match_indices(mark).filter_map(|(at, _)| words[..at].get(at.checked_sub(4)?..)?.parse().ok());
    let after =
        words.match_indices("预算年度：").filter_map(|(at, mark)| words[at + mark.len()..].get(..4)?.parse().ok());
    let marked = before("年部门预算").chain(before("年单位预算"));
    marked.chain(after).collect::<Vec<u16>>().into_iter()
}

/// What stands where the department's name should, and names that differ from it in one character.
fn misnamed(words: &str, owner: &str, against: &Against<'_>) -> impl Iterator<Item = String> {
    let owner = plain(owner);
    let mut found = Vec::new();
    for place in &against.head.owner_places {
        let place = plain(&place.replace("{year}", &against.year.to_string()));
        let Some((before, after)) = place.split_once("{owner}") else { continue };
        found.extend(between(words, before, after).filter(|name| *name != owner));
    }
    if owner.chars().count() >= SHORTEST {
        found.extend(nearly(words, &owner));
    }
    let mut once: Vec<String> = Vec::new();
    for name in found {
        // A name in its place is mostly found both ways.
        if !once.iter().any(|known| known.contains(&name) || name.contains(known.as_str())) {
            once.push(name);
        }
    }
    once.into_iter()
}

/// What stands between two texts; from the last punctuation where there is none before.
fn between<'a>(words: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = String> + 'a {
    words.match_indices(after).filter_map(move |(end, _)| {
        let head = &words[..end];
        let name = if before.is_empty() {
            head.rsplit(|c: char| "，。；：、《》“”（）".contains(c)).next()?
        } else {
            &head[head.rfind(before)? + before.len()..]
        };
        (name.chars().count() <= LONGEST_NAME && !name.contains(['。', '；'])).then(|| name.to_owned())
    })
}

/// Pieces of the text as long as the name that differ from it in one character.
fn nearly(words: &str, owner: &str) -> Vec<String> {
    let name: Vec<char> = owner.chars().collect();
    let text: Vec<char> = words.chars().collect();
    let differences = |piece: &[char]| piece.iter().zip(&name).filter(|(a, b)| a != b).count();
    text.windows(name.len()).filter(|piece| differences(piece) == 1).map(|piece| piece.iter().collect()).collect()
}
