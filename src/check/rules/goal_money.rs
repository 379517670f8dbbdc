//! # 项目预算数等于财政资金与其他资金之和
//!
//! ## 查什么
//! 每张项目绩效目标表：预算数＝其中财政资金＋其他资金。
//!
//! ## 为什么
//! 绩效目标表的金额多是手工填报，调整预算后常常只改了其中一个数。
//!
//! ## 依据
//! 《地方预决算公开操作规程》（财预〔2016〕143号）；表样“预算规模及资金用途”一栏。
//!
//! ## 例
//! 预算数 43.00，财政资金 40.00，其他资金空白：相差 3.00。
//!
//! ## 怎么办
//! 核对批复数，改正填错的一个。

use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Table};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C060",
    severity: Severity::Mandatory,
    title: Words { zh: "项目预算数不等于各项资金之和", en: "A project's budget differs from its funds" },
    message: Words {
        zh: "《{table}》的预算数应等于财政资金与其他资金之和。",
        en: "In {table} the budget should be the sum of fiscal and other funds.",
    },
    remedy: Words { zh: "核对批复数，改正填错的一个。", en: "Correct whichever of the three is wrong." },
    page: include_str!("goal_money.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let title = "项目绩效目标表：预算数＝财政资金＋其他资金";
    let tables: Vec<&Table> = subject.goals().collect();
    if tables.is_empty() {
        return report.not_run(&CODE, None, title, "没有项目绩效目标表");
    }
    report.note(&CODE, None, title, tables.into_iter().filter_map(|table| check(subject, table)).collect());
}

fn check(subject: &Subject<'_>, table: &Table) -> Option<Finding> {
    let amount = |field: &str| {
        let &(row, col) = table.fields.get(field)?;
        table.rows.get(row)?.cells.get(col).and_then(Cell::amount)
    };
    let budget = amount("budget")?;
    let sum = amount("fiscal").unwrap_or_default() + amount("other").unwrap_or_default();
    let slack = subject.slack([table, table, table]);
    let &(row, col) = table.fields.get("budget")?;
    let finding = Finding::new(&CODE).at(table.place(row, col)).with("table", &*table.name);
    (budget != sum).then(|| crate::check::report::weighed(finding.comparing(sum, budget, table.unit), slack))
}
