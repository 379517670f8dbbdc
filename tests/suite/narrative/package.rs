//! From flat lists to the package: purchases and goals in the workbook and in the document.

use std::path::{Path, PathBuf};

use super::{NAME, gongkai, made};
use crate::program::{DEPARTMENT, PUBLISHED};
use crate::python::{python, repository};

/// The sample with a flat list of purchases, and what it needs to be whole.
fn with_purchases(folder: &Path, change: impl Fn(&str) -> String) {
    for entry in std::fs::read_dir(repository("samples/pingxiang-2024")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let answers = folder.join("说明.toml");
    let text = std::fs::read_to_string(&answers).unwrap();
    let asked = "asset_purchase = '''\n";
    assert!(text.contains(asked));
    std::fs::write(&answers, text.replace(asked, "asset_purchase = '''\n6.10万元\n")).unwrap();
    let list = std::fs::read(repository("tests/narrative/purchases/政府采购预算.csv")).unwrap();
    let (list, _, broken) = encoding_rs::GBK.decode(&list);
    assert!(!broken);
    let changed = change(&list);
    let (bytes, ..) = encoding_rs::GBK.encode(&changed);
    std::fs::write(folder.join("政府采购预算.csv"), bytes).unwrap();
}

fn convert(folder: &Path) -> std::process::Output {
    let prior = repository("samples/pingxiang-2023");
    gongkai(&["convert", ".", "--prior", prior.to_str().unwrap(), "-o", "out", "--format", "xlsx,docx"], folder)
}

fn out(folder: &Path, name: &str) -> PathBuf {
    folder.join("out").join(DEPARTMENT).join(name)
}

/// In the workbook as written and as LibreOffice computes it, and in the document with the same figures.
#[test]
fn a_flat_list_of_purchases_becomes_its_table() {
    let folder = tempfile::tempdir().unwrap();
    with_purchases(folder.path(), str::to_owned);
    let made = convert(folder.path());
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let workbook = out(folder.path(), PUBLISHED);
    python("tests/narrative/judge_purchases.py", &[workbook.as_os_str()]);
    let computed = folder.path().join("computed.xlsx");
    python("tests/published/recalculate.py", &[workbook.as_os_str(), computed.as_os_str()]);
    python("tests/narrative/judge_purchases.py", &[computed.as_os_str()]);
    let (document, budget) = (out(folder.path(), NAME), out(folder.path(), "budget.json"));
    let prior = repository("samples/pingxiang-2023");
    let (against, last) = (budget.to_str().unwrap(), prior.to_str().unwrap());
    for file in [&document, &workbook] {
        let arguments = ["check", file.to_str().unwrap(), "--against", against, "--prior", last];
        let checked = gongkai(&arguments, folder.path());
        let said = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(checked.status.success() && said.contains("不通过 0 条"), "{said}");
    }
    let text = super::read(&std::fs::read(&document).unwrap());
    let all: String = text.paragraphs.iter().map(|paragraph| super::plain(&paragraph.text)).collect();
    assert!(all.contains("本年度拟购置固定资产总额为6.10万元"), "{all}");
}

/// What is wrong in the list is told against the lines and its own rows.
#[test]
fn purchases_that_do_not_fit_are_found() {
    // What is changed into what, and the code that says so, in order of severity.
    let defects = [
        ("13053224P002735128895", "13053224P002735128999", "GK-C064"),
        (",10,55000.00,", ",12,55000.00,", "GK-C064"),
        (",1,215000.00,", ",1,225000.00,", "GK-I130"),
        (",993000.00,", ",99300000.00,", "GK-I130"),
    ];
    for (old, new, code) in defects {
        let folder = tempfile::tempdir().unwrap();
        with_purchases(folder.path(), |list| {
            assert!(list.contains(old), "{old} is not in\n{list}");
            list.replacen(old, new, 1)
        });
        let made = convert(folder.path());
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(said.contains(code), "{old} → {new}: {said}");
    }
}

/// Goals from a flat list give the same document as those of a sheet a project.
#[test]
fn goals_from_a_flat_list_give_the_same_document() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["支出预算明细.csv", "收入预算.xlsx", "资产.xlsx", "单位信息.csv", "说明.toml"] {
        std::fs::copy(repository("samples/pingxiang-2024").join(name), folder.path().join(name)).unwrap();
    }
    let list = "项目绩效目标清单.csv";
    std::fs::copy(repository("samples/pingxiang-2024-forms/goals").join(list), folder.path().join(list)).unwrap();
    let output = convert(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read(out(folder.path(), NAME)).unwrap() == made(&[]).document());
}
