//! Which column of the sheet is which column of the form, by the words of the header.

use std::collections::BTreeSet;

use super::page::{Page, PageRow};
use super::titles::Title;
use crate::edition::ColumnDef;
use crate::import::label::comparable;

/// How far below a title its header may begin.
const REACH: usize = 12;
/// How many rows a header may have.
const DEEPEST: usize = 6;

/// A form's columns on a sheet.
pub(super) struct Columns {
    /// Index of the header's first row in the page.
    pub first_row: usize,
    /// Index of the first row of the body.
    pub body_row: usize,
    /// The sheet's column for each column of the form, where it was found.
    pub places: Vec<Option<u32>>,
}

/// Finds the header below a title; `None` where nothing there looks like the form's.
pub(super) fn find(page: &Page<'_>, title: &Title<'_>, end: usize) -> Option<Columns> {
    let columns = &title.form.columns;
    let words: BTreeSet<String> = columns.iter().flat_map(|c| &c.headers).map(|word| comparable(word)).collect();
    let in_header = |row: &PageRow<'_>| {
        let known = row.filled.values().filter(|text| words.contains(*text)).collect::<BTreeSet<_>>().len();
        known >= 2 || (known == 1 && row.filled.values().all(|text| words.contains(text)))
    };
    let from = title.row + 1;
    let first_row = (from..end.min(from + REACH)).find(|&row| in_header(&page.rows[row]))?;
    let below = (first_row..end.min(first_row + DEEPEST)).take_while(|&row| in_header(&page.rows[row])).count();
    let header = &page.rows[first_row..first_row + below];
    let places = assign(columns, header);
    let numbers = page.rows.get(first_row + below).filter(|row| is_number_row(row, title.form.number_label.as_deref()));
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

/// Columns by their whole path of words, then by the last word alone, from left to right.
fn assign(columns: &[ColumnDef], header: &[PageRow<'_>]) -> Vec<Option<u32>> {
    let sheet_columns: BTreeSet<u32> = header.iter().flat_map(|row| row.filled.keys().copied()).collect();
    let paths: Vec<(u32, Vec<&str>)> = sheet_columns.iter().map(|&col| (col, path(header, col))).collect();
    let mut places = vec![None; columns.len()];
    let mut taken = BTreeSet::new();
    for whole in [true, false] {
        for (column, place) in columns.iter().zip(&mut places).filter(|(_, place)| place.is_none()) {
            let wanted: Vec<String> = column.headers.iter().map(|word| comparable(word)).collect();
            let fits = |(col, path): &&(u32, Vec<&str>)| {
                let same =
                    if whole { *path == wanted } else { path.last().copied() == wanted.last().map(String::as_str) };
                same && !taken.contains(col)
            };
            if let Some((col, _)) = paths.iter().find(fits) {
                *place = Some(*col);
                taken.insert(*col);
            }
        }
    }
    places
}

/// The words over a column from top to bottom; what a merged area repeats counts once.
fn path<'p>(header: &'p [PageRow<'_>], col: u32) -> Vec<&'p str> {
    let mut path: Vec<&str> = header.iter().filter_map(|row| row.filled.get(&col)).map(String::as_str).collect();
    path.dedup();
    path
}
