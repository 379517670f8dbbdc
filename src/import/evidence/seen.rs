//! What the rows of all tables say of one dimension, and how often: what most rows say is evidence against the odd one.

use std::collections::BTreeMap;

use crate::finding::MOST_PLACES;
use crate::import::cell::pool::{Entry, EntryId, Pool};
use crate::import::knowledge::field::Dimension;
use crate::import::lines::table_work::Work;
use crate::import::rows::records::Record;
use crate::import::rows::role::Verdict;
use crate::origin::Origin;

/// One thing that rows say, and where.
pub(in crate::import) struct Said {
    pub(in crate::import) ids: [EntryId; 2],
    pub(in crate::import) count: usize,
    /// The first rows: which table, and the row's position on its sheet.
    rows: Vec<(usize, usize)>,
}

/// The tables that lines are made of.
pub(in crate::import) struct Tables<'a, 'w> {
    works: Vec<&'a Work<'w>>,
}

impl<'a, 'w> Tables<'a, 'w> {
    pub(in crate::import) fn of(works: impl Iterator<Item = &'a Work<'w>>) -> Tables<'a, 'w> {
        Tables { works: works.filter(|work| work.ready.is_some() && work.layout.is_some()).collect() }
    }

    /// What all rows say of one dimension.
    pub(in crate::import) fn said(&self, dimension: Dimension) -> Vec<Said> {
        self.by(|record| [record.of(dimension), EntryId::NONE])
    }

    /// What all rows say of two dimensions together, where they say something of both.
    pub(in crate::import) fn pairs(&self, one: Dimension, other: Dimension) -> Vec<Said> {
        let mut pairs = self.by(|record| [record.of(one), record.of(other)]);
        pairs.retain(|said| !said.ids[1].is_none());
        pairs
    }

    fn by(&self, of: impl Fn(&Record) -> [EntryId; 2]) -> Vec<Said> {
        let mut all: BTreeMap<[EntryId; 2], Said> = BTreeMap::new();
        for (table, work) in self.works.iter().enumerate() {
            let Some(ready) = &work.ready else { continue };
            // Neighbours mostly say the same: a run is looked up once.
            let mut run: Option<([EntryId; 2], Vec<usize>, usize)> = None;
            let mut put = |(ids, rows, count): ([EntryId; 2], Vec<usize>, usize)| {
                let said = all.entry(ids).or_insert_with(|| Said { ids, count: 0, rows: Vec::new() });
                said.count += count;
                let free = MOST_PLACES.saturating_sub(said.rows.len());
                said.rows.extend(rows.into_iter().take(free).map(|row| (table, row)));
            };
            for (record, verdict) in ready.records.rows.iter().zip(&ready.verdicts) {
                let ids = of(record);
                if *verdict != Verdict::Data || ids[0].is_none() {
                    continue;
                }
                match &mut run {
                    Some((same, rows, count)) if *same == ids => {
                        *count += 1;
                        if rows.len() < MOST_PLACES {
                            rows.push(record.at);
                        }
                    }
                    _ => {
                        run.replace((ids, vec![record.at], 1)).into_iter().for_each(&mut put);
                    }
                }
            }
            run.into_iter().for_each(&mut put);
        }
        all.into_values().collect()
    }

    /// The cells of a dimension in the rows that say something, by table.
    pub(in crate::import) fn places(&self, said: &Said, dimension: Dimension) -> Vec<(usize, Origin)> {
        let place = |(table, at): &(usize, usize)| {
            let work = self.works.get(*table)?;
            let columns = work.layout.as_ref()?.dimension(dimension);
            let col = columns.and_then(|columns| columns.code.or_else(|| columns.all().next())).unwrap_or(0);
            Some((*table, work.sheet.place(work.sheet.rows.get(*at)?, col)))
        };
        said.rows.iter().filter_map(place).collect()
    }

    /// The table in which something is said first.
    pub(in crate::import) fn first<'s>(&'s self, said: &Said) -> Option<&'s Work<'w>> {
        said.rows.first().and_then(|(table, _)| self.works.get(*table)).copied()
    }
}

/// A code with its name as rows give them together.
pub(in crate::import) struct Named<'p> {
    pub(in crate::import) code: &'p str,
    pub(in crate::import) name: &'p str,
    pub(in crate::import) count: usize,
    /// Which of all things said it is.
    pub(in crate::import) at: usize,
}

/// The entries that give code and name.
pub(in crate::import) fn named<'p>(said: &[Said], pool: &'p Pool) -> Vec<Named<'p>> {
    let entry = |(at, said): (usize, &Said)| {
        let Entry { code: Some(code), name: Some(name), .. } = pool.entry(said.ids[0]) else { return None };
        Some(Named { code, name, count: said.count, at })
    };
    said.iter().enumerate().filter_map(entry).collect()
}
