//! Finding the header of a table by its content.
//!
//! A row is looked at where several of its cells are names of fields; then blocks of one to four rows are compared by
//! how many fields their columns give. Title rows, the unit line and blank rows give none and are passed over.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::import::cell::label::{comparable, is_empty, trimmed};
use crate::import::grid::{GridCell, GridRow, Sheet, Value};
use crate::import::header::merged::{Area, Merged};
use crate::import::knowledge::field::Field;
use crate::import::knowledge::field_names::{FieldNames, HeaderWord};
use crate::import::knowledge::funds::Funds;

/// At most so many rows make a header.
const MOST_ROWS: usize = 4;
/// At least so many columns must be known for rows to be a header.
const LEAST_FIELDS: usize = 3;

/// A header found on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Header {
    /// Its rows, as positions in the sheet's list of rows.
    pub(in crate::import) rows: Range<usize>,
    /// Its columns, in order.
    pub(in crate::import) columns: Vec<HeaderColumn>,
}

/// One column of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct HeaderColumn {
    /// The column, counted from 0.
    pub(in crate::import) col: u32,
    /// The words from top to bottom, as found.
    pub(in crate::import) shown: Vec<Arc<str>>,
    /// The same in comparable form.
    pub(in crate::import) path: Vec<HeaderWord>,
}

impl HeaderColumn {
    /// The words as `inspect` prints them.
    pub(in crate::import) fn text(&self) -> String {
        let words: Vec<String> =
            self.shown.iter().map(|w| w.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        words.join("·")
    }
}

/// More columns than any export has; what lies further right is no part of a header.
pub(in crate::import) const MOST_COLUMNS: u32 = 1024;
/// More merged areas than any header has.
const MOST_AREAS: usize = 1024;

/// What headers are made of.
#[derive(Clone, Copy)]
pub(in crate::import) struct Vocabulary<'a> {
    pub(in crate::import) names: &'a FieldNames,
    pub(in crate::import) funds: &'a Funds,
    /// Words that tell kinds of export apart, beside the fields' names.
    pub(in crate::import) distinguishing: &'a BTreeSet<String>,
}

impl Vocabulary<'_> {
    fn knows(&self, words: &str) -> bool {
        self.names.may_head(words) || self.distinguishing.contains(words) || self.funds.column(words).is_some()
    }

    /// How many different fields, funds and telling words the columns give.
    fn score(&self, columns: &[HeaderColumn]) -> usize {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for column in columns {
            let Some(last) = column.path.last() else { continue };
            let (field, by) = match self.names.field(&column.path) {
                // Several amounts are several things to know.
                Some((Field::Amount | Field::Unused | Field::Subtotal, by)) => (None, by),
                Some((field, by)) => (Some(field), by),
                None if self.distinguishing.contains(&last.words) => (None, last.words.clone()),
                None if self.funds.column(&last.words).is_some() => {
                    (None, column.path.iter().map(|w| w.words.as_str()).collect())
                }
                None => continue,
            };
            seen.insert(field.map_or(by, Field::name));
        }
        seen.len()
    }
}

/// All headers of a sheet from top to bottom, those that repeat included.
pub(in crate::import) fn find_all(sheet: &Sheet, merged: &Merged, vocabulary: &Vocabulary<'_>) -> Vec<Header> {
    let mut headers = Vec::new();
    let mut at = 0;
    while at < sheet.rows.len() {
        let Some(header) =
            may_begin(&sheet.rows[at], vocabulary).then(|| best_at(sheet, merged, vocabulary, at)).flatten()
        else {
            at += 1;
            continue;
        };
        at = header.rows.end;
        headers.push(header);
    }
    headers
}

