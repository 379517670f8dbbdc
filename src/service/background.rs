//! What the input files say around a department: those that its budget stands in, and those that no department's does.
//!
//! Made once for all departments that share their files, since a province's come from one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{Finding, Place};
use crate::model::Budget;
use crate::reading::FileReading;
use crate::service::source::Known;

/// An input file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InputJson {
    /// The name that origins use.
    pub file: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// What concerns a department of what was read.
#[derive(Debug, Default)]
pub struct Background {
    /// What was found while reading its files, worst first.
    pub findings: Vec<Finding>,
    /// What was understood of its files.
    pub readings: Vec<FileReading>,
    /// Its files, with their hashes.
    pub inputs: Vec<InputJson>,
}

/// The backgrounds of all budgets, in their order.
#[derive(Debug)]
pub struct Backgrounds {
    /// By budget.
    of: Vec<Arc<Background>>,
}

impl Backgrounds {
    /// The backgrounds of `budgets`, of what was understood and found.
    pub fn of(budgets: &[Budget], (readings, findings): (&[FileReading], &[Finding]), inputs: &[Known]) -> Backgrounds {
        let its: Vec<BTreeSet<&str>> = budgets.iter().map(files).collect();
        let all: BTreeSet<&str> = its.iter().flatten().copied().collect();
        let index = Index::new(&all, readings, findings, inputs);
        let mut made: BTreeMap<BTreeSet<&str>, Arc<Background>> = BTreeMap::new();
        let of = its.into_iter().map(|its| match made.get(&its) {
            Some(background) => Arc::clone(background),
            None => Arc::clone(made.entry(its.clone()).or_insert(Arc::new(index.background(&its)))),
        });
        Backgrounds { of: of.collect() }
    }

    /// The background of a budget by its position.
    pub fn get(&self, budget: usize) -> Arc<Background> {
        self.of.get(budget).map(Arc::clone).unwrap_or_default()
    }
}

/// The files that a budget stands in.
fn files(budget: &Budget) -> BTreeSet<&str> {
    let mut files = BTreeSet::new();
    let mut last: Option<&Arc<str>> = None;
    let lines = budget.lines.iter().map(|line| &line.origin);
    let revenue = budget.revenue.iter().map(|revenue| &revenue.origin);
    let projects = budget.projects.iter().map(|project| &project.origin);
    let purchases = budget.purchases.iter().map(|purchase| &purchase.origin);
    let assets = budget.assets.iter().map(|asset| &asset.origin);
    for origin in lines.chain(revenue).chain(projects).chain(purchases).chain(assets) {
        // Neighbours nearly always share the one copy of the name.
        if last.is_none_or(|last| !Arc::ptr_eq(last, &origin.file)) {
            files.insert(&*origin.file);
            last = Some(&origin.file);
        }
    }
    files
}

/// What was read, by file. What stands in no department's file is of concern to all of them.
struct Index<'a> {
    readings: &'a [FileReading],
    findings: &'a [Finding],
    inputs: &'a [Known],
    common: Positions,
    by_file: BTreeMap<&'a str, Positions>,
}

/// Positions in the lists of what was read.
#[derive(Clone, Default)]
struct Positions {
    readings: Vec<usize>,
    findings: Vec<usize>,
    inputs: Vec<usize>,
}

impl<'a> Index<'a> {
    fn new(all: &BTreeSet<&'a str>, readings: &'a [FileReading], findings: &'a [Finding], inputs: &'a [Known]) -> Self {
        let mut index = Index { readings, findings, inputs, common: Positions::default(), by_file: BTreeMap::new() };
        let whole: BTreeMap<&str, usize> = inputs.iter().enumerate().map(|(at, input)| (&*input.name, at)).collect();
        for (at, reading) in readings.iter().enumerate() {
            let positions = index.positions(all, &reading.file);
            positions.readings.push(at);
            positions.inputs.extend(input(&whole, &reading.file));
        }
        for (at, finding) in findings.iter().enumerate() {
            let mut files = finding.places.iter().filter_map(|place| match place {
                Place::Input(origin) => Some(&*origin.file),
                _ => None,
            });
            let mut of_all = finding.places.is_empty();
            for file in &mut files {
                index.positions(all, file).findings.push(at);
                of_all = false;
            }
            if of_all {
                index.common.findings.push(at);
            }
        }
        index
    }

    fn positions(&mut self, all: &BTreeSet<&'a str>, file: &'a str) -> &mut Positions {
        if all.contains(file) { self.by_file.entry(file).or_default() } else { &mut self.common }
    }

    fn background(&self, its: &BTreeSet<&str>) -> Background {
        let parts = || std::iter::once(&self.common).chain(its.iter().filter_map(|file| self.by_file.get(file)));
        let merged = |list: fn(&Positions) -> &Vec<usize>| parts().flat_map(list).copied().collect::<BTreeSet<_>>();
        let readings = merged(|positions| &positions.readings);
        let findings = merged(|positions| &positions.findings);
        let inputs = merged(|positions| &positions.inputs);
        let json = |known: &Known| InputJson { file: known.name.to_string(), sha256: known.sha256.clone() };
        Background {
            readings: readings.into_iter().filter_map(|at| self.readings.get(at)).cloned().collect(),
            findings: findings.into_iter().filter_map(|at| self.findings.get(at)).cloned().collect(),
            inputs: inputs.into_iter().filter_map(|at| self.inputs.get(at)).map(json).collect(),
        }
    }
}

/// The input that a file is, or that holds it as an archive does (`导出.zip!支出.csv`).
fn input(whole: &BTreeMap<&str, usize>, file: &str) -> Option<usize> {
    let holders = file.match_indices('!').map(|(at, _)| &file[..at]);
    std::iter::once(file).chain(holders).find_map(|name| whole.get(name)).copied()
}

#[cfg(test)]
mod tests;
