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

use crate::check::equation::{Equation, Sides};
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Sign, Table};
use crate::finding::{Code, Severity, Words};

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
    let tables: Vec<(usize, &Table)> = subject.goals().collect();
    if tables.is_empty() {
        return report.not_run(&CODE, None, title, "没有项目绩效目标表");
    }
    report.note_equations(&CODE, None, title, tables.into_iter().filter_map(|table| check(subject, table)).collect());
}

fn check(subject: &Subject<'_>, (index, table): (usize, &Table)) -> Option<Equation> {
    let budget = subject.field(index, "budget")?;
    let funds = ["fiscal", "other"].into_iter().filter_map(|field| Some((Sign::Plus, subject.field(index, field)?)));
    let sides = Sides::equal(budget.clone(), funds.collect());
    Some(sides.weigh(subject, &CODE, |finding| {
        let finding = finding.at(budget.place()).with("table", &*table.name);
        subject.with_inputs(finding, sides.figures())
    }))
}
