//! # 类、款、项逐级相加（不需要表样）
//!
//! ## 查什么
//! 凡是列有支出功能分类或经济分类科目编码的表：类＝各款之和，款＝各项之和，合计行＝各类之和，每一栏都查。
//! 编码在一列或分类、款、项几列，合计在首行或末行，都认。
//!
//! ## 为什么
//! 合计与明细不符，公开后任何人都能算出来。
//!
//! ## 依据
//! 《政府收支分类科目》；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 208 社会保障和就业支出 471.44，其下 20805 460.67、20808 10.76。
//!
//! ## 怎么办
//! 请公开单位核对这一科目和它下级科目的数；因四舍五入相差很小的只作信息。

use std::collections::BTreeMap;

use super::weighing::Sum;
use crate::check::Report;
use crate::check::equation::Equation;
use crate::disclosure::{At, Disclosure, Found, Role, Sign, Table};
use crate::finding::{Code, Finding, Severity, Words};

pub(super) static CODE: Code = Code {
    id: "GK-C401",
    severity: Severity::Mandatory,
    title: Words { zh: "上级科目不等于下级科目之和", en: "A code differs from the sum of its items" },
    message: Words {
        zh: "《{table}》“{row}”应等于{parts}。", en: "{table}: “{row}” should equal the sum of {parts}."
    },
    remedy: Words {
        zh: "请公开单位核对这一行与它的明细行，改正后重新公开。",
        en: "Have the publisher check this row against its items and publish anew.",
    },
    page: include_str!("codes.rs"),
};

pub(super) static NO_TOTAL: Code = Code {
    id: "GK-C412",
    severity: Severity::Advisory,
    title: Words { zh: "按科目列示的表没有合计行", en: "A table by code has no total row" },
    message: Words {
        zh: "《{table}》没有合计行，与合计有关的关系没有检查。",
        en: "{table} has no total row; what concerns it was not checked.",
    },
    remedy: Words { zh: "补上合计行。", en: "Add the total row." },
    page: "按科目列示的公开表应有合计行。没有合计行时，与它有关的勾稽关系报告“未检查”，不当作通过。",
};

pub(super) fn run(found: &Found, report: &mut Report) {
    for (at, table, around) in found.tables() {
        for block in 0..table.blocks.len() {
            let tree = Tree::of(table, block);
            if tree.rows.len() < 2 {
                continue;
            }
            let title = format!("《{}》类、款、项逐级相加", table.name);
            if tree.repeated {
                report.not_run(&CODE, None, &title, "同一科目出现多次（可能按单位分列），没有逐级相加");
                continue;
            }
            let equations = tree.equations((at, &found.disclosure), block);
            report.note_equations(&CODE, None, &title, equations);
            let totals = tree.totals(&found.disclosure, (at, table), block);
            match totals {
                Some(equations) => report.note_equations(&CODE, None, &format!("《{}》合计行", table.name), equations),
                None => {
                    let reason = "没有合计行";
                    report.not_run(&CODE, None, &format!("《{}》合计行", table.name), reason);
                    let lacks = around.main && block == 0 && !elsewhere(table);
                    report
                        .findings
                        .extend(lacks.then(|| Finding::new(&NO_TOTAL).at(table.whole()).with("table", &*table.name)));
                }
            }
        }
    }
}

/// Whether another block or a row without code carries the total.
fn elsewhere(table: &Table) -> bool {
    table.rows.iter().flat_map(|row| row.keys.iter().flatten()).any(|key| key.ends_with("total"))
}

/// The codes of a block.
struct Tree {
    /// Row by code.
    rows: BTreeMap<String, usize>,
    repeated: bool,
}

impl Tree {
    fn of(table: &Table, block: usize) -> Tree {
        let coded = table.columns.iter().any(|column| column.block == Some(block) && column.role == Role::Code);
        let mut tree = Tree { rows: BTreeMap::new(), repeated: false };
        for (row, known) in table.rows.iter().enumerate() {
            let key = known.keys.get(block).and_then(Option::as_deref).filter(|key| coded && is_code(key));
            let Some(key) = key else { continue };
            tree.repeated |= tree.rows.insert(key.to_owned(), row).is_some();
        }
        tree
    }

