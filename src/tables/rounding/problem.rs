//! The printed figures as sums of atoms, in whole display steps and remainders.
//!
//! An atom is what no table can tell apart: all lines that stand in exactly the same cells. Every printed figure is a sum of
//! atoms, so when each atom is a whole number of steps, every printed sum closes. What is to be decided is how many steps
//! each atom has beyond its whole ones: usually none or one.

use std::collections::BTreeMap;

use super::equalities::articulations;
use crate::disclosure::{At, Cell, Disclosure, Sign, Source};
use crate::edition::Edition;
use crate::tables::assemble::Draft;
use crate::tables::sums::Sum;

/// Parts of a step by which a figure's distance from its rounding is measured.
pub(super) const FINE: i64 = 1024;

/// Lines that stand in the same cells.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Its lines, each with what it comes to in grains.
    pub lines: Vec<(Source, i128)>,
    /// What they come to, in grains.
    pub exact: i128,
    /// Whole steps below that.
    pub base: i128,
    /// What is left, in grains, from 0 to less than a step.
    pub rest: i64,
}

/// A printed figure, or an equality between figures, as a sum of atoms.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The cells that print it; none for an equality.
    pub cells: Vec<At>,
    /// Atoms by index with how often they count; in order of index.
    pub atoms: Vec<(usize, i64)>,
    /// Its own rounding, in steps beyond the atoms' whole ones.
    pub target: i64,
    /// How far the exact figure lies above its own rounding, in [`FINE`] parts of a step.
    pub above: i64,
    /// Whether it must come out at its own rounding: grand totals and equalities.
    pub fixed: bool,
    /// How much it matters that it is its own rounding: how many cells print it, and how much it sums up. Readers look at the
    /// totals, so steps are rather moved at the bottom.
    pub weight: i64,
}

/// All of it.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// The step in grains.
    pub step: i64,
    pub atoms: Vec<Atom>,
    pub figures: Vec<Figure>,
}

/// A sum of atoms: index and coefficient.
type Members = Vec<(usize, i64)>;

