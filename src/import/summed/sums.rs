//! Whether a table adds up by itself: its 合计, each 类 and 款, and the columns that others make up.

use super::knowledge::{Shape, Summed};
use super::parsed::{Parsed, ParsedRow, TOTAL};
use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::import_summed as codes;

/// Findings for every sum of the table that is not that of its parts.
pub(super) fn verify(parsed: &Parsed, summed: &Summed) -> Vec<Finding> {
    let Some(def) = summed.table(&parsed.table) else { return Vec::new() };
    let mut findings = Vec::new();
    if def.shape == Shape::Function {
        let columns = parsed.columns.keys().chain(parsed.economic.keys());
        findings.extend(columns.flat_map(|column| down(parsed, column)));
    }
    for row in &parsed.rows {
        for column in def.columns.iter().filter(|column| parsed.columns.contains_key(&column.key)) {
            let parts: Vec<&String> = column.sum.iter().filter(|part| parsed.columns.contains_key(*part)).collect();
            if parts.is_empty() {
                continue;
            }
            let sum = parts.iter().map(|part| parsed.amount(&row.key, part)).sum();
            findings.extend(compared(parsed, (row, &column.key), sum));
        }
        findings.extend(across_classes(parsed, row));
    }
    findings
}

/// 合计 of the matrix is the sum of its 类, and each 类 of its 款.
fn across_classes(parsed: &Parsed, row: &ParsedRow) -> Vec<Finding> {
    if parsed.economic.is_empty() {
        return Vec::new();
    }
    let class = |code: &&String| code.len() == 3;
    let classes = parsed.economic.keys().filter(class);
    let mut findings: Vec<Finding> = classes
        .clone()
        .filter_map(|class| {
            let own = parsed.economic.keys().filter(|code| code.len() > 3 && code.starts_with(class.as_str()));
            let sum = own.clone().map(|code| parsed.amount(&row.key, code)).sum();
            own.clone().next()?;
            compared(parsed, (row, class), sum)
        })
        .collect();
    let sum = classes.map(|class| parsed.amount(&row.key, class)).sum();
    if parsed.columns.contains_key(TOTAL) {
        findings.extend(compared(parsed, (row, TOTAL), sum));
    }
    findings
}

/// The rows above others in a column.
fn down(parsed: &Parsed, column: &str) -> Vec<Finding> {
    let codes = parsed.codes();
    let sum_of = |above: &str, length: usize| -> Option<Amount> {
        let below: Vec<&&str> = codes.iter().filter(|code| code.len() == length && code.starts_with(above)).collect();
        (!below.is_empty()).then(|| below.iter().map(|code| parsed.amount(code, column)).sum())
    };
    let parts = |row: &ParsedRow| match row.key.len() {
        _ if row.key == TOTAL => sum_of("", 3),
        3 => sum_of(&row.key, 5).or_else(|| sum_of(&row.key, 7)),
        5 => sum_of(&row.key, 7),
        _ => None,
    };
    let rows = parsed.rows.iter().filter(|row| row.key == TOTAL || row.coded.is_some());
    rows.filter_map(|row| compared(parsed, (row, column), parts(row)?)).collect()
}

fn compared(parsed: &Parsed, (row, column): (&ParsedRow, &str), parts: Amount) -> Option<Finding> {
    let stated = parsed.amount(&row.key, column);
    let header = parsed.columns.get(column).or_else(|| parsed.economic.get(column));
    (stated != parts).then(|| {
        Finding::new(&codes::WRONG_SUM)
            .at(parsed.place_of(&row.key, column))
            .with("row", parsed.words(row))
            .with("column", header.cloned().unwrap_or_default())
            .comparing(parts, stated, parsed.money())
    })
}
