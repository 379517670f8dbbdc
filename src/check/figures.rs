//! Looking up figures by the edition's words, and comparing them as printed.

use crate::amount::{Amount, Unit};
use crate::disclosure::{Disclosure, Table};
use crate::finding::Place;

/// A figure with its place.
#[derive(Clone, Debug)]
pub(super) struct Figure<'a> {
    pub table: &'a Table,
    pub row: usize,
    pub col: usize,
    pub amount: Amount,
}

impl Figure<'_> {
    pub fn place(&self) -> Place {
        self.table.place(self.row, self.col)
    }
}

/// The figure at a row and column of a table; `None` where the cell holds words.
pub(super) fn figure(table: &Table, row: usize, col: usize) -> Option<Figure<'_>> {
    let amount = table.rows.get(row)?.cells.get(col)?.amount()?;
    Some(Figure { table, row, col, amount })
}

/// The figure by keys; a row that the table does not have is nothing (`Ok(None)`).
///
/// # Errors
/// The reason in Chinese why it cannot be looked at: the table or the column is not there.
pub(super) fn lookup<'a>(
    disclosure: &'a Disclosure,
    form: &str,
    row: &str,
    column: &str,
) -> Result<Option<Figure<'a>>, String> {
    let table = disclosure.table(form).ok_or_else(|| format!("没有这张表：{form}"))?;
    table.column(column).ok_or_else(|| format!("《{}》没有这一列：{column}", table.name))?;
    Ok(lookup_key(table, row, column))
}

/// The figure of a table by the keys of its row and column.
pub(super) fn lookup_key<'a>(table: &'a Table, row: &str, column: &str) -> Option<Figure<'a>> {
    let col = table.column(column)?;
    let block = table.columns[col].block?;
    let has =
        |candidate: &crate::disclosure::Row| candidate.keys.get(block).is_some_and(|key| key.as_deref() == Some(row));
    table.rows.iter().position(has).and_then(|at| figure(table, at, col))
}

/// Half a display step of a table, in 元: how far a printed figure may stand from the exact one.
pub(super) fn half_step(unit: Unit, decimals: u32) -> Amount {
    let step = rust_decimal::Decimal::new(5, decimals + 1);
    Amount::of(step, unit).unwrap_or_default()
}

/// How far the two sides of a comparison of printed figures may differ by rounding alone: half a step each.
pub(super) fn tolerance<'a>(figures: impl IntoIterator<Item = &'a Table>) -> Amount {
    figures.into_iter().map(|table| half_step(table.unit, table.decimals)).sum()
}
