//! The tables of all files by unit and year: held against each other, and made into what the budget holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::group::Group;
use super::knowledge::Summed;
use super::parsed::{Parsed, TOTAL};
use super::take::{Owner, Taken, take};
use super::{sums, ties};
use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::import_summed as codes;
use crate::import::cell::label::comparable;
use crate::import::lines::made::Made;
use crate::import::understand::Found;
use crate::model::{BalanceItem, Coded, Line, Measure};

/// Where a table was found: file and table.
type Spot = (usize, usize);

/// Makes lines of all tables that are already summed, and says what does not fit.
pub(in crate::import) fn place(works: &mut [Vec<Found<'_>>], made: &mut [Vec<Made>], summed: &Summed) {
    let all = collected(works);
    if all.is_empty() {
        return;
    }
    let mut groups: BTreeMap<(String, u16), Vec<(Spot, Parsed)>> = BTreeMap::new();
    for (spot, parsed) in all {
        let name = parsed.unit.name.as_deref().map(comparable).unwrap_or_default();
        match parsed.year {
            Some(year) => groups.entry((name, year)).or_default().push((spot, parsed)),
            None => {
                let finding = Finding::new(&codes::YEAR_MISSING).at(parsed.place.clone());
                push(works, spot, finding.with("unit", parsed.unit.to_string()));
                refuse(works, spot, "年度没有确定");
            }
        }
    }
    let lines = known(made);
    for ((_, year), tables) in groups {
        one(works, made, (summed, &lines), (year, tables));
    }
}

fn collected(works: &mut [Vec<Found<'_>>]) -> Vec<(Spot, Parsed)> {
    let mut all = Vec::new();
    for (file, found) in works.iter_mut().enumerate() {
        for (table, found) in found.iter_mut().enumerate() {
            let parsed = found.work.as_mut().and_then(|work| work.summed.take());
            all.extend(parsed.map(|parsed| ((file, table), *parsed)));
        }
    }
    all
}

/// What lines of final accounts come to, by comparable name of unit or department and year.
struct Known {
    department: Coded,
    entity: Coded,
    spent: Amount,
    balances: bool,
}

fn known(made: &[Vec<Made>]) -> BTreeMap<(String, u16), Known> {
    let mut known: BTreeMap<(String, u16), Known> = BTreeMap::new();
    let lines = made.iter().flatten().flat_map(|made| &made.lines);
    let balances = made.iter().flatten().any(|made| !made.balances.is_empty());
    for line in lines.filter(|line| line.measure == Measure::Final) {
        let of_department = (&line.department, &line.department);
        let of_unit = (&line.department, &line.entity);
        let same = line.department.name == line.entity.name;
        for (department, entity) in [of_department, of_unit].into_iter().skip(usize::from(same)) {
            let Some(name) = &entity.name else { continue };
            let fresh =
                || Known { department: department.clone(), entity: entity.clone(), spent: Amount::ZERO, balances };
            let sum = known.entry((comparable(name), line.fiscal_year)).or_insert_with(fresh);
            sum.spent += line.amount;
        }
    }
    known
}

/// One unit and year.
fn one(
    works: &mut [Vec<Found<'_>>],
    made: &mut [Vec<Made>],
    (summed, lines): (&Summed, &BTreeMap<(String, u16), Known>),
    (year, tables): (u16, Vec<(Spot, Parsed)>),
) {
    let tables = each_once(works, summed, tables);
    let Some((first, unit)) = tables.first().map(|(spot, parsed)| (*spot, parsed.unit.clone())) else { return };
    let group = Group { tables: tables.iter().map(|(_, parsed)| parsed).collect() };
    for (spot, parsed) in &tables {
        sums::verify(parsed, summed).into_iter().for_each(|finding| push(works, *spot, finding));
    }
    ties::verify(&group, summed).into_iter().for_each(|finding| push(works, first, finding));
    let named = unit.name.as_deref().map(comparable).unwrap_or_default();
    let lines = lines.get(&(named, year));
    let owner = owner(&unit, year, lines);
    let mut taken = take(&group, summed, &owner);
    if let Some(known) = lines {
        against_lines((&group, &owner), known, &mut taken);
    }
    taken.findings.drain(..).collect::<Vec<_>>().into_iter().for_each(|finding| push(works, first, finding));
    for (spot, parsed) in &tables {
        used(&mut made[spot.0][spot.1], parsed, lines.is_some());
    }
    let into = &mut made[first.0][first.1];
    into.lines.extend(taken.lines);
    into.revenue.extend(taken.revenue);
    into.balances.extend(taken.balances);
    into.statistics.extend(taken.statistics);
}

/// Each kind of table once; a second one is set aside.
fn each_once(works: &mut [Vec<Found<'_>>], summed: &Summed, tables: Vec<(Spot, Parsed)>) -> Vec<(Spot, Parsed)> {
    let mut kept: Vec<(Spot, Parsed)> = Vec::new();
    for (spot, parsed) in tables {
        let Some((_, first)) = kept.iter().find(|(_, known)| known.table == parsed.table) else {
            kept.push((spot, parsed));
            continue;
        };
        let amounts =
            |parsed: &Parsed| parsed.figures.iter().map(|(key, f)| (key.clone(), f.amount)).collect::<Vec<_>>();
        let same = amounts(first) == amounts(&parsed);
        let finding = Finding::new(&codes::UNIT_TWICE)
            .at(parsed.place.clone())
            .at(first.place.clone())
            .with("unit", parsed.unit.to_string())
            .with("table", summed.table(&parsed.table).map_or(String::new(), |def| def.name.clone()))
            .with("same", if same { "相同" } else { "不同" });
        push(works, spot, finding);
        refuse(works, spot, "同一张表的第二份");
    }
    kept
}

/// A unit without a code is known by its name.
fn owner(unit: &Coded, year: u16, lines: Option<&Known>) -> Owner {
    if let Some(known) = lines {
        return Owner { entity: known.entity.clone(), department: known.department.clone(), year };
    }
    let code = if unit.code.is_empty() { unit.name.clone().unwrap_or_default() } else { Arc::clone(&unit.code) };
    let own = Coded { code, name: unit.name.clone() };
    Owner { entity: own.clone(), department: own, year }
}

/// Where lines are given too they are finer: the tables verify them, and add what lines do not say.
fn against_lines((group, owner): (&Group<'_>, &Owner), known: &Known, taken: &mut Taken) {
    let spent: Vec<&Line> = taken.lines.iter().collect();
    let total: Amount = spent.iter().map(|line| line.amount).sum();
    if let Some(table) = group.table("expenditure").filter(|_| total != known.spent) {
        let finding = Finding::new(&codes::TABLES_DISAGREE)
            .at(table.place_of(TOTAL, TOTAL))
            .with("what", format!("{} 的本年支出合计与支出决算明细之和", owner.entity))
            .comparing(known.spent, total, table.money());
        taken.findings.push(finding);
    }
    taken.lines.clear();
    taken.revenue.clear();
    if known.balances {
        taken.balances.retain(|balance| balance.item != BalanceItem::Opening);
    }
    let place = group.tables.first().map(|table| table.place.clone());
    let finding = Finding::new(&codes::LINES_WIN).with("unit", owner.entity.to_string());
    taken.findings.push(place.into_iter().fold(finding, |finding, place| finding.at(place)));
}

/// Accounts for the rows: those of leaves and items made something, the sums were verified.
fn used(made: &mut Made, parsed: &Parsed, only_verified: bool) {
    let leaves: Vec<usize> = parsed.leaves().map(|row| row.at).collect();
    for row in &parsed.rows {
        if only_verified {
            made.aside.insert(row.at, "另有明细，只用来核对".to_owned());
        } else if row.coded.is_none() && row.key != TOTAL || leaves.contains(&row.at) {
            if !made.used.contains(&row.at) {
                made.used.push(row.at);
            }
        } else {
            made.aside.insert(row.at, "合计、类、款（用来核对）".to_owned());
        }
    }
}

fn push(works: &mut [Vec<Found<'_>>], (file, table): Spot, finding: Finding) {
    if let Some(work) = works.get_mut(file).and_then(|found| found.get_mut(table)).and_then(|f| f.work.as_mut()) {
        work.gather.push(finding);
    }
}

fn refuse(works: &mut [Vec<Found<'_>>], (file, table): Spot, why: &str) {
    if let Some(work) = works.get_mut(file).and_then(|found| found.get_mut(table)).and_then(|f| f.work.as_mut()) {
        work.refused = Some(why.to_owned());
    }
}
