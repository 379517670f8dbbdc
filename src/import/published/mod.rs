//! Published disclosure workbooks (公开表), read back into a disclosure.
//!
//! The forms are found by their titles, their columns by the words of the header, their rows by label or code, wherever
//! they stand: moved columns, extra blank rows, several forms on one sheet and figures instead of formulas are all one.
//! What cannot be placed is a finding; no figure is dropped without a word.

mod columns;
mod page;
mod rows;
mod titles;

use std::sync::Arc;

use crate::disclosure::Disclosure;
use crate::edition::Edition;
use crate::finding::Checked;
use crate::import::grid::Sheet;
use crate::model::Coded;
use page::Page;

/// Reads the edition's forms from the sheets of a published workbook; `None` where no sheet holds one of them.
///
/// Amounts are exact as the file states them; the tables have no lines behind them. Forms that were not found are missing
/// from the disclosure, for the checks to say.
pub fn read(sheets: &[Sheet], edition: &Edition) -> Option<Checked<Disclosure>> {
    let mut findings = Vec::new();
    let mut tables = Vec::new();
    let mut owner = None;
    let mut year = None;
    for sheet in sheets {
        let page = Page::of(sheet);
        let titles = titles::find(&page, edition);
        for (index, title) in titles.iter().enumerate() {
            let end = titles.get(index + 1).map_or(page.rows.len(), |next| next.row);
            let Some(columns) = columns::find(&page, title, end) else { continue };
            owner = owner.or_else(|| titles::owner(&page, title.row, columns.first_row));
            year = year.or_else(|| titles::year(&page, title.row, columns.first_row));
            tables.push(rows::read(&page, title, &columns, end).collect(&mut findings));
        }
    }
    if tables.is_empty() {
        return None;
    }
    let order = |role: &str| edition.forms.iter().position(|form| form.role == role);
    tables.sort_by_key(|table| order(&table.role));
    let owner = owner.unwrap_or_else(|| Coded { code: Arc::from(""), name: None });
    let value = Disclosure {
        edition: edition.head.id.clone(),
        fiscal_year: year.unwrap_or(edition.fiscal_year()),
        title: owner.name.as_deref().unwrap_or_default().to_owned(),
        owner,
        tables,
        adjustments: Vec::new(),
    };
    Some(Checked { value, findings })
}
