//! # 同一科目在各表中名称是否相同
//!
//! ## 查什么
//! 同一个科目编码，在各张公开表中应使用同一个名称。当年科目表已核实名称的编码由 GK-C011 检查，这里只查其余的。
//!
//! ## 为什么
//! 同一个编码两种叫法，读者会以为是两件事；往往是某一张表沿用了旧表。
//!
//! ## 依据
//! 《地方预决算公开操作规程》（财预〔2016〕143号）；政府收支分类科目。
//!
//! ## 例
//! 收入总表写“一般行政管理事务”，支出总表写“一般行政事务”。
//!
//! ## 怎么办
//! 统一名称后重新公开。

use std::collections::BTreeMap;

use crate::check::labels::{Label, labels, plain};
use crate::check::{Report, Rule, Subject};
use crate::finding::{Code, Finding, Severity, Words};

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C012",
    severity: Severity::Advisory,
    title: Words { zh: "同一科目两种名称", en: "One code with two names" },
    message: Words {
        zh: "科目 {code} 在各表中有不同的名称：{names}。",
        en: "Code {code} has different names: {names}.",
    },
    remedy: Words { zh: "核对后统一为一个名称。", en: "Settle on one name." },
    page: include_str!("one_name.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let mut names: BTreeMap<&str, BTreeMap<String, Label<'_>>> = BTreeMap::new();
    for label in labels(subject) {
        let settled = subject.edition.chart(label.classification).name(label.code).is_some_and(|name| name.attested);
        if !settled && !label.name.is_empty() {
            names.entry(label.code).or_default().entry(plain(label.name)).or_insert(label);
        }
    }
    let finding = |(code, labels): (&str, BTreeMap<String, Label<'_>>)| {
        let all: Vec<&str> = labels.values().map(|label| label.name).collect();
        let finding = Finding::new(&CODE).with("code", code).with("names", all.join("、"));
        labels.into_values().fold(finding, |finding, label| finding.at(label.place()))
    };
    let several = names.into_iter().filter(|(_, labels)| labels.len() > 1);
    report.note(&CODE, None, "同一科目名称一致", several.map(finding).collect());
}
