//! The same data given twice, or in two versions (重复的表、两版): tables against each other. Never added up.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::finding::codes::{import_evidence as codes, import_lines as line_codes};
use crate::finding::{Detail, Finding};
use crate::import::lines::made::Made;
use crate::import::understand::Found;
use crate::model::{Coded, Fund, Kind, Line, Revenue};
use crate::origin::Origin;

/// At least so many lines must be in two tables for it to be no chance, and they must be half of the smaller one.
const LEAST_SHARED: usize = 3;

/// What makes two lines the same line, but for its amount.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Spent(u16, [Arc<str>; 5], Fund, bool, Kind),
    Received(u16, [Arc<str>; 2], Fund, bool),
}

fn of_line(line: &Line) -> (Key, Amount) {
    let code = |coded: Option<&Coded>| coded.map_or_else(|| "".into(), |c| Arc::clone(&c.code));
    // A project whose code was lost is told by its name.
    let project = line.project.as_ref().map_or_else(
        || "".into(),
        |project| match (&*project.code, &project.name) {
            ("", Some(name)) => Arc::clone(name),
            _ => Arc::clone(&project.code),
        },
    );
    let codes = [
        Arc::clone(&line.entity.code),
        project,
        Arc::clone(&line.function.code),
        code(line.economic.as_ref()),
        code(line.government_economic.as_ref()),
    ];
    (Key::Spent(line.fiscal_year, codes, line.fund, line.carry_over, line.kind), line.amount)
}

fn of_revenue(line: &Revenue) -> (Key, Amount) {
    let function = line.function.as_ref().map_or_else(|| "".into(), |c| Arc::clone(&c.code));
    let codes = [Arc::clone(&line.entity.code), function];
    (Key::Received(line.fiscal_year, codes, line.fund, line.carry_over), line.amount)
}

/// The lines of a table, in order of what they say.
struct Print {
    lines: Vec<(Key, Amount)>,
    at: (usize, usize),
    place: Origin,
}

impl Print {
    fn of(found: &Found<'_>, made: &Made, at: (usize, usize)) -> Option<Print> {
        let mut lines: Vec<_> = made.lines.iter().map(of_line).chain(made.revenue.iter().map(of_revenue)).collect();
        lines.sort_unstable();
        (!lines.is_empty()).then(|| Print { lines, at, place: found.sheet.whole() })
    }

    fn total(&self) -> Amount {
        self.lines.iter().map(|(_, amount)| *amount).sum()
    }

    fn keys(&self) -> Vec<&Key> {
        self.lines.iter().map(|(key, _)| key).collect()
    }
}

/// How two tables stand to each other.
enum Overlap {
    /// The same lines.
    Same,
    /// So many of the same lines, at least half of the smaller one's.
    Shared(usize),
    /// So many lines that differ in nothing but the amount, likewise.
    OtherAmounts(usize),
}

/// Sets tables aside whose lines stand in another one already, as they are or with other amounts.
pub(in crate::import) fn set_aside(works: &mut [Vec<Found<'_>>], made: &mut [Vec<Made>]) {
    let holds_lines = |made: &&Made| !made.lines.is_empty() || !made.revenue.is_empty();
    if made.iter().flatten().filter(holds_lines).count() < 2 {
        return;
    }
    let mut counted: Vec<Print> = Vec::new();
    for (file, table) in in_order(works) {
        let Some(print) = Print::of(&works[file][table], &made[file][table], (file, table)) else { continue };
        let found = counted.iter().find_map(|before| Some((before, overlap(before, &print)?)));
        let Some((before, overlap)) = found else {
            counted.push(print);
            continue;
        };
        let rows = drop_lines(&mut made[file][table], &before.place);
        if let Some(work) = &mut works[file][table].work {
            work.gather.push(finding(before, &print, (&overlap, rows)));
        }
    }
}

/// The tables in the order in which they count: those that somebody sees first.
fn in_order(works: &[Vec<Found<'_>>]) -> Vec<(usize, usize)> {
    let all = works.iter().enumerate().flat_map(|(file, tables)| (0..tables.len()).map(move |table| (file, table)));
    let mut order: Vec<(usize, usize)> = all.collect();
    order.sort_by_key(|(file, table)| works[*file][*table].sheet.hidden);
    order
}

fn finding(before: &Print, print: &Print, (overlap, rows): (&Overlap, usize)) -> Finding {
    let code = match overlap {
        Overlap::Same => &line_codes::TABLE_TWICE,
        Overlap::Shared(_) => &line_codes::LINES_TWICE,
        Overlap::OtherAmounts(_) => &codes::VERSIONS,
    };
    let finding =
        Finding::new(code).at(print.place.clone()).at(before.place.clone()).with("what", before.place.to_string());
    match overlap {
        Overlap::Same => finding.with("rows", rows),
        Overlap::Shared(lines) | Overlap::OtherAmounts(lines) => finding
            .with("lines", *lines)
            .with("own", Detail::Amount(print.total(), Unit::Yuan))
            .with("other", Detail::Amount(before.total(), Unit::Yuan)),
    }
}

/// Takes a table out of what is counted; gives the number of its rows.
fn drop_lines(made: &mut Made, first: &Origin) -> usize {
    let rows = made.used.len();
    for at in std::mem::take(&mut made.used) {
        made.aside.insert(at, format!("与 {first} 是同一批明细，没有重复计入"));
    }
    made.lines.clear();
    made.revenue.clear();
    rows
}

fn overlap(before: &Print, now: &Print) -> Option<Overlap> {
    if before.at == now.at {
        return None;
    }
    if before.lines == now.lines {
        return Some(Overlap::Same);
    }
    let least = before.lines.len().min(now.lines.len());
    let half = |shared: usize| shared >= LEAST_SHARED && shared * 2 >= least;
    let same = shared(&before.lines, &now.lines);
    if half(same) {
        return Some(Overlap::Shared(same));
    }
    let (keys, others) = (before.keys(), now.keys());
    // A line that stands several times in one table says little about another.
    let distinct = |keys: &[&Key]| keys.windows(2).all(|pair| pair[0] != pair[1]);
    let alike = shared(&keys, &others);
    let all = least > 1 && keys == others;
    (all || half(alike) && (distinct(&keys) || alike * 4 >= least * 3)).then_some(Overlap::OtherAmounts(alike))
}

/// How many items two sorted lists have in common.
fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    one.iter().for_each(|item| *counts.entry(item).or_default() += 1);
    let mut shared = 0;
    for item in other {
        if let Some(left) = counts.get_mut(item).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    shared
}
