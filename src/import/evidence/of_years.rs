//! Exports of one department that are not of the same year: last year's file among this year's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::finding::codes::import_evidence as codes;
use crate::model::Batch;
use crate::origin::Origin;

/// The years of one department's lines, each with a place.
#[derive(Default)]
struct Years {
    spent: BTreeMap<u16, Origin>,
    received: BTreeMap<u16, Origin>,
}

/// Departments whose expenditure and revenue are of different years.
pub(in crate::import) fn weigh(batch: &Batch, findings: &mut Vec<Finding>) {
    let mut all: BTreeMap<Arc<str>, Years> = BTreeMap::new();
    for line in &batch.lines {
        let years = all.entry(Arc::clone(&line.department.code)).or_default();
        years.spent.entry(line.fiscal_year).or_insert_with(|| line.origin.table());
    }
    for line in &batch.revenue {
        let years = all.entry(Arc::clone(&line.department.code)).or_default();
        years.received.entry(line.fiscal_year).or_insert_with(|| line.origin.table());
    }
    // One finding for all departments of the same files.
    let mut told: BTreeSet<(Origin, u16)> = BTreeSet::new();
    for (department, years) in &all {
        let Some((received, revenue)) = years.received.iter().next() else { continue };
        for (spent, place) in years.spent.iter().filter(|(year, _)| !years.received.contains_key(year)) {
            if !told.insert((place.clone(), *spent)) {
                continue;
            }
            findings.push(
                Finding::new(&codes::TWO_YEARS)
                    .at(place.clone())
                    .at(revenue.clone())
                    .with("what", format!("部门 {department}"))
                    .with("own", spent.to_string())
                    .with("other", received.to_string()),
            );
        }
    }
}
