//! Why an output could not be made at all.

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
    /// A sheet cannot hold it; the form is at fault, as with header cells that overlap.
    #[error("工作表“{sheet}”无法写入：{reason}；请检查这张表的表样定义")]
    Refused {
        /// The sheet, empty where it is about the workbook.
        sheet: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What was written does not hold what it should, as another reader finds.
    #[error("写好的公开表读回来不对，没有写出：{0}；请把这句话告诉程序的维护者")]
    ReadBack(String),
    /// A date that does not exist.
    #[error("制作日期 {0} 不存在")]
    Date(String),
    /// Data that could not be serialised.
    #[error("无法写成文本：{0}")]
    Text(String),
}
