//! # 各地都要公开的表是否都认出来了（不需要表样）
//!
//! ## 查什么
//! 收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、基本支出表、政府性基金表、国有资本经营表、“三公”经费表。
//! 没有认出来的只提示：各地表名不同，可能只是没有认出；标题认得而表头认不得的另说。
//!
//! ## 为什么
//! 漏表、删去空表，是检查中常见的“内容不完整”。
//!
//! ## 依据
//! 预算法第十四条；《地方预决算公开操作规程》（财预〔2016〕143号）。
//!
//! ## 怎么办
//! 看是不是确实没有公开；有的，用 `gongkai inspect` 看它被认成了什么。

use std::collections::BTreeSet;

use crate::check::Report;
use crate::disclosure::Found;
use crate::edition::Vocabulary;
use crate::finding::{Code, Finding, Severity, Words};

pub(super) static HEADLESS: Code = Code {
    id: "GK-C410",
    severity: Severity::Advisory,
    title: Words { zh: "标题认得，表头认不得", en: "A title is known, what stands below it is not" },
    message: Words {
        zh: "“{title}”下面没有认出表头，这张表没有检查。",
        en: "No header was recognised below “{title}”; the table was not checked.",
    },
    remedy: Words {
        zh: "看标题下面是不是这张表；是的，把表头写成通常的样子（科目编码、科目名称、合计……）再检查。",
        en: "See whether the table stands below its title with a header of the usual kind.",
    },
    page: "标题和通用词汇合得上，下面却没有认出表头。没有认出不等于没有列示，所以不算“没有列示”。",
};

pub(super) static MISSING: Code = Code {
    id: "GK-C411",
    severity: Severity::Advisory,
    title: Words {
        zh: "有一张各地都要公开的表没有认出来",
        en: "A table that every place publishes was not recognised",
    },
    message: Words {
        zh: "没有认出{table}：可能没有公开，也可能名称特别。", en: "{table} was not recognised."
    },
    remedy: Words {
        zh: "看公开的内容里有没有这张表；没有数据的也应列出空表。", en: "See whether the table is there."
    },
    page: include_str!("complete.rs"),
};

pub(super) fn run(found: &Found, vocabulary: &Vocabulary, report: &mut Report) {
    let headless = found
        .headless
        .iter()
        .map(|(_, title, place)| Finding::new(&HEADLESS).at(place.clone()).with("title", title.as_str()));
    report.note(&HEADLESS, None, "标题下面都有表", headless.collect());
    if found.main_roles() < vocabulary.words.limits.forms {
        report.not_run(&MISSING, None, "各地都要公开的表齐全", "只给了一张表");
        return;
    }
    let known: BTreeSet<&str> = found.disclosure.tables.iter().map(|table| table.role.as_str()).collect();
    let headless: BTreeSet<&str> = found.headless.iter().map(|(role, _, _)| role.as_str()).collect();
    let missing = vocabulary.main().filter(|table| {
        let alike = |role: &str| role.starts_with(table.role.as_str());
        !known.iter().any(|role| alike(role)) && !headless.contains(table.role.as_str())
    });
    let findings = missing.map(|table| Finding::new(&MISSING).with("table", format!("“{}”", table.name)));
    report.note(&MISSING, None, "各地都要公开的表齐全", findings.collect());
}
