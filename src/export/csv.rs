//! A table as CSV, for people who want its figures in another program.

use std::io::Write;

use ::csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::ExportError;
use crate::disclosure::{Cell, Row, Table};

/// The mark by which Excel knows a CSV file for UTF-8.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// The table as CSV: UTF-8 with BOM, lines ended by CR LF, one line of column headers, then the body.
///
/// Figures are printed as in the workbook (the table's unit and decimals, a minus sign, nothing for zero); the unit stands
/// in the file's name or the caller's talk, not in the file. Headers of several rows are joined by `·`. Text that a
/// spreadsheet would run as a formula (beginning with `=`, `+`, `-`, `@`, tab or CR) gets a leading `'`. An empty table
/// has its header only; notes are not written.
///
/// # Errors
///
/// [`ExportError::Text`] where the writer fails, which a table in memory gives no reason for.
pub fn csv(table: &Table) -> Result<Vec<u8>, ExportError> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(BOM.to_vec());
    record(&mut writer, table.columns.iter().map(|column| safe(&column.words())))?;
    for row in &table.rows {
        record(&mut writer, fields(row, table))?;
    }
    writer.into_inner().map_err(|error| ExportError::Text(error.to_string()))
}

fn record<W: Write>(writer: &mut Writer<W>, fields: impl Iterator<Item = String>) -> Result<(), ExportError> {
    writer.write_record(fields).map_err(|error| ExportError::Text(error.to_string()))
}

fn fields(row: &Row, table: &Table) -> impl Iterator<Item = String> {
    row.cells.iter().enumerate().map(|(col, cell)| match cell {
        Cell::Text(text) => safe(text),
        figure => figure.printed(table, col),
    })
}

/// The text as no spreadsheet takes for a formula; a sign alone, as tables print for nothing, is none.
fn safe(text: &str) -> String {
    let runs = text.chars().count() > 1 && text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}
