//! The workbook to publish (公开表): cover, contents and one sheet a table, in the edition's order, with live formulas and the mandated look.
//!
//! | part | file |
//! | --- | --- |
//! | cover and list of contents before the tables | `preface.rs` |
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
mod meant;
mod page;
mod preface;
mod spans;
mod styles;

use std::borrow::Cow;

pub use limits::findings;
pub use meant::{Meant, MeantSheet, meant};

use self::styles::Styles;
pub(super) use self::styles::default_font;
use super::book::{Book, Properties, Sheet};
use super::sheets::with_safe_names;
use super::{ExportError, Stamp};
use crate::disclosure::{Disclosure, Table};

/// The workbook to publish, as the bytes of an .xlsx file.
///
/// Cover and list of contents where the edition has them, then a sheet a table, in order; codes and words as text, figures as numbers in the table's unit, computed figures as
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
    let body = disclosure.tables.first().map_or("宋体", |table| &table.look.body.name);
    let mut book = Book::new(&default_font(body), properties(disclosure, &disclosure.title, stamp)?);
    for sheet in preface::sheets(&book, disclosure) {
        book.add(sheet);
    }
    for (index, table) in disclosure.tables.iter().enumerate() {
        limits::fits(table)?;
        let sheet = sheet(&book, disclosure, index, table);
        book.add(sheet);
    }
    book.bytes()
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
        table.fields_found.clear();
    }
    Cow::Owned(moved)
}

fn sheet(book: &Book, disclosure: &Disclosure, index: usize, table: &Table) -> Sheet {
    let deepest = table.rows.iter().flat_map(|row| &row.levels).max().copied().unwrap_or(0);
    let styles = Styles::new(table, deepest);
    let mut sheet = book.sheet(&table.sheet);
    sheet.widths(table.columns.iter().map(|column| u32::from(column.width)));
    head::write(&mut sheet, table, &styles);
    let breaks = body::write(&mut sheet, disclosure, index, &styles);
    sheet.page(&page::page(table, breaks));
    sheet
}

/// Title, subject, author and company; the author is the department, whose document it is.
pub(super) fn properties(disclosure: &Disclosure, title: &str, stamp: Stamp) -> Result<Properties, ExportError> {
    if !stamp.is_date() {
        return Err(ExportError::Date(stamp.to_string()));
    }
    let owner = disclosure.owner.name.as_ref().unwrap_or(&disclosure.owner.code);
    Ok(Properties {
        title: title.to_owned(),
        subject: format!("{}年度部门预算公开", disclosure.fiscal_year),
        author: owner.to_string(),
        date: stamp,
    })
}
