//! # 政府采购预算属于已公开的项目，且不超过支出
//!
//! ## 查什么
//! 每项采购的项目应在预算明细中；采购金额＝数量×单价；采购预算合计不大于部门支出合计。
//!
//! ## 为什么
//! 采购预算从项目预算中列支，不是另外的钱；项目名称写错，就对不上是从哪个项目出的。
//!
//! ## 依据
//! 政府采购法第六条、第三十三条；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 例
//! 台式计算机 10 台，单价 0.60，采购金额应为 6.00，写成了 5.00。
//!
//! ## 怎么办
//! 核对采购导出的项目编码、数量、单价和金额。

use std::collections::BTreeSet;

use crate::amount::{Amount, Unit};
use crate::check::equation::Sides;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::Sign;
use crate::edition::Relation;
use crate::finding::{Code, Finding, Severity, Words};
use crate::model::{Budget, Purchase};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C064",
    severity: Severity::Mandatory,
    title: Words { zh: "政府采购预算与预算明细不符", en: "Purchases that do not fit the budget" },
    message: Words { zh: "采购“{item}”{problem}。", en: "The purchase “{item}”: {problem}." },
    remedy: Words {
        zh: "核对采购导出的项目编码、数量、单价和金额。",
        en: "Check project, quantity, price and amount of the purchase.",
    },
    page: include_str!("purchases.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    total(subject, report);
    let titles = ["采购属于已公开的项目", "采购金额＝数量×单价"];
    let budget = subject.budget.filter(|budget| !budget.purchases.is_empty());
    let Some(budget) = budget else {
        let reason =
            if subject.budget.is_some() { "没有政府采购预算" } else { "只有公开表，没有预算明细" };
        return titles.into_iter().for_each(|title| report.not_run(&CODE, None, title, reason));
    };
    let [projects, products] = titles;
    report.note(&CODE, None, projects, unknown_projects(budget));
    report.note(&CODE, None, products, budget.purchases.iter().filter_map(product).collect());
}

/// What is bought is paid from what is spent.
fn total(subject: &Subject<'_>, report: &mut Report) {
    let title = "采购预算合计不大于支出合计";
    let sides = subject.lookup("purchases", "total", "total").and_then(|bought| {
        let bought = bought.ok_or("没有政府采购预算")?;
        let spent = subject.lookup("expenditure", "total", "total")?.ok_or("支出总表没有合计行")?;
        Ok(Sides { relation: Relation::AtMost, ..Sides::equal(bought, vec![(Sign::Plus, spent)]) })
    });
    let sides = match sides {
        Ok(sides) => sides,
        Err(reason) => return report.not_run(&CODE, None, title, reason),
    };
    let equation = sides.weigh(subject, &CODE, |finding| {
        let finding = sides.figures().fold(finding, |finding, figure| finding.at(figure.place()));
        finding.with("item", "合计").with("problem", "大于部门的支出合计")
    });
    report.note_equations(&CODE, None, title, vec![equation]);
}

fn unknown_projects(budget: &Budget) -> Vec<Finding> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for project in budget.lines.iter().filter_map(|line| line.project.as_ref()) {
        known.insert(&project.code);
        known.extend(project.name.as_deref());
    }
    let finding = |purchase: &Purchase| {
        let project = purchase.project.as_ref()?;
        let name = project.name.as_deref();
        let key = if project.code.is_empty() { name.unwrap_or_default() } else { &project.code };
        let finding = Finding::new(&CODE).at(purchase.origin.clone()).with("item", &*purchase.item);
        let problem = format!("的项目“{}”（{}）不在预算明细中", name.unwrap_or_default(), project.code);
        (!known.contains(key)).then(|| finding.with("problem", problem))
    };
    budget.purchases.iter().filter_map(finding).collect()
}

/// Quantity times price, where both are given; a price may have been rounded, so a difference is to be looked at.
fn product(purchase: &Purchase) -> Option<Finding> {
    let (quantity, price) = (purchase.quantity.as_ref()?, purchase.price.as_ref()?);
    let expected = Amount::of(price.amount.yuan().checked_mul(quantity.number.value())?, Unit::Yuan)?;
    let actual = purchase.amount();
    let finding = || {
        let amounts = purchase.amounts.iter().map(|part| &part.origin);
        let finding = amounts
            .chain([&quantity.origin, &price.origin])
            .fold(Finding::new(&CODE), |finding, origin| finding.at(origin.clone()));
        let finding = finding.with("item", &*purchase.item);
        let finding = finding.with("problem", "的采购金额应等于数量×单价").comparing(expected, actual, Unit::Yuan);
        Finding { severity: Severity::Advisory, ..finding }
    };
    (expected != actual).then(finding)
}
