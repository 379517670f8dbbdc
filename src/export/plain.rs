//! A plain workbook of what any other file holds: a text table or a workbook of an old format, so that cells can be marked.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::{Apart, Area, Book, Format, Ignored, Number, Properties, Sheet, Style};
use super::sheets::safe_names;
use super::text::storable;
use super::{ExportError, Stamp};
use crate::disclosure::Font;
use crate::finding::render::columns;
use crate::origin::CellRef;

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainSheet {
    /// Its name; made safe and unique.
    pub name: String,
    /// Cells in any order, with their places.
    pub cells: Vec<(CellRef, PlainCell)>,
    /// Merged areas: first and last cell.
    pub merges: Vec<(CellRef, CellRef)>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainCell {
    /// Words, and numbers that a workbook would show otherwise: with leading zeros, or more digits than it keeps.
    Text(String),
    /// A number, shown with so many decimals.
    Number(Decimal, u32),
}

impl PlainCell {
    /// A cell by its text as stored and its number, if it is one.
    ///
    /// ```
    /// use gongkai::export::PlainCell;
    /// let number = |text: &str| PlainCell::of(text, text.replace(',', "").parse().ok());
    /// assert!(matches!(number("1,166.60"), PlainCell::Number(_, 2)));
    /// assert!(matches!(number("0301"), PlainCell::Text(_)));
    /// assert!(matches!(number("13053224000000000001"), PlainCell::Text(_)));
    /// ```
    pub fn of(text: &str, number: Option<Decimal>) -> PlainCell {
        let shown = text.trim();
        let digits = shown.bytes().filter(u8::is_ascii_digit).count();
        let whole = shown.trim_start_matches(['-', '+']);
        let padded = whole.len() > 1 && whole.starts_with('0') && !whole.starts_with("0.");
        let plain = shown.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b','));
        match number.filter(|_| plain && !padded && digits <= 15) {
            Some(number) => PlainCell::Number(number, number.scale()),
            None => PlainCell::Text(text.to_owned()),
        }
    }
}

/// The workbook's bytes.
///
/// # Errors
/// [`ExportError::Refused`] where a sheet cannot hold it, as more rows than a sheet has.
pub fn plain_workbook(sheets: &[PlainSheet], stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let font = Font { name: "宋体".to_owned(), half_points: 22, bold: false };
    let properties = Properties { title: String::new(), subject: String::new(), author: String::new(), date: stamp };
    let mut book = Book::new(&font, properties);
    let mut numbers = Numbers::default();
    for (sheet, name) in sheets.iter().zip(safe_names(sheets.iter().map(|sheet| sheet.name.as_str()))) {
        let filled = fill(&book, (&font, &mut numbers), sheet, &name);
        book.add(filled);
    }
    book.bytes()
}

/// The style of numbers by how many decimals they show.
type Numbers = BTreeMap<u32, Format>;

fn fill(book: &Book, (font, numbers): (&Font, &mut Numbers), from: &PlainSheet, name: &str) -> Sheet {
    let mut sheet = book.sheet(name);
    let mut widths: Vec<u32> = Vec::new();
    let mut last_row = 0;
    for (at, cell) in &from.cells {
        let (row, col) = at.indices();
        last_row = last_row.max(row);
        let column = usize::try_from(col).unwrap_or(0);
        if widths.len() <= column {
            widths.resize(column + 1, NARROWEST);
        }
        let wide = match cell {
            PlainCell::Text(text) => {
                sheet.text((row, col), &storable(text), book.default_format());
                columns(text)
            }
            PlainCell::Number(number, decimals) => {
                let format = numbers.entry(*decimals).or_insert_with(|| {
                    let places = usize::try_from(*decimals).unwrap_or(0);
                    let shown = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
                    Style { number: Number::Custom(shown), ..Style::new(font) }.format()
                });
                sheet.number((row, col), *number, format);
                number.to_string().len()
            }
        };
        let wide = u32::try_from(wide).unwrap_or(WIDEST).saturating_add(2).min(WIDEST);
        widths[column] = widths[column].max(wide);
    }
    merge(&mut sheet, from, book.default_format());
    if let Some(last_col) = widths.len().checked_sub(1).and_then(|col| u32::try_from(col).ok()) {
        sheet.ignore(Ignored::NumberAsText, Area { row: 0, col: 0, last_row, last_col });
    }
    sheet.widths(widths);
    sheet
}

/// Widths of columns in characters.
const NARROWEST: u32 = 8;
const WIDEST: u32 = 40;

/// Merges areas whose first cell holds words; a merged number is worth more as a number than merged.
fn merge(sheet: &mut Sheet, from: &PlainSheet, format: &Format) {
    let cells: BTreeMap<CellRef, &PlainCell> = from.cells.iter().rev().map(|(at, cell)| (*at, cell)).collect();
    let mut apart = Apart::default();
    for (first, last) in &from.merges {
        let ((row, col), (last_row, last_col)) = (first.indices(), last.indices());
        let area = Area { row, col, last_row, last_col };
        // Areas that share cells are a fault that some programs forgive.
        if apart.take(area).is_some() {
            continue;
        }
        let text = match cells.get(first) {
            Some(PlainCell::Text(text)) => storable(text).to_string(),
            Some(PlainCell::Number(..)) => continue,
            None => String::new(),
        };
        sheet.area(area, &text, format);
    }
}
