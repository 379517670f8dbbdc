//! # 科目是否细化到末级
//!
//! ## 查什么
//! 按科目列示的表，有金额的每一个类、款，下面都应有下一级科目的行，直到表样规定的末级（功能分类到项，经济分类到款）。
//!
//! ## 为什么
//! 只公开到类、款，看不出钱花在什么事上；检查中称为“细化程度不够”。
//!
//! ## 依据
//! 预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! “20103 政府办公厅（室）及相关机构事务”有 950.10 万元，下面没有任何一个项级科目。
//!
//! ## 怎么办
//! 补上下级科目的行；数据本身没有末级科目的，在财政系统中补全后重新导出。

use std::collections::BTreeSet;

use crate::check::{Report, Rule, Subject};
use crate::disclosure::{At, Role, Table};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C007",
    severity: Severity::Mandatory,
    title: Words { zh: "科目没有细化到末级", en: "A code without the codes below it" },
    message: Words {
        zh: "科目 {code} 有金额，但没有列出它下面的 {digits} 位科目。",
        en: "Code {code} has an amount but no row with a code of {digits} digits below it.",
    },
    remedy: Words {
        zh: "补上下级科目的行；数据中没有末级科目的，在财政系统中补全后重新导出。",
        en: "Add the rows below it; complete the codes in the finance system where they are missing.",
    },
    page: include_str!("detail.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        for (block, def) in form.blocks.iter().enumerate() {
            let Some(classification) = &def.classification else { continue };
            let title = format!("《{}》科目细化到末级", form.name);
            match subject.table(&form.role) {
                None => report.not_run(&CODE, None, &title, "缺少这张表"),
                Some((_, table)) if table.rows.is_empty() => report.not_run(&CODE, None, &title, "空表"),
                Some((at, table)) => {
                    let findings = check(subject, (at, table), block, &classification.levels);
                    report.note_state(&CODE, None, &title, !findings.is_empty());
                    report.bare.extend(findings);
                }
            }
        }
    }
}

fn check(subject: &Subject<'_>, (at, table): (usize, &Table), block: usize, levels: &[usize]) -> Vec<(At, Finding)> {
    let key = |row: usize| table.rows[row].keys.get(block).and_then(|key| key.as_deref());
    let codes: BTreeSet<&str> = (0..table.rows.len()).filter_map(key).collect();
    let mut findings = Vec::new();
    for row in 0..table.rows.len() {
        let Some(code) = key(row).filter(|code| code.bytes().all(|b| b.is_ascii_digit())) else { continue };
        let Some(deeper) = levels.iter().find(|length| **length > code.len()) else { continue };
        let mut below = codes.range(code..).take_while(|other| other.starts_with(code));
        let detailed = below.any(|other| other.len() == *deeper);
        let figures = table.columns.iter().enumerate().filter(|(_, c)| c.role == Role::Value && c.block == Some(block));
        let mut figures = figures.filter_map(|(col, _)| subject.figure(at, row, col));
        let Some(figure) = figures.find(|figure| !figure.amount.is_zero()).filter(|_| !detailed) else { continue };
        let finding = Finding::new(&CODE).at(figure.place()).with("code", code).with("digits", *deeper);
        findings.push((figure.at, finding));
    }
    findings
}