impl Problem {
    /// What the filled tables print, in the finest step that any of them prints; `None` where there is nothing to print.
    pub fn of(drafts: &[Draft<'_>], (sums, edition): (&[Sum], &Edition), disclosure: &Disclosure) -> Option<Problem> {
        let step = disclosure.tables.iter().map(step).min()?;
        let leaves = leaves(drafts, disclosure);
        let (atoms, of_leaf) = atoms(&leaves, drafts, step);
        let expanded = expanded(disclosure, of_leaf);
        let mut problem = Problem { step, atoms, figures: Vec::new() };
        problem.add_figures(disclosure, &expanded);
        problem.fix_grand_totals();
        problem.add_equalities((sums, edition), disclosure, &expanded);
        Some(problem)
    }

    /// One figure for all cells that print the same atoms; tables with a coarser step are left to their note.
    fn add_figures(&mut self, disclosure: &Disclosure, expanded: &BTreeMap<At, Members>) {
        let mut known: BTreeMap<&Members, usize> = BTreeMap::new();
        for (at, members) in expanded.iter().filter(|(_, members)| !members.is_empty()) {
            if disclosure.tables.get(at.table).is_none_or(|table| step(table) != self.step) {
                continue;
            }
            match known.get(members) {
                Some(&index) => {
                    self.figures[index].cells.push(*at);
                    self.figures[index].weight += 1;
                }
                None => {
                    known.insert(members, self.figures.len());
                    let figure = self.figure(members.clone(), vec![*at]);
                    self.figures.push(figure);
                }
            }
        }
    }

    fn figure(&self, atoms: Members, cells: Vec<At>) -> Figure {
        let rest: i128 = atoms.iter().map(|&(atom, times)| i128::from(self.atoms[atom].rest) * i128::from(times)).sum();
        let whole: i128 = atoms.iter().map(|&(atom, times)| self.atoms[atom].base * i128::from(times)).sum();
        let step = i128::from(self.step);
        let exact = whole * step + rest;
        let rounded = nearest(exact, step);
        let above = (exact - rounded * step) * i128::from(FINE) / step;
        let small = |n: i128| i64::try_from(n).unwrap_or(0);
        let levels = 2 * atoms.len().checked_ilog2().unwrap_or(0);
        let weight = i64::try_from(cells.len()).unwrap_or(1) + i64::from(levels);
        Figure { cells, atoms, target: small(rounded - whole), above: small(above), fixed: false, weight }
    }

    /// A grand total is one that no other figure contains: the largest of some atom.
    fn fix_grand_totals(&mut self) {
        let mut largest: Vec<Option<usize>> = vec![None; self.atoms.len()];
        for (index, figure) in self.figures.iter().enumerate().filter(|(_, figure)| figure.is_plain()) {
            for &(atom, _) in &figure.atoms {
                let own = &mut largest[atom];
                if own.is_none_or(|other| self.figures[other].atoms.len() < figure.atoms.len()) {
                    *own = Some(index);
                }
            }
        }
        for index in largest.into_iter().flatten() {
            self.figures[index].fixed = true;
        }
    }

    /// What must come to nothing as printed because it does so exactly, and does not do so by itself.
    fn add_equalities(
        &mut self,
        (sums, edition): (&[Sum], &Edition),
        disclosure: &Disclosure,
        expanded: &BTreeMap<At, Members>,
    ) {
        let sums = sums.iter().map(|sum| {
            let parts = sum.parts.iter().map(|(sign, at)| (sign.reversed(), *at));
            std::iter::once((Sign::Plus, sum.total)).chain(parts).collect::<Vec<_>>()
        });
        let stated = articulations(edition, disclosure).into_iter().map(|articulation| articulation.cells);
        let printed_alike = |cells: &[(Sign, At)]| {
            cells.iter().all(|(_, at)| disclosure.tables.get(at.table).is_some_and(|table| step(table) == self.step))
        };
        let mut found: Vec<Members> = Vec::new();
        for cells in sums.chain(stated).filter(|cells| printed_alike(cells)) {
            let members = combined(&cells, expanded);
            if !members.is_empty() && self.exact(&members) == 0 {
                found.push(members);
            }
        }
        found.sort();
        found.dedup();
        for members in found {
            let figure = Figure { fixed: true, ..self.figure(members, Vec::new()) };
            self.figures.push(figure);
        }
    }

    fn exact(&self, members: &Members) -> i128 {
        members.iter().map(|&(atom, times)| self.atoms[atom].exact * i128::from(times)).sum()
    }
}

impl Figure {
    /// Whether each of its atoms counts once.
    pub fn is_plain(&self) -> bool {
        self.atoms.iter().all(|&(_, times)| times == 1)
    }
}

/// `exact` as the nearest whole number of steps, half away from zero.
fn nearest(exact: i128, step: i128) -> i128 {
    let away = (2 * exact.abs() + step) / (2 * step);
    if exact < 0 { -away } else { away }
}

/// The display step of a table in grains: 0.01 万元 is 10¹⁰ of them.
fn step(table: &crate::disclosure::Table) -> i64 {
    let step = rust_decimal::Decimal::new(1, table.decimals);
    let amount = crate::amount::Amount::of(step, table.unit).unwrap_or_default();
    i64::try_from(amount.grains()).unwrap_or(i64::MAX).max(1)
}

/// Every cell that is made of lines, with them.
fn leaves<'d>(drafts: &'d [Draft<'_>], disclosure: &Disclosure) -> Vec<(At, &'d [Source])> {
    let mut leaves = Vec::new();
    for (table, draft) in drafts.iter().enumerate() {
        for block in &draft.direct {
            for (row, cells) in block.iter().enumerate() {
                for (col, direct) in cells.iter().enumerate() {
                    let at = At { table, row, col };
                    let Some(direct) = direct.as_ref().filter(|direct| !direct.sources.is_empty()) else { continue };
                    if !matches!(disclosure.cell(at), Some(Cell::Formula { .. })) {
                        leaves.push((at, direct.sources.as_slice()));
                    }
                }
            }
        }
    }
    leaves.sort_by_key(|(at, _)| *at);
    leaves
}

/// The atoms, and which of them each leaf is the sum of.
fn atoms(leaves: &[(At, &[Source])], drafts: &[Draft<'_>], step: i64) -> (Vec<Atom>, BTreeMap<At, Members>) {
    let items = drafts.iter().flat_map(|draft| &draft.amounts).flat_map(|amounts| &amounts.items);
    let amounts: BTreeMap<Source, i128> = items.map(|item| (item.source, item.amount.grains())).collect();
    let mut stands: BTreeMap<Source, Vec<usize>> = BTreeMap::new();
    for (index, (_, sources)) in leaves.iter().enumerate() {
        for source in *sources {
            stands.entry(*source).or_default().push(index);
        }
    }
    let mut alike: BTreeMap<Vec<usize>, Vec<Source>> = BTreeMap::new();
    for (source, cells) in stands {
        alike.entry(cells).or_default().push(source);
    }
    let mut of_leaf: BTreeMap<At, Members> = leaves.iter().map(|(at, _)| (*at, Members::new())).collect();
    let mut atoms = Vec::new();
    for (cells, sources) in alike {
        for cell in cells {
            of_leaf.entry(leaves[cell].0).or_default().push((atoms.len(), 1));
        }
        let amount = |source: Source| (source, amounts.get(&source).copied().unwrap_or_default());
        let lines: Vec<(Source, i128)> = sources.into_iter().map(amount).collect();
        let exact: i128 = lines.iter().map(|(_, amount)| amount).sum();
        let rest = i64::try_from(exact.rem_euclid(i128::from(step))).unwrap_or(0);
        atoms.push(Atom { lines, exact, base: exact.div_euclid(i128::from(step)), rest });
    }
    (atoms, of_leaf)
}

/// Every cell as a sum of atoms, formulas through the cells that they refer to.
fn expanded(disclosure: &Disclosure, leaves: BTreeMap<At, Members>) -> BTreeMap<At, Members> {
    let mut known = leaves;
    for at in super::super::evaluate::formula_cells(disclosure).collect::<Vec<_>>() {
        expand(disclosure, at, &mut known);
    }
    known
}

/// The formulas are no circle: they have been computed.
fn expand(disclosure: &Disclosure, at: At, known: &mut BTreeMap<At, Members>) {
    if known.contains_key(&at) {
        return;
    }
    let Some(Cell::Formula { formula, .. }) = disclosure.cell(at) else { return };
    let parts: Vec<(Sign, At)> = formula.cells().collect();
    for (_, part) in &parts {
        expand(disclosure, *part, known);
    }
    let members = combined(&parts, known);
    known.insert(at, members);
}

fn combined(cells: &[(Sign, At)], known: &BTreeMap<At, Members>) -> Members {
    let mut sum: BTreeMap<usize, i64> = BTreeMap::new();
    for (sign, at) in cells {
        for &(atom, times) in known.get(at).into_iter().flatten() {
            *sum.entry(atom).or_default() += if *sign == Sign::Plus { times } else { -times };
        }
    }
    sum.into_iter().filter(|(_, times)| *times != 0).collect()
}
