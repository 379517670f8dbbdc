//! Ruled lines as people see them, and which of them belong to one table.
//!
//! Programs draw the same line in many ways: a stroke for each cell, a rectangle half a point thick, twice for neighbours, in
//! dashes. What lies on one line is one line here.

use super::page::{POINT, Pt, Rule};

/// Lines that lie this near to each other are one: double rules and the two sides of a thin rectangle.
const SAME: Pt = 5 * POINT / 2;
/// A line goes on over gaps up to this: dashes, and corners that are left out.
const GAP: Pt = 3 * POINT;
/// What is shorter is no line: dots and the ends of thin rectangles.
const SHORTEST: Pt = 4 * POINT;

/// The lines of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// The pieces put together to whole lines, from left to right or top to bottom.
pub(super) fn joined(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_unstable();
    let mut lines = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let near = rest.partition_point(|piece| piece.at - first.at <= SAME);
        let (together, after) = rest.split_at(near);
        rest = after;
        lines.extend(along(together));
    }
    lines.retain(|line| line.to - line.from >= SHORTEST);
    lines
}

/// Lines of pieces that all lie on one.
fn along(together: &[Rule]) -> Vec<Rule> {
    let mut spans: Vec<Rule> = together.to_vec();
    spans.sort_unstable_by_key(|piece| (piece.from, piece.to));
    let mut lines: Vec<Rule> = Vec::new();
    for piece in spans {
        match lines.last_mut() {
            Some(line) if piece.from - line.to <= GAP => line.to = line.to.max(piece.to),
            _ => lines.push(piece),
        }
    }
    lines
}

/// Lines that touch or cross each other, directly or through others, from top to bottom.
pub(super) fn frames(across: &[Rule], down: &[Rule]) -> Vec<Frame> {
    let mut sets = Sets::new(across.len() + down.len());
    for (i, line) in across.iter().enumerate() {
        for (j, upright) in down.iter().enumerate() {
            if touch(line, upright) {
                sets.unite(i, across.len() + j);
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for (i, line) in across.iter().enumerate() {
        frames.entry(sets.root(i)).or_default().across.push(*line);
    }
    for (j, line) in down.iter().enumerate() {
        frames.entry(sets.root(across.len() + j)).or_default().down.push(*line);
    }
    let mut frames: Vec<Frame> = frames.into_values().collect();
    frames.sort_by_key(|frame| (frame.across.first().map(|line| line.at), frame.down.first().map(|line| line.at)));
    frames
}

fn touch(line: &Rule, upright: &Rule) -> bool {
    let reaches = |rule: &Rule, at: Pt| rule.from - GAP <= at && at <= rule.to + GAP;
    reaches(line, upright.at) && reaches(upright, line.at)
}

/// Which things belong together.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    fn root(&mut self, mut of: usize) -> usize {
        while self.0[of] != of {
            self.0[of] = self.0[self.0[of]];
            of = self.0[of];
        }
        of
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: Pt, from: Pt, to: Pt) -> Rule {
        Rule { at, from, to }
    }

    #[test]
    fn pieces_thin_rectangles_and_dashes_are_one_line() {
        let pieces =
            vec![rule(1000, 0, 5000), rule(1048, 5010, 9000), rule(1000, 9200, 9400), rule(1000, 20_000, 20_050)];
        assert_eq!(joined(pieces), [rule(1000, 0, 9400)]);
    }

    #[test]
    fn tables_apart_are_two() {
        let across = [rule(0, 0, 100), rule(1000, 0, 100), rule(9000, 0, 100)];
        let down = [rule(0, 0, 1000), rule(0, 9000, 9900)];
        assert_eq!(frames(&across, &down).len(), 2);
    }
}
