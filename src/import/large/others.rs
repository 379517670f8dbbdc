//! What the rows of all departments add up to between the rows that name none, so that sums over all can be verified though
//! the rows that they sum up are read by themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::grid::Sheet;
use super::{Large, Table};
use crate::import::lines::table_work::Work;
use crate::import::rows::records::Records;
use crate::import::rows::role::Verdict;
use crate::import::rows::subtotal::Total;

/// The rows of departments, added up between those that name none.
#[derive(Debug, Default)]
pub struct Others {
    tables: BTreeMap<Of, Between>,
}

/// A file, and its sheet where it has any.
type Of = (Arc<str>, Option<Arc<str>>);

/// Those of one table.
#[derive(Debug, Default)]
struct Between {
    /// The numbers of the records that name no department, in order.
    marks: Vec<u32>,
    /// What stands before each of them, and after the last.
    totals: Vec<Option<Total>>,
}

/// What one department's rows add up to.
#[derive(Debug, Default)]
pub struct Seen(Vec<(Of, usize, Total)>);

impl Others {
    /// Nothing seen yet of these files.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a Large>) -> Others {
        let between = |table: &Table| {
            let marks: Vec<u32> = table.rest_records().collect();
            Between { totals: vec![None; marks.len() + 1], marks }
        };
        let tables = files.into_iter().flat_map(|file| file.tables.iter().map(move |table| (file, table)));
        let tables = tables.map(|(file, table)| ((Arc::clone(file.name()), table.sheet().cloned()), between(table)));
        Others { tables: tables.collect() }
    }

    /// Adds what a department's rows came to.
    pub fn add(&mut self, seen: Seen) {
        for (of, at, total) in seen.0 {
            let place = self.tables.get_mut(&of).and_then(|between| between.totals.get_mut(at));
            match place {
                Some(Some(known)) => known.join(&total),
                Some(place) => *place = Some(total),
                None => {}
            }
        }
    }

    /// Adds up what a department's rows of one table come to.
    pub(super) fn see(&self, work: &Work<'_>, seen: &mut Seen) {
        let of = of(work.sheet);
        let Some((between, ready)) = self.tables.get(&of).zip(work.ready.as_ref()) else { return };
        for (at, record) in ready.records.rows.iter().enumerate() {
            if ready.verdicts.get(at) != Some(&Verdict::Data) {
                continue;
            }
            let number = work.sheet.rows.get(record.at).map_or(0, |row| row.index);
            let place = between.marks.partition_point(|mark| *mark < number);
            if seen.0.last().is_none_or(|(known, last, _)| *last != place || *known != of) {
                seen.0.push((of.clone(), place, Total::none(ready.records.columns())));
            }
            if let Some((.., total)) = seen.0.last_mut() {
                total.add(ready.records.money(at));
            }
        }
    }

    /// What stands before each of these records, and after the last, in the rows of departments.
    pub(in crate::import) fn among(&self, sheet: &Sheet, records: &Records) -> Vec<Total> {
        let Some(between) = self.tables.get(&of(sheet)) else { return Vec::new() };
        let mut next = 0;
        let mut upto = |number: u32| {
            let end = between.marks.partition_point(|mark| *mark <= number).max(next);
            let mut total = Total::none(records.columns());
            between.totals[next..end].iter().flatten().for_each(|others| total.join(others));
            next = end;
            total
        };
        let numbers = records.rows.iter().map(|record| sheet.rows.get(record.at).map_or(0, |row| row.index));
        let mut among: Vec<Total> = numbers.map(&mut upto).collect();
        let mut after = Total::none(records.columns());
        between.totals[next..].iter().flatten().for_each(|others| after.join(others));
        among.push(after);
        among
    }
}

fn of(sheet: &Sheet) -> Of {
    (Arc::clone(&sheet.file), sheet.name.clone())
}
