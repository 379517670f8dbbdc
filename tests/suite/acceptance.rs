//! What happens to a clerk's data when something is not as it should be: a named finding, or no difference at all.

use std::path::PathBuf;
use std::process::Command;

use encoding_rs::GBK;
use tempfile::TempDir;

use super::program::{Converted, convert};
use super::python::repository;

const CSV: &str = "支出预算明细.csv";
const XLSX: &str = "收入预算.xlsx";
/// The column of the amount that counts, from 0, and the one before it.
const APPROVED: usize = 15;
const REVIEWED: usize = 14;

/// The sample's expenditure as rows of fields; none of them is quoted.
fn rows() -> Vec<Vec<String>> {
    let bytes = std::fs::read(repository(&format!("samples/pingxiang-2024/{CSV}"))).unwrap();
    let text = GBK.decode_without_bom_handling_and_without_replacement(&bytes).unwrap().into_owned();
    assert!(!text.contains('"'));
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The line of 12345热线分中心保障经费, 办公费: 12000.00.
fn hotline(rows: &[Vec<String>]) -> usize {
    let at = rows.iter().position(|row| row[7] == "12345热线分中心保障经费" && row[10] == "30201-办公费").unwrap();
    assert_eq!(rows[at][APPROVED], "12000.00");
    at
}

fn encoded(rows: &[Vec<String>]) -> Vec<u8> {
    let text: String = rows.iter().map(|row| row.join(",") + "\r\n").collect();
    let (bytes, _, lossy) = GBK.encode(&text);
    assert!(!lossy);
    bytes.into_owned()
}

/// A folder with this expenditure and the sample's other exports.
fn folder(expenditure: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(CSV), expenditure).unwrap();
    for other in [XLSX, "项目绩效目标.xls", "资产.xlsx", "单位信息.csv"] {
        std::fs::copy(repository(&format!("samples/pingxiang-2024/{other}")), folder.path().join(other)).unwrap();
    }
    folder
}

fn converted(rows: &[Vec<String>]) -> Converted {
    let folder = folder(&encoded(rows));
    convert(&[folder.path().to_owned()])
}

/// The run found something that blocks publication and said these words about it.
fn blocks(run: &Converted, words: &[&str]) {
    let said = run.said();
    assert_eq!(run.code(), 1, "{said}");
    for word in ["强制"].iter().chain(words) {
        assert!(said.contains(word), "“{word}” is not in:\n{said}");
    }
}

/// The run could not use its input, said which and why, and wrote nothing.
fn refuses(run: &Converted, code: i32, words: &[&str]) {
    let said = run.said();
    assert_eq!(run.code(), code, "{said}");
    for word in words {
        assert!(said.contains(word), "“{word}” is not in:\n{said}");
    }
    assert_eq!(run.files(), Vec::<PathBuf>::new(), "it wrote something nevertheless");
}

fn same_as_the_sample(run: &Converted) {
    let sample = convert(&[repository("samples/pingxiang-2024")]);
    assert_eq!(run.code(), 0, "{}", run.said());
    assert!(run.bytes() == sample.bytes(), "the published workbook differs");
}

#[test]
fn a_deleted_line_upsets_the_balance() {
    let mut rows = rows();
    rows.remove(hotline(&rows));
    // 收入 1166.60 against 支出 1165.40.
    blocks(&converted(&rows), &["收入总计", "支出总计", "1165.4"]);
}

#[test]
fn a_change_of_one_fen_is_seen() {
    let mut rows = rows();
    let at = hotline(&rows);
    rows[at][APPROVED] = "12000.01".to_owned();
    blocks(&converted(&rows), &["收入总计", "支出总计", "1166.600001"]);
}

#[test]
fn another_name_for_a_column_makes_no_difference() {
    let mut rows = rows();
    for (name, other) in [("项目代码", "项目编码"), ("支出功能分类科目代码", "功能分类科目")] {
        let at = rows[0].iter().position(|header| header == name).unwrap();
        rows[0][at] = other.to_owned();
    }
    same_as_the_sample(&converted(&rows));
}

#[test]
fn a_column_that_cannot_be_found_is_named() {
    let mut rows = rows();
    let at = rows[0].iter().position(|header| header == "支出功能分类科目代码").unwrap();
    rows[0][at] = "列九".to_owned();
    let run = converted(&rows);
    let said = run.said();
    assert_ne!(run.code(), 0, "{said}");
    for word in [CSV, "功能分类"] {
        assert!(said.contains(word), "“{word}” is not in:\n{said}");
    }
}

#[test]
fn a_header_three_rows_further_down_makes_no_difference() {
    let mut rows = rows();
    for _ in 0..3 {
        rows.insert(0, vec![String::new(); 20]);
    }
    same_as_the_sample(&converted(&rows));
}

#[test]
fn swapped_columns_make_no_difference() {
    let mut rows = rows();
    for row in &mut rows {
        row.swap(APPROVED, REVIEWED);
        row.swap(1, 8);
    }
    same_as_the_sample(&converted(&rows));
}

#[test]
fn an_unknown_fund_is_named() {
    let mut rows = rows();
    let at = hotline(&rows);
    rows[at][11] = "997-彩票返还".to_owned();
    blocks(&converted(&rows), &[CSV, "资金性质", "997"]);
}

#[test]
fn a_broken_byte_is_named_with_its_record() {
    let rows = rows();
    let at = hotline(&rows);
    let mut bytes = encoded(&rows[..at]);
    let mut line = encoded(&rows[at..=at]);
    // Inside 单位名称: a byte that begins no character of GBK.
    line.insert("2024,434001,".len(), 0xff);
    bytes.extend(line);
    bytes.extend(encoded(&rows[at + 1..]));
    let folder = folder(&bytes);
    let run = convert(&[folder.path().to_owned()]);
    let said = run.said();
    // Lines are counted from 1 with the header, as an editor counts them.
    assert_ne!(run.code(), 0, "{said}");
    for word in [CSV, &format!("第 {} 行", at + 1)] {
        assert!(said.contains(word), "“{word}” is not in:\n{said}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    for (name, bytes) in
        [("空.csv", &b""[..]), ("坏.xlsx", b"PK\x03\x04 this is no archive"), ("乱.xls", &[0xd0, 0xcf, 0x11, 0xe0, 1])]
    {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        refuses(&convert(&[file]), 4, &[name]);
    }
    let missing = PathBuf::from("没有这个文件.csv");
    refuses(&convert(&[missing]), 4, &["没有这个文件.csv"]);
}

#[test]
fn a_workbook_that_needs_a_password_is_refused_as_such() {
    for name in ["locked.xlsx", "locked.xls"] {
        refuses(&convert(&[repository("tests/acceptance").join(name)]), 4, &[name, "密码"]);
    }
}

#[test]
fn the_commands_that_the_readme_shows_exist() {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let commands: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("gongkai ")?.split(' ').next()).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let help = Command::new(env!("CARGO_BIN_EXE_gongkai")).args([command, "--help"]).output().unwrap();
        assert!(help.status.success(), "gongkai {command} --help: {}", String::from_utf8_lossy(&help.stderr));
    }
}
