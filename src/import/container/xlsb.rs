//! Binary workbooks in a package: .xlsb.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsb, XlsbError};

use super::package::Package;
use super::sheet::{SheetBuilder, Used, too_large};
use super::stored::{self, Epoch};
use super::{Notes, Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, PASSWORD, SHEET_SKIPPED, SHEET_UNREADABLE};
use crate::import::grid::{GridCell, Sheet};
use crate::origin::Origin;

/// Reads all worksheets.
///
/// # Errors
/// The package or the workbook part cannot be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    Package::open(source)?;
    let mut book = Xlsb::new(Cursor::new(source.bytes)).map_err(|error| refusal(source, &error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > source.limits.sheets {
        return Err(too_large(source, "工作表数", source.limits.sheets));
    }
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let mut used = Used::default();
    let mut read = Vec::new();
    for sheet in &sheets {
        let name: Arc<str> = sheet.name.as_str().into();
        let place = Origin::sheet(source.file, &name);
        if let Some(what) = skipped(sheet.typ) {
            notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            continue;
        }
        let mut builder = SheetBuilder::new(source, name, sheet.visible != SheetVisible::Visible);
        if let Err(error) = cells(&mut book, &sheet.name, &mut builder, &mut used, epoch)? {
            let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place());
            notes.findings.push(finding.with("cause", format!("内容不合规范（{error}）")));
        }
        read.push(builder.finish(notes));
    }
    Ok(read)
}

/// Puts all cells into `builder`; the inner error is the sheet's own.
fn cells(
    book: &mut Xlsb<Cursor<&[u8]>>,
    name: &str,
    builder: &mut SheetBuilder<'_>,
    used: &mut Used,
    epoch: Epoch,
) -> Result<Result<(), XlsbError>, Refusal> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(error)),
    };
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let at = cell.get_position();
                if let Some(cell) = plain(cell.get_value().clone().into(), epoch) {
                    builder.put(used, at, cell)?;
                }
            }
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        }
    }
}

fn refusal(source: Source<'_>, error: &XlsbError) -> Refusal {
    let finding = match error {
        XlsbError::Password => Finding::new(&PASSWORD).with("how", "工作簿打开密码"),
        other => {
            let cause = format!("内容不合规范（{other}）");
            Finding::new(&DAMAGED).with("format", "Excel 二进制工作簿（.xlsb）").with("cause", cause)
        }
    };
    Box::new(finding.at(source.whole()))
}

/// What a sheet without cells is, in Chinese; `None` for a worksheet.
fn skipped(kind: SheetType) -> Option<&'static str> {
    match kind {
        SheetType::WorkSheet => None,
        SheetType::ChartSheet => Some("图表工作表"),
        SheetType::MacroSheet => Some("宏工作表"),
        SheetType::DialogSheet => Some("对话框工作表"),
        SheetType::Vba => Some("宏代码"),
    }
}

/// A cell; `None` for an empty one.
fn plain(value: Data, epoch: Epoch) -> Option<GridCell> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) => stored::text(text),
        Data::Int(number) => stored::exact(number.into()),
        Data::Float(number) => stored::number(number),
        Data::Bool(flag) => stored::flag(flag),
        Data::DateTime(when) => moment(when, epoch),
        Data::DateTimeIso(text) | Data::DurationIso(text) => stored::iso_date(&text),
        Data::Error(error) => stored::error(error.to_string()),
    })
}

fn moment(when: ExcelDateTime, epoch: Epoch) -> GridCell {
    if when.is_duration() { stored::duration(when.as_f64()) } else { stored::date(when.as_f64(), epoch) }
}
