//! Office Open XML workbooks: .xlsx, .xlsm.
//!
//! Cells come from the streaming reader: the whole-sheet range allocates the bounding box, which two cells in opposite
//! corners make larger than any memory. Each sheet is asked for by name, so that one that fails is a finding.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::package::{Package, megabytes};
use super::sheet::{SheetBuilder, Used, too_large};
use super::stored::{self, Epoch};
use super::{Notes, Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, PASSWORD, SHEET_SKIPPED, SHEET_UNREADABLE};
use crate::import::grid::{GridCell, Sheet};
use crate::origin::{CellRef, Origin};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads all worksheets.
///
/// # Errors
/// The package or the workbook part cannot be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    measure(source)?;
    let mut book = Book::new(Cursor::new(source.bytes)).map_err(|error| refusal(source, &error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > source.limits.sheets {
        return Err(too_large(source, "工作表数", source.limits.sheets));
    }
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let mut reading = Reading { source, used: Used::default(), texts: Texts::default(), epoch };
    let mut read = Vec::new();
    for sheet in &sheets {
        let name: Arc<str> = sheet.name.as_str().into();
        if let Some(what) = skipped(sheet.typ) {
            let place = Origin::sheet(source.file, &name);
            notes.findings.push(Finding::new(&SHEET_SKIPPED).at(place).with("what", what));
            continue;
        }
        read.push(reading.sheet(&mut book, &name, sheet.visible != SheetVisible::Visible, notes)?);
    }
    Ok(read)
}

/// What a sheet without cells is, in Chinese; `None` for a worksheet.
pub(super) fn skipped(kind: SheetType) -> Option<&'static str> {
    match kind {
        SheetType::WorkSheet => None,
        SheetType::ChartSheet => Some("图表工作表"),
        SheetType::MacroSheet => Some("宏工作表"),
        SheetType::DialogSheet => Some("对话框工作表"),
        SheetType::Vba => Some("宏代码"),
    }
}

/// Holds the sizes of the parts against the limits before anything is unpacked.
fn measure(source: Source<'_>) -> Result<(), Refusal> {
    let package = Package::open(source)?;
    let strings = package.sizes().filter(|(name, _)| name.to_ascii_lowercase().contains("sharedstrings"));
    match strings.map(|(_, size)| size).max() {
        Some(size) if size > source.limits.text_bytes => {
            Err(too_large(source, "共用文字表的大小", megabytes(source.limits.text_bytes)))
        }
        _ => Ok(()),
    }
}

/// Shared strings that were met, by where they lie in the reader: each is kept once, however often it is referred to.
#[derive(Default)]
struct Texts {
    met: BTreeMap<(usize, usize), Arc<str>>,
}

impl Texts {
    fn shared(&mut self, text: &str) -> Arc<str> {
        let key = (text.as_ptr() as usize, text.len());
        Arc::clone(self.met.entry(key).or_insert_with(|| text.into()))
    }
}

/// What the sheets of one workbook share.
struct Reading<'a> {
    source: Source<'a>,
    used: Used,
    texts: Texts,
    epoch: Epoch,
}

impl Reading<'_> {
    fn sheet(
        &mut self,
        book: &mut Book<'_>,
        name: &Arc<str>,
        hidden: bool,
        notes: &mut Notes,
    ) -> Result<Sheet, Refusal> {
        let mut builder = SheetBuilder::new(Arc::clone(name), hidden);
        let mut last = None;
        if let Err(error) = self.cells(book, name, &mut builder, &mut last)? {
            let place = match last {
                Some(at) => Origin::cell(self.source.file, name, at),
                None => Origin::sheet(self.source.file, name),
            };
            let stopped = last.map_or_else(|| "开头".to_owned(), |at: CellRef| format!("{at} 之后"));
            let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", stopped);
            notes.findings.push(finding.with("cause", cause(&error)));
        }
        for area in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
            let corner = |(row, col): (u32, u32)| CellRef::zero_based(row, col);
            builder.merge(self.source, &mut self.used, (corner(area.start), corner(area.end)))?;
        }
        Ok(builder.finish(self.source.file))
    }

    /// Puts all cells into `builder`; the inner error is the sheet's own, the outer one ends the file.
    fn cells(
        &mut self,
        book: &mut Book<'_>,
        name: &str,
        builder: &mut SheetBuilder,
        last: &mut Option<CellRef>,
    ) -> Result<Result<(), XlsxError>, Refusal> {
        let mut reader = match book.worksheet_cells_reader(name) {
            Ok(reader) => reader,
            Err(error) => return Ok(Err(error)),
        };
        loop {
            let record = match reader.next_cell_with_formula_metadata() {
                Ok(Some(record)) => record,
                Ok(None) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            };
            *last = Some(CellRef::zero_based(record.pos.0, record.pos.1));
            let cell = self.cell(record.value).or_else(|| record.formula.map(|formula| without_result(&formula)));
            if let Some(cell) = cell {
                builder.put(self.source, &mut self.used, record.pos, cell)?;
            }
        }
    }

    fn cell(&mut self, value: DataRef<'_>) -> Option<GridCell> {
        Some(match value {
            DataRef::Empty => return None,
            DataRef::String(text) if text.is_empty() => return None,
            DataRef::SharedString("") => return None,
            DataRef::SharedString(text) => stored::text(self.texts.shared(text)),
            other => plain(other.into(), self.epoch)?,
        })
    }
}

/// A cell of any workbook that the library reads; `None` for an empty one.
pub(super) fn plain(value: Data, epoch: Epoch) -> Option<GridCell> {
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

fn without_result(formula: &XlsxFormulaMetadata) -> GridCell {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            stored::uncalculated(format!("={formula}"))
        }
        _ => stored::uncalculated("="),
    }
}

fn refusal(source: Source<'_>, error: &XlsxError) -> Refusal {
    let finding = match error {
        XlsxError::Password => Finding::new(&PASSWORD).with("how", "工作簿打开密码"),
        other => Finding::new(&DAMAGED).with("format", "Excel 工作簿（.xlsx）").with("cause", cause(other)),
    };
    Box::new(finding.at(source.whole()))
}

/// The library's error in words that a clerk can use.
fn cause(error: &XlsxError) -> String {
    let words = match error {
        XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::XmlEof(_) => "内容缺失，文件可能没有传完",
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::WorksheetNotFound(_) => {
            "工作簿里缺少应有的部分"
        }
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::Encoding(_) => "XML 结构不合法",
        _ => "内容不合规范",
    };
    format!("{words}（{error}）")
}
