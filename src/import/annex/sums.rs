//! The sums that a list of purchases carries, compared with its rows.

use std::collections::BTreeMap;

use crate::amount::Amount;

/// A row of the list that holds an amount, in the order of the list.
pub(super) enum Row {
    /// A purchase: its amount and its project.
    Part(Amount, Option<String>),
    /// A sum: what it states, and the project that it names.
    Sum(Amount, Option<String>),
}

/// A list added up once, for all of its sums: there may be as many as rows.
pub(super) struct Sums<'r> {
    sums: Vec<Sum<'r>>,
    whole: Amount,
    by_project: BTreeMap<&'r str, Amount>,
    /// For what stands before sums: the first and the last of them, as places in `sums`.
    before: BTreeMap<Amount, (usize, usize)>,
}

/// A sum with what stands before it in the list.
struct Sum<'r> {
    row: usize,
    stated: Amount,
    project: Option<&'r str>,
    before: Amount,
    /// What stands before the nearest sums above and below that have something else before them.
    apart: [Option<Amount>; 2],
}

impl<'r> Sums<'r> {
    /// Adds up the rows of a list.
    pub fn of(rows: &'r [Row]) -> Sums<'r> {
        let mut list =
            Sums { sums: Vec::new(), whole: Amount::ZERO, by_project: BTreeMap::new(), before: BTreeMap::new() };
        for (row, content) in rows.iter().enumerate() {
            match content {
                Row::Part(amount, project) => {
                    list.whole += *amount;
                    if let Some(project) = project {
                        *list.by_project.entry(project).or_default() += *amount;
                    }
                }
                Row::Sum(stated, project) => {
                    let (before, nth) = (list.whole, list.sums.len());
                    list.before.entry(before).or_insert((nth, nth)).1 = nth;
                    list.sums.push(Sum { row, stated: *stated, project: project.as_deref(), before, apart: [None; 2] });
                }
            }
        }
        set_apart(list.sums.iter_mut(), 0);
        set_apart(list.sums.iter_mut().rev(), 1);
        list
    }

    /// What the sum at a row states and what it should be; `None` where it is right.
    ///
    /// What a sum is over is not written anywhere, so each reading that makes sense is tried: the whole list, the rows of the
    /// project that it names, the rows from any sum before it, the rows up to any sum after it. Where none fits, the likeliest
    /// is told: of the project, else the whole list for a grand sum, else the nearest rows.
    pub fn differs(&self, row: usize, grand: bool) -> Option<(Amount, Amount)> {
        let nth = self.sums.binary_search_by_key(&row, |sum| sum.row).ok()?;
        let sum = &self.sums[nth];
        let (stated, here, rest) = (sum.stated, sum.before, self.whole - sum.before);
        let of_project = sum.project.map(|project| self.by_project.get(project).copied().unwrap_or_default());
        let since = |from: Amount| self.before.get(&from).is_some_and(|(first, _)| *first < nth);
        let until = |to: Amount| self.before.get(&to).is_some_and(|(_, last)| *last > nth);
        let neighbours = [here, rest].contains(&stated) || since(here - stated) || until(here + stated);
        if neighbours || self.whole == stated || of_project == Some(stated) {
            return None;
        }
        let near = || {
            let [above, below] = sum.apart;
            let near = [above.map_or(here, |above| here - above), below.map_or(rest, |below| below - here)];
            near.into_iter().find(|sum| !sum.is_zero()).unwrap_or(self.whole)
        };
        Some((stated, of_project.unwrap_or_else(|| if grand { self.whole } else { near() })))
    }
}

/// Gives each sum what stands before the last one on the way that has something else before it.
fn set_apart<'s, 'r: 's>(sums: impl Iterator<Item = &'s mut Sum<'r>>, side: usize) {
    let mut last: Option<(Amount, Option<Amount>)> = None;
    for sum in sums {
        let apart = last.and_then(|(before, apart)| if before == sum.before { apart } else { Some(before) });
        sum.apart[side] = apart;
        last = Some((sum.before, apart));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::amount::Unit;

    fn amount(yuan: i64) -> Amount {
        Amount::of(yuan.into(), Unit::Yuan).unwrap()
    }

    fn part(yuan: i64, project: &str) -> Row {
        Row::Part(amount(yuan), Some(project.to_owned()))
    }

    fn sum(yuan: i64, project: &str) -> Row {
        Row::Sum(amount(yuan), Some(project.to_owned()).filter(|project| !project.is_empty()))
    }

    #[test]
    fn sums_above_and_below_their_rows_are_right() {
        let rows = [sum(6, ""), sum(3, ""), part(1, "a"), part(2, "a"), sum(3, "b"), part(3, "b"), sum(6, "")];
        let sums = Sums::of(&rows);
        for (at, _) in rows.iter().enumerate() {
            assert_eq!(sums.differs(at, true), None, "{at}");
        }
    }

    #[test]
    fn a_wrong_sum_is_told_what_it_should_be() {
        let rows = [part(1, "a"), part(2, "a"), sum(4, ""), part(5, "b"), sum(6, "b"), sum(9, "")];
        let sums = Sums::of(&rows);
        assert_eq!(sums.differs(2, false), Some((amount(4), amount(3))));
        assert_eq!(sums.differs(4, false), Some((amount(6), amount(5))));
        assert_eq!(sums.differs(5, true), Some((amount(9), amount(8))));
    }

    /// The same by walking over all rows again for each sum.
    fn walked(rows: &[Row], at: usize, grand: bool) -> Option<Amount> {
        let Some(Row::Sum(stated, project)) = rows.get(at) else { return None };
        let amount = |row: &Row| match row {
            Row::Part(amount, _) => *amount,
            Row::Sum(..) => Amount::ZERO,
        };
        let whole: Amount = rows.iter().map(amount).sum();
        let own = rows.iter().filter(|row| matches!(row, Row::Part(_, own) if own == project));
        let of_project = project.as_ref().map(|_| own.map(amount).sum());
        let running = |rows: &mut dyn Iterator<Item = &Row>| {
            let mut sums = vec![Amount::ZERO];
            for row in rows {
                match row {
                    Row::Part(amount, _) => *sums.last_mut().unwrap() += *amount,
                    Row::Sum(..) => sums.push(*sums.last().unwrap()),
                }
            }
            sums
        };
        let near = [running(&mut rows[..at].iter().rev()), running(&mut rows[at + 1..].iter())].concat();
        if whole == *stated || of_project == Some(*stated) || near.contains(stated) {
            return None;
        }
        let nearest = near.into_iter().find(|sum| !sum.is_zero()).unwrap_or(whole);
        Some(of_project.unwrap_or(if grand { whole } else { nearest }))
    }

    proptest! {
        #[test]
        fn adding_up_once_gives_what_walking_gives(
            rows in prop::collection::vec((any::<bool>(), -3_i64..4, "[ab]?"), 0..12),
            grand in any::<bool>(),
        ) {
            let row = |(is_sum, yuan, project): &(bool, i64, String)| {
                let project = Some(project.clone()).filter(|project| !project.is_empty());
                if *is_sum { Row::Sum(amount(*yuan), project) } else { Row::Part(amount(*yuan), project) }
            };
            let rows: Vec<Row> = rows.iter().map(row).collect();
            let sums = Sums::of(&rows);
            for at in 0..rows.len() {
                let differs = sums.differs(at, grand).map(|(_, should)| should);
                prop_assert_eq!(differs, walked(&rows, at, grand), "{}", at);
            }
        }
    }
}
