//! What stands in a document under which title.

use crate::check::document::tokens::plain;
use crate::document::{Text, WordTable};

/// The tables under one title: a form with rows above its header is two of them.
pub(super) struct Part {
    /// The title in comparable form; empty where no words stand before the table.
    pub title: String,
    /// The paragraph of the title, as an index into [`Text::paragraphs`].
    pub paragraph: Option<usize>,
    /// The paragraph of the next part's title, or the end of the text.
    pub end: usize,
    /// The rows that say anything.
    pub rows: Vec<ShownRow>,
}

/// A row by its columns: a cell that covers several stands in the first, and one that goes on from above says nothing.
pub(super) struct ShownRow {
    /// The table of the document, counted from 0.
    pub table: u32,
    /// Its row, counted from 0.
    pub row: u32,
    pub cells: Vec<String>,
}

impl ShownRow {
    /// All its words.
    pub fn joined(&self) -> String {
        self.cells.concat()
    }

    /// The words by which a person finds the row.
    pub fn words(&self) -> String {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(3).collect::<Vec<_>>().join("　")
    }
}

/// The tables of a document by their titles, in order.
pub(super) fn parts(text: &Text) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (table, number) in text.tables.iter().zip(0_u32..) {
        let goes_on = parts.last().is_some_and(|last| last.paragraph == table.title);
        if !goes_on {
            let words = table.title.and_then(|at| text.paragraphs.get(at));
            let title = words.map(|paragraph| plain(&paragraph.text)).unwrap_or_default();
            parts.push(Part { title, paragraph: table.title, end: text.paragraphs.len(), rows: Vec::new() });
        }
        if let Some(part) = parts.last_mut() {
            part.rows.extend(rows(table, number));
        }
    }
    for at in 1..parts.len() {
        if let Some(next) = parts[at].paragraph {
            parts[at - 1].end = next;
        }
    }
    parts
}

fn rows(table: &WordTable, number: u32) -> Vec<ShownRow> {
    let row = |(cells, row): (&Vec<crate::document::WordCell>, u32)| {
        let mut columns = Vec::new();
        for cell in cells {
            columns.push(if cell.continued { String::new() } else { cell.text.clone() });
            columns.extend(std::iter::repeat_n(String::new(), cell.columns.saturating_sub(1)));
        }
        ShownRow { table: number, row, cells: columns }
    };
    let all = table.rows.iter().zip(0_u32..).map(row);
    all.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())).collect()
}
