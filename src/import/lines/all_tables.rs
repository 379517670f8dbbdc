//! What concerns all tables together: the same data given twice, the names of departments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::import_lines as line_codes;
use crate::import::cell::label::comparable;
use crate::import::lines::causes::Gather;
use crate::import::lines::made::Made;
use crate::import::understand::Found;
use crate::model::{Batch, Coded, Fund, Kind, Line, Measure, Revenue};
use crate::origin::Origin;

/// What makes two lines the same line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Spent((u16, Measure), [Arc<str>; 4], Fund, bool, Kind, Amount),
    Received((u16, Measure), [Arc<str>; 2], Fund, bool, Amount),
}

fn of_line(line: &Line) -> Key {
    let code = |coded: Option<&Coded>| coded.map_or_else(|| "".into(), |c| Arc::clone(&c.code));
    let codes = [
        Arc::clone(&line.entity.code),
        code(line.project.as_ref()),
        Arc::clone(&line.function.code),
        code(line.economic.as_ref()),
    ];
    Key::Spent((line.fiscal_year, line.measure), codes, line.fund, line.carry_over, line.kind, line.amount)
}

fn of_revenue(line: &Revenue) -> Key {
    let function = line.function.as_ref().map_or_else(|| "".into(), |c| Arc::clone(&c.code));
    Key::Received(
        (line.fiscal_year, line.measure),
        [Arc::clone(&line.entity.code), function],
        line.fund,
        line.carry_over,
        line.amount,
    )
}

/// The lines of a table, in order of what they say.
struct Print {
    keys: Vec<Key>,
    at: (usize, usize),
    place: Origin,
}

/// Sets tables aside whose lines are all in an earlier table, and names tables that share most of their lines.
pub(in crate::import) fn set_doubles_aside(works: &mut [Vec<Found<'_>>], made: &mut [Vec<Made>]) {
    let holds_lines = |made: &&Made| !made.lines.is_empty() || !made.revenue.is_empty();
    if made.iter().flatten().filter(holds_lines).count() < 2 {
        return;
    }
    let mut earlier: Vec<Print> = Vec::new();
    for file in 0..made.len() {
        for table in 0..made[file].len() {
            let Some(print) = print(&works[file][table], &made[file][table], (file, table)) else { continue };
            match earlier.iter().find_map(|before| Some((before, overlap(before, &print)?))) {
                Some((before, Overlap::Same)) => {
                    let first = before.place.to_string();
                    twice(&mut works[file][table], &mut made[file][table], &first, &before.place);
                }
                Some((before, Overlap::Shared(lines))) => {
                    let finding = Finding::new(&line_codes::LINES_TWICE)
                        .at(print.place.clone())
                        .at(before.place.clone())
                        .with("what", before.place.to_string())
                        .with("lines", lines);
                    if let Some(work) = &mut works[file][table].work {
                        work.gather.push(finding);
                    }
                    earlier.push(print);
                }
                None => earlier.push(print),
            }
        }
    }
}

fn print(found: &Found<'_>, made: &Made, at: (usize, usize)) -> Option<Print> {
    let mut keys: Vec<Key> = made.lines.iter().map(of_line).chain(made.revenue.iter().map(of_revenue)).collect();
    if keys.is_empty() {
        return None;
    }
    keys.sort_unstable();
    Some(Print { keys, at, place: found.sheet.whole() })
}

enum Overlap {
    Same,
    Shared(usize),
}

/// Whether two tables hold the same lines, or at least half of the smaller one's.
fn overlap(before: &Print, now: &Print) -> Option<Overlap> {
    if before.at == now.at {
        return None;
    }
    if before.keys == now.keys {
        return Some(Overlap::Same);
    }
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(one), Some(other)) = (before.keys.get(a), now.keys.get(b)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                a += 1;
                b += 1;
            }
        }
    }
    // A few equal lines happen; from three on, half of a table is no chance.
    (shared >= 3 && shared * 2 >= before.keys.len().min(now.keys.len())).then_some(Overlap::Shared(shared))
}

fn twice(found: &mut Found<'_>, made: &mut Made, first: &str, place: &Origin) {
    let rows = made.used.len();
    for at in std::mem::take(&mut made.used) {
        made.aside.insert(at, format!("与 {first} 相同，没有重复计入"));
    }
    made.lines.clear();
    made.revenue.clear();
    made.balances.clear();
    let finding = Finding::new(&line_codes::TABLE_TWICE).at(found.sheet.whole()).at(place.clone());
    if let Some(work) = &mut found.work {
        work.gather.push(finding.with("what", first).with("rows", rows));
    }
}

/// What is known of a department's name.
struct Naming {
    given: Option<Arc<str>>,
    own_level: Option<Arc<str>>,
    place: Origin,
}

/// Gives departments without a name that of their 本级 unit, else says so.
pub(in crate::import) fn name_departments(batch: &mut Batch, gather: &mut Gather) {
    let mut names: BTreeMap<Arc<str>, Naming> = BTreeMap::new();
    let lines = batch.lines.iter().map(|l| (&l.department, &l.entity, &l.origin));
    let mut last: Option<(&Coded, &Coded)> = None;
    for (department, entity, origin) in lines.chain(batch.revenue.iter().map(|r| (&r.department, &r.entity, &r.origin)))
    {
        // What the line before has told already.
        if last.is_some_and(|(known, unit)| known.is_same(department) && unit.is_same(entity)) {
            continue;
        }
        last = Some((department, entity));
        let fresh = || Naming { given: None, own_level: None, place: origin.clone() };
        let known = names.entry(Arc::clone(&department.code)).or_insert_with(fresh);
        if known.given.is_none() {
            known.given.clone_from(&department.name);
        }
        if known.own_level.is_none() {
            known.own_level = entity.name.as_deref().and_then(own_level).map(Arc::from);
        }
    }
    for (code, naming) in names.iter().filter(|(_, n)| n.given.is_none() && n.own_level.is_none()) {
        gather.note(&line_codes::DEPARTMENT_UNNAMED, &**code, naming.place.clone());
    }
    let name = |department: &mut Coded| {
        if let (None, Some(naming)) = (&department.name, names.get(&department.code)) {
            department.name = naming.given.clone().or_else(|| naming.own_level.clone());
        }
    };
    batch.lines.iter_mut().for_each(|line| name(&mut line.department));
    batch.revenue.iter_mut().for_each(|line| name(&mut line.department));
    batch.balances.iter_mut().for_each(|balance| name(&mut balance.department));
    batch.statistics.iter_mut().for_each(|figure| name(&mut figure.department));
}

/// The department's name in the name of its 本级 unit: 平乡县人民政府办公室（本级）.
fn own_level(entity: &str) -> Option<&str> {
    let words = comparable(entity);
    if !words.trim_end_matches([')', ']']).ends_with("本级") {
        return None;
    }
    let name = entity[..entity.rfind("本级")?].trim_end_matches(['（', '(', '-', '—', ' ', '机', '关']);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_department_is_named_after_its_own_level() {
        assert_eq!(own_level("平乡县人民政府办公室本级"), Some("平乡县人民政府办公室"));
        assert_eq!(own_level("平乡县人民政府办公室（本级）"), Some("平乡县人民政府办公室"));
        assert_eq!(own_level("平乡县大数据发展中心"), None);
        assert_eq!(own_level("本级"), None);
    }
}
