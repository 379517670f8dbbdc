//! # 表头写着别的年度、别的单位，或者表被隐藏（不需要表样）
//!
//! ## 查什么
//! 各表标题和表头上方写的年度、编制单位应一致：个别表写着别的年度或别的单位的是强制，指出那一格；
//! 各表分属几个单位的（一本里有几个单位）只提示。公开的文件里不应有隐藏的表。
//!
//! ## 为什么
//! 沿用上年的文件、复制别的单位的表，最容易留下旧的年度和名称；隐藏的表读者看不到，等于没有公开。
//!
//! ## 例
//! 九张表写 2024 年，其中一张写 2023 年。
//!
//! ## 怎么办
//! 核对这张表是不是拿错了；只是名称没改的，改正表头。

use std::collections::BTreeMap;

use crate::check::Report;
use crate::disclosure::Found;
use crate::edition::Vocabulary;
use crate::finding::{Code, Finding, Severity, Words};

pub(super) static HIDDEN: Code = Code {
    id: "GK-C406",
    severity: Severity::Mandatory,
    title: Words { zh: "公开的表被隐藏", en: "A table to be published is hidden" },
    message: Words {
        zh: "《{table}》所在的工作表“{sheet}”是隐藏的，读者看不到。",
        en: "{table} stands on the hidden sheet {sheet}.",
    },
    remedy: Words {
        zh: "在 Excel 中右键点工作表标签，取消隐藏，保存后重新公开；不该公开的内容应当删除而不是隐藏。",
        en: "Unhide the sheet, or delete what is not to be published.",
    },
    page: "",
};

pub(super) static YEAR: Code = Code {
    id: "GK-C407",
    severity: Severity::Mandatory,
    title: Words { zh: "这张表写着别的年度", en: "A table states another year" },
    message: Words {
        zh: "《{table}》写的是 {year} 年，其他各表是 {others} 年。",
        en: "{table} says {year}, the other tables {others}.",
    },
    remedy: Words {
        zh: "核对这张表是不是上年的；只是年度没有改的，改正表头。",
        en: "Check whether the table is last year's.",
    },
    page: "",
};

pub(super) static OWNER: Code = Code {
    id: "GK-C408",
    severity: Severity::Mandatory,
    title: Words { zh: "这张表写着别的单位", en: "A table names another owner" },
    message: Words {
        zh: "《{table}》写的是“{owner}”，其他各表是“{others}”。",
        en: "{table} names {owner}, the other tables {others}.",
    },
    remedy: Words {
        zh: "核对这张表是不是别的单位的；只是名称没有改的，改正表头。", en: "Check whose table it is."
    },
    page: "",
};

pub(super) fn run(found: &Found, vocabulary: &Vocabulary, report: &mut Report) {
    hidden(found, report);
    let few = vocabulary.words.limits.one_year_tables;
    let years = found.tables().filter_map(|(at, _, around)| Some((at, around.year?.0)));
    let others = outsiders(years.collect(), few, |one, other| one == other);
    let finding = |(at, year, most): (usize, u16, u16), alone: bool| {
        let (table, around) = (&found.disclosure.tables[at], &found.around[at]);
        let place = around.year.map(|(_, cell)| around.place(table, cell));
        let mut finding = place.into_iter().fold(Finding::new(&YEAR), |finding, place| finding.at(place));
        finding.severity = weight(alone && around.main);
        finding.with("table", &*table.name).with("year", usize::from(year)).with("others", usize::from(most))
    };
    let findings = others.0.into_iter().map(|other| finding(other, others.1)).collect();
    report.note(&YEAR, None, "各表年度一致", findings);
    owners(found, few, report);
}

fn weight(sure: bool) -> Severity {
    if sure { Severity::Mandatory } else { Severity::Advisory }
}

fn owners(found: &Found, few: usize, report: &mut Report) {
    let owners = found.tables().filter_map(|(at, _, around)| Some((at, around.owner.clone()?.0)));
    let (others, alone) = outsiders(owners.collect(), few, |one, other| one.contains(other) || other.contains(one));
    let finding = |(at, owner, most): (usize, String, String)| {
        let (table, around) = (&found.disclosure.tables[at], &found.around[at]);
        let place = around.owner.as_ref().map(|(_, cell)| around.place(table, *cell));
        let mut finding = place.into_iter().fold(Finding::new(&OWNER), |finding, place| finding.at(place));
        finding.severity = weight(alone && around.main);
        finding.with("table", &*table.name).with("owner", owner).with("others", most)
    };
    report.note(&OWNER, None, "各表的编制单位一致", others.into_iter().map(finding).collect());
}

/// Tables that say something else than most, with what they say and what most say; and whether they are few.
fn outsiders<T: Ord + Clone>(
    said: Vec<(usize, T)>,
    few: usize,
    alike: impl Fn(&T, &T) -> bool,
) -> (Vec<(usize, T, T)>, bool) {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    for (_, value) in &said {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(_, count)| **count).map(|(value, _)| (*value).clone());
    let Some(most) = most else { return (Vec::new(), false) };
    let others = said.iter().filter(|(_, value)| !alike(value, &most));
    let others: Vec<(usize, T, T)> = others.map(|(at, value)| (*at, value.clone(), most.clone())).collect();
    let alone = others.len() <= few || others.len() * 2 < said.len();
    (others, alone)
}

fn hidden(found: &Found, report: &mut Report) {
    let findings = found.tables().filter(|(_, _, around)| around.hidden).map(|(_, table, around)| {
        let mut finding = Finding::new(&HIDDEN).at(around.place(table, around.at));
        finding.severity = weight(around.main);
        finding.with("table", &*table.name).with("sheet", &*table.sheet)
    });
    report.note(&HIDDEN, None, "没有隐藏的表", findings.collect());
}
