//! Where tables stand on a sheet: a title, the header below it, the body down to the next one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::page::{Page, PageRow};
use crate::edition::Vocabulary;
use crate::import::cell::label::is_bare_sum;
use crate::import::grid::Value;

/// The longest title, in characters.
const LONGEST: usize = 60;
/// How far below a title its header may begin.
const REACH: usize = 8;
/// How many rows a header may have.
const DEEPEST: usize = 6;

/// A title on a sheet.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// Index into the page's rows.
    pub row: usize,
    pub col: u32,
    /// In comparable form.
    pub text: String,
}

/// A table on a sheet, as indices into the page's rows.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub title: Option<Title>,
    pub first: usize,
    /// The first row below the header: the body's, or that of 栏次.
    pub below: usize,
    pub body: usize,
    pub end: usize,
}

/// The tables of a page from top to bottom, and the titles below which there is none.
pub(super) fn find(page: &Page<'_>, vocabulary: &Vocabulary) -> (Vec<Head>, Vec<Title>) {
    let (mut heads, mut lone): (Vec<Head>, Vec<Title>) = (Vec::new(), Vec::new());
    let mut pending: Option<Title> = None;
    let mut row = 0;
    while row < page.rows.len() {
        if let Some(title) = title(page, row, vocabulary) {
            // A line inside a table that only looks like a title has no header of its own.
            if heads.is_empty() || is_table(&title, vocabulary) || starts_within(page, row + 1, vocabulary) {
                end(&mut heads, row);
                lone.extend(pending.replace(title));
            }
        } else if starts(page, row, pending.is_some(), vocabulary) {
            let near = pending.as_ref().is_none_or(|title| row - title.row <= REACH);
            end(&mut heads, row);
            let below = row + depth(page, row, vocabulary);
            let body = below + usize::from(page.rows.get(below).is_some_and(|row| counts(row, vocabulary)));
            let title = pending.take();
            lone.extend(title.clone().filter(|_| !near));
            heads.push(Head { title: title.filter(|_| near), first: row, below, body, end: page.rows.len() });
            row = body;
            continue;
        }
        row += 1;
    }
    lone.extend(pending);
    (heads, lone)
}

fn end(heads: &mut [Head], row: usize) {
    if let Some(head) = heads.last_mut().filter(|head| head.end > row) {
        head.end = row;
    }
}

fn is_table(title: &Title, vocabulary: &Vocabulary) -> bool {
    vocabulary.table(&title.text).is_some()
}

fn starts_within(page: &Page<'_>, from: usize, vocabulary: &Vocabulary) -> bool {
    (from..page.rows.len().min(from + REACH)).any(|row| starts(page, row, true, vocabulary))
}

/// The title in a row: alone but for a table number and captions.
pub(super) fn title(page: &Page<'_>, row: usize, vocabulary: &Vocabulary) -> Option<Title> {
    let candidate = &page.rows[row];
    if has_amount(candidate) {
        return None;
    }
    let words = &vocabulary.words.title;
    let is_beside = |text: &str| words.beside.iter().any(|word| text.contains(word.as_str()));
    let mut own = candidate.own.iter().filter(|(_, text)| !is_number(text, &words.number) && !is_beside(text));
    let (col, text) = own.next()?;
    let alone = own.all(|(_, other)| other == text);
    let note = ["注", "说明", "备注"].iter().any(|word| text.starts_with(word)) || text.contains('。');
    if !alone || note || text.chars().count() > LONGEST {
        return None;
    }
    let bare = bare(text);
    let ends = words.ends.iter().any(|end| bare.ends_with(end.as_str()));
    (ends || (vocabulary.table(&bare).is_some() && ends_early(text, &words.ends))).then(|| Title {
        row,
        col: *col,
        text: text.clone(),
    })
}

/// A title with something behind it: `支出预算表(功能科目)`, `收支总表2024年`.
fn ends_early(text: &str, ends: &[String]) -> bool {
    ends.iter().any(|end| text.find(end.as_str()).is_some_and(|at| text[at..].chars().count() <= 12))
}

/// A title without what stands in brackets at its end.
pub(super) fn bare(text: &str) -> String {
    match text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, _)) if !before.is_empty() => bare(before),
        _ => text.to_owned(),
    }
}

/// The number of a table: 公开01表, 附表3, 表1.
fn is_number(text: &str, words: &[String]) -> bool {
    let mut rest = text.to_owned();
    for word in words {
        rest = rest.replace(word.as_str(), "");
    }
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十-—:()财决预附".contains(c);
    rest.chars().count() < text.chars().count() && rest.chars().all(number)
}

/// Whether any cell of a row is an amount; a year alone is none.
pub(super) fn has_amount(row: &PageRow<'_>) -> bool {
    row.row.cells.iter().any(|(col, cell)| match cell.value {
        Value::Number(value) => !is_year(value),
        Value::Uncalculated | Value::Error => true,
        Value::Text => row.own.get(col).is_some_and(|text| is_amount(text)),
        Value::Date | Value::Bool => false,
    })
}

