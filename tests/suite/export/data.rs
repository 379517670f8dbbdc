//! CSV and JSON.

use gongkai::disclosure::Cell;
use gongkai::export::{csv, json};
use serde_json::Value;

use super::by_hand::{EXPENDITURE, by_hand, text};

#[test]
fn csv_prints_the_table() {
    let disclosure = by_hand().disclosure;
    let bytes = csv(&disclosure.tables[EXPENDITURE]).unwrap();
    let body = String::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap().to_vec()).unwrap();
    let lines: Vec<&str> = body.split("\r\n").collect();
    assert_eq!(lines.len(), disclosure.tables[EXPENDITURE].rows.len() + 2, "a line feed ends the last line too");
    let header = "序号,功能分类科目·科目编码,功能分类科目·科目名称,合计,基本支出,项目支出,经营支出,上解上级支出,对附属单位补助支出";
    assert_eq!(lines[0], header);
    assert_eq!(lines[1], "1,,合计,1126.10,632.74,493.36,,,");
    assert_eq!(lines[4], "4,2010301,行政运行,449.30,449.30,,,,");
    assert_eq!(csv(&disclosure.tables[2]).unwrap().iter().filter(|byte| **byte == b'\n').count(), 1);
}

#[test]
fn csv_text_is_not_executed_and_quoted_where_needed() {
    let mut table = by_hand().disclosure.tables[EXPENDITURE].clone();
    for (row, words) in ["=1+1", "+1", "-1", "@x", "\t=1", "a,\"b\"\n", "-"].iter().enumerate() {
        table.rows[row].cells[2] = text(words);
    }
    let written = csv(&table).unwrap();
    let text = String::from_utf8(written).unwrap();
    for safe in [",'=1+1,", ",'+1,", ",'-1,", ",'@x,", ",'\t=1,", ",\"a,\"\"b\"\"\n\",", ",-,"] {
        assert!(text.contains(safe), "{safe:?} in {text}");
    }
}

#[test]
fn json_holds_every_cell_exactly() {
    let disclosure = by_hand().disclosure;
    let bytes = json(&disclosure).unwrap();
    assert_eq!(bytes, json(&disclosure).unwrap());
    let written: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(written["fiscal_year"], 2024);
    for (home, table) in disclosure.tables.iter().enumerate() {
        let form = &written["tables"][home];
        assert_eq!(form["rows"].as_array().unwrap().len(), table.rows.len());
        for (row, values) in table.rows.iter().enumerate() {
            for (col, cell) in values.cells.iter().enumerate() {
                let there = &form["rows"][row]["cells"][col];
                assert_eq!(there["cell"], table.sheet_cell(row, col).to_string());
                match cell {
                    Cell::Blank => assert_eq!(there["type"], "blank"),
                    Cell::Text(text) => assert_eq!(there["text"], *text),
                    Cell::Amount { value, sources } => {
                        assert_eq!(there["yuan"], value.to_string());
                        let named = |list: &str| there[list].as_array().map_or(0, Vec::len);
                        assert_eq!(named("lines") + named("revenue"), sources.len());
                    }
                    Cell::Formula { formula, value } => {
                        assert_eq!(there["yuan"], value.to_string());
                        assert_eq!(there["formula"], format!("={}", formula.a1(&disclosure, home)));
                    }
                }
            }
        }
    }
    let first = &written["tables"][0]["rows"][0]["cells"][2];
    assert_eq!((&first["yuan"], &first["printed"]), (&"11261000".into(), &"1126.10".into()));
    assert_eq!(written["tables"][0]["columns"][3]["block"], "expenditure");
}
