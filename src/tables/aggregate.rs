//! What every value cell comes to by the lines that it selects.

use super::item::Item;
use super::pool::{Class, left_over, of_pool, takes};
use super::rows::{BlockRow, RowKind, code_of};
use crate::amount::Amount;
use crate::disclosure::{Role, Source};
use crate::edition::{BlockDef, ColumnDef, Form, Select};
use crate::model::Coded;

/// Amount and lines of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Direct {
    pub value: Amount,
    pub sources: Vec<Source>,
}

/// Whether a row's figures are said by lines, alone or beside a formula.
fn selects(row: &BlockRow<'_>, block: &BlockDef) -> bool {
    match &row.kind {
        RowKind::Fixed(def) if def.blank => false,
        // One row without a label: its columns say what they take.
        RowKind::Fixed(_) if !block.labels => true,
        RowKind::Fixed(def) => def.select.is_some() || def.code.is_some() || def.economic.is_some(),
        RowKind::Total | RowKind::Code { .. } => true,
    }
}

/// Whether a row takes an amount, apart from its block's and column's selection.
fn row_takes(row: &BlockRow<'_>, block: &BlockDef, item: &Item<'_>) -> bool {
    match &row.kind {
        RowKind::Total => true,
        RowKind::Code { code, .. } => block
            .classification
            .as_ref()
            .and_then(|classification| code_of(classification.by, item))
            .is_some_and(|own| own.starts_with(code.as_str())),
        RowKind::Fixed(def) => {
            let within =
                |own: Option<&Coded>, code: &String| own.is_some_and(|own| own.code.starts_with(code.as_str()));
            def.code.as_ref().is_none_or(|code| within(item.function, code))
                && def.economic.as_ref().is_none_or(|code| within(item.economic, code))
                && def.select.as_ref().is_none_or(|select| takes(select, item))
        }
    }
}

/// Whether the selection of a row and column takes an amount of the block's pool.
pub(super) fn cell_takes(block: &BlockDef, row: &BlockRow<'_>, column: &ColumnDef, item: &Item<'_>) -> bool {
    takes(&block.select, item)
        && of_pool(block, column, item)
        && row_takes(row, block, item)
        && takes(&column.select, item)
        && !left_over(item, [Some(&block.select), row_select(row), Some(&column.select)])
}

fn row_select<'a>(row: &BlockRow<'a>) -> Option<&'a Select> {
    match row.kind {
        RowKind::Fixed(def) => def.select.as_ref(),
        RowKind::Total | RowKind::Code { .. } => None,
    }
}

/// Whether a column holds figures of this block.
pub(super) fn belongs(column: &ColumnDef, block: &BlockDef) -> bool {
    column.role == Role::Value && column.block.as_ref().is_some_and(|key| *key.get_ref() == block.key)
}

/// Figures by row and column of the form; `None` where no selection says anything.
pub(super) fn aggregate(
    form: &Form,
    block: &BlockDef,
    rows: &[Option<BlockRow<'_>>],
    classes: &[Class<'_>],
) -> Vec<Vec<Option<Direct>>> {
    let columns: Vec<bool> = form.columns.iter().map(|column| belongs(column, block)).collect();
    let empty = |row: &Option<BlockRow<'_>>| {
        let selects = row.as_ref().is_some_and(|row| selects(row, block));
        columns.iter().map(|&own| (own && selects).then(Direct::default)).collect::<Vec<_>>()
    };
    let mut cells: Vec<Vec<Option<Direct>>> = rows.iter().map(empty).collect();
    for Class { like: item, amount, sources, .. } in classes.iter().filter(|class| takes(&block.select, &class.like)) {
        for (row, cells) in rows.iter().zip(&mut cells) {
            let Some(row) = row.as_ref().filter(|row| row_takes(row, block, item)) else { continue };
            let made_of_lines = is_leaf(row);
            let selects = |column| left_over(item, [Some(&block.select), row_select(row), Some(column)]);
            for (column, cell) in form.columns.iter().zip(cells) {
                let taken = of_pool(block, column, item) && takes(&column.select, item) && !selects(&column.select);
                let Some(direct) = cell.as_mut().filter(|_| taken) else { continue };
                direct.value += *amount;
                if made_of_lines && column.formula.is_none() {
                    direct.sources.extend_from_slice(sources);
                }
            }
        }
    }
    // Classes come one after the other; the lines of a cell are in their own order.
    cells.iter_mut().flatten().flatten().for_each(|direct| direct.sources.sort_unstable());
    cells
}

/// Whether a row is made of lines rather than of other rows.
pub(super) fn is_leaf(row: &BlockRow<'_>) -> bool {
    match &row.kind {
        RowKind::Fixed(def) => def.formula.is_none() && def.sum.is_empty(),
        RowKind::Total => false,
        RowKind::Code { children, .. } => children.is_empty(),
    }
}
