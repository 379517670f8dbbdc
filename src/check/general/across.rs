//! # 表与表之间（不需要表样）
//!
//! ## 查什么
//! `templates/published/across.toml` 列出的各地公开表通用的勾稽关系：收入总计＝支出总计，收支总表＝收入总表、支出总表，
//! 财政拨款收支总表＝一般公共预算、基金、国资各表，基本支出＝经济分类表的合计，等等。表和行按标题、表头、名称的通用词汇认。
//! 同一条关系有几种口径的（例如是否含结转），有一种成立就算成立。
//!
//! ## 为什么
//! 同一笔钱在两张表上不一样，是公开检查中最常见、最难解释的问题。两表差一个末位也要提示。
//!
//! ## 依据
//! 预算法；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 支出决算表的项目支出合计 1,367.76，一般公共预算财政拨款支出决算表是 1,367.75，而全部支出都是一般公共预算拨款。
//!
//! ## 怎么办
//! 请公开单位核对两张表的这两个数；确属口径不同的，在说明中写明。

use std::collections::BTreeSet;

use super::codes::is_code;
use crate::check::Report;
use crate::check::equation::{Equation, Sides};
use crate::check::figures::{Figure, figure};
use crate::disclosure::{At, Cell, Disclosure, Found, Role, Table};
use crate::edition::{Reference, SharedEquality, Vocabulary, Weight};
use crate::finding::{Code, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C404",
    severity: Severity::Mandatory,
    title: Words { zh: "两张表的数对不上", en: "Two tables disagree" },
    message: Words { zh: "{title}。{row}", en: "{title}. {row}" },
    remedy: Words {
        zh: "请公开单位核对两处的数；确属口径不同的，在说明中写明。",
        en: "Have the publisher check both figures.",
    },
    page: include_str!("across.rs"),
};

/// How one way of saying an equality came out.
type Said = Result<Vec<Equation>, String>;

pub(super) fn run(found: &Found, vocabulary: &Vocabulary, report: &mut Report) {
    let mut rest = vocabulary.across.as_slice();
    while let Some(first) = rest.first() {
        // Equalities of one id are several ways of counting: one that holds is enough.
        let same = rest.iter().take_while(|other| other.id == first.id).count();
        let (ways, later) = rest.split_at(same);
        rest = later;
        let said: Vec<Said> = ways.iter().map(|way| check(way, &found.disclosure)).collect();
        let holds = |said: &&Said| said.as_ref().is_ok_and(|all| !all.iter().any(is_broken));
        let chosen = said.iter().find(holds).or_else(|| said.iter().find(|said| said.is_ok())).or(said.first());
        match chosen {
            Some(Ok(equations)) if mostly_broken(equations) => {
                report.not_run(&CODE, Some(&first.id), &first.title, "多数科目都不相符，两表的口径可能不同");
            }
            Some(Ok(equations)) => report.note_equations(&CODE, Some(&first.id), &first.title, equations.clone()),
            Some(Err(reason)) => report.not_run(&CODE, Some(&first.id), &first.title, reason.as_str()),
            None => {}
        }
    }
}

fn is_broken(equation: &Equation) -> bool {
    equation.finding.as_ref().is_some_and(|finding| finding.severity != Severity::Info)
}

fn mostly_broken(equations: &[Equation]) -> bool {
    let broken = equations.iter().filter(|equation| is_broken(equation)).count();
    equations.len() > 3 && broken * 2 > equations.len()
}

fn check(equality: &SharedEquality, disclosure: &Disclosure) -> Said {
    let left = Reference::parse(&equality.left)?;
    let right = equality.right.iter().map(|text| Reference::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let mut same = Vec::new();
    for text in &equality.when_equal {
        let reference = Reference::parse(text)?;
        same.push(look(&reference, disclosure, &reference.row)?.map(|figure| figure.amount).unwrap_or_default());
    }
    if same.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err("条件不成立：两表的合计不同".to_owned());
    }
    let mut rows = vec![left.row.clone()];
    if left.row == "*" {
        let all: BTreeSet<String> = std::iter::once(&left)
            .chain(&right)
            .map(|reference| codes(reference, disclosure))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        let classes = std::iter::once(&left).chain(&right).any(|reference| only_classes(reference, disclosure));
        rows = all.into_iter().filter(|code| !classes || code.len() == 3).collect();
    }
    rows.iter().map(|row| compare(equality, disclosure, (&left, &right), row)).collect()
}

