//! Amounts whose size makes the unit doubtful.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::finding::codes::import as codes;
use crate::finding::{Detail, Finding, Severity};
use crate::import::grid::Sheet;
use crate::import::knowledge::plausible::Plausible;
use crate::import::lines::causes::Gather;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::Ready;

/// Notes where the amounts of a table are out of all proportion in the unit they were read in; `confirmed` is the one that the
/// user gave.
pub(in crate::import) fn doubt(
    (sheet, plausible, confirmed): (&Sheet, &Plausible, Option<Unit>),
    ready: &Ready,
    made: &Made,
    gather: &mut Gather,
) {
    let Some((unit, _)) = &ready.units.shown else { return };
    let amounts = || made.lines.iter().map(|l| l.amount).chain(made.revenue.iter().map(|r| r.amount));
    let spent = made.lines.iter().map(|l| (&l.department.code, l.amount));
    let mut totals: BTreeMap<&Arc<str>, Amount> = BTreeMap::new();
    // Neighbours are mostly of one department: they are added up before they are looked up.
    let mut run: Option<(&Arc<str>, Amount)> = None;
    for (department, amount) in spent.chain(made.revenue.iter().map(|r| (&r.department.code, r.amount))) {
        match &mut run {
            Some((same, sum)) if Arc::ptr_eq(same, department) => *sum += amount,
            _ => {
                if let Some((before, sum)) = run.replace((department, amount)) {
                    *totals.entry(before).or_default() += sum;
                }
            }
        }
    }
    if let Some((before, sum)) = run {
        *totals.entry(before).or_default() += sum;
    }
    let (department, total) = totals.into_iter().max_by_key(|(_, total)| *total).unzip();
    let total = total.unwrap_or_default();
    let largest = amounts().map(Amount::abs).max().unwrap_or_default();
    if plausible.is_too_much(total) {
        let department = department.map_or("", |code| &**code);
        let mut finding = Finding::new(&codes::UNIT_ABSURD).at(sheet.whole());
        if confirmed == Some(*unit) {
            finding.severity = Severity::Advisory;
        }
        let total = Detail::Amount(total, *unit);
        gather.push(finding.with("unit", unit.word()).with("department", department).with("total", total));
    } else if *unit == Unit::Yuan && amounts().count() >= plausible.enough_lines && plausible.is_too_little(largest) {
        let what = format!("最大的一笔只有 {}", Detail::Amount(largest, *unit));
        let finding = Finding::new(&codes::UNIT_IMPLAUSIBLE).at(sheet.whole());
        gather.push(finding.with("unit", unit.word()).with("what", what));
    }
}
