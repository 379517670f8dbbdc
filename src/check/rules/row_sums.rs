//! # 序号公式（合计行）
//!
//! ## 查什么
//! 表样规定了序号公式的行（例如收支总表“本年收入合计 32 = 1..5”、三公经费表“2 = 3 + 6 + 9”），每一栏都应成立；
//! 按科目列示的表，合计行应等于各类之和。
//!
//! ## 为什么
//! 合计与分项不符，公开后任何人都能算出来。
//!
//! ## 依据
//! 各表样自身的公式；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 三公经费表：出国 0，购车及运维 16.00，接待 2.00，“三公”小计却是 17.00。
//!
//! ## 怎么办
//! 看合计行还是分项行改动过；数据来自导出文件时，用底稿追到明细改正后重新生成。

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Role, Row, Sign, Table};
use crate::edition::{BlockDef, Expression, RowDef};
use crate::finding::{Code, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C002",
    severity: Severity::Mandatory,
    title: Words { zh: "合计行不等于各行之和", en: "A total row differs from its rows" },
    message: Words {
        zh: "“{row}”行应等于它所包含的各行之和（{formula}）。",
        en: "Row “{row}” should be the sum of its rows ({formula}).",
    },
    remedy: Words {
        zh: "核对这一栏各行的数；用底稿追到明细，改正后重新生成。",
        en: "Check the column's figures, trace them in the working paper, mend the data and convert again.",
    },
    page: include_str!("row_sums.rs"),
};

/// A total with its parts, as row indices.
struct Total {
    row: usize,
    parts: Vec<(Sign, usize)>,
    formula: String,
    /// Whether its parts are whatever 类 the table has.
    classes: bool,
}

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        let title = format!("《{}》合计行", form.name);
        let Some((at, table)) = subject.table(&form.role) else {
            report.not_run(&CODE, None, &title, "缺少这张表");
            continue;
        };
        let mut equations = Vec::new();
        for (index, block) in form.blocks.iter().enumerate() {
            for total in totals(block, index, table) {
                equations.extend(check(subject, (at, table), index, &total));
            }
        }
        report.note_equations(&CODE, None, &title, equations);
    }
}

fn totals(block: &BlockDef, index: usize, table: &Table) -> Vec<Total> {
    let find =
        |key: &str| table.rows.iter().position(|row| row.keys.get(index).is_some_and(|k| k.as_deref() == Some(key)));
    let codes: Vec<(Sign, usize)> = (0..table.rows.len())
        .filter(|&row| is_top_code(&table.rows[row], index))
        .map(|row| (Sign::Plus, row))
        .collect();
    let mut all = Vec::new();
    if block.classification.is_some() {
        let total = |row| Total { row, parts: codes.clone(), formula: "各类之和".to_owned(), classes: true };
        all.extend(find("total").map(total));
    }
    let numbers = crate::edition::row_numbers(&block.rows);
    let by_number = |number: u32| {
        let at = numbers.iter().position(|known| *known == number)?;
        find(block.rows[at].key()?)
    };
    let total = |def: &RowDef| {
        let row = find(def.key()?)?;
        if !def.sum.is_empty() {
            let terms = def.sum_terms().flat_map(|(sign, key)| match key {
                "*" => codes.clone(),
                key => find(key).map(|row| (sign, row)).into_iter().collect(),
            });
            let formula = def.sum.iter().map(|term| term.get_ref().as_str()).collect::<Vec<_>>().join(" + ");
            let formula = formula.replace('*', "各类");
            return Some(Total {
                row,
                parts: terms.collect(),
                formula,
                classes: def.sum_terms().any(|(_, key)| key == "*"),
            });
        }
        let formula = def.formula.as_ref()?.get_ref();
        let terms = Expression::parse(formula).ok()?.terms;
        let parts = terms.into_iter().filter_map(|(sign, number)| Some((sign, by_number(number)?))).collect();
        Some(Total { row, parts, formula: formula.clone(), classes: false })
    };
    all.extend(block.fixed_rows().filter_map(total));
    all
}

/// Whether a row of a block is a code of the first level, by its code or by its name alone.
fn is_top_code(row: &Row, block: usize) -> bool {
    let key = row.keys.get(block).and_then(|key| key.as_deref()).unwrap_or_default();
    let code = key.starts_with('@') || (!key.is_empty() && key.bytes().all(|b| b.is_ascii_digit()));
    code && row.levels.get(block) == Some(&0)
}

fn check(subject: &Subject<'_>, (at, table): (usize, &Table), block: usize, total: &Total) -> Vec<Equation> {
    let own = |col: &usize| {
        let column = &table.columns[*col];
        column.role == Role::Value && column.block == Some(block)
    };
    let mut equations = Vec::new();
    for col in (0..table.columns.len()).filter(own) {
        let Some(figure) = subject.figure(at, total.row, col) else { continue };
        let parts = total.parts.iter().filter_map(|&(sign, row)| Some((sign, subject.figure(at, row, col)?)));
        let sides = Sides { breaks_down: total.classes, ..Sides::equal(figure.clone(), parts.collect()) };
        let row = table.label(total.row, col);
        equations.push(sides.weigh(subject, &CODE, |finding| {
            finding.at(figure.place()).with("row", row).with("formula", total.formula.as_str())
        }));
    }
    equations
}
