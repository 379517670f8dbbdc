//! What the columns of a table mean, by the words over them and by what stands below.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::page::{Page, PageRow};
use crate::edition::{ColumnKind, Meaning, Vocabulary};
use crate::import::cell::label::comparable;
use crate::import::cell::money::Money;
use crate::import::grid::Value;

/// The widest table, in columns.
const WIDEST: u32 = 200;

/// A column of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Col {
    pub at: u32,
    pub headers: Vec<String>,
    pub kind: ColumnKind,
    pub meaning: Meaning,
    /// Index of the block; a block begins with codes or names right of figures.
    pub block: usize,
}

/// The columns of a table.
pub(super) fn read(
    page: &Page<'_>,
    (header, body): (Range<usize>, Range<usize>),
    (vocabulary, year): (&Vocabulary, Option<u16>),
) -> Vec<Col> {
    let rows = &page.rows[header];
    let below = &page.rows[body];
    let words = &vocabulary.words.header;
    let paths: Vec<(u32, Vec<String>)> = columns(rows, below).into_iter().map(|col| (col, path(rows, col))).collect();
    let all: BTreeSet<&String> = paths.iter().flat_map(|(_, path)| path).collect();
    let stands =
        |list: &[String]| all.iter().any(|word| list.iter().any(|known| known == crate::edition::dated(word).1));
    let both = stands(&words.budget) && stands(&words.actual);
    let mut result: Vec<Col> = Vec::new();
    for (at, headers) in paths {
        let meaning = vocabulary.meaning(&headers, year, both);
        let figures_before = result.iter().any(|col: &Col| col.kind == ColumnKind::Value);
        let kind = settled(&meaning, (below, at), figures_before);
        if kind != ColumnKind::Unknown {
            result.push(Col { at, headers, kind, meaning, block: 0 });
        }
    }
    number_blocks(&mut result);
    tell_apart(&mut result, vocabulary);
    result
}

/// Takes off the words that stand over all figures of a block: 一般公共预算支出{合计, 基本支出, 项目支出}.
fn tell_apart(cols: &mut [Col], vocabulary: &Vocabulary) {
    let blocks: BTreeSet<usize> = cols.iter().map(|col| col.block).collect();
    for block in blocks {
        let own = |col: &&Col| col.block == block && matches!(col.kind, ColumnKind::Value | ColumnKind::OfWhich);
        let paths: Vec<&Vec<String>> = cols.iter().filter(own).map(|col| &col.meaning.path).collect();
        let Some(first) = paths.first() else { continue };
        let same = |depth: &usize| paths.iter().all(|path| path.get(*depth) == first.get(*depth));
        let common = (0..first.len()).take_while(same).count();
        for col in cols.iter_mut().filter(|col| col.block == block && col.kind == ColumnKind::Value) {
            col.meaning = vocabulary.apart(&Meaning { kind: ColumnKind::Value, ..col.meaning.clone() }, common);
        }
    }
}

fn columns(header: &[PageRow<'_>], body: &[PageRow<'_>]) -> BTreeSet<u32> {
    let of_header = header.iter().flat_map(|row| row.filled.keys().copied());
    let (first, last) = (of_header.clone().min().unwrap_or(0), of_header.max().unwrap_or(0));
    let own = body.iter().filter(|row| row.own.len() > 1).flat_map(|row| row.own.keys().copied());
    let last = own.max().unwrap_or(last).max(last).min(first + WIDEST);
    (first..=last).collect()
}

/// The words over a column; a word over a group stands in its first cell only where nothing was merged.
fn path(header: &[PageRow<'_>], col: u32) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for (index, row) in header.iter().enumerate() {
        let lower = || header[index + 1..].iter().any(|below| below.own.contains_key(&col));
        let word = row.filled.get(&col).cloned().or_else(|| {
            let (_, word) = row.filled.range(..col).next_back().filter(|_| path.is_empty() || index > 0)?;
            let under = |at: u32| header[..index].iter().rev().find_map(|above| above.filled.get(&at));
            let (from, _) = row.filled.range(..col).next_back()?;
            let same = under(*from).is_none() || under(col).is_none() || under(*from) == under(col);
            (lower() && same).then(|| word.clone())
        });
        if let Some(word) = word.map(|word| without_unit(&word)).filter(|word| path.last() != Some(word)) {
            path.push(word);
        }
    }
    path
}

fn without_unit(word: &str) -> String {
    crate::import::cell::unit::split_header(word).0
}

/// What a column is where its words leave that open, by what stands in it.
fn settled(meaning: &Meaning, (body, at): (&[PageRow<'_>], u32), figures_before: bool) -> ColumnKind {
    let cells = || body.iter().filter_map(|row| row.cell(at)).filter(|cell| !cell.text.trim().is_empty());
    let all = cells().count();
    let codes = cells().filter(|cell| code(&cell.text).is_some()).count();
    let figures = cells().filter(|cell| is_figure(cell)).count();
    let mostly = |count: usize| count > 0 && count * 10 >= all * 6;
    match meaning.kind {
        ColumnKind::Label if mostly(codes) => ColumnKind::Code,
        ColumnKind::Label if mostly(figures) && figures > 1 => ColumnKind::Value,
        ColumnKind::Code if all > 0 && codes == 0 && cells().all(|cell| !is_total(&cell.text)) => ColumnKind::Aside,
        ColumnKind::Unknown if mostly(codes) && !figures_before && meaning.path.is_empty() => ColumnKind::Code,
        ColumnKind::Unknown if all == 0 && meaning.path.is_empty() => ColumnKind::Unknown,
        ColumnKind::Unknown if mostly(figures) || all == 0 || !meaning.key.is_empty() => ColumnKind::Value,
        ColumnKind::Unknown if figures_before && !meaning.path.is_empty() => ColumnKind::Aside,
        ColumnKind::Unknown => ColumnKind::Label,
        other => other,
    }
}

fn is_total(text: &str) -> bool {
    crate::import::cell::label::is_sum(text)
}

fn is_figure(cell: &crate::import::grid::GridCell) -> bool {
    matches!(cell.value, Value::Number(_) | Value::Uncalculated | Value::Error)
        || (cell.text.contains(|c: char| c.is_ascii_digit())
            && Money::read(Some(cell), crate::amount::Unit::Yuan).amount().is_some())
        || matches!(comparable(&cell.text).as_str(), "-" | "—" | "--" | "——")
}

/// A classification code in a cell, with or without its name: 3, 5 or 7 digits.
pub(super) fn code(text: &str) -> Option<String> {
    let code = crate::import::cell::codes::split(text, crate::import::cell::codes::Shape::Digits).code?;
    (matches!(code.len(), 3 | 5 | 7) && code.starts_with(['2', '3', '5'])).then_some(code)
}

fn number_blocks(cols: &mut [Col]) {
    let (mut block, mut figures) = (0, false);
    for col in cols {
        let head = matches!(col.kind, ColumnKind::Code | ColumnKind::Part | ColumnKind::Label);
        if head && figures {
            block += 1;
            figures = false;
        }
        figures |= matches!(col.kind, ColumnKind::Value | ColumnKind::OfWhich);
        col.block = block;
    }
}
