//! Why an output could not be made at all.

use rust_xlsxwriter::XlsxError;

/// An output that cannot be made; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// More rows than a sheet of a workbook holds.
    #[error("《{table}》有 {rows} 行，超过 Excel 工作表的上限 1048576 行，无法写入；请按预算单位分别生成（--by unit）")]
    TooManyRows {
        /// Name of the table.
        table: String,
        /// Rows that it needs, with header and notes.
        rows: usize,
    },
    /// The workbook writer refused something; the form is at fault, as with header cells that overlap.
    #[error("工作表“{sheet}”无法写入：{reason}；请检查这张表的表样定义")]
    Refused {
        /// The sheet, empty where it is about the workbook.
        sheet: String,
        /// The writer's own words.
        reason: String,
    },
    /// A date that does not exist.
    #[error("制作日期 {0} 不存在")]
    Date(String),
    /// Data that could not be serialised.
    #[error("无法写成文本：{0}")]
    Text(String),
}

impl ExportError {
    /// From the writer's error on a sheet.
    pub(super) fn on(sheet: &str) -> impl Fn(XlsxError) -> ExportError + '_ {
        move |error| ExportError::Refused { sheet: sheet.to_owned(), reason: error.to_string() }
    }
}
