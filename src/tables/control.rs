//! What is said twice must agree: every formula beside a selection, every code, every name.

use std::collections::{BTreeMap, BTreeSet};

use super::aggregate::cell_takes;
use super::assemble::Draft;
use super::names::Names;
use super::pool::block_takes;
use super::rows::{RowKind, code_of};
use crate::disclosure::{At, Cell, Disclosure, Source};
use crate::edition::{Classification, Edition};
use crate::finding::{Finding, Place, codes};
use crate::model::Budget;
use crate::origin::Origin;

/// How many places a finding lists; the count is said in full.
const PLACES: usize = 20;

/// What to know before any table is looked at.
pub(super) fn about_input(budget: &Budget, edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    let department = || budget.department.to_string();
    if !edition.serves(budget.fiscal_year) {
        let finding = Finding::new(&codes::tables::OTHER_YEAR)
            .with("data", budget.fiscal_year.to_string())
            .with("edition", edition.head.years());
        findings.push(first_origin(budget).into_iter().fold(finding, |finding, origin| finding.at(origin.clone())));
    }
    if budget.revenue.is_empty() {
        findings.push(Finding::new(&codes::tables::NO_REVENUE).with("department", department()));
    } else if budget.revenue.iter().any(|revenue| revenue.function.is_none()) {
        let without = budget.revenue.iter().filter(|revenue| revenue.function.is_none());
        let finding = Finding::new(&codes::tables::REVENUE_WITHOUT_FUNCTION).with("count", without.clone().count());
        findings.push(without.take(1).fold(finding, |finding, revenue| finding.at(revenue.origin.clone())));
    }
    findings
}

fn first_origin(budget: &Budget) -> Option<&Origin> {
    budget.lines.first().map(|line| &line.origin).or(budget.revenue.first().map(|revenue| &revenue.origin))
}

/// Codes in use that are not down to the deepest level that a form shows, with their lines.
pub(super) fn shallow_codes(drafts: &[Draft<'_>], budget: &Budget, findings: &mut Vec<Finding>) {
    let mut shallow: BTreeMap<(Classification, &str, usize), BTreeSet<Source>> = BTreeMap::new();
    for draft in drafts {
        for (block, amounts) in draft.form.blocks.iter().zip(&draft.amounts) {
            let Some(classification) = &block.classification else { continue };
            let deepest = classification.levels.iter().copied().max().unwrap_or(0);
            for class in
                amounts.classes.iter().filter(|class| class.says && block_takes((draft.form, block), &class.like))
            {
                let code = code_of(classification.by, &class.like).unwrap_or_default();
                if code.len() < deepest {
                    shallow.entry((classification.by, code, deepest)).or_default().extend(&class.sources);
                }
            }
        }
    }
    for ((by, code, deepest), sources) in shallow {
        let finding = Finding::new(&codes::tables::NOT_DETAILED)
            .with("classification", classification_word(by))
            .with("code", if code.is_empty() { "（空）" } else { code })
            .with("digits", deepest)
            .with("count", sources.len());
        findings.push(at_sources(finding, sources, budget));
    }
}

fn classification_word(by: Classification) -> &'static str {
    match by {
        Classification::Function => "支出功能分类科目",
        Classification::Economic => "部门预算支出经济分类科目",
    }
}

/// Rows whose code has no name in the data nor in the chart.
pub(super) fn nameless_codes(drafts: &[Draft<'_>], names: &Names<'_>, budget: &Budget, findings: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    for draft in drafts {
        for (block, rows) in draft.form.blocks.iter().zip(&draft.blocks) {
            let Some(classification) = &block.classification else { continue };
            for row in rows.iter().flatten() {
                let RowKind::Code { code, .. } = &row.kind else { continue };
                if names.get(classification.by, code).is_none() && told.insert((classification.by, code.clone())) {
                    let lines = budget.lines.iter().enumerate().filter(|(_, line)| {
                        let coded = match classification.by {
                            Classification::Function => Some(&line.function),
                            Classification::Economic => line.economic.as_ref(),
                        };
                        coded.is_some_and(|coded| coded.code.starts_with(code.as_str()))
                    });
                    let sources = lines.map(|(index, _)| Source::Line(index)).collect();
                    let finding = Finding::new(&codes::tables::NO_NAME)
                        .with("classification", classification_word(classification.by))
                        .with("code", code.as_str());
                    findings.push(at_sources(finding, sources, budget));
                }
            }
        }
    }
}

/// Formula cells that a selection speaks about too: where the two differ, some line is taken by no row, or by two.
pub(super) fn compare(drafts: &[Draft<'_>], budget: &Budget, disclosure: &Disclosure, findings: &mut Vec<Finding>) {
    for (index, draft) in drafts.iter().enumerate() {
        // A line that is missing is missing from every total above it too: each table says it once.
        let mut told = BTreeSet::new();
        for block in 0..draft.blocks.len() {
            for (row, cells) in draft.direct[block].iter().enumerate() {
                for (col, direct) in cells.iter().enumerate() {
                    let at = At { table: index, row, col };
                    let (Some(direct), Some(Cell::Formula { value, .. })) = (direct, disclosure.cell(at)) else {
                        continue;
                    };
                    if direct.value == *value {
                        continue;
                    }
                    let missing = missing(draft, block, disclosure, at);
                    if missing.is_empty() || !missing.is_subset(&told) {
                        let finding = Finding::new(&codes::tables::NOT_COVERED)
                            .at(disclosure.tables[index].place(row, col))
                            .with("count", missing.len())
                            .comparing(direct.value, *value, disclosure.tables[index].unit);
                        told.extend(missing.iter().copied());
                        findings.push(at_sources(finding, missing, budget));
                    }
                }
            }
        }
    }
}

/// The lines that a cell's selection takes and its formula does not reach.
fn missing(draft: &Draft<'_>, block: usize, disclosure: &Disclosure, at: At) -> BTreeSet<Source> {
    let Some(row) = &draft.blocks[block][at.row] else { return BTreeSet::new() };
    let (block_def, column) = (&draft.form.blocks[block], &draft.form.columns[at.col]);
    let classes = draft.amounts[block].classes.iter();
    let taken = classes.filter(|class| cell_takes(block_def, row, column, &class.like));
    let selected: BTreeSet<Source> = taken.flat_map(|class| &class.sources).copied().collect();
    selected.difference(&reached(disclosure, at)).copied().collect()
}

/// Every line that a cell's formula reaches, through other formulas too.
fn reached(disclosure: &Disclosure, at: At) -> BTreeSet<Source> {
    let mut sources = BTreeSet::new();
    let mut open = vec![at];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match disclosure.cell(at) {
            Some(Cell::Formula { formula, .. }) => open.extend(formula.cells().map(|(_, cell)| cell)),
            Some(Cell::Amount { sources: own, .. }) => sources.extend(own.iter().copied()),
            _ => {}
        }
    }
    sources
}

fn at_sources(finding: Finding, sources: BTreeSet<Source>, budget: &Budget) -> Finding {
    let origins = sources.iter().filter_map(|source| source.origin(budget));
    let places = origins.take(PLACES).map(|origin| Place::Input(origin.clone()));
    places.fold(finding, |finding, place| finding.at(place))
}
