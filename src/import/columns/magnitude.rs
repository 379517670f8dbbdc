//! Amounts whose size makes the unit doubtful.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::finding::codes::import as codes;
use crate::finding::{Detail, Finding};
use crate::import::grid::Sheet;
use crate::import::lines::causes::Gather;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::Ready;

/// A department of a county spends less; 100 亿元, in 元.
const TOO_MUCH: i64 = 10_000_000_000;
/// A budget line of less than 1000 元 exists, a table of nothing else hardly.
const TOO_LITTLE: i64 = 1000;
/// Fewer lines say nothing.
const ENOUGH_LINES: usize = 5;

/// Notes where the amounts of a table are out of all proportion in the unit they were read in.
pub(in crate::import) fn doubt(sheet: &Sheet, ready: &Ready, made: &Made, gather: &mut Gather) {
    let Some((unit, _)) = &ready.units.shown else { return };
    let amounts = || made.lines.iter().map(|l| l.amount).chain(made.revenue.iter().map(|r| r.amount));
    let limit = |yuan: i64| Amount::of(yuan.into(), Unit::Yuan).unwrap_or_default();
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
    let what = if total >= limit(TOO_MUCH) {
        let department = department.map_or("", |code| &**code);
        format!("部门 {department} 合计达 {}", Detail::Amount(total, *unit))
    } else if *unit == Unit::Yuan && amounts().count() >= ENOUGH_LINES && largest < limit(TOO_LITTLE) {
        format!("最大的一笔只有 {}", Detail::Amount(largest, *unit))
    } else {
        return;
    };
    gather.push(Finding::new(&codes::UNIT_IMPLAUSIBLE).at(sheet.whole()).with("unit", unit.word()).with("what", what));
}
