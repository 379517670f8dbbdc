//! # 金额单位
//!
//! ## 查什么
//! 表头写的金额单位应与表中的数一致（没有写单位的，读取时由 GK-I201 提示）；同一个数在两张表中正好相差一万倍的，是把元当作万元（或相反）印了出来。
//!
//! ## 为什么
//! 单位写错，公开出去的数就大了或小了一万倍。
//!
//! ## 依据
//! 《地方预决算公开操作规程》（财预〔2016〕143号）；各表样规定的单位。
//!
//! ## 例
//! 收入总表的合计印成 11666000.00，表头却写“单位：万元”，收支总表是 1166.60。
//!
//! ## 怎么办
//! 核对表头的单位和数；用本程序重新生成，不要手工换算。

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::check::equation::Equation;
use crate::check::{Report, Rule, Subject};
use crate::disclosure::Table;
use crate::edition::Relation;
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C009",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单位有误", en: "The unit of the figures is not right" },
    message: Words { zh: "《{table}》{problem}。", en: "{table}: {problem}." },
    remedy: Words {
        zh: "核对表头的单位和表中的数；用导出文件重新生成，不要手工换算。",
        en: "Check the stated unit and the figures; make the table again from the export.",
    },
    page: include_str!("unit.rs"),
};

/// 元 in one 万元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

fn run(subject: &Subject<'_>, report: &mut Report) {
    for table in &subject.disclosure.tables {
        let title = format!("《{}》的金额单位", table.name);
        let finding = misstated(table).map(|problem| {
            let finding = finding(table, problem);
            Finding { severity: Severity::Advisory, ..finding }
        });
        report.note(&CODE, None, &title, finding.into_iter().collect());
    }
    let scaled = scaled(&report.equations);
    report.note_state(&CODE, None, "各表金额单位一致", !scaled.is_empty());
    for index in scaled {
        let table = &subject.disclosure.tables[index];
        let problem = "的数与其他表中同一个数正好相差一万倍，可能把元印成了万元（或相反）";
        report.scaled.push((index, finding(table, problem.to_owned())));
    }
}

fn finding(table: &Table, problem: String) -> Finding {
    Finding::new(&CODE).at(table.whole()).with("table", &*table.name).with("problem", problem)
}

/// What is wrong with the words about the unit; that there are none is told when the table is read.
fn misstated(table: &Table) -> Option<String> {
    // 编制单位 and 填报单位 are whom the table is of.
    let of_money = |(before, _): &(&str, &str)| !before.ends_with(['制', '报', '算', '部']);
    let said = table.caption.iter().find_map(|part| {
        let split = part.split_once("单位：").or_else(|| part.split_once("单位:"));
        split.filter(of_money).filter(|(before, after)| !before.is_empty() || after.trim().ends_with('元'))
    });
    let (_, unit) = said?;
    let unit = unit.trim().trim_start_matches("人民币");
    (unit != table.unit.word()).then(|| format!("写的单位是“{unit}”，数却是{}", table.unit.word()))
}

/// Tables whose figures stand ten thousand times away from those of others, by index.
fn scaled(equations: &[Equation]) -> Vec<usize> {
    let mut open: Vec<BTreeSet<usize>> = equations
        .iter()
        .filter(|equation| is_scaled(equation))
        .map(|equation| equation.cells.iter().map(|(_, at)| at.table).collect::<BTreeSet<usize>>())
        .filter(|tables| tables.len() > 1)
        .collect();
    let mut blamed = Vec::new();
    while !open.is_empty() {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for table in open.iter().flatten() {
            *votes.entry(*table).or_default() += 1;
        }
        // The table that most comparisons accuse; of several the last, since the first ones are what others derive from.
        let Some((table, _)) = votes.into_iter().max_by_key(|(_, count)| *count) else { break };
        blamed.push(table);
        open.retain(|tables| !tables.contains(&table));
    }
    blamed.sort_unstable();
    blamed
}

fn is_scaled(equation: &Equation) -> bool {
    let Some(comparison) = equation.finding.as_ref().and_then(|finding| finding.comparison) else { return false };
    let (one, other) = (comparison.actual.yuan(), comparison.expected.yuan());
    let (small, big) = if one.abs() < other.abs() { (one, other) } else { (other, one) };
    let slack = equation.slack.yuan() + Decimal::ONE;
    let apart = big.checked_sub(small.saturating_mul(TEN_THOUSAND)).map(|rest| rest.abs());
    let rounding = slack.saturating_mul(TEN_THOUSAND);
    equation.relation == Relation::Equal && small.abs() > slack && apart.is_some_and(|apart| apart <= rounding)
}
