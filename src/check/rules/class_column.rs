//! # 人员经费、公用经费与经济分类
//!
//! ## 查什么
//! 基本支出表中，工资福利支出（301）和对个人和家庭的补助（303）应列在人员经费，商品和服务支出（302）和资本性支出（310）应列在
//! 公用经费。
//!
//! ## 为什么
//! 列错栏会使机关运行经费（公用经费）虚增或虚减。各地口径可能不同，所以只提示。
//!
//! ## 依据
//! 部门预算支出经济分类科目；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! “30201 办公费”列在人员经费栏。
//!
//! ## 怎么办
//! 核对这些明细的项目类别（人员类、公用经费）与经济分类是否匹配。

use crate::check::{Report, Rule, Subject};
use crate::disclosure::{At, Table};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C005",
    severity: Severity::Advisory,
    title: Words { zh: "经济分类与经费类别不匹配", en: "Economic class in an unusual column" },
    message: Words {
        zh: "经济分类 {code} 通常不列在“{column}”栏，这里有 {amount}。",
        en: "Economic class {code} does not usually stand under “{column}”; here it has {amount}.",
    },
    remedy: Words {
        zh: "核对这些明细的项目类别与经济分类；确实如此的，保留即可。",
        en: "Check category and class of these lines; keep them if they are right.",
    },
    page: include_str!("class_column.rs"),
};

/// 类 of the economic classification, and the column in which they do not usually stand.
const UNUSUAL: &[(&str, &str)] =
    &[("301", "operation"), ("303", "operation"), ("302", "personnel"), ("310", "personnel")];

fn run(subject: &Subject<'_>, report: &mut Report) {
    let title = "基本支出表的经济分类与人员经费、公用经费";
    match subject.table("basic") {
        None => report.not_run(&CODE, None, title, "缺少基本支出表"),
        Some((at, table)) => report.note_cells(&CODE, title, check(subject, at, table)),
    }
}

fn check(subject: &Subject<'_>, at: usize, table: &Table) -> Vec<(At, Finding)> {
    let unusual = |&(code, column): &(&'static str, &str)| {
        let (row, col) = (table.row(code)?, table.column(column)?);
        // Where the classes stand in blocks side by side, the row is another class's in the other block.
        let block = table.columns.get(col)?.block?;
        table.rows.get(row)?.keys.get(block)?.as_deref().filter(|key| *key == code)?;
        let cell = subject.figure(at, row, col)?;
        (!cell.amount.is_zero()).then(|| {
            let finding = Finding::new(&CODE)
                .at(cell.place())
                .with("code", code)
                .with("column", table.columns[cell.at.col].words())
                .with("amount", crate::finding::Detail::Amount(cell.amount, table.unit));
            (cell.at, finding)
        })
    };
    UNUSUAL.iter().filter_map(unusual).collect()
}
