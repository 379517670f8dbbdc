//! From the disclosure to bytes: the workbook to publish, the working paper behind it, the document, CSV and JSON; and the
//! report of a check as a page.
//!
//! Values in, bytes out: nothing here knows files or the clock, so the date of creation is an argument ([`Stamp`]) and the
//! same input gives the same bytes. What a format cannot hold is said in findings ([`findings`]), before it is written.

mod archive;
mod book;
mod caption;
mod csv;
mod decimal;
mod docx;
mod error;
mod json;
mod measure;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod published;
mod report;
mod sheets;
mod stamp;
mod text;
mod working;

pub use csv::csv;
pub use docx::docx;
pub use error::ExportError;
pub use json::json;
#[cfg(feature = "parquet")]
pub use parquet::parquet;
pub use plain::{PlainCell, PlainSheet, plain_workbook};
pub use published::{Meant, MeantSheet, findings, meant, workbook};
pub use report::{CheckReport, CheckedDepartment, RuleLine, RuleState, check_report};
pub use stamp::Stamp;
pub use working::{WorkingPaper, working_paper};
