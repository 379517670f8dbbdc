//! Which row of the document is which of the table: the way of changing one into the other that changes least.

use super::shown::ShownRow;
use super::wanted::Wanted;

/// Most pairs of rows that are weighed; beyond them rows are taken one after the other.
const MOST_PAIRS: usize = 4_000_000;

/// A step from the first row to the last, by indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A row of the table and the one of the document that stands for it.
    Both(usize, usize),
    /// A row of the table that the document lacks.
    Lacking(usize),
    /// A row of the document that the table does not have.
    Added(usize),
}

/// The steps in order. A row left out or put in weighs as much as half of its columns changed.
pub(super) fn align(wanted: &[Wanted], shown: &[ShownRow]) -> Vec<Step> {
    let columns = wanted.first().map_or(1, |row| row.cells.len());
    let alone = columns / 2 + 1;
    if wanted.len().saturating_mul(shown.len()) > MOST_PAIRS {
        return in_order(wanted.len(), shown.len());
    }
    // What is left of both from (row, row) on costs at least this much.
    let width = shown.len() + 1;
    let mut costs = vec![0; (wanted.len() + 1) * width];
    for want in (0..=wanted.len()).rev() {
        for show in (0..=shown.len()).rev() {
            let at = want * width + show;
            costs[at] = match (wanted.get(want), shown.get(show)) {
                (Some(row), Some(other)) => {
                    let lone = costs[at + width].min(costs[at + 1]) + alone;
                    lone.min(costs[at + width + 1] + row.unlike(other))
                }
                (Some(_), None) => costs[at + width] + alone,
                (None, Some(_)) => costs[at + 1] + alone,
                (None, None) => 0,
            };
        }
    }
    let (mut want, mut show) = (0, 0);
    let mut steps = Vec::new();
    while want < wanted.len() || show < shown.len() {
        let at = want * width + show;
        let both = wanted.get(want).zip(shown.get(show));
        if both.is_some_and(|(row, other)| costs[at] == costs[at + width + 1] + row.unlike(other)) {
            steps.push(Step::Both(want, show));
            want += 1;
            show += 1;
        } else if want < wanted.len() && (show == shown.len() || costs[at] == costs[at + width] + alone) {
            steps.push(Step::Lacking(want));
            want += 1;
        } else {
            steps.push(Step::Added(show));
            show += 1;
        }
    }
    steps
}

fn in_order(wanted: usize, shown: usize) -> Vec<Step> {
    let both = wanted.min(shown);
    let rest = (both..wanted).map(Step::Lacking).chain((both..shown).map(Step::Added));
    (0..both).map(|at| Step::Both(at, at)).chain(rest).collect()
}
