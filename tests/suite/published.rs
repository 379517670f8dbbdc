//! What was really published is the truth: the nine tables, cell by cell and both ways, read back by programs that are not ours.

use std::path::PathBuf;

use super::program::convert;
use super::python::{python, repository};

/// The three forms of the same expenditure, each with the same other exports; the goals once as a list.
fn forms() -> [(&'static str, Vec<PathBuf>); 3] {
    let sample = |file: &str| repository(&format!("samples/pingxiang-2024/{file}"));
    let with = |expenditure: &str, goals: PathBuf| {
        let others = ["收入预算.xlsx", "资产.xlsx", "单位信息.csv"].map(sample);
        let form = repository(&format!("samples/pingxiang-2024-forms/{expenditure}"));
        [form, goals].into_iter().chain(others).collect::<Vec<PathBuf>>()
    };
    [
        ("csv", vec![repository("samples/pingxiang-2024")]),
        ("xlsx", with("xlsx", repository("samples/pingxiang-2024-forms/goals"))),
        ("xls", with("xls", sample("项目绩效目标.xls"))),
    ]
}

#[test]
fn each_form_gives_the_published_tables() {
    for (form, inputs) in forms() {
        let converted = convert(&inputs);
        assert_eq!(converted.code(), 0, "{form}: {}", converted.said());
        python("tests/published/compare.py", &[converted.published().as_os_str()]);
        python("tests/published/compare_goals.py", &[converted.published().as_os_str()]);
    }
}

#[test]
fn libreoffice_computes_the_published_tables_from_the_formulas() {
    let [(_, inputs), ..] = forms();
    let converted = convert(&inputs);
    let folder = tempfile::tempdir().unwrap();
    let recalculated = folder.path().join("recalculated.xlsx");
    python("tests/published/recalculate.py", &[converted.published().as_os_str(), recalculated.as_os_str()]);
    python("tests/published/compare.py", &[recalculated.as_os_str()]);
}

#[test]
fn all_forms_give_the_same_bytes_and_so_does_a_second_run() {
    let [(_, csv), (_, xlsx), (_, xls)] = forms();
    let first = convert(&csv).bytes();
    for (name, inputs) in [("csv again", csv), ("xlsx", xlsx), ("xls", xls)] {
        assert!(convert(&inputs).bytes() == first, "{name} gives another workbook than csv");
    }
}
