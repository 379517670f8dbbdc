//! # 项目绩效目标表与项目支出一致
//!
//! ## 查什么
//! 有预算明细时：每张绩效目标表的预算数等于该项目的明细之和；每个项目支出的项目都有绩效目标表。只有公开表时：各张绩效目标表
//! 预算数之和不大于支出总表的项目支出；项目都公开的，应当相等。
//!
//! ## 为什么
//! 绩效目标在另一个系统填报，项目调整后两边常不一致；漏公开一个项目，项目支出与绩效目标对不上。
//!
//! ## 依据
//! 预算法第三十二条、《地方预决算公开操作规程》（财预〔2016〕143号）：项目支出预算与绩效目标同步公开。
//!
//! ## 例
//! 十一个项目预算数合计 493.36，支出总表的项目支出也是 493.36。
//!
//! ## 怎么办
//! 以批复的预算为准，改正绩效目标表的预算数；缺绩效目标的，补填后重新导出。

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::check::equation::Sides;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::{Cell, Sign, Table};
use crate::finding::{Code, Finding, Severity, Words};
use crate::model::{Budget, Line};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C062",
    severity: Severity::Mandatory,
    title: Words {
        zh: "项目绩效目标与项目支出不一致", en: "Goals of projects that differ from the projects' money"
    },
    message: Words { zh: "{what}{problem}。", en: "{what}: {problem}." },
    remedy: Words {
        zh: "以批复的预算为准改正绩效目标表；缺绩效目标的，补填后重新导出。",
        en: "Correct the goals to the approved budget; complete goals that are missing.",
    },
    page: include_str!("goal_total.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let tables: Vec<&Table> = subject.goals().collect();
    let (total, each) = ("各项目预算数之和＝项目支出", "每个项目的绩效目标＝预算明细");
    if tables.is_empty() {
        report.not_run(&CODE, None, total, "没有项目绩效目标表");
        return report.not_run(&CODE, None, each, "没有项目绩效目标表");
    }
    match subject.budget {
        Some(budget) => {
            let findings = each_project(&tables, budget);
            let complete = findings.is_empty();
            report.note(&CODE, None, each, findings);
            // What is wrong with a project is said there; the sum would only say it again.
            match complete {
                true => sum(subject, (report, total)),
                false => report.not_run(&CODE, None, total, "先解决单个项目的问题"),
            }
        }
        None => {
            report.not_run(&CODE, None, each, "只有公开表，没有预算明细");
            sum(subject, (report, total));
        }
    }
}

/// The figure of a field above the header.
fn figure(table: &Table, field: &str) -> Option<Amount> {
    let &(row, col) = table.fields.get(field)?;
    table.rows.get(row)?.cells.get(col)?.amount()
}

fn text<'a>(table: &'a Table, field: &str) -> &'a str {
    let cell = table.fields.get(field).and_then(|&(row, col)| table.rows.get(row)?.cells.get(col));
    match cell {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

fn each_project(tables: &[&Table], budget: &Budget) -> Vec<Finding> {
    let project_money = |line: &&Line| line.kind.is_project();
    let mut spent: BTreeMap<&str, (Amount, &Line)> = BTreeMap::new();
    for line in budget.lines.iter().filter(project_money) {
        if let Some(project) = &line.project {
            let key = if project.code.is_empty() { project.name.as_deref().unwrap_or_default() } else { &project.code };
            spent.entry(key).or_insert((Amount::ZERO, line)).0 += line.amount;
        }
    }
    let mut findings = Vec::new();
    for table in tables {
        let (code, name) = (text(table, "code"), text(table, "name"));
        let stated = figure(table, "budget").unwrap_or_default();
        let lines = spent.remove(code).or_else(|| spent.remove(name));
        let place = table.fields.get("budget").map_or_else(|| table.whole(), |&(row, col)| table.place(row, col));
        let what = format!("项目“{name}”（{code}）");
        let finding = Finding::new(&CODE).at(place).with("what", what);
        match lines {
            None => findings.push(finding.with("problem", "有绩效目标，预算明细中却没有这个项目的项目支出")),
            Some((amount, line)) if amount != stated => {
                let finding = finding.at(line.origin.clone()).with("problem", "绩效目标表的预算数与预算明细之和不同");
                findings.push(finding.comparing(amount, stated, table.unit));
            }
            Some(_) => {}
        }
    }
    for (key, (amount, line)) in spent.into_iter().filter(|(_, (amount, _))| !amount.is_zero()) {
        let name = line.project.as_ref().and_then(|project| project.name.as_deref()).unwrap_or_default();
        let finding = Finding::new(&CODE).at(line.origin.clone()).with("what", format!("项目“{name}”（{key}）"));
        let unit = tables.first().map_or(crate::amount::Unit::WanYuan, |table| table.unit);
        findings.push(Finding {
            severity: Severity::Advisory,
            ..finding.with("problem", format!("有项目支出 {}{}，没有绩效目标表", amount.printed(unit, 2), unit.word()))
        });
    }
    findings
}

fn sum(subject: &Subject<'_>, (report, title): (&mut Report, &str)) {
    let total = match subject.lookup("expenditure", "total", "project") {
        Ok(Some(total)) => total,
        Ok(None) => return report.not_run(&CODE, None, title, "支出总表没有合计行"),
        Err(reason) => return report.not_run(&CODE, None, title, reason),
    };
    let parts = subject.disclosure.tables.iter().enumerate().filter(|(_, table)| table.role == "goals");
    let parts = parts.filter_map(|(index, table)| {
        let &(row, col) = table.fields.get("budget")?;
        Some((Sign::Plus, subject.figure(index, row, col)?))
    });
    let sides = Sides::equal(total.clone(), parts.collect());
    let equation = sides.weigh(subject, &CODE, |finding| {
        let finding = finding.at(total.place()).with("what", "支出总表的项目支出");
        // Some projects may be left out of publication: more than the goals say is no error in itself.
        let stated_less = finding.comparison.is_some_and(|c| c.difference() > Amount::ZERO);
        let severity = if stated_less { Severity::Advisory } else { Severity::Mandatory };
        Finding { severity, ..finding.with("problem", "应等于各项目绩效目标表的预算数之和") }
    });
    report.note_equations(&CODE, None, title, vec![equation]);
}
