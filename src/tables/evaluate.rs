//! The exact results of all formulas, each after those that it refers to.

use crate::amount::Amount;
use crate::disclosure::{At, Cell, Disclosure};

/// How far a chain of formulas may reach; no form comes near it, so more is a circle.
const DEEPEST: usize = 64;

/// Computes every formula cell.
///
/// # Errors
/// The first cell whose formula, through others, refers to itself.
pub(super) fn evaluate(disclosure: &mut Disclosure) -> Result<(), At> {
    let formulas: Vec<At> = formula_cells(disclosure).collect();
    let mut done = std::collections::BTreeMap::new();
    for &at in &formulas {
        value(disclosure, at, 0, &mut done)?;
    }
    for (at, result) in done {
        if let Some(Cell::Formula { value, .. }) = disclosure
            .tables
            .get_mut(at.table)
            .and_then(|t| t.rows.get_mut(at.row))
            .and_then(|r| r.cells.get_mut(at.col))
        {
            *value = result;
        }
    }
    Ok(())
}

/// Every cell with a formula, in order of table, row and column.
pub(super) fn formula_cells(disclosure: &Disclosure) -> impl Iterator<Item = At> + '_ {
    disclosure.tables.iter().enumerate().flat_map(|(table, t)| {
        t.rows.iter().enumerate().flat_map(move |(row, r)| {
            let formulas = r.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Formula { .. }));
            formulas.map(move |(col, _)| At { table, row, col })
        })
    })
}

fn value(
    disclosure: &Disclosure,
    at: At,
    depth: usize,
    done: &mut std::collections::BTreeMap<At, Amount>,
) -> Result<Amount, At> {
    let Some(Cell::Formula { formula, .. }) = disclosure.cell(at) else {
        return Ok(disclosure.cell(at).and_then(Cell::amount).unwrap_or_default());
    };
    if let Some(known) = done.get(&at) {
        return Ok(*known);
    }
    if depth > DEEPEST {
        return Err(at);
    }
    let mut total = Amount::ZERO;
    for (sign, cell) in formula.cells() {
        let part = value(disclosure, cell, depth + 1, done)?;
        total += if sign == crate::disclosure::Sign::Plus { part } else { -part };
    }
    done.insert(at, total);
    Ok(total)
}
