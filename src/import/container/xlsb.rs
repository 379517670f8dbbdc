//! Binary workbooks in a package: .xlsb.
//!
//! Facts are from [MS-XLSB]; numbers in comments are its record types.

use std::sync::Arc;

use super::package::Package;
use super::sheet::{SHEETS, SheetBuilder, Used, too_large};
use super::{Notes, Refusal, Source, Stop};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, SHEET_SKIPPED, SHEET_UNREADABLE};
use crate::import::grid::Sheet;
use crate::origin::Origin;

mod book;
mod cells;
mod records;

use book::Book;

/// Reads all worksheets.
///
/// # Errors
/// The package or the workbook part cannot be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(source)?;
    let book = Book::read(source, &mut package).map_err(|stop| refusal(source, stop));
    package.intact()?;
    let book = book?;
    if book.sheets.len() > source.limits.sheets {
        return Err(too_large(source, SHEETS, source.limits.sheets));
    }
    let mut used = Used::default();
    let mut sheets = Vec::new();
    for sheet in &book.sheets {
        let place = Origin::sheet(source.file, &sheet.name);
        if let Some(what) = sheet.skipped {
            notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            continue;
        }
        let mut builder = SheetBuilder::new(source, Arc::clone(&sheet.name), sheet.hidden);
        match cells::read(&mut package, &book, &sheet.part, &mut builder, &mut used) {
            Ok(()) => package.intact()?,
            Err(Stop::Limit(refusal)) => return Err(refusal),
            Err(Stop::Broken(cause)) => {
                package.intact()?;
                let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place());
                notes.findings.push(finding.with("cause", cause));
                builder.cut_off();
            }
        }
        sheets.push(builder.finish(notes));
    }
    Ok(sheets)
}

fn refusal(source: Source<'_>, stop: Stop) -> Refusal {
    match stop {
        Stop::Limit(refusal) => refusal,
        Stop::Broken(cause) => {
            let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 二进制工作簿（.xlsb）");
            Box::new(finding.with("cause", cause))
        }
    }
}
