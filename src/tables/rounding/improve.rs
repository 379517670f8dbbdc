//! What the two hierarchies cannot hold: figures that run across both, equalities between tables, and taste.
//!
//! Steps are moved between atoms, one up and one down in turn (an ejection chain), as long as that makes the whole cheaper.
//! Dearest is an equality or grand total that does not come out; then a figure more than one step from its own rounding; then
//! every figure that is not its own rounding, and how far it lies from the exact value. Nothing here is random, and the work is
//! bounded, so the same lines always give the same figures.

use super::problem::{FINE, Problem};

/// Cost of each squared step by which a grand total or an equality misses.
const FIXED: i64 = 1 << 34;
/// Cost of each squared step by which a figure is more than one from its own rounding.
const FAR: i64 = 1 << 24;
/// Steps beyond which a miss costs no more, so that no sum of costs leaves its range.
const FARTHEST: i64 = 1 << 10;
/// Cost of a cell that is not its own rounding, beside its distance from the exact value.
const MOVED: i64 = FINE / 4;
/// Cost of an atom that leaves the two whole steps around it.
const STRAY: i64 = 4 * FINE;
/// Steps moved in one chain at most.
const LONGEST: usize = 6;
/// Atoms looked at for the next step of a chain.
const WIDTH: usize = 48;
/// How often a figure's cost is computed at most, over all chains.
const WORK: u64 = 60_000_000;
/// Rounds over all figures at most.
const ROUNDS: usize = 12;

/// Steps taken one by one to leave a dead end.
const WANDERED: usize = 300;
/// Turns for which an atom rests after it was moved, at least.
const RESTS: usize = 3;

/// A choice of steps and what it costs.
struct Search<'p> {
    problem: &'p Problem,
    /// Steps of each atom beyond its whole ones.
    steps: Vec<i64>,
    /// How far each figure is from its own rounding, in steps.
    off: Vec<i64>,
    /// Figures of each atom, with how often it counts.
    figures: Vec<Vec<(usize, i64)>>,
    work: u64,
}

