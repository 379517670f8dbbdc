//! # 每个单位、每种资金的收入等于支出
//!
//! ## 查什么
//! 给了收入预算时，按单位、资金性质、是否上年结转，收入预算与支出明细之和应当相等。不等的，说出差多少元，并列出可疑的明细：金额正好等于
//! 差额的，单位或小数点写错正好差这么多的，项目绩效目标也差同样多的。
//!
//! ## 为什么
//! 收支总表平不了，是因为某一行少了、多了、改了；只说总数差多少，要从几百行里去找。
//!
//! ## 依据
//! 预算法：收支平衡。收入和支出来自同一次批复的两份导出，各单位各种资金应当相等。
//!
//! ## 例
//! 434001 的一般公共预算：收入 9,849,721.76 元，支出 9,812,560.09 元，相差 −37,161.67 元。
//!
//! ## 怎么办
//! 先看列出的明细；没有的，对照批复看支出少了哪一行，或者收入预算是不是另一版。

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::amount::{Amount, Unit};
use crate::check::{Report, Rule, Subject};
use crate::finding::{Code, Detail, Finding, Severity, Words};
use crate::model::{Budget, Fund, Line};
use crate::origin::Origin;

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C070",
    severity: Severity::Mandatory,
    title: Words { zh: "收入和支出对不上", en: "Revenue and expenditure differ" },
    message: Words {
        zh: "{who}的{fund}：收入预算 {received}，支出明细 {spent}。{suspects}",
        en: "{who}, {fund}: revenue {received}, expenditure {spent}. {suspects}",
    },
    remedy: Words {
        zh: "先核对列出的明细；没有列出的，对照批复看支出少了或改了哪一行，收入预算是不是同一版。",
        en: "Look at the lines that are named; else find the line that is missing or was changed.",
    },
    page: include_str!("balance.rs"),
};

const TITLE: &str = "各单位各种资金的收入＝支出";
/// At most so many lines are named of one difference.
const MOST_SUSPECTS: usize = 6;
/// A shifted point or another unit: the wrong amount is so many times the right one, or so many times less.
const FACTORS: [i64; 4] = [10, 100, 1000, 10_000];
/// More groups than that differ for many reasons; which comparisons follow from them is not searched for.
const MOST_GROUPS: usize = 8;

/// Whose money it is; the unit is empty where revenue is not given by unit.
type Group = (Arc<str>, Fund, bool);

/// Money of a group on both sides.
#[derive(Default)]
struct Sides<'a> {
    received: Amount,
    spent: Amount,
    revenue: Vec<&'a Origin>,
    lines: Vec<&'a Line>,
}

impl Sides<'_> {
    fn difference(&self) -> Amount {
        self.spent - self.received
    }
}