    /// The nearest codes above that the table has.
    fn parent(&self, code: &str) -> Option<&str> {
        [5, 3]
            .iter()
            .filter(|length| **length < code.len())
            .find_map(|length| self.rows.get_key_value(&code[..*length]).map(|(key, _)| key.as_str()))
    }

    fn children<'t>(&'t self, code: &'t str) -> impl Iterator<Item = usize> + 't {
        let below = self.rows.iter().filter(move |(key, _)| self.parent(key) == Some(code));
        below.map(|(_, row)| *row)
    }

    fn roots(&self) -> Vec<(&str, usize)> {
        let roots = self.rows.iter().filter(|(key, _)| self.parent(key).is_none());
        roots.map(|(key, row)| (key.as_str(), *row)).collect()
    }

    fn equations(&self, (at, disclosure): (usize, &Disclosure), block: usize) -> Vec<Equation> {
        let Some(table) = disclosure.tables.get(at) else { return Vec::new() };
        let mut equations = Vec::new();
        for (code, row) in &self.rows {
            let below: Vec<usize> = self.children(code).collect();
            if below.is_empty() {
                continue;
            }
            for col in value_columns(table, block) {
                let parts = below.iter().map(|row| (Sign::Plus, At { table: at, row: *row, col })).collect();
                let sum = Sum { total: At { table: at, row: *row, col }, readings: vec![parts] };
                let row = format!("{code} {}", table.label(*row, col));
                equations.extend(weigh(disclosure, &sum, (table, row, "下级各科目之和")));
            }
        }
        equations
    }

    /// The comparisons of the total rows; `None` where there is none.
    fn totals(&self, disclosure: &Disclosure, (at, table): (usize, &Table), block: usize) -> Option<Vec<Equation>> {
        let total = |row: &usize| {
            let key = table.rows[*row].keys.get(block).and_then(Option::as_deref).unwrap_or_default();
            key == "total" || key.ends_with("_total")
        };
        let totals: Vec<usize> = (0..table.rows.len()).filter(total).collect();
        let first = *totals.first()?;
        let mut equations = Vec::new();
        for row in if totals.len() == 1 { totals } else { vec![first] } {
            for col in value_columns(table, block) {
                let at = |row: usize, col: usize| At { table: at, row, col };
                let own = self.roots().iter().map(|(_, row)| (Sign::Plus, at(*row, col))).collect();
                let mut readings = vec![own];
                readings.extend(
                    later_blocks(table, block, col)
                        .into_iter()
                        .map(|cells| cells.into_iter().map(|(row, col)| (Sign::Plus, at(row, col))).collect()),
                );
                let sum = Sum { total: at(row, col), readings };
                let label = table.label(row, col).to_owned();
                equations.extend(weigh(disclosure, &sum, (table, label, "各类之和")));
            }
        }
        Some(equations)
    }
}

/// What a total may take in where codes go on in the blocks beside it: those of this block and all right of it, or of all.
fn later_blocks(table: &Table, block: usize, col: usize) -> Vec<Vec<(usize, usize)>> {
    let nth = value_columns(table, block).position(|own| own == col).unwrap_or(0);
    let of = |from: usize| {
        let mut cells = Vec::new();
        for other in from..table.blocks.len() {
            let Some(col) = value_columns(table, other).nth(nth) else { continue };
            cells.extend(Tree::of(table, other).roots().into_iter().map(|(_, row)| (row, col)));
        }
        cells
    };
    if table.blocks.len() < 2 { Vec::new() } else { vec![of(block), of(0)] }
}

fn weigh(disclosure: &Disclosure, sum: &Sum, (table, row, parts): (&Table, String, &'static str)) -> Option<Equation> {
    let reading = sum.best(disclosure);
    sum.weigh(disclosure, (reading, true), &CODE, |finding, _| {
        finding.with("table", &*table.name).with("row", row).with("parts", parts)
    })
}

/// Columns of money in a block.
pub(super) fn value_columns(table: &Table, block: usize) -> impl Iterator<Item = usize> + '_ {
    let own = move |(_, column): &(usize, &crate::disclosure::Column)| {
        column.block == Some(block) && column.role == Role::Value
    };
    table.columns.iter().enumerate().filter(own).map(|(col, _)| col)
}

/// Whether a key is a classification code.
pub(super) fn is_code(key: &str) -> bool {
    matches!(key.len(), 3 | 5 | 7) && key.bytes().all(|b| b.is_ascii_digit())
}
