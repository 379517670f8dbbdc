//! From the disclosure to bytes: the workbook to publish, the working paper behind it, CSV and JSON; and the
//! report of a check as a page.
//!
//! Values in, bytes out: nothing here knows files or the clock, so the date of creation is an argument ([`Stamp`]) and the
//! same input gives the same bytes. What a format cannot hold is said in findings ([`findings`]), before it is written.

mod book;
mod caption;
mod csv;
mod decimal;
mod error;
mod json;
mod measure;
mod published;
mod report;
mod sheets;
mod stamp;
mod text;
mod working;

pub use csv::csv;
pub use error::ExportError;
pub use json::json;
pub use published::{findings, workbook};
pub use report::{CheckReport, CheckedDepartment, RuleLine, RuleState, check_report};
pub use stamp::Stamp;
pub use working::{WorkingPaper, working_paper};
