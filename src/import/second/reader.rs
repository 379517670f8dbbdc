//! calamine's cells in our words.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Range, Reader, SheetType, Xls, XlsOptions, Xlsb, Xlsx, XlsxFormulaMetadata};
use rust_decimal::Decimal;

/// Which of calamine's readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// .xlsx and .xlsm
    Xlsx,
    /// .xlsb
    Xlsb,
    /// .ods
    Ods,
    /// .xls and .et; texts of BIFF8 are UTF-16 whatever the file says of code pages.
    Xls {
        /// Whether it is BIFF8.
        biff8: bool,
    },
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing, as a formula without a result.
    Nothing,
    /// Words.
    Text(String),
    /// A number; `None` where no decimal is as large.
    Number(Option<Decimal>),
    /// A date or time, with the number that it is stored as, where it is one.
    Date(Option<Decimal>),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
}

/// A cell that holds anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenCell {
    /// What it shows.
    pub value: Seen,
    /// Its formula without `=`, empty where the text was not asked for; `None` where there is none.
    pub formula: Option<String>,
}

/// The cells of a sheet by row and column, both counted from 0.
pub type SeenCells = BTreeMap<(u32, u32), SeenCell>;

/// One worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSheet {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: SeenCells,
}

/// Worksheets by name, each with its cells or why they cannot be read.
pub(super) type Sheets = Vec<(String, Result<SeenCells, String>)>;

/// Reads all worksheets.
pub(super) fn workbook(bytes: &[u8], kind: Kind) -> Result<Sheets, String> {
    let bytes = Cursor::new(bytes);
    match kind {
        Kind::Xlsx => {
            let mut book = Xlsx::new(bytes).map_err(words)?;
            Ok(each(names(&book), |name| streamed(&mut book, name)))
        }
        Kind::Xlsb => ranged(Xlsb::new(bytes).map_err(words)?),
        Kind::Ods => ranged(Ods::new(bytes).map_err(words)?),
        Kind::Xls { biff8 } => {
            let mut options = XlsOptions::default();
            if biff8 {
                options.force_codepage = Some(UTF_16);
            }
            ranged(Xls::new_with_options(bytes, options).map_err(words)?)
        }
    }
}

/// The number of UTF-16 among code pages.
const UTF_16: u16 = 1200;

fn words(error: impl Debug) -> String {
    format!("另一个读取程序打不开（{error:?}）")
}

/// Names of the worksheets; cells of charts and macros are no data of the user's.
fn names<'b, B: Reader<Cursor<&'b [u8]>>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn each(names: Vec<String>, mut read: impl FnMut(&str) -> Result<SeenCells, String>) -> Sheets {
    names.into_iter().map(|name| (name.clone(), read(&name))).collect()
}

/// Cell by cell, so that two cells at opposite corners take no more room than two cells.
fn streamed(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<SeenCells, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(words)?;
    let mut cells = SeenCells::new();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(words)? {
        let formula = cell.formula.map(|formula| match formula {
            XlsxFormulaMetadata::Normal { formula } => formula,
            _ => String::new(),
        });
        let value = match cell.value {
            DataRef::SharedString(text) => Seen::Text(text.to_owned()),
            other => seen(&Data::from(other)),
        };
        if value != Seen::Nothing || formula.is_some() {
            cells.insert(cell.pos, SeenCell { value, formula });
        }
    }
    Ok(cells)
}

/// By the rectangle of each sheet, whose size was looked at before.
fn ranged<'b, B: Reader<Cursor<&'b [u8]>>>(mut book: B) -> Result<Sheets, String> {
    Ok(each(names(&book), |name| {
        let values = book.worksheet_range(name).map_err(words)?;
        let mut cells: SeenCells = used(&values, |value| {
            let value = seen(value);
            (value != Seen::Nothing).then_some(SeenCell { value, formula: None })
        });
        let formulas = book.worksheet_formula(name).map_err(words)?;
        let formulas = used(&formulas, |formula: &String| (!formula.is_empty()).then(|| formula.clone()));
        for (at, formula) in formulas {
            cells.entry(at).or_insert(SeenCell { value: Seen::Nothing, formula: None }).formula = Some(formula);
        }
        Ok(cells)
    }))
}

/// The cells of a range that begins where the first of them stands.
fn used<T, S>(range: &Range<T>, of: impl Fn(&T) -> Option<S>) -> BTreeMap<(u32, u32), S>
where
    T: calamine::CellType,
{
    let (first_row, first_col) = range.start().unwrap_or_default();
    let at = |first: u32, more: usize| u32::try_from(more).ok().and_then(|more| first.checked_add(more));
    let cells = range.used_cells();
    cells.filter_map(|(row, col, cell)| Some(((at(first_row, row)?, at(first_col, col)?), of(cell)?))).collect()
}

fn seen(value: &Data) -> Seen {
    match value {
        Data::Empty => Seen::Nothing,
        Data::String(text) => Seen::Text(text.clone()),
        Data::Int(number) => Seen::Number(Some(Decimal::from(*number))),
        Data::Float(number) => Seen::Number(decimal(&number.to_string())),
        Data::Bool(flag) => Seen::Bool(*flag),
        Data::DateTime(date) => Seen::Date(decimal(&date.as_f64().to_string())),
        Data::DateTimeIso(_) | Data::DurationIso(_) => Seen::Date(None),
        Data::Error(error) => Seen::Error(error.to_string()),
    }
}

/// A double as the decimal that it was stored for, which has at most 15 digits that count.
fn decimal(shown: &str) -> Option<Decimal> {
    shown.parse::<Decimal>().ok().and_then(|number| number.round_sf(15)).map(|number| number.normalize())
}
