//! The sums that a list of purchases carries, compared with its rows.

use crate::amount::Amount;

/// A row of the list that holds an amount, in the order of the list.
pub(super) enum Row {
    /// A purchase: its amount and its project.
    Part(Amount, Option<String>),
    /// A sum: what it states, and the project that it names.
    Sum(Amount, Option<String>),
}

/// What the sum at `at` should be; `None` where it is right.
///
/// What a sum is over is not written anywhere, so each reading that makes sense is tried: the whole list, the rows of the
/// project that it names, the rows from any sum before it, the rows up to any sum after it. Where none fits, the likeliest
/// is told: of the project, else the whole list for a grand sum, else the nearest rows.
pub(super) fn differs(rows: &[Row], at: usize, grand: bool) -> Option<Amount> {
    let Some(Row::Sum(stated, project)) = rows.get(at) else { return None };
    let amount = |row: &Row| match row {
        Row::Part(amount, _) => *amount,
        Row::Sum(..) => Amount::ZERO,
    };
    let whole: Amount = rows.iter().map(amount).sum();
    let of_project = project.as_ref().map(|_| {
        let own = rows.iter().filter(|row| matches!(row, Row::Part(_, own) if own == project));
        own.map(amount).sum::<Amount>()
    });
    let before = running(rows[..at].iter().rev());
    let after = running(rows[at + 1..].iter());
    let fits = |sum: &Amount| sum == stated;
    if fits(&whole) || of_project.iter().any(fits) || before.iter().chain(&after).any(fits) {
        return None;
    }
    let some = |sums: &[Amount]| sums.iter().find(|sum| !sum.is_zero()).copied();
    let near = || some(&before).or_else(|| some(&after)).unwrap_or(whole);
    Some(of_project.unwrap_or_else(|| if grand { whole } else { near() }))
}

/// The amounts up to each sum that is met, and up to the end.
fn running<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<Amount> {
    let mut sums = Vec::new();
    let mut sum = Amount::ZERO;
    for row in rows {
        match row {
            Row::Part(amount, _) => sum += *amount,
            Row::Sum(..) => sums.push(sum),
        }
    }
    sums.push(sum);
    sums
}

#[cfg(test)]
mod tests {
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
        for (at, _) in rows.iter().enumerate() {
            assert_eq!(differs(&rows, at, true), None, "{at}");
        }
    }

    #[test]
    fn a_wrong_sum_is_told_what_it_should_be() {
        let rows = [part(1, "a"), part(2, "a"), sum(4, ""), part(5, "b"), sum(6, "b"), sum(9, "")];
        assert_eq!(differs(&rows, 2, false), Some(amount(3)));
        assert_eq!(differs(&rows, 4, false), Some(amount(5)));
        assert_eq!(differs(&rows, 5, true), Some(amount(8)));
    }
}
