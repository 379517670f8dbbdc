//! Printed figures that do not add up although the exact ones do (尾差): told, and noted under the table.

use super::equalities::articulations;
use crate::amount::{Amount, Unit};
use crate::disclosure::{At, Cell, Disclosure, Sign};
use crate::edition::Edition;
use crate::finding::codes::rounding::NOT_CLOSING;
use crate::finding::{Checked, Finding, Words};
use crate::tables::sums::{Sum, Way};

/// Adds the edition's note to each table whose printed figures do not add up; a finding a table says where: the largest
/// difference first, the others under it.
pub(super) fn tell(sums: &[Sum], edition: &Edition, disclosure: &mut Disclosure) -> Checked<()> {
    let mut by_table: Vec<Vec<Finding>> = vec![Vec::new(); disclosure.tables.len()];
    let mut largest = vec![Amount::ZERO; disclosure.tables.len()];
    for sum in sums {
        let Some((parts, total)) = missed(disclosure, sum.total, &sum.parts) else { continue };
        let table = &mut largest[sum.total.table];
        *table = (*table).max((total - parts).abs());
        by_table[sum.total.table].push(finding(disclosure, sum.total, (parts, total)).with("how", words(sum.way)));
    }
    for articulation in articulations(edition, disclosure) {
        let Some(((_, left), right)) = articulation.cells.split_first() else { continue };
        let right: Vec<(Sign, At)> = right.iter().map(|(sign, at)| (sign.reversed(), *at)).collect();
        let Some((parts, total)) = missed(disclosure, *left, &right) else { continue };
        let mut finding = finding(disclosure, *left, (parts, total)).with("how", articulation.equality.title.as_str());
        finding.rule = Some(articulation.equality.id.as_str().into());
        by_table[left.table].push(right.iter().fold(finding, |finding, (_, at)| finding.at(place(disclosure, *at))));
    }
    note(edition, disclosure, &largest);
    Checked { value: (), findings: by_table.into_iter().filter_map(folded).collect() }
}

/// The edition's note under each table with a difference.
fn note(edition: &Edition, disclosure: &mut Disclosure, largest: &[Amount]) {
    let note = &edition.head.rounding.note;
    for (table, largest) in disclosure.tables.iter_mut().zip(largest) {
        if !largest.is_zero() && !note.is_empty() {
            let largest = largest.printed(table.unit, table.decimals);
            table.notes.push(note.replace("{largest}", &largest).replace("{unit}", table.unit.word()));
        }
    }
}

/// A table's findings as one: the largest difference, the others under it.
fn folded(mut findings: Vec<Finding>) -> Option<Finding> {
    let count = findings.len();
    let size = |finding: &Finding| finding.comparison.map(|figures| figures.difference().abs()).unwrap_or_default();
    // Of several the first: the order is the table's.
    let first = (0..count).max_by_key(|&index| (size(&findings[index]), count - index))?;
    let mut finding = findings.remove(first).with("count", count);
    finding.follows = findings.into_iter().map(|other| other.with("count", count)).collect();
    Some(finding)
}

fn words(way: Way) -> Words {
    match way {
        Way::Across => Words { zh: "横向按栏次相加", en: "Added up across" },
        Way::Down => Words { zh: "纵向逐行相加", en: "Added up down" },
        Way::Over => Words { zh: "与取数的另一张表相比", en: "Against the form that it is taken from" },
    }
}

/// The printed parts' sum and the printed total, where they differ and the exact ones do not.
fn missed(disclosure: &Disclosure, total: At, parts: &[(Sign, At)]) -> Option<(Amount, Amount)> {
    let sum = |value: fn(&Disclosure, At) -> Amount| -> Amount {
        parts.iter().map(|(sign, at)| sign.of(value(disclosure, *at))).sum()
    };
    let (parts, whole) = (sum(printed), printed(disclosure, total));
    (parts != whole && sum(exact) == exact(disclosure, total)).then_some((parts, whole))
}

fn exact(disclosure: &Disclosure, at: At) -> Amount {
    disclosure.cell(at).and_then(Cell::amount).unwrap_or_default()
}

fn printed(disclosure: &Disclosure, at: At) -> Amount {
    let value = exact(disclosure, at);
    match disclosure.tables.get(at.table) {
        Some(table) if !value.is_zero() => value.rounded(table.unit, table.decimals),
        _ => Amount::ZERO,
    }
}

fn place(disclosure: &Disclosure, at: At) -> crate::finding::Place {
    disclosure.tables[at.table].place(at.row, at.col)
}

fn finding(disclosure: &Disclosure, at: At, (parts, total): (Amount, Amount)) -> Finding {
    let unit: Unit = disclosure.tables[at.table].unit;
    Finding::new(&NOT_CLOSING).at(place(disclosure, at)).comparing(parts, total, unit)
}
