//! The files of one department, as bytes.

use serde::Serialize;

use crate::disclosure::{Disclosure, Table};
use crate::export::{self, ExportError, Stamp, WorkingPaper};
use crate::finding::Finding;
use crate::finding::codes::run::NOT_MADE;
use crate::service::date::Date;
use crate::service::department::Department;
use crate::service::html;
use crate::service::lined::lined;
use crate::service::names::Taken;
use crate::service::order::{By, Format};
use crate::service::read_back;

/// Name of the record in each department's folder.
pub const RECORD: &str = "report.json";

/// Name of the report of the checks as a page.
pub const PAGE: &str = "检查报告.html";

/// The files of one department.
#[derive(Debug, Default)]
pub struct Package {
    /// Name, below the department's folder and with `/` between folders, and content.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Which files are made.
pub struct Request<'a> {
    /// Forms of the published tables.
    pub formats: &'a [Format],
    /// Whether a working paper is made.
    pub working_paper: bool,
    /// Whom the tables are for: names of files say it.
    pub by: By,
    /// Date of creation in the files' properties.
    pub date: Date,
    /// The name that a file of this name and content will get, where an edited one may be in its place: the working paper
    /// links to it.
    pub placed_name: &'a dyn Fn(&str, &[u8]) -> String,
}

impl From<Date> for Stamp {
    fn from(date: Date) -> Stamp {
        Stamp { year: date.year, month: date.month, day: date.day }
    }
}

/// Makes the files.
///
/// # Errors
/// The finding that names the department and says why a file cannot be made.
pub fn make(department: &Department, request: &Request<'_>) -> Result<Package, Box<Finding>> {
    files(department, request).map(|files| Package { files }).map_err(|error| {
        let owner = department.disclosure.owner.to_string();
        Box::new(Finding::new(&NOT_MADE).with("owner", owner).with("reason", error.to_string()))
    })
}

fn files(department: &Department, request: &Request<'_>) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let disclosure = &department.disclosure;
    let whose = match request.by {
        By::Department => "部门",
        By::Unit => "单位",
    };
    let published = format!("{}年{whose}预算公开表", disclosure.fiscal_year);
    let mut workbook = format!("{published}.xlsx");
    let mut files = Vec::new();
    if request.formats.contains(&Format::Xlsx) {
        let bytes = export::workbook(disclosure, request.date.into())?;
        read_back::published(disclosure, &bytes).map_err(ExportError::ReadBack)?;
        let placed = (request.placed_name)(&workbook, &bytes);
        files.push((std::mem::replace(&mut workbook, placed), bytes));
    }
    if request.working_paper {
        let paper = WorkingPaper {
            disclosure,
            budget: &department.budget,
            findings: &department.findings(),
            readings: &department.background.readings,
            published_name: &workbook,
        };
        let name = format!("{}年{whose}预算底稿.xlsx", disclosure.fiscal_year);
        files.push((name, export::working_paper(&paper, request.date.into())?));
    }
    if request.formats.contains(&Format::Csv) {
        files.extend(texts(disclosure, &published)?);
    }
    if request.formats.contains(&Format::Json) {
        files.push((format!("{published}.json"), export::json(disclosure)?));
    }
    files.extend(department.companions.iter().cloned());
    if request.formats.contains(&Format::Html) {
        files.push((PAGE.to_owned(), html::department(department)));
    }
    #[cfg(feature = "parquet")]
    if request.formats.contains(&Format::Parquet) {
        files.push(("budget.parquet".to_owned(), export::parquet(&department.budget)?));
    }
    files.push(("budget.json".to_owned(), lined(&department.budget)));
    Ok(files)
}

/// One text file a table, in a folder of its own; the unit stands in the name, since the text has no place for it.
fn texts(disclosure: &Disclosure, folder: &str) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let mut taken = Taken::default();
    let named = |table: &Table| format!("{}（{}）", table.sheet, table.unit.word());
    let tables = disclosure.tables.iter();
    tables.map(|table| Ok((format!("{folder}/{}.csv", taken.claim(&named(table))), export::csv(table)?))).collect()
}

/// Readable JSON that ends with a line break.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    // These types have string keys and no numbers that JSON lacks, so nothing can fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
