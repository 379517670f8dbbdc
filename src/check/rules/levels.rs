//! # 类、款、项逐级相加
//!
//! ## 查什么
//! 按科目列示的表中，类等于所属各款之和，款等于所属各项之和，每一栏都应成立。
//!
//! ## 为什么
//! 类款项不闭合，说明有科目漏列、重列或者改动了其中一级。
//!
//! ## 依据
//! 政府收支分类科目的级次；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 2010301 与 2010302 合计 830.46，20103 却是 950.10：漏列了 2010350 和 2010399。
//!
//! ## 怎么办
//! 找出不闭合的那一级，核对它下面是否缺少科目。

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Column, Role, Sign, Table};
use crate::finding::{Code, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C003",
    severity: Severity::Mandatory,
    title: Words {
        zh: "上级科目不等于下级科目之和", en: "A code differs from the sum of the codes below it"
    },
    message: Words {
        zh: "科目 {code} 应等于其下 {count} 个下级科目之和。",
        en: "Code {code} should be the sum of the {count} codes right below it.",
    },
    remedy: Words {
        zh: "核对该科目下是否缺行、多行，或某一级的数被改动。",
        en: "Look for a missing, doubled or altered row below this code.",
    },
    page: include_str!("levels.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        for (index, _) in form.blocks.iter().enumerate().filter(|(_, block)| block.classification.is_some()) {
            let title = format!("《{}》逐级相加", form.name);
            match subject.table(&form.role) {
                None => report.not_run(&CODE, None, &title, "缺少这张表"),
                Some((_, table)) if table.rows.is_empty() => report.not_run(&CODE, None, &title, "空表"),
                Some((at, table)) => {
                    report.note_equations(&CODE, None, &title, check(subject, (at, table), index));
                }
            }
        }
    }
}

fn check(subject: &Subject<'_>, (at, table): (usize, &Table), block: usize) -> Vec<Equation> {
    let mut equations = Vec::new();
    for (parent, children) in parents(table, block) {
        let code = table.rows[parent].keys[block].as_deref().unwrap_or_default();
        let value = |column: &Column| column.role == Role::Value && column.block == Some(block);
        for (col, _) in table.columns.iter().enumerate().filter(|(_, column)| value(column)) {
            let Some(own) = subject.figure(at, parent, col) else { continue };
            let below = children.iter().filter_map(|&row| Some((Sign::Plus, subject.figure(at, row, col)?)));
            let sides = Sides::broken_down(own.clone(), below.collect());
            equations.push(sides.weigh(subject, &CODE, |finding| {
                finding.at(own.place()).with("code", code).with("count", children.len())
            }));
        }
    }
    equations
}

/// The rows with a code that have rows of the next level below them, with these.
fn parents(table: &Table, block: usize) -> Vec<(usize, Vec<usize>)> {
    let key = |row: usize| table.rows[row].keys.get(block).and_then(|key| key.as_deref());
    let level = |row: usize| table.rows[row].levels.get(block).copied().unwrap_or(0);
    let mut parents = Vec::new();
    for parent in 0..table.rows.len() {
        let Some(code) = key(parent).filter(|code| *code != "total") else { continue };
        let below = |row: &usize| {
            level(*row) == level(parent) + 1 && key(*row).is_some_and(|k| k.len() > code.len() && k.starts_with(code))
        };
        let children: Vec<usize> = (0..table.rows.len()).filter(below).collect();
        if !children.is_empty() {
            parents.push((parent, children));
        }
    }
    parents
}
