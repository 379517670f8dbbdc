//! The same figure in two tables of a unit.

use super::group::Group;
use super::knowledge::{Reference, Relation, Summed, Tie};
use crate::finding::codes::import_summed as codes;
use crate::finding::{Bound, Finding};

/// Findings for every tie that does not hold; one whose tables are not all there says nothing.
pub(super) fn verify(group: &Group<'_>, summed: &Summed) -> Vec<Finding> {
    let mut findings = Vec::new();
    for tie in &summed.ties {
        let mut broken: Vec<Finding> =
            rows(group, tie).iter().filter_map(|row| held(group, (tie, summed), row)).collect();
        // What is wrong with a 项 is wrong with its 款 and 类: the first stands for them.
        broken.truncate(1);
        findings.extend(broken);
    }
    findings
}

/// The rows that a tie speaks of, the deepest first.
fn rows(group: &Group<'_>, tie: &Tie) -> Vec<String> {
    let all = [&tie.left].into_iter().chain(&tie.right).filter(|side| matches!(side.row.as_str(), "*" | "class"));
    let mut codes: Vec<String> = all
        .filter_map(|side| group.table(&side.table))
        .flat_map(|table| table.codes().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    if codes.is_empty() && !matches!(tie.left.row.as_str(), "*" | "class") {
        return vec![tie.left.row.clone()];
    }
    if tie.left.row == "class" {
        codes.retain(|code| code.len() == 3);
    }
    codes.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    codes.dedup();
    codes
}

fn held(group: &Group<'_>, (tie, summed): (&Tie, &Summed), row: &str) -> Option<Finding> {
    let left = group.amount(&tie.left, row)?;
    let mut right = crate::amount::Amount::ZERO;
    let mut some = false;
    for reference in &tie.right {
        match group.amount(reference, row) {
            Some(amount) => {
                right += amount;
                some = true;
            }
            // A table of a fund that the unit does not have is not given.
            None if tie.right.len() > 1 && reference.table != tie.left.table => {}
            None => return None,
        }
    }
    let holds = match tie.relation {
        Relation::Equal => left == right,
        Relation::AtLeast => left >= right,
    };
    if holds || !some {
        return None;
    }
    let mut finding = Finding::new(&codes::TABLES_DISAGREE);
    for reference in [&tie.left].into_iter().chain(&tie.right) {
        let place = group.figure(reference, row).map(|figure| figure.origin.clone());
        let whole = || group.table(&reference.table).map(|table| table.place.clone());
        finding = place.or_else(whole).into_iter().fold(finding, |finding, place| finding.at(place));
    }
    let money = group.table(&tie.left.table)?.money();
    let finding = finding.with("what", words(group, (tie, summed), row)).comparing(right, left, money);
    Some(if tie.relation == Relation::AtLeast { finding.bounded(Bound::AtLeast) } else { finding })
}

fn words(group: &Group<'_>, (tie, summed): (&Tie, &Summed), row: &str) -> String {
    let one = |reference: &Reference| {
        let table = summed.table(&reference.table).map_or(reference.table.as_str(), |table| table.name.as_str());
        let key = if matches!(reference.row.as_str(), "*" | "class") { row } else { &reference.row };
        let found = group.table(&reference.table);
        let label = found.and_then(|table| table.rows.iter().find(|own| own.key == key).map(|own| table.words(own)));
        let header = found.and_then(|table| table.columns.get(&reference.column).cloned());
        let (label, header) = (label.unwrap_or_else(|| key.to_owned()), header.unwrap_or_default());
        format!("《{table}》“{label}”的“{header}”")
    };
    let right: Vec<String> = tie.right.iter().filter(|side| group.table(&side.table).is_some()).map(one).collect();
    let relation = if tie.relation == Relation::AtLeast { "应不小于" } else { "应等于" };
    format!("{}{relation}{}", one(&tie.left), right.join("、"))
}
