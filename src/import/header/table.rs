//! The tables of a sheet: a header, the lines above it, the rows below it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::cell::label::{is_empty, is_page_carry};
use crate::import::grid::Sheet;
use crate::import::header::above::{Context, is_preamble};
use crate::import::header::find::{Header, Vocabulary, find_all};
use crate::import::header::merged::Merged;
use crate::import::rows::wording::{self, HeaderRows};

/// A table found on a sheet.
#[derive(Clone, Debug)]
pub(in crate::import) struct Table {
    pub(in crate::import) header: Header,
    pub(in crate::import) context: Context,
    /// Rows below the header that hold anything and may be data, as positions in the sheet's rows.
    pub(in crate::import) body: Vec<usize>,
    /// Rows below the header that are no data by their words alone, each with the reason.
    pub(in crate::import) aside: BTreeMap<usize, &'static str>,
}

/// The tables of a sheet from top to bottom; `above` is what was said above the sheet, where it is a part of one.
pub(in crate::import) fn find(
    sheet: &Sheet,
    merged: &Merged,
    vocabulary: &Vocabulary<'_>,
    above: Option<&Context>,
) -> Vec<Table> {
    let headers = find_all(sheet, merged, vocabulary);
    let mut tables: Vec<Table> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let end = headers.get(at + 1).map_or(sheet.rows.len(), |next| preamble_start(sheet, next, header.rows.end));
        let lines = match at.checked_sub(1).and_then(|before| headers.get(before)) {
            Some(before) => preamble_start(sheet, header, before.rows.end)..header.rows.start,
            None => 0..header.rows.start,
        };
        let repeated = tables.last_mut().filter(|table| same_words(&table.header, header));
        if let Some(table) = repeated {
            table.set_aside(lines, "重复的标题");
            table.set_aside(header.rows.clone(), "重复的表头");
            table.fill(sheet, header.rows.end..end);
            continue;
        }
        let mut context = Context::read(sheet, lines);
        if let Some(outer) = tables.last().map(|table| &table.context).or(above) {
            context = context.within(outer);
        }
        let mut table = Table { header: header.clone(), context, body: Vec::new(), aside: BTreeMap::new() };
        table.fill(sheet, header.rows.end..end);
        tables.push(table);
    }
    tables
}

impl Table {
    /// Adds the rows of a range, as data or set aside.
    fn fill(&mut self, sheet: &Sheet, range: Range<usize>) {
        let header = HeaderRows::of(&sheet.rows[self.header.rows.clone()]);
        for at in range {
            let row = &sheet.rows[at];
            let filled = || row.cells.iter().map(|(_, c)| &*c.text).filter(|t| !is_empty(t));
            if filled().next().is_none() {
                continue;
            }
            let reason = if wording::numbers_columns(row) {
                Some("栏次行")
            } else if filled().next().is_some_and(wording::is_footer) {
                Some("页脚")
            } else if filled().any(is_page_carry) {
                Some("页间结转行")
            } else if header.repeated_by(row) {
                Some("重复的表头")
            } else {
                None
            };
            match reason {
                Some(reason) => self.set_aside(at..at + 1, reason),
                None => self.body.push(at),
            }
        }
    }

    /// Sets rows of the body aside after all.
    pub(in crate::import) fn take_aside(&mut self, rows: impl Iterator<Item = usize>, reason: &'static str) {
        self.aside.extend(rows.map(|at| (at, reason)));
        self.body.retain(|at| !self.aside.contains_key(at));
    }

    fn set_aside(&mut self, range: Range<usize>, reason: &'static str) {
        self.aside.extend(range.map(|at| (at, reason)));
    }

    /// Rows below the header that hold anything.
    pub(in crate::import) fn rows_read(&self) -> usize {
        self.body.len() + self.aside.len()
    }
}

/// Where the title and unit lines of a header begin that stands below another table.
fn preamble_start(sheet: &Sheet, header: &Header, floor: usize) -> usize {
    let mut start = header.rows.start;
    while start > floor && is_preamble(&sheet.rows[start - 1]) {
        start -= 1;
    }
    start
}

fn same_words(one: &Header, other: &Header) -> bool {
    let words = |header: &Header| -> Vec<(u32, Vec<String>)> {
        let columns = header.columns.iter();
        columns.map(|c| (c.col, c.path.iter().map(|w| w.words.clone()).collect())).collect()
    };
    words(one) == words(other)
}
