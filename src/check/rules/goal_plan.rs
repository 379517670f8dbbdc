//! # 资金支出计划逐季累计，到年底等于预算数
//!
//! ## 查什么
//! 每张项目绩效目标表的资金支出计划（截至 3、6、10、12 月底的累计数）：后一个数不小于前一个数，最后一个数等于预算数。
//! 年初几个季度没有支出、留空，是可以的；中间留空则提示看一眼。
//!
//! ## 为什么
//! 表头印的是“%”，填的是累计金额，容易填成当季数或百分数；留空的季度在转抄时会使后面的数前移。
//!
//! ## 依据
//! 表样“资金支出计划”一栏；预算执行按计划累计考核。
//!
//! ## 例
//! 10.00、25.00、38.00、43.00 是累计数；填成 10.00、15.00、13.00、5.00 就是当季数，10 月底比 6 月底小。
//!
//! ## 怎么办
//! 改成累计数，年底一栏填预算数。

use crate::amount::Amount;
use crate::check::report::weighed;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Table};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C061",
    severity: Severity::Mandatory,
    title: Words {
        zh: "资金支出计划不是累计到预算数", en: "A spending plan that does not add up to the budget"
    },
    message: Words { zh: "《{table}》的资金支出计划{problem}。", en: "{table}, spending plan: {problem}." },
    remedy: Words {
        zh: "按截至各月底的累计金额填写，年底一栏填预算数。",
        en: "State cumulative amounts; the last one is the budget.",
    },
    page: include_str!("goal_plan.rs"),
};

const MONTHS: [&str; 4] = ["march", "june", "october", "december"];

fn run(subject: &Subject<'_>, report: &mut Report) {
    let title = "项目绩效目标表：支出计划累计到预算数";
    let tables: Vec<&Table> = subject.goals().collect();
    if tables.is_empty() {
        return report.not_run(&CODE, None, title, "没有项目绩效目标表");
    }
    report.note(&CODE, None, title, tables.into_iter().flat_map(|table| check(subject, table)).collect());
}

/// A figure of the plan that is there.
struct Planned {
    /// Which of the four.
    month: usize,
    at: (usize, usize),
    amount: Amount,
}

fn check(subject: &Subject<'_>, table: &Table) -> Vec<Finding> {
    let planned: Vec<Planned> = (0..MONTHS.len()).filter_map(|month| planned(table, month)).collect();
    let budget = table.fields.get("budget").and_then(|&(row, col)| table.rows.get(row)?.cells.get(col)?.amount());
    let (Some(budget), Some(last)) = (budget, planned.last()) else { return Vec::new() };
    let finding = |planned: &Planned, problem: &str| {
        let place = table.place(planned.at.0, planned.at.1);
        Finding::new(&CODE).at(place).with("table", &*table.name).with("problem", problem)
    };
    let slack = subject.slack([table, table]);
    let mut findings = Vec::new();
    for pair in planned.windows(2) {
        let [before, after] = pair else { continue };
        if after.amount < before.amount {
            let found = finding(after, "比前一个数小，不是累计数").comparing(before.amount, after.amount, table.unit);
            findings.push(weighed(found, slack));
        }
        if after.month > before.month + 1 {
            let found = finding(after, "中间有空白的季度，请核对后面的数有没有错位");
            findings.push(Finding { severity: Severity::Advisory, ..found });
        }
    }
    if last.amount != budget {
        let found = finding(last, "的最后一个数应等于预算数").comparing(budget, last.amount, table.unit);
        findings.push(weighed(found, slack));
    } else if last.month + 1 < MONTHS.len() {
        let found = finding(last, "年底一栏空白，请核对有没有错位");
        findings.push(Finding { severity: Severity::Advisory, ..found });
    }
    findings
}

fn planned(table: &Table, month: usize) -> Option<Planned> {
    let &(row, col) = table.fields.get(*MONTHS.get(month)?)?;
    match table.rows.get(row)?.cells.get(col)? {
        Cell::Amount { value, .. } | Cell::Formula { value, .. } => {
            Some(Planned { month, at: (row, col), amount: *value })
        }
        Cell::Blank | Cell::Text(_) => None,
    }
}
