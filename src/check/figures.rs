//! Looking up figures by the edition's words.

use super::Subject;
use crate::amount::{Amount, Unit};
use crate::disclosure::{At, Cell, Disclosure, Role, Row, Table};
use crate::edition::BlockDef;
use crate::finding::{Finding, Place};
use crate::model::Budget;
use crate::origin::Origin;

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
        let found = row_of(table, row, col);
        // A code that a table does not have is nothing, and so is every row of an empty one; any other row should be there.
        let code = row.bytes().all(|b| b.is_ascii_digit());
        if found.is_none() && !code && self.budget.is_none() && !is_empty(table) {
            return Err(format!("《{}》没有“{}”这一行", table.name, self.row_name(form, row)));
        }
        Ok(found.and_then(|row| self.figure(index, row, col)))
    }

    /// What a form calls a row.
    fn row_name(&self, form: &str, row: &str) -> String {
        let form = self.edition.forms.iter().find(|known| known.role == form);
        let blocks = form.into_iter().flat_map(|form| &form.blocks);
        let label = |block: &'a BlockDef| {
            let fixed = block.rows.iter().find(|def| def.key() == Some(row)).map(|def| def.label.clone());
            fixed.or_else(|| {
                let total = block.classification.as_ref().filter(|_| row == "total")?.total.as_ref()?;
                Some(total.label.clone())
            })
        };
        blocks.into_iter().find_map(label).unwrap_or_else(|| row.to_owned())
    }

    /// The cell that the row of a code which the table does not have would stand below: of its nearest 款 or 类, or the total.
    pub(super) fn gap(&self, form: &str, code: &str, column: &str) -> Option<At> {
        let (index, table) = self.table(form)?;
        let col = table.column(column)?;
        let block = table.columns.get(col)?.block?;
        let depth = |key: &str| if key == "total" { Some(0) } else { code.starts_with(key).then_some(key.len()) };
        let rows = table.rows.iter().enumerate();
        let above = rows.filter_map(|(row, known)| Some((depth(known.keys.get(block)?.as_deref()?)?, row)));
        let (_, row) = above.max_by_key(|(depth, _)| *depth)?;
        Some(At { table: index, row, col })
    }

    /// The goal tables of projects with their indices; not the one that is published where there is none.
    pub(super) fn goals(&self) -> impl Iterator<Item = (usize, &'a Table)> {
        let filled = |table: &&Table| table.role == "goals" && !matches!(table.field("name"), None | Some(Cell::Blank));
        self.disclosure.tables.iter().enumerate().filter(move |(_, table)| filled(table))
    }

    /// The figure of a field above the header; `None` where it holds words or is not there. Nothing counts as zero.
    pub(super) fn field(&self, table: usize, name: &str) -> Option<Figure<'a>> {
        let &(row, col) = self.disclosure.tables.get(table)?.fields.get(name)?;
        self.figure(table, row, col)
    }

    /// Adds the cells of the inputs that state figures of records (projects, purchases, assets). Lines are not among them:
    /// a figure may have thousands, and the working paper lists them.
    pub(super) fn with_inputs<'f>(
        &self,
        finding: Finding,
        figures: impl IntoIterator<Item = &'f Figure<'f>>,
    ) -> Finding {
        let of = |figure: &'f Figure<'f>| Some(inputs((figure.table, figure.at.row, figure.at.col), self.budget?));
        let origins = figures.into_iter().filter_map(of).flatten();
        origins.fold(finding, |finding, origin| finding.at(origin.clone()))
    }

    /// Says by its name that a table is missing.
    pub(super) fn missing(&self, role: &str) -> String {
        let forms = self.edition.forms.iter().map(|form| (&form.role, &form.name));
        let annexes = self.edition.annexes.iter().map(|annex| (&annex.role, &annex.name));
        let name = forms.chain(annexes).find(|(known, _)| *known == role).map_or(role, |(_, name)| name);
        format!("缺少《{name}》")
    }
}

/// Whether a table holds no figure at all.
pub(super) fn is_empty(table: &Table) -> bool {
    let figure = |cell: &Cell| cell.amount().is_some_and(|amount| !amount.is_zero());
    !table.rows.iter().flat_map(|row| &row.cells).any(figure)
}

/// The figure of a cell; `None` where the cell holds words or is not there.
pub(super) fn figure(disclosure: &Disclosure, at: At) -> Option<Figure<'_>> {
    let amount = disclosure.cell(at)?.amount()?;
    Some(Figure { table: disclosure.tables.get(at.table)?, at, amount })
}

/// The cells of the inputs that state a cell's figure, where it is one of a record.
pub(super) fn inputs<'b>((table, row, col): (&Table, usize, usize), budget: &'b Budget) -> Vec<&'b Origin> {
    match table.rows.get(row).and_then(|row| row.cells.get(col)) {
        Some(Cell::Amount { sources, .. }) => {
            let own = sources.iter().filter(|source| source.is_of_record());
            own.filter_map(|source| source.origin(budget)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a row is in the block of a column.
pub(super) fn key(table: &Table, row: usize, col: usize) -> Option<&str> {
    table.rows.get(row)?.keys.get(table.columns.get(col)?.block?)?.as_deref()
}

/// Rows and columns of a table's figures, from row to row.
pub(super) fn value_cells(table: &Table) -> impl Iterator<Item = (usize, usize)> + '_ {
    let columns = table.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Value).map(|(col, _)| col);
    let columns: Vec<usize> = columns.collect();
    (0..table.rows.len()).flat_map(move |row| columns.clone().into_iter().map(move |col| (row, col)))
}

/// Row and column of another table that mean the same.
pub(super) fn counterpart(own: &Table, other: &Table, (row, col): (usize, usize)) -> Option<(usize, usize)> {
    let other_col = other.column(&own.columns.get(col)?.key)?;
    Some((row_of(other, key(own, row, col)?, other_col)?, other_col))
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
