//! Relations with several readings, of which the table's figures show the one that is meant.

use crate::check::equation::{Equation, Sides};
use crate::check::figures::{Figure, figure, tolerance};
use crate::disclosure::{At, Disclosure, Sign};
use crate::finding::{Code, Finding};

/// A figure and what it may be the sum of, in order of likelihood.
pub(super) struct Sum {
    pub total: At,
    pub readings: Vec<Vec<(Sign, At)>>,
}

impl Sum {
    /// The sides by one reading; `None` where the total holds words.
    fn sides<'a>(&self, disclosure: &'a Disclosure, reading: usize) -> Option<Sides<'a>> {
        let total = figure(disclosure, self.total)?;
        let part = |&(sign, at): &(Sign, At)| Some((sign, figure(disclosure, at)?));
        Some(Sides::equal(total, self.readings.get(reading)?.iter().filter_map(part).collect()))
    }

    /// Whether anything stands in it at all.
    pub fn is_empty(&self, disclosure: &Disclosure) -> bool {
        let zero = |at: At| figure(disclosure, at).is_none_or(|figure| figure.amount.is_zero());
        zero(self.total) && self.readings.iter().flatten().all(|(_, at)| zero(*at))
    }

    /// By how much a reading misses, beyond rounding; nothing where it holds.
    pub fn holds(&self, disclosure: &Disclosure, reading: usize) -> bool {
        self.sides(disclosure, reading).is_some_and(|sides| {
            let sum: crate::amount::Amount = sides.right.iter().map(|(sign, figure)| sign.of(figure.amount)).sum();
            let total = sides.left.as_ref().map(|figure| figure.amount).unwrap_or_default();
            let slack = tolerance(sides.figures().map(|figure| figure.table));
            (total - sum).abs() <= slack
        })
    }

    /// The first reading that holds, else the first.
    pub fn best(&self, disclosure: &Disclosure) -> usize {
        (0..self.readings.len()).find(|reading| self.holds(disclosure, *reading)).unwrap_or(0)
    }

    /// The comparison by one reading.
    pub fn weigh(
        &self,
        disclosure: &Disclosure,
        (reading, whole): (usize, bool),
        code: &'static Code,
        dress: impl FnOnce(Finding, &Figure<'_>) -> Finding,
    ) -> Option<Equation> {
        let sides = Sides { breaks_down: whole, ..self.sides(disclosure, reading)? };
        let total = sides.left.clone()?;
        Some(sides.weigh_printed(code, |finding| dress(finding.at(total.place()), &total)))
    }
}
