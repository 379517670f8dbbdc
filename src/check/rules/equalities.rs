//! # 表内、表间勾稽关系
//!
//! ## 查什么
//! 表样的 `equalities.toml` 列出的每一条勾稽关系：左边的数应等于（或不大于）右边各数之和，例如
//! “收支总表的本年支出合计＝支出总表的合计”“基本支出合计＝基本支出表的合计”。写有条件的，只在条件成立时检查。
//!
//! ## 为什么
//! 同一笔钱在两张表上不一样，是公开检查中最常见、最难解释的问题。
//!
//! ## 依据
//! 每条关系的 basis；预算法；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 一般公共预算财政拨款支出表的基本支出 673.24，基本支出表的合计 673.23。
//!
//! ## 怎么办
//! 比较两处的明细（底稿“追溯”页）；确属例外的（只在提示级出现），说明原因后可以公开。
//!
//! 财政局可以在自己的表样里增加关系，不需要改程序。

use std::collections::BTreeSet;

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::edition::{BlockDef, Equality, Reference, Weight};
use crate::finding::{Code, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C004",
    severity: Severity::Mandatory,
    title: Words { zh: "勾稽关系不成立", en: "An articulation does not hold" },
    message: Words { zh: "{title}。{row}", en: "{title}. {row}" },
    remedy: Words {
        zh: "用底稿追到两边的明细，查出不同的那一笔；导入的文件是否缺少、重复，或收入与支出不是同一版本。",
        en: "Trace both sides in the working paper and find the line that differs.",
    },
    page: include_str!("equalities.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for equality in &subject.edition.equalities {
        match check(equality, subject) {
            Ok(equations) => report.note_equations(&CODE, Some(&equality.id), &equality.title, equations),
            Err(reason) => report.not_run(&CODE, Some(&equality.id), &equality.title, reason),
        }
    }
}

fn check(equality: &Equality, subject: &Subject<'_>) -> Result<Vec<Equation>, String> {
    for condition in &equality.when_zero {
        let reference = Reference::parse(condition.get_ref())?;
        let figure = subject.lookup(&reference.form, &reference.row, &reference.column)?;
        if let Some(figure) = figure.filter(|figure| !figure.amount.is_zero()) {
            return Err(format!("条件不成立：{} 不为零", figure.place()));
        }
    }
    let left = Reference::parse(equality.left.get_ref())?;
    let right = equality.right.iter().map(|r| Reference::parse(r.get_ref())).collect::<Result<Vec<_>, _>>()?;
    let rows = rows(&left, &right, subject)?;
    rows.iter().map(|row| compare(equality, subject, (&left, &right), row)).collect()
}

/// The rows to look at: the one named, or every code of either side for `*`.
fn rows(left: &Reference, right: &[Reference], subject: &Subject<'_>) -> Result<Vec<String>, String> {
    if left.row != "*" {
        return Ok(vec![left.row.clone()]);
    }
    let mut codes = BTreeSet::new();
    let mut deepest = usize::MAX;
    for reference in std::iter::once(left).chain(right).filter(|reference| reference.row == "*") {
        let (_, table) = subject.table(&reference.form).ok_or_else(|| subject.missing(&reference.form))?;
        let block = table.column(&reference.column).and_then(|col| table.columns[col].block).unwrap_or(0);
        let keys = table.rows.iter().filter_map(|row| row.keys.get(block)?.as_deref());
        codes.extend(keys.filter(|key| key.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned));
        // A form says nothing about codes that are deeper than it shows.
        let form = subject.edition.forms.iter().find(|form| form.role == reference.form);
        deepest = deepest.min(form.and_then(|form| form.blocks.get(block)).map_or(usize::MAX, shown));
    }
    Ok(codes.into_iter().filter(|code| code.len() <= deepest).collect())
}

/// The length of the deepest codes that a block shows: of its classification, or of its fixed rows.
fn shown(block: &BlockDef) -> usize {
    match &block.classification {
        Some(classification) => classification.levels.iter().copied().max().unwrap_or(0),
        None => block.rows.iter().filter_map(|row| row.code.as_ref()).map(String::len).max().unwrap_or(0),
    }
}

fn compare(
    equality: &Equality,
    subject: &Subject<'_>,
    (left, right): (&Reference, &[Reference]),
    row: &str,
) -> Result<Equation, String> {
    let at = |reference: &Reference| {
        let row = if reference.row == "*" { row } else { &reference.row };
        subject.lookup(&reference.form, row, &reference.column)
    };
    let mut parts = Vec::new();
    let mut gaps = Vec::new();
    let mut found = |reference: &Reference| {
        let figure = at(reference)?;
        if figure.is_none() && reference.row == "*" {
            gaps.extend(subject.gap(&reference.form, row, &reference.column));
        }
        Ok::<_, String>(figure)
    };
    let first = found(left)?;
    for reference in right {
        parts.extend(found(reference)?.map(|figure| (reference.sign, figure)));
    }
    let sides = Sides { left: first, right: parts, relation: equality.relation, gaps, breaks_down: false };
    Ok(sides.weigh(subject, &CODE, |mut finding| {
        finding.rule = Some(equality.id.as_str().into());
        if equality.severity == Weight::Advisory {
            finding.severity = Severity::Advisory;
        }
        let row = if left.row == "*" { format!("科目 {row}。") } else { String::new() };
        let finding = finding.with("title", equality.title.as_str()).with("row", row);
        sides.figures().fold(finding, |finding, figure| finding.at(figure.place()))
    }))
}
