//! Where the rows of a growing table go.

use std::collections::BTreeMap;

/// Rows to insert: after a row, so many. Rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub after: u32,
    pub count: u32,
    /// The row that the new ones are made like; below `after` where only that one is there.
    pub pattern: u32,
    /// Whether the pattern is an empty row, whose formulas are meant for every row.
    pub copies: bool,
}

/// Where each row goes, as the sheet is after the gaps have been made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// From the bottom of the sheet upwards, each as the sheet is before those above it are made.
    pub gaps: Vec<Gap>,
    /// By key.
    pub rows: BTreeMap<String, u32>,
}

/// A part of the table between two rows that are there already.
#[derive(Debug, Default)]
struct Run<'a> {
    /// The row above it that is there already.
    anchor: Option<u32>,
    keys: Vec<&'a str>,
}

/// Places the keys in their order: rows that the blank has stay where they are, those that it lacks go into its empty rows,
/// and what is more is inserted after them. `pattern` and `empty` are the growing place of the plan, rows count from 0.
///
/// A total that stands below the empty rows stays there.
pub(super) fn place(keys: &[&str], known: &BTreeMap<String, u32>, (pattern, empty): (u32, u32)) -> Places {
    let below = |row: u32| empty > 0 && row >= pattern + empty;
    let mut runs: Vec<Run<'_>> = vec![Run::default()];
    let mut rows = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        match known.get(*key) {
            Some(row) => {
                rows.insert((*key).to_owned(), *row);
                // The total is the first row; at the bottom it is no place after which rows go.
                if !(at == 0 && keys.len() > 1 && below(*row)) {
                    runs.push(Run { anchor: Some(*row), keys: Vec::new() });
                }
            }
            None => runs.last_mut().into_iter().for_each(|run| run.keys.push(*key)),
        }
    }
    let mut places = Places { gaps: Vec::new(), rows };
    // Anchors of a blank whose rows stand in another order than ours would cross; each run finds its place alone.
    runs.retain(|run| !run.keys.is_empty());
    runs.sort_by_key(|run| run.anchor);
    let top = known.values().min().copied().unwrap_or(pattern).min(pattern);
    let mut shifts: Vec<(u32, u32)> = Vec::new();
    let mut new_rows: Vec<(String, u32)> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let from = run.anchor.map_or(0, |anchor| anchor + 1);
        let upto = runs.get(at + 1).and_then(|next| next.anchor).unwrap_or(u32::MAX);
        let free: Vec<u32> = (pattern..pattern + empty).filter(|row| (from..=upto).contains(row)).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let missing = count(run.keys.len()).saturating_sub(count(free.len()));
        let after = free.last().copied().or(run.anchor).unwrap_or(top.saturating_sub(1));
        let before: u32 = shifts.iter().filter(|(row, _)| *row < after).map(|(_, count)| count).sum();
        for (index, key) in run.keys.iter().enumerate() {
            let row = free.get(index).map_or(after + 1 + count(index) - count(free.len()), |row| *row);
            new_rows.push(((*key).to_owned(), row + before));
        }
        if missing > 0 {
            let like = free.last().copied().or(if empty > 0 { Some(pattern) } else { run.anchor });
            let pattern = like.unwrap_or(pattern);
            places.gaps.push(Gap { after, count: missing, pattern, copies: empty > 0 });
            shifts.push((after, missing));
        }
    }
    for row in places.rows.values_mut() {
        *row += shifts.iter().filter(|(after, _)| after < row).map(|(_, count)| *count).sum::<u32>();
    }
    places.rows.extend(new_rows);
    places.gaps.reverse();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(rows: &[(&str, u32)]) -> BTreeMap<String, u32> {
        rows.iter().map(|(key, row)| ((*key).to_owned(), *row)).collect()
    }

    fn rows(places: &Places, keys: &[&str]) -> Vec<u32> {
        keys.iter().map(|key| places.rows[*key]).collect()
    }

    #[test]
    fn one_empty_row_takes_the_first_and_the_others_follow() {
        let keys = ["total", "201", "20103"];
        let places = place(&keys, &known(&[]), (6, 1));
        assert_eq!(rows(&places, &keys), [6, 7, 8]);
        assert_eq!(places.gaps, [Gap { after: 6, count: 2, pattern: 6, copies: true }]);
    }

    #[test]
    fn a_total_stays_on_top_or_at_the_bottom() {
        let keys = ["total", "201", "20103"];
        let top = place(&keys, &known(&[("total", 6)]), (7, 1));
        assert_eq!(rows(&top, &keys), [6, 7, 8]);
        let bottom = place(&keys, &known(&[("total", 7)]), (6, 1));
        assert_eq!(rows(&bottom, &keys), [8, 6, 7]);
        assert_eq!(bottom.gaps, [Gap { after: 6, count: 1, pattern: 6, copies: true }]);
    }

    #[test]
    fn enough_empty_rows_need_none() {
        let keys = ["total", "201"];
        let places = place(&keys, &known(&[("total", 6)]), (7, 5));
        assert_eq!((rows(&places, &keys), places.gaps.len()), (vec![6, 7], 0));
    }

    #[test]
    fn printed_codes_get_the_missing_ones_between_them() {
        let keys = ["total", "201", "20103", "208", "20805", "2080501"];
        let places = place(&keys, &known(&[("total", 6), ("201", 7), ("208", 8)]), (8, 0));
        assert_eq!(rows(&places, &keys), [6, 7, 8, 9, 10, 11]);
        let gaps: Vec<(u32, u32, u32)> = places.gaps.iter().map(|gap| (gap.after, gap.count, gap.pattern)).collect();
        assert_eq!(gaps, [(8, 2, 8), (7, 1, 7)]);
    }
}
