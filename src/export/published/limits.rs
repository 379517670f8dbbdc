//! What a workbook cannot hold, said before it is written.

use super::super::decimal::fits_double;
use super::super::sheets::names;
use super::super::text::too_long;
use super::ExportError;
use super::body::formula_text;
use crate::disclosure::{Cell, Disclosure, Table};
use crate::finding::Finding;
use crate::finding::codes::export as codes;

/// Rows of a sheet.
const MOST_ROWS: usize = 1_048_576;

/// Whether the table has no more rows than a sheet.
pub(super) fn fits(table: &Table) -> Result<(), ExportError> {
    let head = usize::try_from(table.body_row()).unwrap_or(MOST_ROWS);
    let rows = head + table.rows.len() + table.notes.len();
    if rows > MOST_ROWS {
        return Err(ExportError::TooManyRows { table: table.name.to_string(), rows });
    }
    Ok(())
}

/// What [`super::workbook`] writes otherwise than the disclosure says, because a workbook cannot hold it: sheet names
/// changed, text cut, formulas replaced by their values, figures with too many digits.
pub fn findings(disclosure: &Disclosure) -> Vec<Finding> {
    let names = names(disclosure);
    let before = names.len().saturating_sub(disclosure.tables.len());
    let mut found = Vec::new();
    for (index, (table, name)) in disclosure.tables.iter().zip(names.into_iter().skip(before)).enumerate() {
        if *table.sheet != *name {
            found.push(
                Finding::new(&codes::SHEET_RENAMED).at(table.whole()).with("wanted", &*table.sheet).with("name", name),
            );
        }
        for (row, values) in table.rows.iter().enumerate() {
            for (col, cell) in values.cells.iter().enumerate() {
                found.extend(in_cell(disclosure, index, cell).map(|finding| finding.at(table.place(row, col))));
            }
        }
    }
    found
}

fn in_cell(disclosure: &Disclosure, index: usize, cell: &Cell) -> Option<Finding> {
    let unit = disclosure.tables.get(index)?.unit;
    match cell {
        Cell::Text(text) if too_long(text) => Some(Finding::new(&codes::TEXT_CUT).with("count", text.chars().count())),
        Cell::Formula { formula, value }
            if !formula.terms.is_empty() && formula_text(cell, disclosure, index).is_none() =>
        {
            Some(Finding::new(&codes::FORMULA_TOO_LONG).with("value", value.in_unit(unit).to_string()))
        }
        Cell::Amount { value, .. } | Cell::Formula { value, .. } if !fits_double(value.in_unit(unit)) => {
            Some(Finding::new(&codes::TOO_MANY_DIGITS).with("value", value.in_unit(unit).to_string()))
        }
        _ => None,
    }
}
