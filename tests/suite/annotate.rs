//! `check --annotate` as a clerk uses it; another program reads the result.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::python::python;

fn annotate(folder: &Path, input: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output = program.args(["check", "-q", input, "--annotate"]).current_dir(folder).output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

fn read(before: &OsStr, after: &Path, [sheet, cell, words]: [&str; 3]) {
    python("tests/annotate/read.py", &[before, after.as_os_str(), sheet.as_ref(), cell.as_ref(), words.as_ref()]);
}

fn folder_with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn a_published_workbook_comes_back_marked_and_otherwise_the_same() {
    let bytes = std::fs::read(repository("tests/cli/published_defect/公开表.xlsx")).unwrap();
    let (folder, before) = folder_with("公开表.xlsx", &bytes);
    annotate(folder.path(), "公开表.xlsx");
    let after = folder.path().join("公开表（已标注）.xlsx");
    read(before.as_os_str(), &after, ["表1", "E37", "X-T1-T3"]);
    assert_eq!(std::fs::read(&before).unwrap(), bytes, "the input itself is not touched");
    // The marked file checked again: its marks are replaced in place, and its list is no table of the user's.
    let once = std::fs::read(&after).unwrap();
    let said = annotate(folder.path(), "公开表（已标注）.xlsx");
    assert_eq!(std::fs::read(&after).unwrap(), once, "{said}");
    // A walk over the folder does not read the copy as well.
    let said = annotate(folder.path(), ".");
    assert_eq!(said.matches("[强制").count(), 1, "{said}");
}

/// A figure of a made table stands in no file of the user's: its line in the list leads to the first line that it was made of.
#[test]
fn a_finding_of_made_tables_leads_to_the_lines_behind_it() {
    let lines = std::fs::read(repository("samples/pingxiang-2024/支出预算明细.csv")).unwrap();
    let mut lines: Vec<&[u8]> = lines.split_inclusive(|byte| *byte == b'\n').collect();
    lines.pop();
    let (folder, _) = folder_with("支出.csv", &lines.concat());
    std::fs::copy(repository("samples/pingxiang-2024/收入预算.xlsx"), folder.path().join("收入.xlsx")).unwrap();
    annotate(folder.path(), ".");
    read("-".as_ref(), &folder.path().join("支出.csv（已标注）.xlsx"), ["数据", "-", "收入和支出对不上"]);
}

/// An export with a subtotal that is not the sum of its lines.
fn export() -> String {
    let head = "预算年度,单位代码,单位名称,部门代码,项目类别代码,项目类别名称,项目代码,项目名称,支出功能分类科目代码,\
                部门支出经济分类代码,资金性质代码,年初批复数\n";
    let mut text = head.to_owned();
    for line in 0..1_000 {
        let amount = 1_000 + line;
        text.push_str(&format!(
            "2024,434001,平乡县人民政府办公室本级,434-平乡县人民政府办公室,1,人员类项目,13053224R00273520101R,工资（行政人员）,\
             2010301-行政运行,30101-基本工资,111-一般公共预算资金,{amount}.50\n"
        ));
    }
    text.push_str(",,小计,,,,,,,,,1500100.00\n");
    text
}

#[test]
fn a_thousand_lines_with_one_wrong_subtotal_come_back_as_a_workbook() {
    let (folder, _) = folder_with("支出.csv", export().as_bytes());
    let said = annotate(folder.path(), "支出.csv");
    assert!(said.contains("GK-I130"), "{said}");
    let after = folder.path().join("支出.csv（已标注）.xlsx");
    read("-".as_ref(), &after, ["数据", "L1002", "应为 1500000.00"]);
    let once = std::fs::read(&after).unwrap();
    annotate(folder.path(), "支出.csv");
    assert_eq!(std::fs::read(&after).unwrap(), once);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is written twice");
}
