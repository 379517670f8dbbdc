//! # 科目编码是否在当年科目表中
//!
//! ## 查什么
//! 公开表中每一个功能分类、经济分类科目编码，都应能在当年的科目表中找到。
//!
//! ## 为什么
//! 自编的、过期的或输错的编码，公众和上级无法对应到政府收支分类科目。
//!
//! ## 依据
//! 政府收支分类科目（当年）。科目表可能不全，地方也可能经批准增设，所以只提示。
//!
//! ## 例
//! 把 2101102 写成 21011102。
//!
//! ## 怎么办
//! 核对编码；确属当年新增的科目，可忽略本提示。

use std::collections::BTreeMap;

use crate::check::labels::{Label, labels, plain};
use crate::check::{Report, Rule, Subject};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C010",
    severity: Severity::Advisory,
    title: Words { zh: "科目编码不在科目表中", en: "A code that the chart does not have" },
    message: Words {
        zh: "科目编码 {code}（{name}）不在当年的科目表中。",
        en: "Code {code} ({name}) is not in the chart of the year.",
    },
    remedy: Words {
        zh: "核对编码是否输错或已停用；确属新增科目的，可以忽略。",
        en: "Check whether the code is mistyped or no longer in use; ignore this where it is new.",
    },
    page: include_str!("known_codes.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let mut unknown: BTreeMap<&str, Vec<Label<'_>>> = BTreeMap::new();
    for label in labels(subject) {
        if subject.edition.chart(label.classification).name(label.code).is_none() {
            unknown.entry(label.code).or_default().push(label);
        }
    }
    let finding = |(code, places): (&str, Vec<Label<'_>>)| {
        let name = places.first().map_or("", |label| label.name);
        let finding = Finding::new(&CODE).with("code", code).with("name", plain(name));
        places.into_iter().fold(finding, |finding, label| finding.at(label.place()))
    };
    report.note(&CODE, None, "科目编码在科目表中", unknown.into_iter().map(finding).collect());
}