fn run(subject: &Subject<'_>, report: &mut Report) {
    let Some(budget) = subject.budget else {
        return report.not_run(&CODE, None, TITLE, "只有公开表，没有预算明细");
    };
    if budget.revenue.is_empty() || budget.lines.is_empty() {
        return report.not_run(&CODE, None, TITLE, "没有收入预算，或者没有支出明细");
    }
    let broken: Vec<(Group, Sides<'_>)> =
        groups(budget).into_iter().filter(|(_, sides)| !sides.difference().is_zero()).collect();
    let exchanged = exchanged(&broken);
    let findings = match exchanged {
        Some(line) => vec![one_of_another_fund(budget, &broken, line)],
        None => broken.iter().map(|(group, sides)| finding(budget, group, sides)).collect(),
    };
    report.note_state(&CODE, None, TITLE, !findings.is_empty());
    report.unbalanced = (findings, differences(&broken));
}

/// Puts what follows from revenue and expenditure not being the same below the first of them that says so.
pub(in crate::check) fn fold(report: &mut Report) {
    let (mut roots, differences) = std::mem::take(&mut report.unbalanced);
    let Some(first) = roots.first_mut() else { return };
    let follows = |finding: &mut Finding| {
        let by = finding.comparison.map(|comparison| comparison.difference().abs());
        finding.code != &CODE && by.is_some_and(|by| differences.contains(&by))
    };
    first.follows = report.findings.extract_if(.., follows).collect();
    let below: Vec<Finding> =
        first.follows.iter_mut().flat_map(|finding| std::mem::take(&mut finding.follows)).collect();
    first.follows.extend(below);
    report.findings.extend(roots);
}

fn groups(budget: &Budget) -> BTreeMap<Group, Sides<'_>> {
    let units: BTreeSet<&str> = budget.lines.iter().map(|line| &*line.entity.code).collect();
    let by_unit = budget.revenue.iter().all(|revenue| units.contains(&*revenue.entity.code));
    let unit = |code: &Arc<str>| if by_unit { Arc::clone(code) } else { "".into() };
    let mut groups: BTreeMap<Group, Sides<'_>> = BTreeMap::new();
    for line in &budget.lines {
        let sides = groups.entry((unit(&line.entity.code), line.fund, line.carry_over)).or_default();
        sides.spent += line.amount;
        sides.lines.push(line);
    }
    for revenue in &budget.revenue {
        let sides = groups.entry((unit(&revenue.entity.code), revenue.fund, revenue.carry_over)).or_default();
        sides.received += revenue.amount;
        sides.revenue.push(&revenue.origin);
    }
    groups
}

/// All that comparisons of tables may differ by because of these groups: sums of some of them.
fn differences(broken: &[(Group, Sides<'_>)]) -> BTreeSet<Amount> {
    let mut sums = BTreeSet::from([Amount::ZERO]);
    for (_, sides) in broken.iter().take(MOST_GROUPS) {
        let more: Vec<Amount> = sums.iter().map(|sum| *sum + sides.difference()).collect();
        sums.extend(more);
    }
    sums.into_iter().map(Amount::abs).filter(|sum| !sum.is_zero()).collect()
}

/// The line that explains two groups of which one has too much and the other as much too little.
fn exchanged<'a>(broken: &[(Group, Sides<'a>)]) -> Option<&'a Line> {
    let [(_, one), (_, other)] = broken else { return None };
    if one.difference() != -other.difference() {
        return None;
    }
    let more = if one.difference() > Amount::ZERO { one } else { other };
    let mut fit = more.lines.iter().filter(|line| line.amount == more.difference());
    fit.next().copied()
}

