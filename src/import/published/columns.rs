//! Which column of the sheet is which column of the form, by the words of the header.

use std::collections::BTreeSet;

use super::general;
use super::page::{Page, PageRow};
use crate::edition::{ColumnKind, Meaning, Vocabulary};
use crate::import::cell::label::comparable;

/// How many rows a header may have.
const DEEPEST: usize = 6;

/// What header is looked for below which title.
pub(super) struct Wanted<'a> {
    /// The first row of the page in which the header may begin.
    pub from: usize,
    /// The words over each column of the form, from top to bottom.
    pub paths: Vec<Vec<String>>,
    /// The word before the column numbers (`栏次`), where the form has that row.
    pub number_label: Option<&'a str>,
    /// How far below the title the header may begin, in rows.
    pub reach: usize,
    /// The words by which other headers are known, where these are taken, too.
    pub vocabulary: Option<&'a Vocabulary>,
}

/// A form's columns on a sheet.
pub(super) struct Columns {
    /// Index of the header's first row in the page.
    pub first_row: usize,
    /// Index of the first row of the body.
    pub body_row: usize,
    /// The sheet's column for each column of the form, where it was found.
    pub places: Vec<Option<u32>>,
}

impl Columns {
    /// The first row of the sheet below the header: a cell of the header may be merged down over rows that hold nothing.
    pub fn below_header(&self, page: &Page<'_>) -> u32 {
        let header = page.rows[self.first_row..self.body_row].iter().map(|row| row.row.index);
        let rows: BTreeSet<u32> = header.collect();
        let merged = page.sheet.merges.iter().filter(|(from, _)| rows.contains(&from.indices().0));
        let last = merged.map(|(_, to)| to.indices().0).chain(rows.iter().copied()).max();
        last.map_or(0, |last| last + 1)
    }
}

/// Finds the header below a title; `None` where nothing there looks like the form's.
pub(super) fn find(page: &Page<'_>, wanted: &Wanted<'_>, end: usize) -> Option<Columns> {
    let paths: Vec<Vec<String>> =
        wanted.paths.iter().map(|path| path.iter().map(|word| comparable(word)).collect()).collect();
    let words: BTreeSet<&String> = paths.iter().flatten().collect();
    let in_header = |row: &PageRow<'_>| {
        let known = row.filled.values().filter(|text| words.contains(*text)).collect::<BTreeSet<_>>().len();
        known >= 2 || (known == 1 && row.filled.values().all(|text| words.contains(text)))
    };
    let from = wanted.from;
    let within = from..end.min(from + wanted.reach);
    let own = within
        .clone()
        .find(|&row| in_header(&page.rows[row]))
        .map(|first| (first, (first..end.min(first + DEEPEST)).take_while(|&row| in_header(&page.rows[row])).count()));
    let other = || {
        let (first, body) = general::header(page, within.clone(), wanted.vocabulary?)?;
        Some((first, body.min(end) - first))
    };
    let placed = |(first, below): (usize, usize)| {
        let header = &page.rows[first..first + below];
        let mut places = assign(&paths, header);
        if let Some(vocabulary) = wanted.vocabulary {
            by_meaning(&paths, header, vocabulary, &mut places);
        }
        (first, below, places)
    };
    let found = |places: &[Option<u32>]| places.iter().flatten().count();
    let (first_row, below, places) = match (own.map(placed), other().map(placed)) {
        (Some(own), Some(other)) if found(&other.2) > found(&own.2) => other,
        (own, other) => own.or(other)?,
    };
    let numbers = page.rows.get(first_row + below).filter(|row| is_number_row(row, wanted.number_label));
    let body_row = first_row + below + usize::from(numbers.is_some());
    places.iter().flatten().nth(1)?;
    Some(Columns { first_row, body_row, places })
}

/// The row of 栏次: its label, or small whole numbers only.
fn is_number_row(row: &PageRow<'_>, label: Option<&str>) -> bool {
    let labelled = label.is_some_and(|label| row.own.values().any(|text| *text == comparable(label)));
    let counted = row.own.len() > 2 && row.own.values().all(|text| text.parse::<u32>().is_ok_and(|n| n < 100));
    labelled || counted
}

