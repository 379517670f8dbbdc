//! Compound files with a BIFF workbook: .xls, and .et of WPS.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader, SheetVisible, Xls, XlsError, XlsOptions};

use super::compound::Compound;
use super::sheet::{SheetBuilder, Used};
use super::stored::Epoch;
use super::xlsx::{plain, skipped};
use super::{Notes, Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, PASSWORD, SHEET_SKIPPED};
use crate::import::grid::Sheet;
use crate::origin::{CellRef, Origin};

/// Reads all worksheets.
///
/// # Errors
/// The workbook cannot be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let stream = workbook(source)?;
    let mut options = XlsOptions::default();
    // BIFF8 text is always UTF-16; a CODEPAGE record that says otherwise would turn it into junk.
    if stream.get(4..6) == Some(&[0x00, 0x06]) {
        options.force_codepage = Some(1200);
    }
    let opened = Xls::new_with_options(Cursor::new(source.bytes), options);
    let mut book = opened.map_err(|error| refusal(source, &error))?;
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let mut used = Used::default();
    let mut read = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        let name: Arc<str> = sheet.name.as_str().into();
        if let Some(what) = skipped(sheet.typ) {
            let place = Origin::sheet(source.file, &name);
            notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            continue;
        }
        let mut builder = SheetBuilder::new(Arc::clone(&name), sheet.visible != SheetVisible::Visible);
        let range = book.worksheet_range(&name).map_err(|error| refusal(source, &error))?;
        // Positions inside a range count from its first used cell.
        let (row0, col0) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            let at = (row0 + u32::try_from(row).unwrap_or(0), col0 + u32::try_from(col).unwrap_or(0));
            if let Some(cell) = plain(value.clone(), epoch) {
                builder.put(source, &mut used, at, cell)?;
            }
        }
        for area in book.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            let corner = |(row, col): (u32, u32)| CellRef::zero_based(row, col);
            builder.merge(source, &mut used, (corner(area.start), corner(area.end)))?;
        }
        read.push(builder.finish(source.file));
    }
    Ok(read)
}

fn workbook(source: Source<'_>) -> Result<Vec<u8>, Refusal> {
    let damaged = |cause: &'static str| {
        let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "Excel 97-2003 工作簿（.xls）");
        Box::new(finding.with("cause", cause))
    };
    let file = Compound::open(source.bytes).map_err(damaged)?;
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
    stream.unwrap_or(Err("里面没有工作簿")).map_err(damaged)
}

fn refusal(source: Source<'_>, error: &XlsError) -> Refusal {
    let finding = match error {
        XlsError::Password => Finding::new(&PASSWORD).with("how", "工作簿打开密码"),
        other => {
            let cause = format!("内容不合规范（{other}）");
            Finding::new(&DAMAGED).with("format", "Excel 97-2003 工作簿（.xls）").with("cause", cause)
        }
    };
    Box::new(finding.at(source.whole()))
}