fn is_year(value: rust_decimal::Decimal) -> bool {
    value.is_integer() && value >= 1990.into() && value < 2100.into()
}

fn is_amount(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '(']).starts_with(|c: char| c.is_ascii_digit());
    digits && text.chars().all(|c| c.is_ascii_digit() || ".,-()".contains(c)) && (text.len() > 3 || text.contains('.'))
}

/// Whether a header begins in a row.
fn starts(page: &Page<'_>, row: usize, titled: bool, vocabulary: &Vocabulary) -> bool {
    let candidate = &page.rows[row];
    if has_amount(candidate) || is_caption(candidate, vocabulary) {
        return false;
    }
    let own: BTreeSet<&String> = candidate.own.values().collect();
    let known: Vec<&&String> = own.iter().filter(|word| vocabulary.in_header(word)).collect();
    let header = &vocabulary.words.header;
    let tells = |word: &&&String| {
        [&header.code, &header.label, &header.measure, &header.part].iter().any(|list| list.contains(*word))
    };
    let totals = known.iter().all(|word| header.sum.contains(*word));
    let group = known.iter().all(|word| header.group.contains(*word) || header.sum.contains(*word));
    let next = || page.rows.get(row + 1).is_some_and(|next| continues(next, vocabulary) && next.own.len() > 1);
    match known.len() {
        0 => false,
        1 => titled && next() && candidate.filled.len() > 1,
        _ if totals => false,
        // 收入 | 支出, below which the words of columns stand; such words also begin rows of bodies.
        _ if group => next(),
        _ => titled || known.iter().any(tells),
    }
}

fn is_caption(row: &PageRow<'_>, vocabulary: &Vocabulary) -> bool {
    let beside = &vocabulary.words.title.beside;
    row.own.values().any(|text| beside.iter().any(|word| word.ends_with(':') && text.contains(word.as_str())))
}

/// The first header below a title: its first row and the first row of the body, without the row of 栏次.
pub(super) fn header(page: &Page<'_>, mut rows: Range<usize>, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let first = rows.find(|row| starts(page, *row, true, vocabulary))?;
    Some((first, first + depth(page, first, vocabulary)))
}

/// How many rows a header has.
fn depth(page: &Page<'_>, first: usize, vocabulary: &Vocabulary) -> usize {
    let start = page.rows[first].row.index;
    let mut bottom = start;
    let mut depth = 1;
    loop {
        let from = page.rows[first].row.index;
        let merged = page.sheet.merges.iter().map(|(top, end)| (top.indices().0, end.indices().0));
        let reach = merged.filter(|(top, _)| (from..=bottom).contains(top)).map(|(_, end)| end).max();
        let reach = reach.unwrap_or(bottom).min(start + 8);
        let Some(next) = page.rows.get(first + depth).filter(|_| depth < DEEPEST) else { return depth };
        let covered = next.row.index <= reach && !has_amount(next);
        if !covered && !continues(next, vocabulary) {
            return depth;
        }
        bottom = bottom.max(next.row.index);
        depth += 1;
    }
}

/// Whether a row goes on with a header.
fn continues(row: &PageRow<'_>, vocabulary: &Vocabulary) -> bool {
    if has_amount(row) || row.own.values().any(|text| is_numbered(text) || is_code(text)) {
        return false;
    }
    let known = row.own.values().filter(|text| vocabulary.in_header(text)).count();
    match row.own.len() {
        0 => false,
        1 => known == 1 && !row.own.values().all(|text| is_bare_sum(text)) && row.filled.len() > 1,
        all => known * 2 >= all && !row.own.values().all(|text| vocabulary.words.header.sum.contains(text)),
    }
}

fn is_numbered(text: &str) -> bool {
    text.split_once('、').is_some_and(|(number, _)| number.chars().all(|c| "一二三四五六七八九十".contains(c)))
}

fn is_code(text: &str) -> bool {
    text.len() >= 3 && text.bytes().take(3).all(|b| b.is_ascii_digit())
}

/// Whether a row only numbers the columns: 栏次 1 2 3 4.
fn counts(row: &PageRow<'_>, vocabulary: &Vocabulary) -> bool {
    let sequence = &vocabulary.words.header.sequence;
    let labelled = row.own.values().next().is_some_and(|text| sequence.contains(text));
    let small = |text: &String| text.parse::<u32>().is_ok_and(|n| n > 0 && n < 100);
    let own: Vec<&String> = row.own.values().collect();
    let rising = own.windows(2).all(|pair| pair[0].parse::<u32>().ok() < pair[1].parse::<u32>().ok());
    labelled
        || (own.len() > 2 && own.iter().all(|text| small(text) || text.len() == 3) && rising)
        || (own.len() > 1 && own.iter().skip(1).all(|text| small(text)) && rising_tail(&own))
}

/// Whether all but the first count upwards by one.
fn rising_tail(own: &[&String]) -> bool {
    let numbers: Vec<u32> = own.iter().skip(1).filter_map(|text| text.parse().ok()).collect();
    numbers.len() + 1 == own.len() && numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}
