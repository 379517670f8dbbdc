//! Where a figure of a made table comes from: the lines of the exports behind it.

use std::collections::BTreeSet;

use crate::disclosure::{At, Cell, Disclosure, Source};
use crate::finding::{Finding, Place};
use crate::model::Budget;
use crate::origin::Origin;

/// The lines behind the figures that a finding compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The first of them.
    pub first: Origin,
    /// How many there are.
    pub count: usize,
}

/// The lines behind the first of a finding's figures that has any; `None` where it names no figure, or an input itself.
pub fn behind(finding: &Finding, disclosure: &Disclosure, budget: &Budget) -> Option<Behind> {
    if finding.places.iter().any(|place| matches!(place, Place::Input(_))) {
        return None;
    }
    finding.places.iter().filter_map(|place| cell_of(place, disclosure)).find_map(|at| {
        let sources = sources(disclosure, at);
        let mut origins = sources.into_iter().filter_map(|source| source.origin(budget));
        let first = origins.next()?.clone();
        Some(Behind { first, count: 1 + origins.count() })
    })
}

fn cell_of(place: &Place, disclosure: &Disclosure) -> Option<At> {
    let Place::Published { sheet, cell: Some(cell), .. } = place else { return None };
    let (table, known) = disclosure.tables.iter().enumerate().find(|(_, table)| table.sheet == *sheet)?;
    let mut cells = (0..known.rows.len()).flat_map(|row| (0..known.columns.len()).map(move |col| (row, col)));
    cells.find(|&(row, col)| known.sheet_cell(row, col) == *cell).map(|(row, col)| At { table, row, col })
}

/// The lines that a cell is made of, itself or through its formula.
fn sources(disclosure: &Disclosure, at: At) -> BTreeSet<Source> {
    let (mut seen, mut open, mut sources) = (BTreeSet::new(), vec![at], BTreeSet::new());
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match disclosure.cell(at) {
            Some(Cell::Amount { sources: own, .. }) => sources.extend(own.iter().copied()),
            Some(Cell::Formula { formula, .. }) => open.extend(formula.cells().map(|(_, part)| part)),
            _ => {}
        }
    }
    sources
}
