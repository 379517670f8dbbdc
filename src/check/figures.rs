//! Looking up figures by the edition's words.

use super::Subject;
use crate::amount::{Amount, Unit};
use crate::disclosure::{At, Disclosure, Row, Table};
use crate::finding::Place;

/// A figure with its place.
#[derive(Clone, Debug)]
pub(super) struct Figure<'a> {
    pub table: &'a Table,
    pub at: At,
    pub amount: Amount,
}

impl Figure<'_> {
    pub fn place(&self) -> Place {
        self.table.place(self.at.row, self.at.col)
    }
}

impl<'a> Subject<'a> {
    /// The table with this role and its index.
    pub(super) fn table(&self, role: &str) -> Option<(usize, &'a Table)> {
        self.disclosure.tables.iter().enumerate().find(|(_, table)| table.role == role)
    }

    /// The figure of a cell; `None` where the cell holds words or is not there.
    pub(super) fn figure(&self, table: usize, row: usize, col: usize) -> Option<Figure<'a>> {
        figure(self.disclosure, At { table, row, col })
    }

    /// The figure by keys; a row that the table does not have is nothing (`Ok(None)`).
    ///
    /// # Errors
    /// The reason in Chinese why it cannot be looked at: the table or the column is not there.
    pub(super) fn lookup(&self, form: &str, row: &str, column: &str) -> Result<Option<Figure<'a>>, String> {
        let (index, table) = self.table(form).ok_or_else(|| self.missing(form))?;
        let col = table.column(column).ok_or_else(|| format!("《{}》没有这一列：{column}", table.name))?;
        Ok(row_of(table, row, col).and_then(|row| self.figure(index, row, col)))
    }

    /// The goal tables of projects; not the one that is published where there is none.
    pub(super) fn goals(&self) -> impl Iterator<Item = &'a Table> {
        let filled = |table: &&Table| {
            let name = table.fields.get("name").and_then(|&(row, col)| table.rows.get(row)?.cells.get(col));
            table.role == "goals" && !matches!(name, None | Some(crate::disclosure::Cell::Blank))
        };
        self.disclosure.tables.iter().filter(filled)
    }

    /// Says by its name that a table is missing.
    pub(super) fn missing(&self, role: &str) -> String {
        let form = self.edition.forms.iter().find(|form| form.role == role);
        format!("缺少《{}》", form.map_or(role, |form| &form.name))
    }
}

/// The figure of a cell; `None` where the cell holds words or is not there.
pub(super) fn figure(disclosure: &Disclosure, at: At) -> Option<Figure<'_>> {
    let amount = disclosure.cell(at)?.amount()?;
    Some(Figure { table: disclosure.tables.get(at.table)?, at, amount })
}

/// The row with a key in the block of a column.
pub(super) fn row_of(table: &Table, key: &str, col: usize) -> Option<usize> {
    let block = table.columns.get(col)?.block?;
    let has = |row: &Row| row.keys.get(block).is_some_and(|known| known.as_deref() == Some(key));
    table.rows.iter().position(has)
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
