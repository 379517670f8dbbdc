//! From steps of atoms to the figures of the tables.

use std::collections::BTreeMap;

use super::problem::{Atom, Problem};
use super::{flow, hierarchy, improve};
use crate::amount::Amount;
use crate::disclosure::{Adjustment, At, Cell, Disclosure, Source};
use crate::edition::Edition;
use crate::tables::assemble::Draft;
use crate::tables::evaluate::evaluate;
use crate::tables::sums::Sum;

/// Puts whole steps for the lines into the tables: every printed sum closes. What was moved is listed in the disclosure.
pub(super) fn tie(drafts: &[Draft<'_>], stated: (&[Sum], &Edition), disclosure: &mut Disclosure) {
    let Some(problem) = Problem::of(drafts, stated, disclosure) else { return };
    let hierarchies = hierarchy::two(&problem.figures, problem.atoms.len());
    let start = flow::rounded(&problem, &hierarchies).unwrap_or_else(|| alone(&problem));
    let steps = improve::improved(&problem, start);
    let amounts: BTreeMap<Source, Amount> = problem
        .atoms
        .iter()
        .zip(steps)
        .flat_map(|(atom, steps)| shares(atom, atom.base + i128::from(steps), i128::from(problem.step)))
        .collect();
    let exact = disclosure.clone();
    place(drafts, &amounts, disclosure);
    // The formulas were computed before, so they are no circle.
    let _ = evaluate(disclosure);
    disclosure.adjustments = adjustments(&exact, disclosure);
}

/// Each atom to its nearest step, where the hierarchies cannot be rounded together.
fn alone(problem: &Problem) -> Vec<i64> {
    problem.atoms.iter().map(|atom| i64::from(2 * atom.rest >= problem.step)).collect()
}

/// The atom's steps shared out over its lines by largest remainder, as amounts.
fn shares(atom: &Atom, steps: i128, step: i128) -> Vec<(Source, Amount)> {
    let mut shares: Vec<i128> = atom.lines.iter().map(|(_, exact)| exact.div_euclid(step)).collect();
    let mut left = steps - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|&line| (std::cmp::Reverse(atom.lines[line].1.rem_euclid(step)), line));
    if left < 0 {
        // Taken away where least is lost; a line that is nothing yet stays so where another can give.
        order.reverse();
        order.sort_by_key(|&line| shares[line] == 0);
    }
    for line in order.iter().copied().cycle() {
        if left == 0 || shares.is_empty() {
            break;
        }
        shares[line] += left.signum();
        left -= left.signum();
    }
    let amounts = shares.into_iter().map(|share| Amount::of_grains(share * step));
    atom.lines.iter().map(|(source, _)| *source).zip(amounts).collect()
}

/// Gives every cell that is made of lines the sum of their shares.
fn place(drafts: &[Draft<'_>], amounts: &BTreeMap<Source, Amount>, disclosure: &mut Disclosure) {
    for (table, draft) in disclosure.tables.iter_mut().zip(drafts) {
        for block in &draft.direct {
            for (cells, row) in block.iter().zip(&mut table.rows) {
                for (direct, cell) in cells.iter().zip(&mut row.cells) {
                    let Some(direct) = direct.as_ref().filter(|direct| !direct.sources.is_empty()) else { continue };
                    if !matches!(cell, Cell::Formula { .. }) {
                        let value = direct.sources.iter().filter_map(|source| amounts.get(source)).copied().sum();
                        *cell = Cell::Amount { value, sources: direct.sources.clone() };
                    }
                }
            }
        }
    }
}

/// Every figure that is published otherwise than it rounds by itself.
fn adjustments(exact: &Disclosure, tied: &Disclosure) -> Vec<Adjustment> {
    let mut moved = Vec::new();
    for (index, table) in tied.tables.iter().enumerate() {
        for (row, cells) in table.rows.iter().enumerate() {
            for (col, cell) in cells.cells.iter().enumerate() {
                if matches!(cell, Cell::Blank | Cell::Text(_)) {
                    continue;
                }
                let at = At { table: index, row, col };
                let (Some(printed), Some(exact)) = (cell.amount(), exact.cell(at).and_then(Cell::amount)) else {
                    continue;
                };
                let rounded = exact.rounded(table.unit, table.decimals);
                if printed != rounded {
                    moved.push(Adjustment { at, exact, rounded, printed });
                }
            }
        }
    }
    moved
}
