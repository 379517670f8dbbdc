//! One wrong figure gives one finding: what follows from it is put under it.
//!
//! A wrong figure breaks every comparison that it stands in, all by the same amount: its row's 栏次 formula, its 款 and 类,
//! the equalities with other tables. So, of all cells in broken comparisons, the one is taken to be wrong that explains
//! most of them and is acquitted by fewest (comparisons with it that hold); they become one finding. This is repeated until
//! every broken comparison is explained. Last, findings are joined whose wrong cells stand together in a comparison that
//! holds and are wrong by amounts that cancel out there: a whole chain of totals that was moved together. Before all this,
//! a table whose figures are all in the wrong unit takes with it whatever compares it with other tables, and a row that a
//! table lacks is told once, by the code above it, not by each comparison that asks for the row.
//!
//! The finding kept of a group is the worst, then one that says of the wrong cell itself what it should be, then one that
//! needs no other table to show it, then the one with the fewest figures, then the one deepest in the classification, then
//! the first. Nothing is lost: the others are in [`crate::finding::Finding::follows`], outcomes stay as they are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::Report;
use super::equation::Equation;
use super::figures::figure;
use crate::amount::Amount;
use crate::disclosure::{At, Disclosure};
use crate::edition::Relation;
use crate::finding::{Finding, Severity};

/// A cell taken to be wrong, by how much, and the comparisons that this explains.
struct Suspect {
    at: At,
    error: Amount,
    explains: Vec<usize>,
}

/// The comparisons and who stands in them.
struct Net<'a> {
    equations: &'a [Equation],
    by_cell: BTreeMap<At, Vec<usize>>,
}

/// Folds the findings of the report's comparisons and moves the roots to its findings.
pub(super) fn fold(report: &mut Report, disclosure: &Disclosure) {
    let mut equations = std::mem::take(&mut report.equations);
    for (table, mut root) in std::mem::take(&mut report.scaled) {
        let crosses = |equation: &&mut Equation| {
            let own = equation.cells.iter().filter(|(_, at)| at.table == table).count();
            own > 0 && own < equation.cells.len()
        };
        root.follows = equations.iter_mut().filter(crosses).filter_map(|equation| equation.finding.take()).collect();
        report.findings.push(root);
    }
    let mut bare = std::mem::take(&mut report.bare);
    put_gaps_below(&mut equations, &mut bare);
    let net = Net::of(&equations);
    let groups = net.joined(net.suspects());
    let mut mentions = std::mem::take(&mut report.mentions);
    mentions.extend(bare);
    let mut roots = Vec::new();
    for group in groups {
        let wrong: BTreeSet<At> = group.iter().map(|suspect| suspect.at).collect();
        let mut members = Vec::new();
        for suspect in group {
            // A comparison alone does not say which of its figures is wrong; several with one figure in common do.
            let place = (suspect.explains.len() > 1).then(|| figure(disclosure, suspect.at)).flatten();
            let place = place.map(|figure| figure.place());
            for index in suspect.explains {
                let rank = rank(&equations[index], index, suspect.at, disclosure);
                let finding = equations[index].finding.take();
                members.extend(finding.map(|finding| (rank, place.clone(), finding)));
            }
        }
        for (at, finding) in mentions.extract_if(.., |(at, _)| wrong.contains(at)) {
            members.push(((finding.severity, true, true, usize::MAX, Reverse(0), at.row), None, finding));
        }
        members.sort_by_key(|(rank, ..)| *rank);
        let mut members = members.into_iter();
        let Some((_, place, mut root)) = members.next() else { continue };
        root.places.extend(place.filter(|place| !root.places.contains(place)));
        for (.., mut finding) in members {
            let below = std::mem::take(&mut finding.follows);
            root.follows.push(finding);
            root.follows.extend(below);
        }
        roots.push(root);
    }
    report.findings.extend(roots);
    report.findings.extend(mentions.into_iter().map(|(_, finding)| finding));
}

/// Puts what asks for a missing row below the finding about the code above that row: that it has no rows below it, or that
/// those it has do not add up to it.
fn put_gaps_below(equations: &mut Vec<Equation>, bare: &mut [(At, Finding)]) {
    let broken = equations.iter().enumerate().filter(|(_, equation)| equation.finding.is_some());
    let codes: BTreeMap<At, usize> =
        broken.filter_map(|(index, equation)| Some((equation.broken_down?, index))).collect();
    let mut told = BTreeSet::new();
    for index in 0..equations.len() {
        let Some(finding) = equations[index].finding.take() else { continue };
        let gaps = std::mem::take(&mut equations[index].gaps);
        let undivided = bare.iter_mut().find(|(at, root)| {
            root.severity <= finding.severity && gaps.iter().any(|gap| (gap.table, gap.row) == (at.table, at.row))
        });
        let short = || gaps.iter().find_map(|gap| codes.get(gap).copied());
        if let Some((_, root)) = undivided {
            root.follows.push(finding);
            told.insert(index);
        } else if let Some(root) = short().and_then(|code| equations[code].finding.as_mut())
            && root.severity <= finding.severity
        {
            root.follows.push(finding);
            told.insert(index);
        } else {
            equations[index].finding = Some(finding);
        }
    }
    let mut index = 0;
    equations.retain(|_| {
        index += 1;
        !told.contains(&(index - 1))
    });
}

/// Worst first, then what says of the wrong cell itself what it should be, then what stays within one table, then fewest
/// figures, then deepest in the classification, then first.
type Rank = (Severity, bool, bool, usize, Reverse<u8>, usize);

