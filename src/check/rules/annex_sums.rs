//! # 附表的合计
//!
//! ## 查什么
//! 固定资产占用情况表：资产总额＝房屋＋车辆＋大型设备＋其他固定资产（办公用房是房屋的一部分，不另加）。
//! 政府采购预算表：每行合计＝各种资金之和，合计行＝各行之和。
//!
//! ## 为什么
//! 这些表常由各单位手工汇总，漏加、重复加的多。
//!
//! ## 依据
//! 表样；《地方预决算公开操作规程》（财预〔2016〕143号）要求公开国有资产占用和政府采购情况。
//!
//! ## 例
//! 资产总额 554.30＝车辆 118.12＋其他固定资产 436.18。
//!
//! ## 怎么办
//! 核对是哪一行的数不对。

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Sign, Table};
use crate::edition::{Annex, AnnexColumn};
use crate::finding::{Code, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C063",
    severity: Severity::Mandatory,
    title: Words { zh: "附表的合计不对", en: "A wrong total in a further table" },
    message: Words {
        zh: "《{table}》“{row}”的“{column}”应等于它所包含的各数之和。",
        en: "{table}, “{row}”, {column}: it should be the sum of its parts.",
    },
    remedy: Words {
        zh: "核对合计与各行、各栏，改正不对的一个。", en: "Correct the total or the part that is wrong."
    },
    page: include_str!("annex_sums.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for annex in &subject.edition.annexes {
        let sums = annex.rows.iter().any(|row| !row.sum.is_empty()) || annex.columns.iter().any(|c| !c.sum.is_empty());
        if !sums {
            continue;
        }
        let title = format!("《{}》的合计", annex.name);
        match subject.table(&annex.role) {
            None => report.not_run(&CODE, None, &title, "没有这张表"),
            Some((_, table)) if table.rows.is_empty() => report.not_run(&CODE, None, &title, "空表"),
            Some(found) => report.note_equations(&CODE, None, &title, check(subject, annex, found)),
        }
    }
}

fn check(subject: &Subject<'_>, annex: &Annex, found: (usize, &Table)) -> Vec<Equation> {
    let (_, table) = found;
    let mut equations = Vec::new();
    let columns = annex.columns.iter().enumerate().filter(|(_, column)| column.adds_up()).map(|(col, _)| col);
    let columns: Vec<usize> = columns.filter(|col| *col < table.columns.len()).collect();
    for row in annex.rows.iter().filter(|row| !row.sum.is_empty()) {
        let parts: Vec<usize> = row.sum.iter().filter_map(|key| table.row(key.get_ref())).collect();
        let Some(at) = table.row(&row.key) else { continue };
        equations.extend(columns.iter().filter_map(|&col| equation(subject, found, (at, col), (&parts, &[col]))));
    }
    if let Some(at) = table.row("total").filter(|_| annex.total.is_some()) {
        let parts: Vec<usize> = (table.front..table.rows.len()).filter(|row| *row != at).collect();
        equations.extend(columns.iter().filter_map(|&col| equation(subject, found, (at, col), (&parts, &[col]))));
    }
    for column in annex.columns.iter().filter(|column| !column.sum.is_empty()) {
        let parts: Vec<usize> = parts(column, table);
        let Some(col) = table.column(&column.key) else { continue };
        let rows = table.front..table.rows.len();
        equations.extend(rows.filter_map(|row| equation(subject, found, (row, col), (&[row], &parts))));
    }
    equations
}

fn parts(column: &AnnexColumn, table: &Table) -> Vec<usize> {
    column.sum.iter().filter_map(|key| table.column(key.get_ref())).collect()
}

fn equation(
    subject: &Subject<'_>,
    (index, table): (usize, &Table),
    (row, col): (usize, usize),
    (rows, columns): (&[usize], &[usize]),
) -> Option<Equation> {
    let figure = subject.figure(index, row, col)?;
    let cells = rows.iter().flat_map(|row| columns.iter().map(move |col| (*row, *col)));
    let right = cells.filter_map(|(row, col)| Some((Sign::Plus, subject.figure(index, row, col)?))).collect();
    let sides = Sides::equal(figure.clone(), right);
    Some(sides.weigh(subject, &CODE, |finding| {
        let finding = finding.at(figure.place()).with("table", &*table.name).with("row", table.label(row, col));
        finding.with("column", table.columns[col].words())
    }))
}