/// Moves steps until nothing gets better; gives the steps.
pub(super) fn improved(problem: &Problem, steps: Vec<i64>) -> Vec<i64> {
    let mut search = Search::new(problem, steps);
    search.descend();
    if search.is_poor() {
        search.wander();
        search.descend();
    }
    search.steps
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, steps: Vec<i64>) -> Search<'p> {
        let mut figures: Vec<Vec<(usize, i64)>> = vec![Vec::new(); problem.atoms.len()];
        let mut off = Vec::new();
        for (index, figure) in problem.figures.iter().enumerate() {
            off.push(figure.atoms.iter().map(|&(atom, times)| steps[atom] * times).sum::<i64>() - figure.target);
            for &(atom, times) in &figure.atoms {
                figures[atom].push((index, times));
            }
        }
        Search { problem, steps, off, figures, work: 0 }
    }

    /// Rounds until nothing gets better.
    fn descend(&mut self) {
        for _ in 0..ROUNDS {
            if !self.round() {
                break;
            }
        }
    }

    /// Whether an equality or grand total does not come out, or a figure is more than a step from its own rounding.
    fn is_poor(&self) -> bool {
        let figures = self.off.iter().zip(&self.problem.figures);
        figures.into_iter().any(|(off, figure)| off.abs() > i64::from(!figure.fixed))
    }

    /// Leaves a dead end: always takes the best step, also where that is dearer, but does not move an atom again soon
    /// (tabu search). What was cheapest on the way is kept.
    fn wander(&mut self) {
        let mut rests = vec![0; self.steps.len()];
        let (mut dearer, mut cheapest, mut kept) = (0, 0, self.steps.clone());
        for turn in 1..=WANDERED {
            if self.work > WORK {
                break;
            }
            let free: Vec<usize> = (0..rests.len()).filter(|&atom| rests[atom] < turn).collect();
            let both = free.into_iter().flat_map(|atom| [(atom, 1), (atom, -1)]);
            let best = both.filter_map(|(atom, way)| Some((self.change(atom, way)?, atom, way))).min();
            let Some((change, atom, way)) = best else { break };
            self.apply(atom, way);
            dearer += change;
            rests[atom] = turn + RESTS + atom % 3;
            if dearer < cheapest {
                (cheapest, kept) = (dearer, self.steps.clone());
            }
        }
        *self = Search { work: self.work, ..Search::new(self.problem, kept) };
    }

    /// One go over all figures that are not their own rounding, the dearest first; whether anything got better.
    fn round(&mut self) -> bool {
        let mut order: Vec<(i64, usize)> = (0..self.off.len())
            .filter(|&figure| self.off[figure] != 0)
            .map(|figure| (-self.cost(figure, self.off[figure]), figure))
            .collect();
        order.sort_unstable();
        let mut better = false;
        for (_, figure) in order {
            let atoms = &self.problem.figures[figure].atoms;
            for &(atom, times) in atoms.iter().take(WIDTH) {
                if self.off[figure] == 0 || self.work > WORK {
                    break;
                }
                let up = (self.off[figure] < 0) == (times > 0);
                better |= self.chain(atom, if up { 1 } else { -1 });
            }
        }
        better && self.work <= WORK
    }

    /// Moves one step of an atom, then others the other way in turn, as long as the whole is not cheaper; takes all of it back
    /// where it never is.
    fn chain(&mut self, atom: usize, way: i64) -> bool {
        let Some(mut change) = self.change(atom, way) else { return false };
        let mut moved = vec![(atom, way)];
        self.apply(atom, way);
        while change >= 0 && moved.len() < LONGEST {
            let Some(&(last, way)) = moved.last() else { break };
            let next =
                self.candidates(last, way, &moved).into_iter().filter_map(|a| Some((self.change(a, -way)?, a))).min();
            let Some((cheaper, next)) = next else { break };
            change += cheaper;
            self.apply(next, -way);
            moved.push((next, -way));
        }
        if change < 0 {
            return true;
        }
        for (atom, way) in moved {
            self.apply(atom, -way);
        }
        false
    }

    /// Atoms that could make good what moving `atom` spoilt: those of the smallest figures that are now too high (low).
    fn candidates(&mut self, atom: usize, way: i64, moved: &[(usize, i64)]) -> Vec<usize> {
        let mut spoilt: Vec<(usize, usize)> = self.figures[atom]
            .iter()
            .filter(|&&(figure, times)| self.off[figure] * way * times > 0)
            .map(|&(figure, _)| (self.problem.figures[figure].atoms.len(), figure))
            .collect();
        spoilt.sort_unstable();
        let mut found = Vec::new();
        for (_, figure) in spoilt {
            for &(other, _) in &self.problem.figures[figure].atoms {
                if found.len() < WIDTH && !found.contains(&other) && moved.iter().all(|&(known, _)| known != other) {
                    found.push(other);
                }
            }
        }
        found
    }

    /// By how much the whole gets dearer when an atom moves a step; `None` where it must not.
    fn change(&mut self, atom: usize, way: i64) -> Option<i64> {
        let own = self.own_cost(atom, self.steps[atom] + way)? - self.own_cost(atom, self.steps[atom])?;
        self.work += u64::try_from(self.figures[atom].len()).unwrap_or(0);
        let figures = self.figures[atom].iter().map(|&(figure, times)| {
            let off = self.off[figure];
            self.cost(figure, off + way * times) - self.cost(figure, off)
        });
        Some(own + figures.sum::<i64>())
    }

    fn apply(&mut self, atom: usize, way: i64) {
        self.steps[atom] += way;
        for &(figure, times) in &self.figures[atom] {
            self.off[figure] += way * times;
        }
    }

    fn cost(&self, figure: usize, off: i64) -> i64 {
        let figure = &self.problem.figures[figure];
        let off = off.clamp(-FARTHEST, FARTHEST);
        if figure.fixed {
            return FIXED * off * off;
        }
        let distance = FINE * off - figure.above;
        let far = (off.abs() - 1).max(0);
        let moved = if off == 0 { 0 } else { MOVED };
        figure.weight * (distance * distance / FINE + moved) + FAR * far * far
    }

    /// What an atom's own steps cost; `None` where they would turn its sign, or leave the neighbouring steps.
    fn own_cost(&self, atom: usize, steps: i64) -> Option<i64> {
        let atom = &self.problem.atoms[atom];
        let turned = (atom.base + i128::from(steps)) * atom.exact.signum() < 0;
        let highest = 1 + i64::from(atom.rest > 0);
        if turned || steps < -1 || steps > highest {
            return None;
        }
        let within = steps >= 0 && steps <= i64::from(atom.rest > 0);
        Some(if within { 0 } else { STRAY })
    }
}