/// Whether a row may be part of a header at all; cheap, since every row of a sheet is asked.
fn may_begin(row: &GridRow, vocabulary: &Vocabulary<'_>) -> bool {
    // What needs no reading first: most rows hold a number or a long code somewhere.
    let is_long = |cell: &GridCell| leading_digits(&cell.text) > 4;
    if row.cells.iter().any(|(_, cell)| cell.value != Value::Text || is_long(cell))
        || row.cells.iter().any(|(_, cell)| begins_like_a_code(&cell.text))
    {
        return false;
    }
    let known = |text: &str| text.len() <= 120 && vocabulary.knows(&HeaderWord::read(text).words);
    row.cells.iter().filter(|(_, cell)| known(&cell.text)).take(2).count() == 2
}

/// Whether a text begins with three digits and is no year: codes and amounts do, headers do not.
pub(in crate::import) fn begins_like_a_code(text: &str) -> bool {
    let digits = leading_digits(text);
    digits >= 3 && !(digits == 4 && text.contains("年") && HeaderWord::read(text).year.is_some())
}

/// How many digits a text begins with, behind blanks and an opening bracket.
fn leading_digits(text: &str) -> usize {
    // Most are told by the bytes: the characters behind ASCII digits may be digits of full width, or blanks before them.
    let ascii = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.as_bytes().get(ascii).is_none_or(|next| next.is_ascii_graphic() && (ascii > 0 || *next != b'[')) {
        return ascii;
    }
    let begin = text.chars().map(crate::import::cell::label::half_width);
    let digits =
        begin.skip_while(|c| crate::import::cell::label::is_blank(*c) || *c == '[').take_while(char::is_ascii_digit);
    digits.count()
}

/// The best header whose first known row stands at `at`.
fn best_at(sheet: &Sheet, merged: &Merged, vocabulary: &Vocabulary<'_>, at: usize) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for end in at + 1..=(at + MOST_ROWS).min(sheet.rows.len()) {
        if end > at + 1 && !continues(sheet, end - 1) {
            break;
        }
        consider(&mut best, vocabulary, block(sheet, merged, at..end));
    }
    let (_, header) = best.as_ref().filter(|(score, _)| *score >= LEAST_FIELDS)?;
    let mut rows = header.rows.clone();
    while rows.len() < MOST_ROWS && rows.start > 0 && groups_columns(sheet, merged, &rows) {
        rows.start -= 1;
    }
    if let Some(bottom) = tallest(sheet, merged, &rows) {
        while rows.len() < MOST_ROWS && sheet.rows.get(rows.end).is_some_and(|row| row.index <= bottom) {
            rows.end += 1;
        }
    }
    let known = best.as_ref().map_or(0, |(score, _)| *score);
    let wider = block(sheet, merged, rows);
    // Rows that only group columns say nothing new, but they must not hide a name either.
    if vocabulary.score(&wider.columns) >= known { Some(wider) } else { best.map(|(_, header)| header) }
}

fn consider(best: &mut Option<(usize, Header)>, vocabulary: &Vocabulary<'_>, header: Header) {
    let score = vocabulary.score(&header.columns);
    if best.as_ref().is_none_or(|(known, _)| score > *known) {
        *best = Some((score, header));
    }
}

/// Whether the row at `at` may be a further row of a header: words only, directly below.
fn continues(sheet: &Sheet, at: usize) -> bool {
    let row = &sheet.rows[at];
    row.index == sheet.rows[at - 1].index + 1
        && row.cells.iter().all(|(_, cell)| cell.value == Value::Text && !begins_like_a_code(&cell.text))
}

/// Whether the row above groups columns of the header: several words, or one over some of its columns; no title, no unit
/// line.
fn groups_columns(sheet: &Sheet, merged: &Merged, rows: &Range<usize>) -> bool {
    let (above, first) = (&sheet.rows[rows.start - 1], &sheet.rows[rows.start]);
    if above.index + 1 != first.index {
        return false;
    }
    let filled: Vec<u32> = above.cells.iter().filter(|(_, c)| !is_empty(&c.text)).map(|(col, _)| *col).collect();
    let words_only = above.cells.iter().all(|(_, c)| {
        let words = comparable(&c.text);
        c.value == Value::Text
            && !words.contains(':')
            && !begins_like_a_code(&c.text)
            && crate::import::cell::year::in_line(&words).is_empty()
    });
    if !words_only {
        return false;
    }
    match filled.as_slice() {
        [] => false,
        [one] => {
            let area = merged.beginning(above.index, above.index).iter().find(|a| a.holds(above.index, *one)).copied();
            let width = |row: &GridRow| row.cells.iter().filter(|(_, c)| !is_empty(&c.text)).count();
            area.is_some_and(|a| a.right > a.left && ((a.right - a.left + 1) as usize) < width(first).max(2))
        }
        _ => true,
    }
}

