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

use crate::check::equation::{Equation, Sides};
use crate::check::figures::Figure;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Sign, Table};
use crate::edition::Relation;
use crate::finding::{Bound, Code, Finding, Severity, Words};

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
    let tables: Vec<(usize, &Table)> = subject.goals().collect();
    if tables.is_empty() {
        return report.not_run(&CODE, None, title, "没有项目绩效目标表");
    }
    let (mut equations, mut gaps) = (Vec::new(), Vec::new());
    for (index, table) in tables {
        let planned: Vec<Planned<'_>> = (0..MONTHS.len()).filter_map(|month| planned(subject, index, month)).collect();
        equations.extend(sums(subject, (index, table), &planned));
        gaps.extend(blanks(subject, index, &planned));
    }
    let broken = !gaps.is_empty() || equations.iter().any(|equation| equation.finding.is_some());
    report.note_state(&CODE, None, title, broken);
    report.equations.extend(equations);
    report.findings.extend(gaps);
}

/// A figure of the plan that is there.
struct Planned<'a> {
    /// Which of the four.
    month: usize,
    figure: Figure<'a>,
}

/// The figure of a month; a blank is none, not nothing.
fn planned<'a>(subject: &Subject<'a>, index: usize, month: usize) -> Option<Planned<'a>> {
    let field = *MONTHS.get(month)?;
    let blank = subject.disclosure.tables.get(index)?.field(field) == Some(&Cell::Blank);
    let figure = subject.field(index, field).filter(|_| !blank)?;
    Some(Planned { month, figure })
}

fn finding(finding: Finding, planned: &Planned<'_>, problem: &str) -> Finding {
    let table = planned.figure.table;
    finding.at(planned.figure.place()).with("table", &*table.name).with("problem", problem)
}

/// No figure is less than the one before, and the last is the budget.
fn sums(subject: &Subject<'_>, (index, table): (usize, &Table), planned: &[Planned<'_>]) -> Vec<Equation> {
    let mut equations = Vec::new();
    for pair in planned.windows(2) {
        let [before, after] = pair else { continue };
        let right = vec![(Sign::Plus, after.figure.clone())];
        let sides = Sides { relation: Relation::AtMost, ..Sides::equal(before.figure.clone(), right) };
        equations.push(sides.weigh(subject, &CODE, |found| {
            let (first, second) = (before.figure.amount, after.figure.amount);
            let found = finding(found, after, "比前一个数小，不是累计数");
            let found = subject.with_inputs(found, [&after.figure, &before.figure]);
            found.comparing(first, second, table.unit).bounded(Bound::AtLeast)
        }));
    }
    let Some((last, budget)) = planned.last().zip(subject.field(index, "budget")) else { return equations };
    let sides = Sides::equal(last.figure.clone(), vec![(Sign::Plus, budget)]);
    equations.push(sides.weigh(subject, &CODE, |found| {
        subject.with_inputs(finding(found, last, "的最后一个数应等于预算数"), sides.figures())
    }));
    equations
}

/// Quarters that are blank though one before them is not, and a blank end of the year.
fn blanks(subject: &Subject<'_>, index: usize, planned: &[Planned<'_>]) -> Vec<Finding> {
    let told = |planned: &Planned<'_>, problem: &str| {
        let found = finding(Finding::new(&CODE), planned, problem);
        let found = subject.with_inputs(found, [&planned.figure]);
        Finding { severity: Severity::Advisory, ..found }
    };
    let skipped = planned.windows(2).filter_map(|pair| match pair {
        [before, after] if after.month > before.month + 1 => {
            Some(told(after, "中间有空白的季度，请核对后面的数有没有错位"))
        }
        _ => None,
    });
    let mut findings: Vec<Finding> = skipped.collect();
    let budget = subject.field(index, "budget").map(|budget| budget.amount);
    let early = planned.last().filter(|last| last.month + 1 < MONTHS.len() && Some(last.figure.amount) == budget);
    findings.extend(early.map(|last| told(last, "年底一栏空白，请核对有没有错位")));
    findings
}