fn table<'d>(disclosure: &'d Disclosure, role: &str) -> Result<(usize, &'d Table), String> {
    let mut tables = disclosure.tables.iter().enumerate();
    tables.find(|(_, table)| table.role == role).ok_or_else(|| format!("没有认出这张表（{role}）"))
}

/// The columns with a key, one a block.
fn columns(table: &Table, key: &str) -> Result<Vec<usize>, String> {
    let columns = table.columns.iter().enumerate();
    let own: Vec<usize> = columns.filter(|(_, column)| column.key == key).map(|(col, _)| col).collect();
    if own.is_empty() { Err(format!("《{}》没有认出“{key}”栏", table.name)) } else { Ok(own) }
}

fn codes(reference: &Reference, disclosure: &Disclosure) -> Result<Vec<String>, String> {
    let (_, table) = table(disclosure, &reference.form)?;
    columns(table, &reference.column)?;
    let keys = table.rows.iter().flat_map(|row| row.keys.iter().flatten());
    let codes: Vec<String> = keys.filter(|key| is_code(key)).cloned().collect();
    let figures = table.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Amount { .. }));
    if codes.is_empty() && figures { Err(format!("《{}》没有按科目列示", table.name)) } else { Ok(codes) }
}

/// A table without a column of codes only has the classes that it names.
fn only_classes(reference: &Reference, disclosure: &Disclosure) -> bool {
    table(disclosure, &reference.form).is_ok_and(|(_, table)| {
        !table.columns.iter().any(|column| matches!(column.role, Role::Code))
            && !table.rows.iter().flat_map(|row| row.keys.iter().flatten()).any(|key| is_code(key) && key.len() > 3)
    })
}

/// The figure that a reference names; `None` where a table by codes lacks the code, which is nothing.
fn look<'d>(reference: &Reference, disclosure: &'d Disclosure, row: &str) -> Result<Option<Figure<'d>>, String> {
    let (index, table) = table(disclosure, &reference.form)?;
    for col in columns(table, &reference.column)? {
        let block = table.columns[col].block.unwrap_or(0);
        let has =
            |known: &&crate::disclosure::Row| known.keys.get(block).is_some_and(|key| key.as_deref() == Some(row));
        if let Some(at) = table.rows.iter().position(|known| has(&known)) {
            return Ok(figure(disclosure, At { table: index, row: at, col }));
        }
    }
    let empty = !table.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Amount { .. }));
    if is_code(row) || empty { Ok(None) } else { Err(format!("《{}》没有认出“{row}”行", table.name)) }
}

fn compare(
    equality: &SharedEquality,
    disclosure: &Disclosure,
    (left, right): (&Reference, &[Reference]),
    row: &str,
) -> Result<Equation, String> {
    let at = |reference: &Reference| {
        let row = if reference.row == "*" { row } else { &reference.row };
        look(reference, disclosure, row)
    };
    let first = at(left)?;
    let mut parts = Vec::new();
    for reference in right {
        parts.extend(at(reference)?.map(|figure| (reference.sign, figure)));
    }
    let sides = Sides { left: first, right: parts, relation: equality.relation, gaps: Vec::new(), breaks_down: false };
    Ok(sides.weigh_printed(&CODE, |mut finding| {
        finding.rule = Some(equality.id.as_str().into());
        if equality.severity == Weight::Advisory {
            finding.severity = Severity::Advisory;
        }
        let row = if left.row == "*" { format!("科目 {row}。") } else { String::new() };
        let finding = finding.with("title", equality.title.as_str()).with("row", row);
        sides.figures().fold(finding, |finding, figure| finding.at(figure.place()))
    }))
}
