//! What each cell of the published workbook is meant to hold, told from the disclosure and not from how it is written: what
//! the file holds is compared with it before it leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::super::sheets::with_safe_names;
use super::body::formula_text;
use super::laid_out;
use crate::disclosure::{Cell, Disclosure, Role, Table};
use crate::export::text::storable;
use crate::origin::CellRef;

/// What a cell is meant to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Words.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula without `=`, and its result.
    Formula(String, Decimal),
}

/// A sheet of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeantSheet {
    /// Its name.
    pub name: String,
    /// The cells of title, header and body that hold anything.
    pub cells: BTreeMap<CellRef, Meant>,
    /// Cells of merged ones other than the first, where the words may stand again after a page break.
    pub covered: BTreeSet<CellRef>,
    /// Rows of the body, which hold nothing else; counted from 0.
    pub body: Range<u32>,
}

/// The sheets of the tables that [`super::workbook`] is to write.
pub fn meant(disclosure: &Disclosure) -> Vec<MeantSheet> {
    let disclosure = &*with_safe_names(disclosure);
    let disclosure = &*laid_out(disclosure);
    disclosure.tables.iter().enumerate().map(|(index, table)| sheet(disclosure, index, table)).collect()
}

fn sheet(disclosure: &Disclosure, index: usize, table: &Table) -> MeantSheet {
    let mut cells = BTreeMap::new();
    let mut text = |row: u32, col: u32, words: &str| {
        if !words.is_empty() {
            cells.insert(CellRef::zero_based(row, col), Meant::Text(storable(words).into_owned()));
        }
    };
    text(table.title_row(), 0, &table.title);
    for cell in &table.header {
        text(table.header_row() + cell.row, cell.col, &cell.text);
    }
    for (row, values) in table.rows.iter().enumerate() {
        for (col, cell) in values.cells.iter().enumerate() {
            cells.extend(content(disclosure, index, (cell, col)).map(|meant| (table.sheet_cell(row, col), meant)));
        }
    }
    let mut covered = BTreeSet::new();
    for span in &table.spans {
        let all = (span.row..span.row + span.rows)
            .flat_map(|row| (span.col..span.col + span.cols).map(move |col| (row, col)));
        covered.extend(all.skip(1).map(|(row, col)| table.sheet_cell(row, col)));
    }
    cells.retain(|at, _| !covered.contains(at));
    let first = if table.front > 0 { table.below_caption() } else { table.body_row() };
    MeantSheet { name: table.sheet.to_string(), cells, covered, body: first..table.notes_row() }
}

fn content(disclosure: &Disclosure, index: usize, (cell, col): (&Cell, usize)) -> Option<Meant> {
    let table = disclosure.tables.get(index)?;
    let quantity = table.columns.get(col).is_some_and(|column| column.role == Role::Quantity);
    Some(match cell {
        Cell::Blank => return None,
        Cell::Text(text) if text.is_empty() => return None,
        Cell::Text(text) => match text.parse() {
            Ok(number) if quantity => Meant::Number(number),
            _ => Meant::Text(storable(text).into_owned()),
        },
        Cell::Amount { value, .. } => Meant::Number(value.in_unit(table.unit)),
        Cell::Formula { value, .. } => match formula_text(cell, disclosure, index) {
            Some(formula) => Meant::Formula(formula, value.in_unit(table.unit)),
            None => Meant::Number(value.in_unit(table.unit)),
        },
    })
}