/// Columns by their whole path of words, then by the last word alone, from left to right; at last by a word that leaves
/// characters out or puts some in, where only one column can be meant.
fn assign(columns: &[Vec<String>], header: &[PageRow<'_>]) -> Vec<Option<u32>> {
    let sheet_columns: BTreeSet<u32> = header.iter().flat_map(|row| row.filled.keys().copied()).collect();
    let paths: Vec<(u32, Vec<&str>)> = sheet_columns.iter().map(|&col| (col, path(header, col))).collect();
    let mut places = vec![None; columns.len()];
    let mut taken = BTreeSet::new();
    for whole in [true, false] {
        for (wanted, place) in columns.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
            let fits = |(col, path): &&(u32, Vec<&str>)| {
                let same =
                    if whole { path == wanted } else { path.last().copied() == wanted.last().map(String::as_str) };
                same && !taken.contains(col)
            };
            if let Some((col, _)) = paths.iter().find(fits) {
                *place = Some(*col);
                taken.insert(*col);
            }
        }
    }
    by_likeness(columns, &paths, &mut places);
    places
}

/// Columns that other places call otherwise, by what their words mean: a measure (金额 for 预算数), names and codes beside
/// one another under the same group, figures with the same key.
fn by_meaning(columns: &[Vec<String>], header: &[PageRow<'_>], vocabulary: &Vocabulary, places: &mut [Option<u32>]) {
    let sheet: BTreeSet<u32> = header.iter().flat_map(|row| row.filled.keys().copied()).collect();
    let words = |path: &[&str]| path.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let meant: Vec<(u32, Meaning)> =
        sheet.into_iter().map(|col| (col, vocabulary.meaning(&words(&path(header, col)), None, false))).collect();
    for (wanted, place) in columns.iter().zip(0..) {
        let meaning = vocabulary.meaning(wanted, None, false);
        let taken: BTreeSet<u32> = places.iter().flatten().copied().collect();
        let mut like = meant.iter().filter(|(col, other)| !taken.contains(col) && means(&meaning, other));
        let first = like.next();
        // Names and codes come in order; of figures only one may be meant.
        let named = matches!(meaning.kind, ColumnKind::Label | ColumnKind::Code);
        if places[place].is_none() && (named || like.next().is_none()) {
            places[place] = first.map(|(col, _)| *col);
        }
    }
}

fn means(one: &Meaning, other: &Meaning) -> bool {
    let above = |meaning: &Meaning| meaning.path.split_last().map(|(_, above)| above.to_vec()).unwrap_or_default();
    if one.kind != other.kind {
        return false;
    }
    match one.kind {
        ColumnKind::Label | ColumnKind::Code => above(one).len() == above(other).len(),
        ColumnKind::Value | ColumnKind::Unknown => {
            one.path == other.path || (!one.key.is_empty() && one.key == other.key && one.group == other.group)
        }
        _ => false,
    }
}

/// A short or long name of a column (`财政拨款` for `财政拨款收入`): taken where nothing else is like it, either way.
fn by_likeness(columns: &[Vec<String>], paths: &[(u32, Vec<&str>)], places: &mut [Option<u32>]) {
    let taken: BTreeSet<u32> = places.iter().flatten().copied().collect();
    let free: Vec<(u32, &str)> = paths
        .iter()
        .filter(|(col, _)| !taken.contains(col))
        .filter_map(|(col, path)| Some((*col, *path.last()?)))
        .collect();
    let words = |index: usize| columns[index].last().cloned().unwrap_or_default();
    let open: Vec<(usize, String)> =
        (0..columns.len()).filter(|index| places[*index].is_none()).map(|index| (index, words(index))).collect();
    for (index, wanted) in &open {
        let mut like = free.iter().filter(|(_, word)| alike(word, wanted));
        let (Some((col, word)), None) = (like.next(), like.next()) else { continue };
        if open.iter().filter(|(_, other)| alike(word, other)).count() == 1 {
            places[*index] = Some(*col);
        }
    }
}

/// Whether one word is the other with characters left out, at most half of them.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    let inside = short.chars().all(|c| rest.any(|other| other == c));
    inside && short.chars().count() >= 2 && short.chars().count() * 2 >= long.chars().count()
}

/// The words over a column from top to bottom; what a merged area repeats counts once.
fn path<'p>(header: &'p [PageRow<'_>], col: u32) -> Vec<&'p str> {
    let mut path: Vec<&str> = header.iter().filter_map(|row| row.filled.get(&col)).map(String::as_str).collect();
    path.dedup();
    path
}
