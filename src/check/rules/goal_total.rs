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

use crate::amount::{Amount, Unit};
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
    let tables: Vec<(usize, &Table)> = subject.goals().collect();
    let (total, each) = ("各项目预算数之和＝项目支出", "每个项目的绩效目标＝预算明细");
    if tables.is_empty() {
        report.not_run(&CODE, None, total, "没有项目绩效目标表");
        return report.not_run(&CODE, None, each, "没有项目绩效目标表");
    }
    match subject.budget {
        Some(budget) => {
            let complete = each_project(subject, (&tables, budget), (report, each));
            // What is wrong with a project is said there; the sum would only say it again.
            match complete {
                true => sum(subject, &tables, (report, total)),
                false => report.not_run(&CODE, None, total, "先解决单个项目的问题"),
            }
        }
        None => {
            report.not_run(&CODE, None, each, "只有公开表，没有预算明细");
            sum(subject, &tables, (report, total));
        }
    }
}

fn text<'a>(table: &'a Table, field: &str) -> &'a str {
    match table.field(field) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

/// Money of 项目支出 by project, with the first of its lines.
fn spent(budget: &Budget) -> BTreeMap<&str, (Amount, &Line)> {
    let mut spent: BTreeMap<&str, (Amount, &Line)> = BTreeMap::new();
    for line in budget.lines.iter().filter(|line| line.kind.is_project()) {
        if let Some(project) = &line.project {
            let key = if project.code.is_empty() { project.name.as_deref().unwrap_or_default() } else { &project.code };
            spent.entry(key).or_insert((Amount::ZERO, line)).0 += line.amount;
        }
    }
    spent
}

/// Notes where goals and lines differ; whether none does.
fn each_project(
    subject: &Subject<'_>,
    (tables, budget): (&[(usize, &Table)], &Budget),
    (report, title): (&mut Report, &str),
) -> bool {
    let mut spent = spent(budget);
    let mut findings = Vec::new();
    let mut wrong = Vec::new();
    for &(index, table) in tables {
        let (code, name) = (text(table, "code"), text(table, "name"));
        let figure = subject.field(index, "budget");
        let lines = spent.remove(code).or_else(|| spent.remove(name));
        let place = figure.as_ref().map_or_else(|| table.whole(), |figure| figure.place());
        let what = format!("项目“{name}”（{code}）");
        let finding = subject.with_inputs(Finding::new(&CODE).at(place).with("what", what), &figure);
        match (lines, figure) {
            (None, _) => findings.push(finding.with("problem", "有绩效目标，预算明细中却没有这个项目的项目支出")),
            (Some((amount, line)), Some(figure)) if amount != figure.amount => {
                let finding = finding.at(line.origin.clone()).with("problem", "绩效目标表的预算数与预算明细之和不同");
                wrong.push((figure.at, finding.comparing(amount, figure.amount, table.unit)));
            }
            _ => {}
        }
    }
    let unit = tables.first().map_or(Unit::WanYuan, |(_, table)| table.unit);
    let left = spent.into_iter().filter(|(_, (amount, _))| !amount.is_zero());
    findings.extend(left.map(|(key, (amount, line))| without_goals(key, (amount, unit), line)));
    let complete = findings.is_empty() && wrong.is_empty();
    report.note_state(&CODE, None, title, !complete);
    report.findings.extend(findings);
    report.mentions.extend(wrong);
    complete
}

fn without_goals(key: &str, (amount, unit): (Amount, Unit), line: &Line) -> Finding {
    let name = line.project.as_ref().and_then(|project| project.name.as_deref()).unwrap_or_default();
    let finding = Finding::new(&CODE).at(line.origin.clone()).with("what", format!("项目“{name}”（{key}）"));
    let problem = format!("有项目支出 {}{}，没有绩效目标表", amount.printed(unit, 2), unit.word());
    Finding { severity: Severity::Advisory, ..finding.with("problem", problem) }
}

fn sum(subject: &Subject<'_>, tables: &[(usize, &Table)], (report, title): (&mut Report, &str)) {
    let total = match subject.lookup("expenditure", "total", "project") {
        Ok(Some(total)) => total,
        Ok(None) => return report.not_run(&CODE, None, title, "支出总表没有合计行"),
        Err(reason) => return report.not_run(&CODE, None, title, reason),
    };
    let parts = tables.iter().filter_map(|(index, _)| Some((Sign::Plus, subject.field(*index, "budget")?)));
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
