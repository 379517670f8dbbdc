//! # 同一编码同一名称（不需要表样）
//!
//! ## 查什么
//! 同一科目编码在各表中的名称应相同（空格、括号的全半角不计）。
//!
//! ## 为什么
//! 编码和名称错位，往往是整行贴错了。
//!
//! ## 例
//! 一张表 2080505 是“机关事业单位基本养老保险缴费支出”，另一张表是“机关事业单位职业年金缴费支出”。
//!
//! ## 怎么办
//! 按《政府收支分类科目》核对编码和名称。

use std::collections::BTreeMap;

use super::codes::is_code;
use crate::check::Report;
use crate::check::labels::plain;
use crate::disclosure::{Found, Table};
use crate::finding::{Code, Finding, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C413",
    severity: Severity::Advisory,
    title: Words { zh: "同一编码在两处名称不同", en: "A code bears two names" },
    message: Words {
        zh: "{code} 在一处是“{name}”，在另一处是“{other}”。",
        en: "{code} is called “{name}” and “{other}”.",
    },
    remedy: Words {
        zh: "按《政府收支分类科目》核对编码和名称。", en: "Check both by the chart of the year."
    },
    page: include_str!("named.rs"),
};

pub(super) fn run(found: &Found, report: &mut Report) {
    let mut names: BTreeMap<String, (String, usize, usize, usize)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (at, table, _) in found.tables() {
        for (row, block, code, name) in coded(table) {
            let (_, first) = match names.get(&code) {
                None => {
                    names.insert(code, (name, at, row, block));
                    continue;
                }
                Some((known, ..)) if plain(known) == plain(&name) => continue,
                Some((known, at, row, block)) => ((), (known.clone(), *at, *row, *block)),
            };
            let place = |table: &Table, row: usize, block: usize| table.place(row, table.blocks[block].label_column);
            let finding = Finding::new(&CODE).at(place(table, row, block));
            let finding = finding.at(place(&found.disclosure.tables[first.1], first.2, first.3));
            findings.push(finding.with("code", code).with("name", name).with("other", first.0));
        }
    }
    report.note(&CODE, None, "同一编码同一名称", findings);
}

/// Row, block, code and name of every row with both.
fn coded(table: &Table) -> Vec<(usize, usize, String, String)> {
    let mut all = Vec::new();
    for (row, known) in table.rows.iter().enumerate() {
        for (block, key) in known.keys.iter().enumerate() {
            let Some(code) = key.as_deref().filter(|key| is_code(key)) else { continue };
            let label = table.blocks.get(block).map(|block| block.label_column);
            let Some(crate::disclosure::Cell::Text(name)) = label.and_then(|col| known.cells.get(col)) else {
                continue;
            };
            let coded = table
                .columns
                .iter()
                .any(|column| column.block == Some(block) && column.role == crate::disclosure::Role::Code);
            if coded && plain(name) != code {
                all.push((row, block, code.to_owned(), name.clone()));
            }
        }
    }
    all
}