/// The last row of the areas that begin in the header and are more than one row high.
fn tallest(sheet: &Sheet, merged: &Merged, rows: &Range<usize>) -> Option<u32> {
    let (first, last) = (sheet.rows[rows.start].index, sheet.rows[rows.end - 1].index);
    let areas = merged.beginning(first, last);
    // An area higher than a header can be belongs to something else.
    areas.iter().map(|a| a.bottom).filter(|bottom| *bottom < first + MOST_ROWS as u32).max()
}

/// These rows as a header.
fn block(sheet: &Sheet, merged: &Merged, rows: Range<usize>) -> Header {
    let lines = &sheet.rows[rows.clone()];
    let (first, last) = (lines[0].index, lines[lines.len() - 1].index);
    let areas = merged.beginning(first, last);
    let areas = &areas[..areas.len().min(MOST_AREAS)];
    let filled = || lines.iter().flat_map(|row| row.cells.iter()).map(|(col, _)| *col);
    let end = filled().min().unwrap_or(0).saturating_add(MOST_COLUMNS);
    let mut cols: BTreeSet<u32> = filled().filter(|col| *col < end).collect();
    // A merged heading over more columns than its row below names: those columns belong to it too.
    let right = cols.last().copied().unwrap_or(0);
    for area in areas {
        cols.extend(area.left..=area.right.min(right));
    }
    let columns = cols.into_iter().filter_map(|col| column(lines, areas, merged.is_empty(), col)).collect();
    Header { rows, columns }
}

fn column(lines: &[GridRow], areas: &[Area], unmerged: bool, col: u32) -> Option<HeaderColumn> {
    let mut column = HeaderColumn { col, shown: Vec::new(), path: Vec::new() };
    for (depth, row) in lines.iter().enumerate() {
        let below = lines.get(depth + 1);
        let Some(text) = text_at(row, areas, col).or_else(|| unmerged.then(|| group_word(row, below?, col)).flatten())
        else {
            continue;
        };
        let word = HeaderWord::read(&text);
        // A cell merged downwards gives its words once.
        if word.words.is_empty() || column.path.last().is_some_and(|above| above.words == word.words) {
            continue;
        }
        column.shown.push(trimmed(&text).into());
        column.path.push(word);
    }
    (!column.path.is_empty()).then_some(column)
}

/// The text of a cell, or of the merged area that covers it.
fn text_at(row: &GridRow, areas: &[Area], col: u32) -> Option<Arc<str>> {
    let own = |row: &GridRow, col: u32| row.cell(col).map(|c| Arc::clone(&c.text)).filter(|t| !is_empty(t));
    if let Some(text) = own(row, col) {
        return Some(text);
    }
    let area = areas.iter().find(|a| a.holds(row.index, col))?;
    // Only the area's own first row can be told here; below it the words would repeat and are dropped anyway.
    (area.top == row.index).then(|| own(row, area.left)).flatten()
}

/// In a text without merged cells: the nearest word on the left, for a blank cell above a filled one.
fn group_word(row: &GridRow, below: &GridRow, col: u32) -> Option<Arc<str>> {
    let filled = |row: &GridRow, col: u32| row.cell(col).is_some_and(|c| !is_empty(&c.text));
    if !filled(below, col) {
        return None;
    }
    let (left, cell) = row.cells.iter().rev().find(|(at, cell)| *at < col && !is_empty(&cell.text))?;
    // The group ends where a column has no word of its own below.
    let unbroken = (*left..col).all(|at| filled(below, at));
    unbroken.then(|| Arc::clone(&cell.text))
}
