//! Every container format: a folder of `tests/containers/` holds an `input.*` and what must become of it.
//!
//! `BLESS=1 cargo test containers` writes `expected.txt` anew; read the difference before committing it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gongkai::finding::render::{Language, message};
use gongkai::finding::{self, Checked};
use gongkai::import::grid::{GridCell, Sheet, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use gongkai::origin::CellRef;

#[test]
fn every_case_reads_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers");
    let cases = cases(&root);
    assert!(!cases.is_empty(), "no cases in {}", root.display());
    let failures: Vec<String> = cases.iter().filter_map(|case| run(case).err()).collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// The case folders in order; anything else but the README and the maker is a mistake.
fn cases(root: &Path) -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases.push(path);
        } else {
            let name = path.file_name().unwrap();
            assert!(name == "README.md" || name == "make.py", "unknown file {}", path.display());
        }
    }
    cases.sort();
    cases
}

fn run(case: &Path) -> Result<(), String> {
    let mut input = None;
    for entry in std::fs::read_dir(case).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match name.as_str() {
            "expected.txt" => {}
            name if name.starts_with("input.") && input.is_none() => input = Some(path),
            _ => return Err(format!("{}: unknown or second input {name}", case.display())),
        }
    }
    let input = input.ok_or_else(|| format!("{}: no input", case.display()))?;
    let bytes = std::fs::read(&input).unwrap();
    let name = input.file_name().unwrap().to_string_lossy();
    let actual = told(&open(&Input { name: name.as_ref().into(), bytes: &bytes }, &Limits::default()));
    let expected = case.join("expected.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&expected, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&expected).map_err(|error| format!("{}: {error}", expected.display()))?;
    if expected == actual { Ok(()) } else { Err(format!("{}:\n{}", case.display(), difference(&expected, &actual))) }
}

/// The lines that differ.
fn difference(expected: &str, actual: &str) -> String {
    let mut lines = String::new();
    let (mut left, mut right) = (expected.lines(), actual.lines());
    for _ in 0..4000 {
        match (left.next(), right.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => _ = writeln!(lines, "  - {}\n  + {}", a.unwrap_or("∅"), b.unwrap_or("∅")),
        }
    }
    lines
}

/// What became of a file, as text.
fn told(checked: &Checked<Vec<Opened>>) -> String {
    let mut text = String::new();
    for opened in &checked.value {
        _ = writeln!(text, "文件 {}\n格式 {} {}", opened.name, opened.format_id, opened.format);
        for evidence in &opened.evidence {
            _ = writeln!(text, "依据 {evidence}");
        }
        match &opened.grid {
            None => text.push_str("没有读出\n"),
            Some(grid) => grid.sheets.iter().for_each(|sheet| tell_sheet(&mut text, sheet)),
        }
    }
    let mut findings = checked.findings.clone();
    finding::sort(&mut findings);
    for finding in &findings {
        let places: Vec<String> = finding.places.iter().map(ToString::to_string).collect();
        let words = message(finding, Language::Chinese);
        assert!(!words.contains('{'), "unfilled message: {words}");
        let (code, severity) = (finding.code.id, finding.severity.words().zh);
        _ = writeln!(text, "问题 {code} {severity} [{}] {words}", places.join("; "));
    }
    text
}

fn tell_sheet(text: &mut String, sheet: &Sheet) {
    let hidden = if sheet.hidden { " 隐藏" } else { "" };
    match &sheet.name {
        Some(name) => _ = writeln!(text, "工作表 {name:?}{hidden}"),
        None => text.push_str("文本表\n"),
    }
    for (from, to) in &sheet.merges {
        _ = writeln!(text, "合并 {from}:{to}");
    }
    for row in &sheet.rows {
        assert!(row.cells.is_sorted_by_key(|(col, _)| *col), "cells out of order");
        if row.hidden {
            _ = writeln!(text, "隐藏行 {}", row.index + 1);
        }
        if row.line != row.index {
            _ = writeln!(text, "记录 {} 起于第 {} 行", row.index + 1, row.line + 1);
        }
        for (col, cell) in &row.cells {
            _ = writeln!(text, "{} {}", CellRef::zero_based(row.index, *col), tell_cell(cell));
        }
    }
}

fn tell_cell(cell: &GridCell) -> String {
    match cell.value {
        Value::Text => format!("文字 {:?}", cell.text),
        Value::Number(number) => {
            assert_eq!(number.to_string(), &*cell.text, "a number's text is its decimal");
            format!("数 {number}")
        }
        Value::Date => format!("日期 {}", cell.text),
        Value::Bool => format!("真假 {}", cell.text),
        Value::Error => format!("错误 {}", cell.text),
        Value::Uncalculated => format!("未计算 {:?}", cell.text),
    }
}
