//! The workbook to publish (公开表): one sheet a table, in the edition's order, with live formulas and the mandated look.
//!
//! | part | file |
//! | --- | --- |
//! | title, caption, header, 栏次 | `head.rs` |
//! | body, formulas with results, notes | `body.rs` |
//! | merged cells of the body, page breaks | `spans.rs` |
//! | paper, margins, repeated rows | `page.rs` |
//! | fonts, borders, number formats | `styles.rs` |
//! | what the format cannot hold | `limits.rs` |

mod body;
mod grid;
mod head;
mod limits;
mod page;
mod spans;
mod styles;

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

pub use limits::findings;

use self::styles::Styles;
pub(super) use self::styles::default_format;
use super::sheets::with_safe_names;
use super::{ExportError, Stamp};
use crate::disclosure::{Disclosure, Table};

/// Heights and widths in pixels of the default row and column with 宋体 11, as Chinese Excel has them.
const DEFAULT_ROW: u32 = 18;
const DEFAULT_COLUMN: u32 = 72;

/// The workbook to publish, as the bytes of an .xlsx file.
///
/// A sheet a table, in order; codes and words as text, figures as numbers in the table's unit, computed figures as
/// formulas with their exact results; the same input gives the same bytes. Sheet names that Excel does not accept are
/// changed, and [`findings`] says so.
///
/// # Errors
///
/// [`ExportError::TooManyRows`] where a table has more rows than a sheet, [`ExportError::Date`] where `stamp` is no date,
/// [`ExportError::Refused`] where the form is contradictory (header cells that overlap, for instance).
pub fn workbook(disclosure: &Disclosure, stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let disclosure = &*with_safe_names(disclosure);
    let disclosure = &*laid_out(disclosure);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(disclosure, &disclosure.title, stamp)?);
    if let Some(table) = disclosure.tables.first() {
        let format = default_format(&table.look.body);
        workbook.set_default_format(&format, DEFAULT_ROW, DEFAULT_COLUMN).map_err(ExportError::on(""))?;
    }
    for (index, table) in disclosure.tables.iter().enumerate() {
        limits::fits(table)?;
        let sheet = workbook.add_worksheet();
        write_table(sheet, disclosure, index, table).map_err(ExportError::on(&table.sheet))?;
    }
    workbook.save_to_buffer().map_err(ExportError::on(""))
}

/// The disclosure where the layout puts it, also where it was read from a workbook with rows and columns of its own.
fn laid_out(disclosure: &Disclosure) -> Cow<'_, Disclosure> {
    let elsewhere = |table: &Table| {
        table.rows.iter().any(|row| row.found_in.is_some())
            || table.columns.iter().any(|column| column.found_in.is_some())
    };
    if !disclosure.tables.iter().any(elsewhere) {
        return Cow::Borrowed(disclosure);
    }
    let mut moved = disclosure.clone();
    for table in &mut moved.tables {
        table.rows.iter_mut().for_each(|row| row.found_in = None);
        table.columns.iter_mut().for_each(|column| column.found_in = None);
    }
    Cow::Owned(moved)
}

fn write_table(sheet: &mut Worksheet, disclosure: &Disclosure, index: usize, table: &Table) -> Result<(), XlsxError> {
    let deepest = table.rows.iter().flat_map(|row| &row.levels).max().copied().unwrap_or(0);
    let styles = Styles::new(&table.look, deepest, table.decimals);
    sheet.set_name(&*table.sheet)?;
    body::widths(sheet, table)?;
    head::write(sheet, table, &styles)?;
    body::write(sheet, disclosure, index, &styles)?;
    page::set_up(sheet, table)
}

/// Title, subject, author and company; the author is the department, whose document it is.
pub(super) fn properties(disclosure: &Disclosure, title: &str, stamp: Stamp) -> Result<DocProperties, ExportError> {
    let date = ExcelDateTime::from_ymd(stamp.year, stamp.month, stamp.day)
        .map_err(|_| ExportError::Date(stamp.to_string()))?;
    let owner = disclosure.owner.name.as_ref().unwrap_or(&disclosure.owner.code);
    Ok(DocProperties::new()
        .set_title(title)
        .set_subject(format!("{}年度部门预算公开", disclosure.fiscal_year))
        .set_author(&**owner)
        .set_company(&**owner)
        .set_creation_datetime(&date))
}
