//! Published disclosure workbooks (公开表), read back into a disclosure.
//!
//! The forms are found by their titles, their columns by the words of the header, their rows by label or code, wherever
//! they stand: moved columns, extra blank rows, several forms on one sheet and figures instead of formulas are all one.
//! What cannot be placed is a finding; no figure is dropped without a word.

mod annexes;
mod columns;
mod front;
pub mod general;
mod page;
mod rows;
mod titles;
pub mod word;

use std::sync::Arc;

use crate::disclosure::{Disclosure, Table};
use crate::edition::{Annex, Edition, Form, Vocabulary};
use crate::finding::codes::import_published::NOT_FILLED;
use crate::finding::{Checked, Finding};
use crate::import::cell::unit::Stated;
use crate::import::grid::Sheet;
use crate::model::Coded;
use crate::origin::CellRef;
use page::Page;

/// How what is left to people begins, in the text and in the tables.
const TO_FILL: &str = "【待填写";

/// A form as it stands on a sheet.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What was read: its columns, and the rows that were recognised, say where they stand (`found_in`).
    pub table: Table,
    /// Whether the page states the unit of amounts.
    pub unit_stated: bool,
    /// Cells between title and header, with their words.
    pub captions: Vec<(CellRef, String)>,
    /// First row below the header, counted from 0.
    pub body_row: u32,
    /// The row of the next form's title, counted from 0; `None` for the last form of a sheet.
    pub next_title: Option<u32>,
    /// Rows of the body that are none of the form's, counted from 0, with their first words.
    pub other_rows: Vec<(u32, String)>,
    /// What the title and the lines below it say of department and year.
    owner: Option<Coded>,
    year: Option<u16>,
}

/// Finds forms on the sheets of a workbook, from sheet to sheet and from top to bottom.
pub fn places(sheets: &[Sheet], forms: &[Form], edition: &Edition) -> Checked<Vec<Placed>> {
    placed(sheets, (forms, edition, &[]), None)
}

/// Finds forms on sheets where annexes may stand below them.
fn placed(
    sheets: &[Sheet],
    (forms, edition, annexes): (&[Form], &Edition, &[Annex]),
    vocabulary: Option<&Vocabulary>,
) -> Checked<Vec<Placed>> {
    let mut findings = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    for sheet in sheets {
        let page = Page::of(sheet);
        let titles = titles::find(&page, forms, vocabulary);
        let beside: Vec<usize> = annexes::titles(&page, annexes).iter().map(|title| title.row).collect();
        for (index, title) in titles.iter().enumerate() {
            let end = ends(title.row, &[&rows_of(&titles), &beside], &page);
            let Some(columns) = columns::find(&page, &title.wanted(vocabulary), end) else { continue };
            let (table, other_rows) = rows::read((&page, edition), title, &columns, end).collect(&mut findings);
            let before = placed.iter_mut().rev().find(|form| title.continued && form.table.role == table.role);
            if let Some(before) = before {
                goes_on(&mut before.table, table);
                continue;
            }
            let captions = page.rows[title.row..columns.first_row].iter().flat_map(|row| {
                let cells = row.row.cells.iter();
                cells.map(|(col, cell)| (CellRef::zero_based(row.row.index, *col), cell.text.trim().to_owned()))
            });
            placed.push(Placed {
                table,
                unit_stated: matches!(titles::unit(&page, title.row, columns.body_row), Some(Stated::Known(_))),
                captions: captions.collect(),
                body_row: columns.below_header(&page),
                next_title: titles.get(index + 1).map(|next| page.rows[next.row].row.index),
                other_rows,
                owner: titles::owner(&page, title.row, columns.first_row),
                year: titles::year(&page, title.row, columns.first_row),
            });
        }
    }
    Checked { value: placed, findings }
}

/// Puts the rows of a continued table behind those that it continues.
fn goes_on(table: &mut Table, rest: Table) {
    if rest.sheet != table.sheet {
        table.continued.push((table.rows.len(), rest.sheet));
    }
    table.rows.extend(rest.rows);
    table.notes.extend(rest.notes);
}

fn rows_of(titles: &[titles::Title<'_>]) -> Vec<usize> {
    titles.iter().map(|title| title.row).collect()
}

/// Where what stands below a title ends: at the next title, be it of a form or of an annex.
fn ends(title: usize, others: &[&Vec<usize>], page: &Page<'_>) -> usize {
    let next = others.iter().flat_map(|rows| rows.iter()).filter(|row| **row > title).min();
    next.copied().unwrap_or(page.rows.len())
}

/// The annexes of a workbook, in the edition's order and then that of the sheets.
fn annexes(sheets: &[Sheet], edition: &Edition, vocabulary: &Vocabulary) -> Checked<Vec<Table>> {
    let mut findings = Vec::new();
    let mut tables = Vec::new();
    for sheet in sheets {
        let page = Page::of(sheet);
        let titles = annexes::titles(&page, &edition.annexes);
        let beside: Vec<usize> = titles.iter().map(|title| title.row).collect();
        let forms = rows_of(&titles::find(&page, &edition.forms, Some(vocabulary)));
        for title in &titles {
            tables.extend(annexes::read(&page, title, ends(title.row, &[&beside, &forms], &page), &mut findings));
        }
    }
    tables.sort_by_key(|table| edition.annexes.iter().position(|annex| annex.role == table.role));
    Checked { value: tables, findings }
}

/// The cells of a sheet that say that they are to be filled in.
fn not_filled(sheet: &Sheet) -> impl Iterator<Item = Finding> {
    let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |(col, cell)| (row, *col, cell)));
    cells
        .filter(|(_, _, cell)| cell.text.contains(TO_FILL))
        .map(|(row, col, cell)| Finding::new(&NOT_FILLED).at(sheet.place(row, col)).with("text", cell.text.trim()))
}

/// Reads the edition's forms from the sheets of a published workbook; `None` where no sheet holds one of them.
///
/// Amounts are exact as the file states them; the tables have no lines behind them. Forms that were not found are missing
/// from the disclosure, for the checks to say.
pub fn read(sheets: &[Sheet], (edition, vocabulary): (&Edition, &Vocabulary)) -> Option<Checked<Disclosure>> {
    let mut findings = Vec::new();
    let forms = (edition.forms.as_slice(), edition, edition.annexes.as_slice());
    let placed = placed(sheets, forms, Some(vocabulary)).collect(&mut findings);
    if placed.is_empty() {
        return None;
    }
    let owner = placed.iter().find_map(|form| form.owner.clone());
    let owner = owner.unwrap_or_else(|| Coded { code: Arc::from(""), name: None });
    let year = placed.iter().find_map(|form| form.year);
    let order = |role: &str| edition.forms.iter().position(|form| form.role == role);
    let mut tables: Vec<Table> = placed.into_iter().map(|form| form.table).collect();
    tables.sort_by_key(|table| order(&table.role));
    tables.extend(annexes(sheets, edition, vocabulary).collect(&mut findings));
    findings.extend(sheets.iter().flat_map(not_filled));
    let value = Disclosure {
        edition: edition.head.id.clone(),
        kind: edition.head.kind,
        fiscal_year: year.unwrap_or(edition.fiscal_year()),
        title: owner.name.as_deref().unwrap_or_default().to_owned(),
        owner,
        tables,
        preface: crate::disclosure::Preface::default(),
        adjustments: Vec::new(),
    };
    Some(Checked { value, findings })
}
