//! Rounding two nested hierarchies at once, as a flow of whole steps.
//!
//! Steps flow from the top of the first hierarchy down to the atoms, and from the atoms up to the top of the second. A figure
//! is an edge that must carry one of the two whole numbers around its exact value, a grand total exactly its own rounding, an
//! atom none or one. The exact values themselves are a flow within these bounds, and all bounds are whole numbers, so there is
//! one of whole numbers too (a flow's polytope has whole corners): it is found by augmenting paths (Dinic).

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::hierarchy::Hierarchy;
use super::problem::Problem;

/// An edge and, at the next odd index, its reverse.
struct Edge {
    to: usize,
    room: i64,
}

/// A network with lower bounds.
struct Network {
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
    /// What lower bounds bring into a node less what they take out of it.
    excess: Vec<i64>,
}

impl Network {
    fn new(nodes: usize) -> Network {
        Network { edges: Vec::new(), from: (0..nodes).map(|_| Vec::new()).collect(), excess: vec![0; nodes] }
    }

    /// An edge that must carry from `low` to `high`; gives its index.
    fn edge(&mut self, from: usize, to: usize, (low, high): (i64, i64)) -> usize {
        self.excess[to] += low;
        self.excess[from] -= low;
        let index = self.edges.len();
        self.edges.push(Edge { to, room: high - low });
        self.edges.push(Edge { to: from, room: 0 });
        self.from[from].push(index);
        self.from[to].push(index + 1);
        index
    }

    /// Fills all lower bounds; `false` where that cannot be.
    fn settle(&mut self) -> bool {
        let inner = self.from.len();
        let (source, sink) = (inner, inner + 1);
        self.from.extend([Vec::new(), Vec::new()]);
        let excess = std::mem::take(&mut self.excess);
        self.excess = vec![0; inner + 2];
        let mut wanted = 0;
        for (node, excess) in excess.into_iter().enumerate() {
            match excess {
                0 => continue,
                1.. => {
                    wanted += excess;
                    self.edge(source, node, (0, excess))
                }
                _ => self.edge(node, sink, (0, -excess)),
            };
        }
        self.largest(source, sink) == wanted
    }

    fn largest(&mut self, source: usize, sink: usize) -> i64 {
        let mut total = 0;
        while let Some(levels) = self.levels(source, sink) {
            let mut next = vec![0; self.from.len()];
            while let Some(path) = self.path(source, sink, &levels, &mut next) {
                let room = path.iter().map(|&edge| self.edges[edge].room).min().unwrap_or(0);
                for edge in path {
                    self.edges[edge].room -= room;
                    self.edges[edge ^ 1].room += room;
                }
                total += room;
            }
        }
        total
    }

    /// Distance of each node from the source; `None` where the sink is out of reach.
    fn levels(&self, source: usize, sink: usize) -> Option<Vec<usize>> {
        let mut levels = vec![usize::MAX; self.from.len()];
        levels[source] = 0;
        let mut open = VecDeque::from([source]);
        while let Some(node) = open.pop_front() {
            for &edge in &self.from[node] {
                let Edge { to, room } = self.edges[edge];
                if room > 0 && levels[to] == usize::MAX {
                    levels[to] = levels[node] + 1;
                    open.push_back(to);
                }
            }
        }
        (levels[sink] != usize::MAX).then_some(levels)
    }

    /// A shortest path with room, as edges; `next` remembers the edges of each node that lead nowhere.
    fn path(&self, source: usize, sink: usize, levels: &[usize], next: &mut [usize]) -> Option<Vec<usize>> {
        let mut path: Vec<usize> = Vec::new();
        let mut node = source;
        while node != sink {
            let usable = |edge: &usize| {
                let Edge { to, room } = self.edges[*edge];
                room > 0 && levels[to] == levels[node] + 1
            };
            match self.from[node].iter().skip(next[node]).position(usable) {
                Some(offset) => {
                    next[node] += offset;
                    path.push(self.from[node][next[node]]);
                    node = self.edges[self.from[node][next[node]]].to;
                }
                None => {
                    next[node] = self.from[node].len();
                    let back = path.pop()?;
                    node = self.edges[back ^ 1].to;
                    next[node] += 1;
                }
            }
        }
        Some(path)
    }
}

/// Steps of each atom beyond its whole ones, none or one, so that every figure of both hierarchies is one of the two whole
/// numbers of steps around it; `None` where grand totals forbid it.
pub(super) fn rounded(problem: &Problem, hierarchies: &[Hierarchy; 2]) -> Option<Vec<i64>> {
    let [first, second] = hierarchies;
    let (top, bottom) = (0, 1);
    let of_first = |node: Option<usize>| node.map_or(top, |node| 2 + node);
    let of_second = |node: Option<usize>| node.map_or(bottom, |node| 2 + first.nodes.len() + node);
    let mut network = Network::new(2 + first.nodes.len() + second.nodes.len());
    for (index, node) in first.nodes.iter().enumerate() {
        network.edge(of_first(node.parent), of_first(Some(index)), bounds(problem, node.figure));
    }
    for (index, node) in second.nodes.iter().enumerate() {
        network.edge(of_second(Some(index)), of_second(node.parent), bounds(problem, node.figure));
    }
    let ends = first.home.iter().zip(&second.home);
    let atoms: Vec<usize> = problem
        .atoms
        .iter()
        .zip(ends)
        .map(|(atom, (a, b))| network.edge(of_first(*a), of_second(*b), (0, i64::from(atom.rest > 0))))
        .collect();
    let all = i64::try_from(problem.atoms.len()).unwrap_or(i64::MAX);
    network.edge(bottom, top, (0, all));
    // What an edge carries is the room of its reverse.
    network.settle().then(|| atoms.iter().map(|edge| network.edges[edge + 1].room).collect())
}

/// The whole numbers of steps around a figure, beyond the whole steps of its atoms.
fn bounds(problem: &Problem, figure: usize) -> (i64, i64) {
    let figure = &problem.figures[figure];
    let rest: i128 = figure.atoms.iter().map(|&(atom, _)| i128::from(problem.atoms[atom].rest)).sum();
    match rest.cmp(&(i128::from(figure.target) * i128::from(problem.step))) {
        _ if figure.fixed => (figure.target, figure.target),
        Ordering::Equal => (figure.target, figure.target),
        Ordering::Greater => (figure.target, figure.target + 1),
        Ordering::Less => (figure.target - 1, figure.target),
    }
}

#[cfg(test)]
mod tests;
