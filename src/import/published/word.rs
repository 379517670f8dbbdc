//! Tables inside a Word document as sheets, so that they are recognised like those of a workbook.

use std::sync::Arc;

use crate::document::{Text, WordTable};
use crate::import::cell::{number, unit};
use crate::import::grid::{Grid, GridCell, GridRow, Marks, Sheet, Value};

/// How many paragraphs above a table may be its title and caption.
const ABOVE: usize = 3;
/// The longest of them, in characters.
const LONGEST: usize = 80;

/// A sheet a table: the short paragraphs right above it, then its rows. Rows count as those of the table do, so that the
/// paragraphs share the first row's number.
pub fn grid(text: &Text) -> Grid {
    let mut sheets = Vec::new();
    let mut from = 0;
    for (index, table) in text.tables.iter().enumerate() {
        sheets.push(sheet(text, (index, table), from));
        from = table.title.map_or(from, |title| title + 1);
    }
    Grid { sheets }
}

fn sheet(text: &Text, (index, table): (usize, &WordTable), from: usize) -> Sheet {
    let mut rows: Vec<GridRow> = above(text, table, from).into_iter().map(|line| row(0, vec![(0, line)])).collect();
    for (number, cells) in (0..).zip(&table.rows) {
        let mut col = 0;
        let mut own = Vec::new();
        for cell in cells {
            if !cell.text.trim().is_empty() {
                own.push((col, cell.text.trim().to_owned()));
            }
            col += u32::try_from(cell.columns.max(1)).unwrap_or(1);
        }
        if !own.is_empty() {
            rows.push(row(number, own));
        }
    }
    let end = rows.last().map_or(0, |row| row.index + 1);
    rows.extend(below(text, table).map(|note| row(end, vec![(0, note)])));
    let name: Arc<str> = format!("第{}个表格", index + 1).into();
    Sheet {
        file: Arc::clone(&text.file),
        name: Some(name),
        hidden: false,
        rows,
        merges: Vec::new(),
        marks: Marks::default(),
    }
}

/// The short paragraphs right above a table, from top to bottom.
fn above(text: &Text, table: &WordTable, from: usize) -> Vec<String> {
    let Some(last) = table.title else { return Vec::new() };
    let paragraphs = text.paragraphs.get(from.min(last)..=last).unwrap_or_default();
    let short = paragraphs.iter().rev().filter(|paragraph| !paragraph.in_table);
    let short = short.take_while(|paragraph| paragraph.text.chars().count() <= LONGEST && !paragraph.in_contents);
    let own = from.min(last)..=last;
    let mut lines: Vec<String> = short.take(ABOVE).map(|paragraph| paragraph.text.trim().to_owned()).collect();
    lines.retain(|line| !line.is_empty());
    lines.reverse();
    // A unit is stated once for several tables that follow one another.
    if !lines.iter().any(|line| unit::in_line(line).is_some()) {
        let before = text.paragraphs.get(..*own.start()).unwrap_or_default();
        let stated = before
            .iter()
            .rev()
            .filter(|paragraph| !paragraph.in_table)
            .find(|paragraph| unit::in_line(&paragraph.text).is_some());
        lines.extend(stated.map(|paragraph| paragraph.text.trim().to_owned()));
    }
    lines
}

/// The notes right below a table: 注：……空表列示。
fn below<'t>(text: &'t Text, table: &WordTable) -> impl Iterator<Item = String> + use<'t> {
    let after = table.title.and_then(|title| text.paragraphs.get(title + 1..)).unwrap_or_default();
    let outside = after.iter().skip_while(|paragraph| !paragraph.in_table).skip_while(|paragraph| paragraph.in_table);
    let words = outside.map(|paragraph| paragraph.text.trim());
    words.skip_while(|text| text.is_empty()).take_while(|text| text.starts_with('注')).map(str::to_owned)
}

fn row(index: u32, cells: Vec<(u32, String)>) -> GridRow {
    let cell = |(col, text): (u32, String)| {
        let value = match number::read(&text) {
            number::Written::Number(value, None) if !leads_with_zero(&text) => Value::Number(value),
            _ => Value::Text,
        };
        (col, GridCell { text: text.into(), value })
    };
    GridRow { index, line: index, hidden: false, fields: 0, cells: cells.into_iter().map(cell).collect() }
}

/// A code such as 05 is no number.
fn leads_with_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && !text.starts_with("0.")
}
