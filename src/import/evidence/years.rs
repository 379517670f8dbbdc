//! The years of a table's rows: a single row of another year is a slip, not another budget.

use std::collections::BTreeMap;

use crate::import::lines::table_work::Ready;
use crate::import::rows::role::Verdict;

/// At most one row in so many may be of another year for it to be a slip.
const ONE_IN: usize = 5;

/// How many rows say which year.
pub(in crate::import) struct Years {
    usual: Option<(u16, usize)>,
}

impl Years {
    /// Counts the rows that lines are made of.
    pub(in crate::import) fn of(ready: &Ready) -> Years {
        let mut rows: BTreeMap<u16, usize> = BTreeMap::new();
        let judged = ready.records.rows.iter().zip(&ready.verdicts).filter(|(_, verdict)| **verdict == Verdict::Data);
        for year in judged.filter_map(|(record, _)| record.year) {
            *rows.entry(year).or_default() += 1;
        }
        let all: usize = rows.values().sum();
        let usual = rows.into_iter().max_by_key(|(_, rows)| *rows);
        Years { usual: usual.filter(|(_, rows)| (all - rows) * ONE_IN <= all) }
    }

    /// The usual year and how many rows are of it, where this one is another.
    pub(in crate::import) fn against(&self, year: u16) -> Option<(u16, usize)> {
        self.usual.filter(|(usual, _)| *usual != year)
    }
}
