//! # 负数
//!
//! ## 查什么
//! 公开表中的预算数通常不为负数；出现负数的，提示核对。由负数相加得出的合计不再重复提示。
//!
//! ## 为什么
//! 负数多半来自导出的调整行、冲销行，或者收支填反了。
//!
//! ## 依据
//! 预算编制的一般原则；确有核减的，应在说明中写明。
//!
//! ## 例
//! “办公费” -0.50。
//!
//! ## 怎么办
//! 核对明细；确属核减的，在情况说明中解释后可以公开。

use std::collections::BTreeSet;

use crate::amount::Amount;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{At, Role};
use crate::finding::{Code, Detail, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C014",
    severity: Severity::Advisory,
    title: Words { zh: "出现负数", en: "A negative figure" },
    message: Words { zh: "预算数是负数：{amount}。", en: "The figure is negative: {amount}." },
    remedy: Words {
        zh: "核对这一格的明细；确属核减的，在情况说明中解释。",
        en: "Check the lines behind it; explain it in the text where it is meant.",
    },
    page: include_str!("negative.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let mut negative: BTreeSet<At> = BTreeSet::new();
    for (table, body) in subject.disclosure.tables.iter().enumerate() {
        for row in 0..body.rows.len() {
            let values = body.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Value);
            let figures = values.filter_map(|(col, _)| subject.figure(table, row, col));
            negative.extend(figures.filter(|figure| figure.amount < Amount::ZERO).map(|figure| figure.at));
        }
    }
    let from_others: BTreeSet<At> = report
        .equations
        .iter()
        .filter_map(|equation| equation.cells.split_first())
        .filter(|((_, left), right)| negative.contains(left) && right.iter().any(|(_, at)| negative.contains(at)))
        .map(|((_, left), _)| *left)
        .collect();
    let finding = |at: &At| {
        let figure = subject.figure(at.table, at.row, at.col)?;
        let amount = Detail::Amount(figure.amount, figure.table.unit);
        Some((*at, Finding::new(&CODE).at(figure.place()).with("amount", amount)))
    };
    let findings = negative.difference(&from_others).filter_map(finding).collect();
    report.note_cells(&CODE, "没有负数", findings);
}
