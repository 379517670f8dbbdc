//! What was understood of each input file (读取情况): shown by `inspect`, kept in the working paper.
//!
//! Nothing is lost without a word: of every table, rows read = rows used + rows set aside, each of these with its reason.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::amount::Unit;
use crate::origin::Origin;

/// What was understood of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileReading {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// What it is by its content, in Chinese: `Excel 工作簿（.xlsx）`, `CSV 文本`.
    pub format: String,
    /// Short stable name of the format for programs: `xlsx`, `xls`, `csv`, `pdf` …
    pub format_id: &'static str,
    /// Why it was taken for that: the encoding with its evidence, the signature found.
    pub evidence: Vec<String>,
    /// Whether it could not be read at all; the findings say why.
    pub unreadable: bool,
    /// The tables found in it, in order.
    pub tables: Vec<TableReading>,
}

/// What was understood of one table of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TableReading {
    /// The sheet, or the file for a text table.
    pub origin: Origin,
    /// What kind of export it is, in Chinese: `支出预算明细`, `收入预算`; `None` where it was not recognised.
    pub kind: Option<String>,
    /// The profile by which it was read.
    pub profile: Option<String>,
    /// First and last header row, 1-based as the user sees them.
    pub header_rows: Option<(u32, u32)>,
    /// The unit of the table's amounts and what said so.
    pub unit: Option<(Unit, String)>,
    /// The fiscal year and what said so.
    pub fiscal_year: Option<(u16, String)>,
    /// Every column with a header or content.
    pub columns: Vec<ColumnReading>,
    /// Rows below the header that hold anything.
    pub rows_read: usize,
    /// Rows of which lines were made.
    pub rows_used: usize,
    /// Lines made; more than the rows used where a row holds an amount a fund.
    pub lines_made: usize,
    /// What each of them is, in Chinese with its measure word: `条明细`, `个项目`.
    pub lines_are: &'static str,
    /// Rows set aside.
    pub aside: Vec<RowAside>,
}

/// What was understood of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ColumnReading {
    /// Its letters: `A`.
    pub letters: String,
    /// The header's words from top to bottom, joined by `·`.
    pub header: String,
    /// The field it was taken for, in Chinese; `None` where it is not used.
    pub field: Option<String>,
    /// Why it is not used, or what was chosen over it; its own unit.
    pub note: Option<String>,
}

/// A row that no line was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowAside {
    /// Where it stands.
    pub origin: Origin,
    /// Why: `合计行`, `小计行`, `页脚`, `重复表头`, `金额为零` …
    pub reason: String,
    /// The row's first words, to recognise it by.
    pub text: String,
}