fn one_of_another_fund(budget: &Budget, broken: &[(Group, Sides<'_>)], line: &Line) -> Finding {
    let sides = broken.iter().find(|(_, sides)| sides.lines.iter().any(|own| std::ptr::eq(*own, line)));
    let Some((group, sides)) = sides else { return Finding::new(&CODE) };
    let words: Vec<String> =
        broken.iter().map(|(group, _)| format!("{}的{}", who(budget, group), fund(group))).collect();
    let suspects = format!(
        "{}一多一少，差的一样多；{} 的金额正好是这个数，单位、资金性质或资金来源可能填错了",
        words.join("、"),
        line.origin
    );
    let mut finding = said(budget, group, sides, &suspects).at(line.origin.clone());
    finding.places.rotate_right(1);
    finding
        .places
        .extend(broken.iter().flat_map(|(_, sides)| &sides.revenue).take(2).map(|origin| (*origin).clone().into()));
    finding
}

fn finding(budget: &Budget, group: &Group, sides: &Sides<'_>) -> Finding {
    let suspects = suspects(budget, sides);
    let words = match suspects.as_slice() {
        [] => "没有哪一行的金额正好等于差额：可能少了一行，或者改了一行".to_owned(),
        some => {
            let each = |(origin, why): &(Origin, String)| format!("{origin}（{why}）");
            format!("可疑的明细：{}", some.iter().take(MOST_SUSPECTS).map(each).collect::<Vec<_>>().join("；"))
        }
    };
    let mut finding = said(budget, group, sides, &words);
    finding.places.extend(sides.revenue.iter().take(2).map(|origin| (*origin).clone().into()));
    finding.places.extend(suspects.into_iter().take(MOST_SUSPECTS).map(|(origin, _)| origin.into()));
    finding
}

fn said(budget: &Budget, group: &Group, sides: &Sides<'_>, suspects: &str) -> Finding {
    Finding::new(&CODE)
        .with("who", who(budget, group))
        .with("fund", fund(group))
        .with("received", Detail::Amount(sides.received, Unit::Yuan))
        .with("spent", Detail::Amount(sides.spent, Unit::Yuan))
        .with("suspects", suspects)
        .comparing(sides.received, sides.spent, Unit::Yuan)
}

fn who(budget: &Budget, (unit, ..): &Group) -> String {
    let known = budget.entities.iter().find(|entity| entity.code == *unit);
    known.map_or_else(|| budget.department.to_string(), |entity| entity.coded().to_string())
}

fn fund((_, fund, carried): &Group) -> String {
    let word = serde_json::to_value(fund).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default();
    if *carried { format!("{word}（上年结转）") } else { word }
}

/// Lines that explain a difference, each with how.
fn suspects(budget: &Budget, sides: &Sides<'_>) -> Vec<(Origin, String)> {
    let difference = sides.difference();
    let mut found: Vec<(Origin, String)> = Vec::new();
    for line in &sides.lines {
        if let Some(why) = explains(line.amount, difference) {
            found.push((line.origin.clone(), why));
        }
    }
    for (project, own) in off_by_goals(budget, difference) {
        let lines = sides.lines.iter().filter(|line| line.project.as_ref().is_some_and(|p| *p.code == *project));
        found.extend(lines.map(|line| (line.origin.clone(), format!("项目 {project} 与绩效目标 {own} 也差这么多"))));
    }
    found.dedup_by(|one, other| one.0 == other.0);
    found
}

/// How a line of this amount explains that there is so much too much.
fn explains(amount: Amount, difference: Amount) -> Option<String> {
    if amount == difference {
        return Some("金额正好等于多出的数，可能重复或不该在这里".to_owned());
    }
    if amount < Amount::ZERO && amount + amount == difference {
        return Some("正负号写反，正好差这么多".to_owned());
    }
    let yuan = amount.yuan();
    FACTORS.iter().find_map(|factor| {
        let factor = Decimal::from(*factor);
        // Too large by the factor: a − a/f; too small by it: a − a·f.
        let large = difference.yuan() * factor == yuan * (factor - Decimal::ONE);
        let small = difference.yuan() == yuan * (Decimal::ONE - factor);
        (large || small).then(|| format!("单位或小数点写错 {factor} 倍，正好差这么多"))
    })
}

/// Projects whose lines differ from their goals by this much, with what the goals say.
fn off_by_goals(budget: &Budget, difference: Amount) -> Vec<(Arc<str>, String)> {
    let of = |project: &crate::model::Project| {
        let stated = project.budget.as_ref()?;
        let lines = budget.lines.iter().filter(|line| line.kind.is_project());
        let lines = lines.filter(|line| line.project.as_ref().is_some_and(|own| own.code == project.code));
        let spent: Amount = lines.map(|line| line.amount).sum();
        (spent - stated.amount == difference)
            .then(|| (Arc::clone(&project.code), Detail::Amount(stated.amount, Unit::Yuan).to_string()))
    };
    budget.projects.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Amount {
        Amount::of(text.parse().unwrap(), Unit::Yuan).unwrap()
    }

    #[test]
    fn a_line_explains_a_difference_by_itself_or_by_a_shifted_point() {
        assert!(explains(yuan("37161.67"), yuan("37161.67")).is_some());
        assert!(explains(yuan("62"), yuan("-619938")).is_some_and(|why| why.contains("10000 倍")));
        assert!(explains(yuan("6200000"), yuan("5580000")).is_some_and(|why| why.contains("10 倍")));
        assert!(explains(yuan("-400"), yuan("-800")).is_some_and(|why| why.contains("正负号")));
        assert_eq!(explains(yuan("5000"), yuan("1234")), None);
    }
}
