//! Cells of the further exports: words, money, numbers, each with a finding where it cannot be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::super::grid::{GridRow, Sheet, Value};
use crate::amount::Unit;
use crate::finding::codes::{import as codes, import_annex};
use crate::import::cell::label::trimmed;
use crate::import::cell::money::{Exactness, Money, Problem};
use crate::import::cell::number::{self, Written};
use crate::import::header::merged::Merged;
use crate::import::lines::causes::{Gather, detail};
use crate::import::lines::made::code_of;
use crate::model::{Count, Figure, Quantity, Stated};
use crate::origin::Origin;

/// The cells of one sheet.
pub(super) struct Cells<'a> {
    pub sheet: &'a Sheet,
    pub merged: &'a Merged,
    pub unit: Unit,
    /// Units that headers state for their own column.
    pub own_units: BTreeMap<u32, Unit>,
}

impl Cells<'_> {
    /// The place of a cell.
    pub fn place(&self, at: usize, col: u32) -> Origin {
        self.sheet.place(&self.sheet.rows[at], col)
    }

    /// The words of a cell, as they stand but without blanks around them; empty where there is nothing.
    pub fn words(&self, at: usize, col: u32) -> String {
        self.sheet.rows.get(at).map(|row| own_words(row, col)).unwrap_or_default()
    }

    /// The same, or what a merged area of several rows over the cell says.
    pub fn covered_words(&self, at: usize, col: u32) -> String {
        let (row, col) = self.covering(at, col);
        self.words(row, col)
    }

    /// The place of the cell that [`Cells::covered_words`] reads.
    pub fn covered_place(&self, at: usize, col: u32) -> Origin {
        let (row, col) = self.covering(at, col);
        self.place(row, col)
    }

    /// The cell itself, or where it is empty the first one of a merged area of several rows over it.
    fn covering(&self, at: usize, col: u32) -> (usize, u32) {
        let row = self.sheet.rows.get(at).filter(|row| own_words(row, col).is_empty());
        let area = row.and_then(|row| self.merged.tall_in(col).into_iter().find(|area| area.holds(row.index, col)));
        let first = area.and_then(|area| {
            let top = self.sheet.rows.binary_search_by_key(&area.top, |row| row.index).ok()?;
            Some((top, area.left))
        });
        first.unwrap_or((at, col))
    }

    /// Says of cells of words that they hold an error or a formula without a result, and so say nothing.
    pub fn note_unreadable(&self, at: usize, cols: impl Iterator<Item = u32>, gather: &mut Gather) {
        let Some(row) = self.sheet.rows.get(at) else { return };
        for (col, cell) in cols.filter_map(|col| Some((col, row.cell(col)?))) {
            if matches!(cell.value, Value::Error | Value::Uncalculated) {
                gather.note(&import_annex::NO_WORDS, trimmed(&cell.text), self.sheet.place(row, col));
            }
        }
    }

    /// Money in a cell; what cannot be read is a finding.
    pub fn money(&self, at: usize, col: u32, gather: &mut Gather) -> Option<Figure> {
        let row = self.sheet.rows.get(at)?;
        let cell = row.cell(col)?;
        let text = || trimmed(&cell.text).to_owned();
        let unit = self.own_units.get(&col).copied().unwrap_or(self.unit);
        match Money::read(Some(cell), unit) {
            Money::Nothing => None,
            Money::Amount(amount, unit, exactness) => {
                if exactness == Exactness::Rounded {
                    gather.note(&codes::ROUNDED, text(), self.sheet.place(row, col));
                }
                let stated = Stated { text: Arc::clone(&cell.text), unit };
                Some(Figure { amount, stated, origin: self.sheet.place(row, col) })
            }
            Money::Bad(problem) => {
                let finding = gather.note(code_of(problem), text(), self.sheet.place(row, col));
                if let Problem::NoNumber(why) = problem {
                    detail(finding, "why", why.words());
                }
                None
            }
        }
    }

    /// A number that is no money; what cannot be read is a finding.
    pub fn quantity(&self, at: usize, col: u32, gather: &mut Gather) -> Option<Count> {
        let row = self.sheet.rows.get(at)?;
        let cell = row.cell(col)?;
        let number: Option<Decimal> = match cell.value {
            Value::Number(number) => Some(number),
            Value::Text => match number::read(&cell.text) {
                Written::Nothing => return None,
                Written::Number(number, None) => Some(number),
                _ => None,
            },
            _ => None,
        };
        if number.is_none() {
            let text = trimmed(&cell.text).to_owned();
            gather.note(&import_annex::NO_QUANTITY, text, self.sheet.place(row, col));
        }
        let (text, origin) = (Arc::clone(&cell.text), self.sheet.place(row, col));
        Some(Count { number: Quantity::of(number?), text, origin })
    }
}

fn own_words(row: &GridRow, col: u32) -> String {
    match row.cell(col) {
        Some(cell) => match cell.value {
            Value::Number(number) => number.normalize().to_string(),
            Value::Error | Value::Uncalculated => String::new(),
            _ => trimmed(&cell.text).to_owned(),
        },
        None => String::new(),
    }
}
