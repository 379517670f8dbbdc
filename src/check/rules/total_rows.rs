//! # 合计行是否都在
//!
//! ## 查什么
//! 表样规定了合计的行（写有序号公式的行，按科目列示的表的合计行），有数据的公开表应列出。
//! 少了合计行，与它有关的勾稽关系报告“未检查”，不当作通过。
//!
//! ## 为什么
//! 没有合计行，读者无法与其他表核对；检查也无从谈起。
//!
//! ## 依据
//! 各表样；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 支出总表的“合计”行被删去。
//!
//! ## 怎么办
//! 按表样补上合计行。

use crate::check::figures::is_empty;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::Table;
use crate::edition::{BlockDef, Form};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C414",
    severity: Severity::Mandatory,
    title: Words { zh: "缺少合计行", en: "A total row is missing" },
    message: Words { zh: "《{table}》没有“{row}”这一行。", en: "{table} lacks the row “{row}”." },
    remedy: Words {
        zh: "按表样补上这一行，再检查一次：与它有关的关系这次没有检查。",
        en: "Add the row and check again.",
    },
    page: include_str!("total_rows.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        let title = format!("《{}》列有合计行", form.name);
        match subject.table(&form.role) {
            None => report.not_run(&CODE, None, &title, "缺少这张表"),
            Some((_, table)) if is_empty(table) => report.not_run(&CODE, None, &title, "空表"),
            Some((_, table)) => report.note(&CODE, None, &title, check(form, table)),
        }
    }
}

fn check(form: &Form, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, block) in form.blocks.iter().enumerate() {
        let listed = |key: &str| {
            table.rows.iter().any(|row| row.keys.get(index).is_some_and(|known| known.as_deref() == Some(key)))
        };
        // A block none of whose rows is there was not recognised, which is said elsewhere.
        if !table.rows.iter().any(|row| row.keys.get(index).is_some_and(Option::is_some)) {
            continue;
        }
        for (key, label) in totals(block) {
            if !listed(key) {
                let finding = Finding::new(&CODE).at(table.whole()).with("table", form.name.as_str());
                findings.push(finding.with("row", label));
            }
        }
    }
    findings
}

/// Keys and labels of the rows that sum up others.
fn totals(block: &BlockDef) -> Vec<(&str, &str)> {
    if let Some(classification) = &block.classification {
        return classification.total.iter().map(|total| ("total", total.label.as_str())).collect();
    }
    let summing = block.rows.iter().filter(|row| row.formula.is_some());
    summing.filter_map(|row| Some((row.key()?, row.label.as_str()))).collect()
}
