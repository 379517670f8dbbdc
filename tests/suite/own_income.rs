//! The sample with own income, carry-over, a government fund, state capital and odd cents: no false alarm, however figures are
//! rounded.

use std::path::PathBuf;
use std::process::Command;

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
        assert_eq!(codes(&converted.said()), ["信息 GK-T011", about_rounding], "{}", converted.said());
        let workbook = published(&converted);
        let budget = workbook.with_file_name("budget.json");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        let audit = command.args(["check".as_ref(), workbook.as_os_str(), "--against".as_ref(), budget.as_os_str()]);
        let audit = audit.env("NO_COLOR", "1").output().unwrap();
        let said = String::from_utf8(audit.stderr).unwrap();
        assert!(audit.status.success() && said == "没有发现问题\n", "{rounding}: {said}");
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
