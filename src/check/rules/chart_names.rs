//! # 科目名称是否与当年科目表一致
//!
//! ## 查什么
//! 公开表中科目编码旁边的名称，应与当年科目表中这个编码的名称相同（空格和全角半角括号不计）。
//! 科目表中没有核实过的名称不比较。
//!
//! ## 为什么
//! 沿用往年的名称（例如“医疗卫生与计划生育支出”）或把名称写错，是检查中常见的不规范。
//!
//! ## 依据
//! 政府收支分类科目（当年）。
//!
//! ## 例
//! 210 写成“医疗卫生与计划生育支出”，当年应为“卫生健康支出”。
//!
//! ## 怎么办
//! 改用当年的名称；名称来自财政系统的，请系统管理员更新科目库。

use std::collections::BTreeMap;

use crate::check::labels::{Label, labels, plain};
use crate::check::{Report, Rule, Subject};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C011",
    severity: Severity::Advisory,
    title: Words { zh: "科目名称与科目表不同", en: "A name that is not the chart's" },
    message: Words {
        zh: "科目 {code} 的名称是“{name}”，当年科目表是“{right}”。",
        en: "Code {code} is called “{name}”; the chart of the year says “{right}”.",
    },
    remedy: Words {
        zh: "改用当年科目表的名称；名称来自财政系统的，请更新科目库。",
        en: "Use the chart's name; where it comes from the finance system, have it updated there.",
    },
    page: include_str!("chart_names.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let mut wrong: BTreeMap<(&str, String), Vec<Label<'_>>> = BTreeMap::new();
    for label in labels(subject) {
        let known = subject.edition.chart(label.classification).name(label.code).filter(|name| name.attested);
        let differs = known.is_some_and(|known| *known.name != *label.name && plain(&known.name) != plain(label.name));
        if differs && !label.name.is_empty() {
            wrong.entry((label.code, plain(label.name))).or_default().push(label);
        }
    }
    let finding = |places: Vec<Label<'_>>| {
        let first = places.first()?;
        let right = subject.edition.chart(first.classification).name(first.code)?;
        let finding = Finding::new(&CODE).with("code", first.code).with("name", first.name).with("right", &*right.name);
        Some(places.into_iter().fold(finding, |finding, label| finding.at(label.place())))
    };
    report.note(&CODE, None, "科目名称与科目表一致", wrong.into_values().filter_map(finding).collect());
}
