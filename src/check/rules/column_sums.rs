//! # 栏次公式（行内合计）
//!
//! ## 查什么
//! 表样规定了栏次公式的列（例如收入总表 `3 = 4 + 12`、支出总表 `3 = 4 + 5 + 6 + 7 + 8`），每一行都应成立。
//!
//! ## 为什么
//! 行内合计不等于各栏之和，是检查中最先被看到的错误。
//!
//! ## 依据
//! 各表样自身的栏次公式；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 支出总表“行政运行”行：基本支出 449.30，项目支出 0，合计却是 449.31。
//!
//! ## 怎么办
//! 看这一行是哪一栏改动过；数据来自导出文件时，用底稿追到明细改正后重新生成，不要直接改合计。

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Sign, Table};
use crate::edition::{Expression, Form};
use crate::finding::{Code, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C001",
    severity: Severity::Mandatory,
    title: Words { zh: "行内合计不等于各栏之和", en: "A row's total differs from its columns" },
    message: Words {
        zh: "按栏次公式 {formula}，这一格应等于所列各栏之和。",
        en: "By the form's own formula {formula} this cell is the sum of other columns.",
    },
    remedy: Words {
        zh: "核对这一行各栏的数；用底稿追到明细，改正后重新生成。",
        en: "Check the row's figures, trace them in the working paper, mend the data and convert again.",
    },
    page: include_str!("column_sums.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    for form in &subject.edition.forms {
        for column in &form.columns {
            let Some(formula) = &column.formula else { continue };
            let title = format!("《{}》栏次公式 {}", form.name, formula.get_ref());
            match subject.table(&form.role) {
                None => report.not_run(&CODE, None, &title, "缺少这张表"),
                Some(table) => {
                    let equations = check(subject, form, table, &column.key);
                    report.note_equations(&CODE, None, &title, equations);
                }
            }
        }
    }
}

fn check(subject: &Subject<'_>, form: &Form, (at, table): (usize, &Table), key: &str) -> Vec<Equation> {
    let formula = form.columns.iter().find(|column| column.key == key).and_then(|column| column.formula.as_ref());
    let formula = formula.map_or("", |formula| formula.get_ref());
    let Ok(expression) = Expression::parse(formula) else { return Vec::new() };
    let find = |number| {
        let key = form.columns.iter().find(|column| column.number == Some(number)).map(|column| &column.key);
        key.and_then(|key| table.column(key))
    };
    let Some(col) = table.column(key) else { return Vec::new() };
    let terms: Vec<(Sign, usize)> = expression.terms.into_iter().filter_map(|(s, n)| Some((s, find(n)?))).collect();
    let mut equations = Vec::new();
    for row in 0..table.rows.len() {
        let Some(total) = subject.figure(at, row, col) else { continue };
        let parts = terms.iter().filter_map(|&(sign, col)| Some((sign, subject.figure(at, row, col)?)));
        let sides = Sides::equal(total.clone(), parts.collect());
        equations.push(sides.weigh(subject, &CODE, |finding| finding.at(total.place()).with("formula", formula)));
    }
    equations
}
