//! Office Open XML workbooks: .xlsx, .xlsm.
//!
//! Read here and not by the library: one error of a newer Excel (`#SPILL!`) or one bad address ends a sheet there, hidden
//! rows and columns are not told, and numbers come as floats where the file has their text. Nothing is allocated by what
//! the file declares; a shared string is kept once, however often it is referred to.

use std::sync::Arc;

use super::given::Given;
use super::long::ToRows;
use super::package::{Package, megabytes};
use super::sheet::{Frame, SHARED, SHEETS, SheetBuilder, Used, too_large};
use super::{Notes, Refusal, Source, Stop};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, SHEET_SKIPPED, SHEET_UNREADABLE};
use crate::import::grid::Sheet;
use crate::origin::Origin;

mod book;
mod cells;
mod placing;
mod plain;
mod raw;
mod shared;
mod strings;
mod styles;

use book::Book;

/// Reads all worksheets.
///
/// # Errors
/// The package or the workbook part cannot be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(source)?;
    let book = opened(source, &mut package)?;
    let mut used = Used::default();
    let mut sheets = Vec::new();
    for sheet in worksheets(source, &book, notes) {
        let mut builder = SheetBuilder::new(source, Arc::clone(&sheet.name), sheet.hidden);
        match cells::read(&mut package, &book, sheet, &mut builder, &mut used) {
            Ok(()) => package.intact()?,
            Err(Stop::Limit(refusal)) => return Err(refusal),
            Err(Stop::Broken(cause)) => {
                package.intact()?;
                notes.findings.push(unreadable(source, &builder, cause));
                builder.cut_off();
            }
        }
        sheets.push(builder.finish(notes));
    }
    Ok(sheets)
}

/// Passes the rows of all worksheets on in the file's order, with the sheet's place among them and its name, and holds none; gives the
/// sheets without their cells.
///
/// # Errors
/// A part cannot be read, a limit is reached, or a row is not taken.
pub(super) fn pass(
    source: Source<'_>,
    package: &mut Package<'_>,
    to: &mut ToRows<'_>,
    notes: &mut Notes,
) -> Result<Vec<Frame>, Refusal> {
    let book = opened(source, package)?;
    package.read_long_parts();
    let mut used = Used::default();
    let mut frames = Vec::new();
    for sheet in worksheets(source, &book, notes) {
        let number = frames.len();
        let mut row = |row: u32, cells: &[Given]| to((number, &sheet.name), row, cells);
        let mut builder = SheetBuilder::new(source, Arc::clone(&sheet.name), sheet.hidden).passing(&mut row);
        match cells::read(package, &book, sheet, &mut builder, &mut used) {
            Ok(()) => {
                package.intact()?;
                frames.push(builder.frame()?);
            }
            Err(Stop::Limit(refusal)) => return Err(refusal),
            Err(Stop::Broken(cause)) => return Err(Box::new(unreadable(source, &builder, cause))),
        }
    }
    Ok(frames)
}

fn opened(source: Source<'_>, package: &mut Package<'_>) -> Result<Book, Refusal> {
    let book = Book::read(source, package).map_err(|stop| refusal(source, stop));
    package.intact()?;
    let book = book?;
    if book.sheets.len() > source.limits.sheets {
        return Err(too_large(source, SHEETS, source.limits.sheets));
    }
    Ok(book)
}

/// The sheets that hold cells; others are noted.
fn worksheets<'b>(source: Source<'_>, book: &'b Book, notes: &mut Notes) -> Vec<&'b book::Entry> {
    let mut sheets = Vec::new();
    for sheet in &book.sheets {
        match sheet.skipped {
            None => sheets.push(sheet),
            Some(what) => {
                let place = Origin::sheet(source.file, &sheet.name);
                notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            }
        }
    }
    sheets
}

fn unreadable(source: Source<'_>, builder: &SheetBuilder<'_>, cause: String) -> Finding {
    let place = Origin::sheet(source.file, builder.name());
    Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place()).with("cause", cause)
}

fn refusal(source: Source<'_>, stop: Stop) -> Refusal {
    match stop {
        Stop::Limit(refusal) => refusal,
        Stop::Broken(cause) => {
            let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 工作簿（.xlsx）");
            Box::new(finding.with("cause", cause))
        }
    }
}

/// The finding that the texts of a workbook exceed their limit.
fn too_much_text(source: Source<'_>) -> Refusal {
    too_large(source, SHARED, megabytes(source.limits.text_bytes))
}
