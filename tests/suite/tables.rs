//! Budgets in, tables and findings out: `tests/tables/<case>/`.
//!
//! A case holds `lines.tsv` (expenditure), optionally `revenue.tsv`, and `expected.txt`, which `BLESS=1` rewrites.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use gongkai::amount::{Amount, Unit};
use gongkai::check;
use gongkai::disclosure::{Cell, Disclosure};
use gongkai::edition::{Edition, Templates};
use gongkai::finding::{Finding, render};
use gongkai::model::{Batch, Budget, Coded, Line, Measure, Revenue, Stated, split};
use gongkai::origin::{Origin, Spot};

use crate::cases;

#[test]
fn every_case_gives_its_tables() {
    cases::each("tests/tables", "expected.txt", |folder| {
        let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
        let mut text = String::new();
        for budget in budgets(folder) {
            let filled = gongkai::tables::fill(&budget, &edition);
            let report = check::run(&filled.value, Some(&budget), &edition);
            show(&filled.value, &mut text);
            let (held, broken, not_run) = report.counts();
            writeln!(text, "## 勾稽 通过 {held} 不通过 {broken} 未检查 {not_run}").unwrap();
            for finding in filled.findings.iter().chain(&report.findings) {
                show_finding(finding, &mut text);
            }
        }
        text
    });
}

/// A value by its name in JSON.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).unwrap()
}

/// Reads the case's lines; columns: 单位 功能 经济 资金 上年结转 类别 元, then optionally 教学科研.
pub fn budgets(folder: &Path) -> Vec<Budget> {
    let coded = |text: &str| match text.split_once('-') {
        Some((code, name)) => Coded::named(code, name),
        None => Coded::bare(text),
    };
    let mut batch = Batch::default();
    for (file, record, fields) in rows(folder, "lines.tsv") {
        let entity = coded(&fields[0]);
        batch.lines.push(Line {
            fiscal_year: 2024,
            department: Coded::named(&entity.code[..3], "样例部门"),
            entity,
            project: None,
            function: coded(&fields[1]),
            economic: Some(&fields[2]).filter(|text| !text.is_empty()).map(|text| coded(text)),
            government_economic: None,
            fund: named(&fields[3]),
            carry_over: fields[4] == "是",
            kind: named(&fields[5]),
            academic_travel: fields.get(7).is_some_and(|mark| mark == "教学科研"),
            measure: Measure::Initial,
            beside: Vec::new(),
            amount: amount(&fields[6]),
            stated: Stated { text: fields[6].as_str().into(), unit: Unit::Yuan },
            origin: origin(&file, record),
        });
    }
    for (file, record, fields) in rows(folder, "revenue.tsv") {
        let entity = coded(&fields[0]);
        batch.revenue.push(Revenue {
            fiscal_year: 2024,
            department: Coded::named(&entity.code[..3], "样例部门"),
            entity,
            function: Some(&fields[1]).filter(|text| !text.is_empty()).map(|text| coded(text)),
            fund: named(&fields[2]),
            carry_over: fields[3] == "是",
            measure: Measure::Initial,
            beside: Vec::new(),
            amount: amount(&fields[4]),
            stated: Stated { text: fields[4].as_str().into(), unit: Unit::Yuan },
            origin: origin(&file, record),
        });
    }
    split(batch)
}

fn rows(folder: &Path, name: &str) -> Vec<(Arc<str>, u32, Vec<String>)> {
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else { return Vec::new() };
    let file: Arc<str> = name.into();
    let lines = (0_u32..).zip(text.lines()).skip(1).filter(|(_, line)| !line.is_empty());
    lines.map(|(at, line)| (Arc::clone(&file), at, line.split('\t').map(str::to_owned).collect())).collect()
}

fn amount(text: &str) -> Amount {
    Amount::of(text.parse().unwrap(), Unit::Yuan).unwrap()
}

fn origin(file: &Arc<str>, record: u32) -> Origin {
    Origin { file: Arc::clone(file), spot: Spot::Field { record, line: record, field: None } }
}

/// Tables as text: words, figures as printed, formulas after `=`; rows without any figure are left out.
fn show(disclosure: &Disclosure, text: &mut String) {
    writeln!(text, "# {}", disclosure.title).unwrap();
    for (index, table) in disclosure.tables.iter().enumerate() {
        writeln!(text, "## {} {}", table.name, table.caption.join(" | ")).unwrap();
        for row in &table.rows {
            let figures = row.cells.iter().any(|cell| matches!(cell, Cell::Amount { .. } | Cell::Formula { .. }));
            if !figures {
                continue;
            }
            let shown = row.cells.iter().map(|cell| match cell {
                Cell::Blank => String::new(),
                Cell::Text(words) => words.clone(),
                Cell::Amount { value, sources } => {
                    format!("{}［{}］", value.printed(table.unit, table.decimals), sources.len())
                }
                Cell::Formula { formula, value } => {
                    let printed = value.printed(table.unit, table.decimals);
                    format!("{printed}={}", formula.a1(disclosure, index))
                }
            });
            writeln!(text, "{}", shown.collect::<Vec<_>>().join("\t")).unwrap();
        }
        for note in &table.notes {
            writeln!(text, "{note}").unwrap();
        }
    }
}

fn show_finding(finding: &Finding, text: &mut String) {
    let language = render::Language::Chinese;
    let rule = finding.rule.as_deref().unwrap_or("");
    let message = render::message(finding, language);
    writeln!(text, "{} {} {rule} {message}", finding.severity.words().zh, finding.code.id).unwrap();
    for place in &finding.places {
        writeln!(text, "  {place}").unwrap();
    }
    if let Some(comparison) = finding.comparison {
        let (expected, actual) = (comparison.expected, comparison.actual);
        writeln!(text, "  应为 {expected} 实为 {actual} 相差 {}", comparison.difference()).unwrap();
    }
    if !finding.follows.is_empty() {
        writeln!(text, "  随之不符 {} 处", finding.follows.len()).unwrap();
    }
}
