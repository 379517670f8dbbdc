//! # 表样逐项列明的行是否都在
//!
//! ## 查什么
//! 表样的序号公式逐项写出的行（例如“三公”经费表 `6 = 7 + 8`：公务用车购置费、公务用车运行维护费），没有金额也应列出。
//! 用区间写的行（例如 `32 = 1..31` 的各类支出）没有金额时可以不列。
//!
//! ## 为什么
//! “三公”经费只列“公务用车购置及运维费”一个合计、不分购置和运行，是检查必查的问题。
//!
//! ## 依据
//! 预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费应分项公开，公务用车应分购置费和运行费。
//!
//! ## 例
//! “公务用车购置及运维费 16.00”下面没有“公务用车购置费”一行。
//!
//! ## 怎么办
//! 补上这一行；没有金额的写 0 或留空。

use crate::check::{Report, Rule, Subject};
use crate::disclosure::Table;
use crate::edition::{BlockDef, Form, RowDef, row_numbers};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C008",
    severity: Severity::Mandatory,
    title: Words { zh: "缺少表样逐项列明的行", en: "A row that the form spells out is missing" },
    message: Words {
        zh: "《{table}》没有“{row}”这一行，“{total}”应分项列示（{formula}）。",
        en: "{table} lacks the row “{row}”; “{total}” is to be shown by item ({formula}).",
    },
    remedy: Words {
        zh: "补上这一行；没有金额的写 0 或留空，不要删去。",
        en: "Add the row; where there is nothing, show it empty.",
    },
    page: include_str!("listed_rows.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        if form.blocks.iter().all(|block| block.classification.is_some()) {
            continue;
        }
        let title = format!("《{}》逐项列示", form.name);
        match subject.table(&form.role) {
            None => report.not_run(&CODE, None, &title, "缺少这张表"),
            Some((_, table)) if table.rows.is_empty() => report.not_run(&CODE, None, &title, "空表"),
            Some((_, table)) => report.note(&CODE, None, &title, check(form, table)),
        }
    }
}

fn check(form: &Form, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, block) in form.blocks.iter().enumerate() {
        let listed = |row: &RowDef| {
            table.rows.iter().any(|known| known.keys.get(index).is_some_and(|key| key.as_deref() == row.key()))
        };
        for (total, formula, part) in spelled_out(block) {
            if listed(total) && !listed(part) {
                let finding = Finding::new(&CODE).at(table.whole()).with("table", form.name.as_str());
                let finding = finding.with("row", part.label.as_str()).with("total", total.label.as_str());
                findings.push(finding.with("formula", formula));
            }
        }
    }
    findings
}

/// Every row that a formula names by its own number, with the total and the formula.
fn spelled_out(block: &BlockDef) -> Vec<(&RowDef, &str, &RowDef)> {
    let numbers = row_numbers(&block.rows);
    let mut rows = Vec::new();
    for total in &block.rows {
        let Some(formula) = total.formula.as_ref().map(|formula| formula.get_ref().as_str()) else { continue };
        let sum = formula.split_once('=').map_or(formula, |(_, sum)| sum);
        let single = sum.split(['+', '-', '−', '＋', '－']).filter_map(|term| term.trim().parse::<u32>().ok());
        let row = |number: u32| numbers.iter().position(|known| *known == number).map(|at| &block.rows[at]);
        rows.extend(single.filter_map(row).map(|part| (total, formula, part)));
    }
    rows
}
