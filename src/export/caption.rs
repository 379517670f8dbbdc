//! Where the three parts of the line under the title stand.

use std::ops::Range;

/// Which part of the caption line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Department.
    Left,
    /// Year.
    Middle,
    /// Unit.
    Right,
}

/// Columns for each part that has words: side by side, covering all columns, so that as little as possible of the words
/// has no room, and the middle part as near to the middle as that allows.
///
/// `needs` are the widths of the three texts (0 where there is none), `columns` those of the columns, in one measure. With
/// fewer columns than parts the last parts have no range and their words belong to the range before.
pub(super) fn ranges(needs: [u32; 3], columns: &[u32]) -> Vec<(Part, Range<usize>)> {
    let parts: Vec<(Part, u32)> = [Part::Left, Part::Middle, Part::Right]
        .into_iter()
        .zip(needs)
        .filter(|(_, need)| *need > 0)
        .take(columns.len())
        .collect();
    let best = cuts(parts.len(), columns.len()).into_iter().min_by_key(|cuts| badness(&parts, cuts, columns));
    let cuts = best.unwrap_or_default();
    parts.iter().enumerate().map(|(index, (part, _))| (*part, range(&cuts, index, columns.len()))).collect()
}

/// All ways to cut `columns` into `parts` ranges of at least one column, as the places of the cuts.
fn cuts(parts: usize, columns: usize) -> Vec<Vec<usize>> {
    match parts {
        0 | 1 => vec![Vec::new()],
        2 => (1..columns).map(|at| vec![at]).collect(),
        _ => (1..columns).flat_map(|a| (a + 1..columns).map(move |b| vec![a, b])).collect(),
    }
}

fn range(cuts: &[usize], index: usize, columns: usize) -> Range<usize> {
    let from = index.checked_sub(1).and_then(|before| cuts.get(before)).copied().unwrap_or(0);
    from..cuts.get(index).copied().unwrap_or(columns)
}

/// Width that words lack, then how far the middle part is from the middle (or the cut, with two parts).
fn badness(parts: &[(Part, u32)], cuts: &[usize], columns: &[u32]) -> (u32, u32) {
    let width = |range: Range<usize>| columns.get(range).map_or(0, |part| part.iter().sum::<u32>());
    let lacking = parts
        .iter()
        .enumerate()
        .map(|(index, (_, need))| need.saturating_sub(width(range(cuts, index, columns.len()))))
        .sum();
    let before = width(0..cuts.first().copied().unwrap_or(0));
    let after = width(cuts.last().copied().unwrap_or(0)..columns.len());
    (lacking, before.abs_diff(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_get_the_room_they_need() {
        let found = ranges([300, 100, 90], &[50, 100, 200, 100, 100]);
        assert_eq!(found, [(Part::Left, 0..3), (Part::Middle, 3..4), (Part::Right, 4..5)]);
        let even = ranges([90, 90, 90], &[100; 6]);
        assert_eq!(even, [(Part::Left, 0..1), (Part::Middle, 1..5), (Part::Right, 5..6)]);
    }

    #[test]
    fn parts_without_words_take_no_room() {
        assert_eq!(ranges([90, 0, 90], &[100; 4]), [(Part::Left, 0..2), (Part::Right, 2..4)]);
        assert_eq!(ranges([90, 90, 90], &[100; 1]), [(Part::Left, 0..1)]);
        assert_eq!(ranges([0, 0, 0], &[100; 3]), []);
    }
}