fn rank(equation: &Equation, index: usize, wrong: At, disclosure: &Disclosure) -> Rank {
    let severity = equation.finding.as_ref().map_or(Severity::Info, |finding| finding.severity);
    let level = equation.cells.first().and_then(|(_, at)| {
        let table = disclosure.tables.get(at.table)?;
        table.rows.get(at.row)?.levels.get(table.columns.get(at.col)?.block?).copied()
    });
    let elsewhere = equation.cells.first().is_none_or(|(_, left)| *left != wrong);
    let across =
        equation.cells.iter().any(|(_, at)| Some(at.table) != equation.cells.first().map(|(_, left)| left.table));
    (severity, elsewhere, across, equation.cells.len(), Reverse(level.unwrap_or(0)), index)
}

impl<'a> Net<'a> {
    fn of(equations: &'a [Equation]) -> Net<'a> {
        let cells = |equation: &'a Equation| equation.cells.iter().map(|(_, at)| *at);
        // Only cells of broken comparisons are ever asked for, and mostly there are none.
        let broken = equations.iter().filter(|equation| equation.finding.is_some());
        let mut by_cell: BTreeMap<At, Vec<usize>> = broken.flat_map(cells).map(|at| (at, Vec::new())).collect();
        if by_cell.is_empty() {
            return Net { equations, by_cell };
        }
        for (index, equation) in equations.iter().enumerate() {
            for at in cells(equation) {
                if let Some(indices) = by_cell.get_mut(&at) {
                    indices.push(index);
                }
            }
        }
        Net { equations, by_cell }
    }

    fn with(&self, at: At) -> &[usize] {
        self.by_cell.get(&at).map_or(&[], Vec::as_slice)
    }

    /// What `at` being wrong by `error` explains of what is still `open`.
    fn explains(&self, at: At, error: Amount, open: &BTreeSet<usize>) -> Vec<usize> {
        let explained = |index: &&usize| open.contains(index) && self.equations[**index].explained(at, error);
        self.with(at).iter().filter(explained).copied().collect()
    }

    /// How many comparisons with `at` say that it is not wrong by `error`.
    fn acquittals(&self, at: At, error: Amount) -> usize {
        let against = |index: &&usize| {
            let equation = &self.equations[**index];
            equation.relation == Relation::Equal && !equation.explained(at, error)
        };
        self.with(at).iter().filter(against).count()
    }

    /// Cells that are taken to be wrong, the one that explains most first.
    fn suspects(&self) -> Vec<Suspect> {
        let broken = self.equations.iter().enumerate().filter(|(_, equation)| equation.finding.is_some());
        let mut open: BTreeSet<usize> = broken.map(|(index, _)| index).collect();
        let mut candidates: BTreeSet<(At, Amount)> = BTreeSet::new();
        for index in &open {
            let equation = &self.equations[*index];
            candidates.extend(equation.cells.iter().filter_map(|(_, at)| Some((*at, equation.blame(*at)?))));
        }
        let score = |at: At, error: Amount, open: &BTreeSet<usize>| {
            let explained = self.explains(at, error, open).len();
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            (count(explained) - count(self.acquittals(at, error)), explained)
        };
        let mut heap: BinaryHeap<_> =
            candidates.into_iter().map(|(at, error)| (score(at, error, &open), Reverse(at), error)).collect();
        let mut suspects = Vec::new();
        // A score only falls when others have explained something, so a stale one is put back with what it is worth now.
        while let Some((stale, Reverse(at), error)) = heap.pop() {
            let now = score(at, error, &open);
            if now.1 == 0 {
                continue;
            }
            if now != stale {
                heap.push((now, Reverse(at), error));
                continue;
            }
            let explains = self.explains(at, error, &open);
            open.retain(|index| !explains.contains(index));
            suspects.push(Suspect { at, error, explains });
        }
        // Comparisons without any cell have nobody to blame; each stands for itself.
        let nobody = At { table: usize::MAX, row: 0, col: 0 };
        suspects.extend(open.into_iter().map(|index| Suspect {
            at: nobody,
            error: Amount::ZERO,
            explains: vec![index],
        }));
        suspects
    }

    /// Suspects that were moved together, one group each.
    fn joined(&self, suspects: Vec<Suspect>) -> Vec<Vec<Suspect>> {
        let mut waiting: BTreeMap<usize, Suspect> = suspects.into_iter().enumerate().collect();
        let mut groups = Vec::new();
        while let Some((_, first)) = waiting.pop_first() {
            let mut group = vec![first];
            let mut next = 0;
            while let Some(member) = group.get(next) {
                let moved: Vec<usize> =
                    waiting.iter().filter(|(_, other)| self.moved_together(member, other)).map(|(i, _)| *i).collect();
                group.extend(moved.into_iter().filter_map(|index| waiting.remove(&index)));
                next += 1;
            }
            groups.push(group);
        }
        groups
    }

    /// Whether a comparison that holds has both cells, and their errors cancel out in it.
    fn moved_together(&self, one: &Suspect, other: &Suspect) -> bool {
        if one.error.abs() != other.error.abs() {
            return false;
        }
        self.with(one.at).iter().map(|index| &self.equations[*index]).any(|equation| {
            let share = |suspect: &Suspect| {
                let (sign, _) = equation.cells.iter().find(|(_, at)| *at == suspect.at)?;
                Some(sign.of(suspect.error))
            };
            let cancels = || Some((share(one)? + share(other)?).is_zero());
            equation.relation == Relation::Equal && equation.finding.is_none() && cancels() == Some(true)
        })
    }
}
