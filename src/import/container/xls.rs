//! BIFF workbooks: .xls of Excel 5 to 2003, and .et of WPS.
//!
//! Read here and not by the library, because that one trusts what the file declares (a chain of sectors, a used range, a
//! code page) with its memory, takes amounts for dates where a format has an unusual number, and does not tell formulas
//! without result from empty cells. Facts are from [MS-XLS]; numbers in comments are its record types.

use std::sync::Arc;

use super::compound::{Compound, SIGNATURE};
use super::sheet::{SHEETS, SheetBuilder, Used, too_large};
use super::{Notes, Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, SHEET_SKIPPED, SHEET_UNREADABLE};
use crate::import::grid::Sheet;
use crate::origin::Origin;

mod cells;
mod globals;
mod records;
mod strings;

use globals::{Bound, Globals};

/// Reads all worksheets.
///
/// # Errors
/// The workbook cannot be read or is encrypted, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let stream = workbook(source)?;
    let globals = Globals::read(source, &stream, notes)?;
    if globals.sheets.len() > source.limits.sheets {
        return Err(too_large(source, SHEETS, source.limits.sheets));
    }
    let mut used = Used::default();
    let mut sheets = Vec::new();
    for bound in &globals.sheets {
        let place = Origin::sheet(source.file, &bound.name);
        if let Some(what) = bound.skipped {
            notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            continue;
        }
        let mut builder = SheetBuilder::new(source, Arc::clone(&bound.name), bound.hidden);
        let mut reading = cells::Reading { globals: &globals, builder: &mut builder, used: &mut used };
        if let Some(cause) = reading.sheet(part(&stream, bound))? {
            let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place());
            notes.findings.push(finding.with("cause", cause));
            builder.cut_off();
        }
        sheets.push(builder.finish(notes));
    }
    Ok(sheets)
}

/// The stream from where a sheet begins; empty where that lies outside.
fn part<'a>(stream: &'a [u8], bound: &Bound) -> &'a [u8] {
    usize::try_from(bound.position).ok().and_then(|at| stream.get(at..)).unwrap_or_default()
}

/// The stream of records: inside a compound file, or the file itself as some exporters write it.
fn workbook(source: Source<'_>) -> Result<Vec<u8>, Refusal> {
    if !source.bytes.starts_with(&SIGNATURE) {
        return Ok(source.bytes.to_vec());
    }
    let file = Compound::open(source.bytes).map_err(|cause| damaged(source, cause))?;
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
    stream.unwrap_or(Err("里面没有工作簿")).map_err(|cause| damaged(source, cause))
}

/// Why nothing of the workbook can be read.
fn damaged(source: Source<'_>, cause: &str) -> Refusal {
    let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 97-2003 工作簿（.xls）");
    Box::new(finding.with("cause", cause))
}
