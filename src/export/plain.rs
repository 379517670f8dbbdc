//! A plain workbook of what any other file holds: a text table or a workbook of an old format, so that cells can be marked.

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError};

use super::decimal::double;
use super::text::storable;
use super::{ExportError, Stamp};
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
/// [`ExportError::Refused`] where the writer refuses something, as more rows than a sheet has.
pub fn plain_workbook(sheets: &[PlainSheet], stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(stamp.year, stamp.month, stamp.day);
    let created = created.map_err(|_| ExportError::Date(stamp.to_string()))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet).map_err(ExportError::on(&sheet.name))?;
    }
    workbook.save_to_buffer().map_err(ExportError::on(""))
}

fn fill(sheet: &mut Worksheet, from: &PlainSheet) -> Result<(), XlsxError> {
    sheet.set_name(&from.name)?;
    let (mut last_row, mut last_col) = (0, 0);
    for (at, cell) in &from.cells {
        let (row, col) = place(*at);
        (last_row, last_col) = (last_row.max(row), last_col.max(col));
        match cell {
            PlainCell::Text(text) => sheet.write_string(row, col, storable(text))?,
            PlainCell::Number(number, decimals) => {
                let places = usize::try_from(*decimals).unwrap_or(0);
                let format = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
                sheet.write_number_with_format(row, col, double(*number), &Format::new().set_num_format(format))?
            }
        };
    }
    for (at, (first, last)) in from.merges.iter().enumerate() {
        let ((top, left), (bottom, right)) = (place(*first), place(*last));
        // Areas that share cells are a fault that some programs forgive.
        if from.merges[..at].iter().any(|other| meets(*other, (*first, *last))) {
            continue;
        }
        let held = from.cells.iter().find(|(at, _)| at == first).map(|(_, cell)| cell);
        let text = match held {
            Some(PlainCell::Text(text)) => storable(text),
            // A merged number keeps its type only unmerged; that is worth more than the look.
            Some(PlainCell::Number(..)) => continue,
            None => String::new(),
        };
        if (top, left) != (bottom, right) {
            sheet.merge_range(top, left, bottom, right, &text, &Format::new())?;
        }
    }
    sheet.ignore_error_range(0, 0, last_row, last_col, IgnoreError::NumberStoredAsText)?;
    sheet.set_autofit_max_width(300);
    sheet.autofit();
    Ok(())
}

fn meets(one: (CellRef, CellRef), other: (CellRef, CellRef)) -> bool {
    let [((top, left), (bottom, right)), ((other_top, other_left), (other_bottom, other_right))] =
        [one, other].map(|(first, last)| (place(first), place(last)));
    top <= other_bottom && other_top <= bottom && left <= other_right && other_left <= right
}

fn place(cell: CellRef) -> (u32, u16) {
    let (row, col) = cell.indices();
    (row, u16::try_from(col).unwrap_or(u16::MAX))
}
