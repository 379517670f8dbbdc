//! The sample with own income, carry-over, a government fund, state capital and odd cents: no false alarm, however figures are
//! rounded.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use gongkai::amount::{Amount, Unit};
use gongkai::check;
use gongkai::disclosure::{Cell, Disclosure, Rounding, Row, Table};
use gongkai::edition::{Edition, Templates};
use gongkai::finding::Finding;
use gongkai::tables::fill_rounded;

use super::program::{Converted, convert};
use super::python::{python, repository};

fn converted(rounding: &str) -> Converted {
    let arguments = [repository("samples/own-income-2024"), PathBuf::from("--rounding"), PathBuf::from(rounding)];
    convert(&arguments)
}

/// Its workbook.
fn published(converted: &Converted) -> PathBuf {
    let named = |path: &PathBuf| path.ends_with("361-样例县教育局/2024年部门预算公开表.xlsx");
    converted.files().into_iter().find(named).unwrap_or_else(|| panic!("{}", converted.said()))
}

/// Codes of what was said, each once.
fn codes(said: &str) -> Vec<&str> {
    let mut codes: Vec<&str> =
        said.lines().filter_map(|line| line.strip_prefix('[')?.split_once(']')).map(|l| l.0).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn it_is_what_its_program_writes() {
    python("samples/make_own_income.py", &["--check".as_ref()]);
}

#[test]
fn it_is_converted_and_audited_without_false_alarm() {
    for (rounding, about_rounding) in [("exact", "信息 GK-T101"), ("tie", "信息 GK-T102")] {
        let converted = converted(rounding);
        assert_eq!(converted.code(), 0, "{}", converted.said());
        // The sample has projects without goals, and no assets: that is said, and is no alarm about figures.
        let expected = ["信息 GK-T011", "信息 GK-T030", about_rounding, "提示 GK-T031"];
        assert_eq!(codes(&converted.said()), expected, "{}", converted.said());
        let workbook = published(&converted);
        let budget = workbook.with_file_name("budget.json");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        let audit = command.args(["check".as_ref(), workbook.as_os_str(), "--against".as_ref(), budget.as_os_str()]);
        let audit = audit.env("NO_COLOR", "1").output().unwrap();
        let said = String::from_utf8(audit.stderr).unwrap();
        // Of the figures nothing; the two tables that nobody filled in cannot be published so.
        assert_eq!(codes(&said), ["强制 GK-I205"], "{rounding}: {said}");
        assert!(said.contains("部门固定资产占用情况表") && said.contains("项目绩效目标表"), "{rounding}: {said}");
    }
}

#[test]
fn libreoffice_computes_the_printed_figures_from_the_formulas_of_the_tied_workbook() {
    let converted = converted("tie");
    let folder = tempfile::tempdir().unwrap();
    let (workbook, recalculated) = (published(&converted), folder.path().join("recalculated.xlsx"));
    python("tests/published/recalculate.py", &[workbook.as_os_str(), recalculated.as_os_str()]);
    python("tests/published/same_figures.py", &[workbook.as_os_str(), recalculated.as_os_str()]);
}

/// Its tables as published, each figure as printed.
fn tables() -> Disclosure {
    let converted = converted("tie");
    let budget = std::fs::read(published(&converted).with_file_name("budget.json")).unwrap();
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let tied = fill_rounded(&serde_json::from_slice(&budget).unwrap(), &edition, Rounding::Tie);
    super::mutation::printed(tied.value)
}

/// Plants a defect.
type Plant = fn(&mut Disclosure);

/// What somebody does wrong by hand, as inspections find it, and the rules that then speak.
const DEFECTS: &[(&str, Plant, &[&str])] = &[
    ("nothing", |_| {}, &[]),
    ("a table left out", |tables| tables.tables.retain(|table| table.role != "capital"), &["强制 GK-C006"]),
    // The contributions' own functional items are then missing beside their economic ones.
    (
        "codes down to 款 only",
        |tables| of(tables, "general").rows.retain(|row| key(row).len() != 7),
        &["强制 GK-C007", "提示 GK-C004"],
    ),
    (
        "vehicles not split",
        // The equalities that ask for the missing rows are not run; that they are missing is said.
        |tables| of(tables, "three_public").rows.retain(|row| !key(row).starts_with("vehicle_")),
        &["强制 GK-C002", "强制 GK-C008"],
    ),
    ("two totals for one thing", |tables| add(of(tables, "balance"), "carry_over", "income", "1"), &["强制 GK-C004"]),
    ("元 printed as 万元", as_yuan, &["强制 GK-C009"]),
    ("the note of another table", foreign_note, &["提示 GK-C015"]),
    ("a name of its own", own_name, &["提示 GK-C011"]),
    ("one hundredth too much", |tables| add(of(tables, "fund"), "2120803", "project", "0.01"), &["信息 GK-C003"]),
];

fn of<'t>(tables: &'t mut Disclosure, role: &str) -> &'t mut Table {
    tables.tables.iter_mut().find(|table| table.role == role).unwrap()
}

fn key(row: &Row) -> &str {
    row.keys.iter().flatten().next().map_or("", String::as_str)
}

fn add(table: &mut Table, row: &str, column: &str, by: &str) {
    let (row, col) = (table.row(row).unwrap(), table.column(column).unwrap());
    let value = table.rows[row].cells[col].amount().unwrap() + Amount::of(by.parse().unwrap(), table.unit).unwrap();
    table.rows[row].cells[col] = Cell::Amount { value, sources: Vec::new() };
}

fn as_yuan(tables: &mut Disclosure) {
    for cell in of(tables, "expenditure").rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Cell::Amount { value, .. } = cell {
            *value = Amount::of(value.yuan(), Unit::WanYuan).unwrap();
        }
    }
}

fn foreign_note(tables: &mut Disclosure) {
    let capital = of(tables, "capital");
    capital.notes.push("注：无政府基金预算财政拨款预算，空表列示。".to_owned());
}

fn own_name(tables: &mut Disclosure) {
    let table = of(tables, "general");
    let row = table.row("205").unwrap();
    let label = table.blocks[0].label_column;
    table.rows[row].cells[label] = Cell::Text("文教支出".to_owned());
}

#[test]
fn each_planted_defect_makes_its_rule_speak() {
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let sound = tables();
    for (defect, plant, codes) in DEFECTS {
        let mut tables = sound.clone();
        plant(&mut tables);
        let report = check::run(&tables, None, &edition);
        let said = |finding: &Finding| format!("{} {}", finding.severity.words().zh, finding.code.id);
        let found: BTreeSet<String> = report.findings.iter().map(said).collect();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), *codes, "{defect}: {:#?}", report.findings);
    }
}
