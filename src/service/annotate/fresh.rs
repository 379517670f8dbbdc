//! A plain workbook of a file that cannot be marked in place.

use std::collections::BTreeSet;

use crate::export::{PlainCell, PlainSheet, Stamp, plain_workbook};
use crate::import::grid::{Grid, Sheet, Value};
use crate::origin::CellRef;
use crate::service::read_back;

/// The sheet that a text table gets.
pub(super) const TEXT_SHEET: &str = "数据";

/// The sheet's name, or the one that a text table gets.
pub(super) fn name(sheet: &Sheet) -> String {
    sheet.name.as_deref().unwrap_or(TEXT_SHEET).to_owned()
}

/// The workbook.
///
/// # Errors
/// Why the writer refuses it.
pub(super) fn workbook(grid: &Grid, stamp: Stamp) -> Result<Vec<u8>, String> {
    let mut seen = BTreeSet::new();
    let sheets = grid.sheets.iter().filter(|sheet| seen.insert(name(sheet).to_lowercase())).map(plain);
    let sheets: Vec<PlainSheet> = sheets.collect();
    let bytes = plain_workbook(&sheets, stamp).map_err(|error| error.to_string())?;
    read_back::plain(&sheets, &bytes)?;
    Ok(bytes)
}

fn plain(sheet: &Sheet) -> PlainSheet {
    let mut cells = Vec::new();
    for row in &sheet.rows {
        for (col, cell) in &row.cells {
            let number = match cell.value {
                Value::Number(number) => Some(number),
                // A text table holds only words; which of them are numbers shows in how they are written.
                Value::Text if sheet.name.is_none() => cell.text.trim().replace(',', "").parse().ok(),
                _ => None,
            };
            cells.push((CellRef::zero_based(row.index, *col), PlainCell::of(&cell.text, number)));
        }
    }
    PlainSheet { name: name(sheet), cells, merges: sheet.merges.clone() }
}
