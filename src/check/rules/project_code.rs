//! # 项目编码的格式
//!
//! ## 查什么
//! 预算明细（只有公开表时，项目绩效目标表）中的项目编码应为 21 位：6 位区划、2 位年份、1 位类别字母、12 位数字或大写字母。只看格式，不看校验位。
//!
//! ## 为什么
//! 编码不全（例如被电子表格改成科学计数、丢了末位）会使项目与绩效目标、国库支付对不上。
//!
//! ## 依据
//! 预算管理一体化系统项目编码的通行格式；由实际编码归纳，不是明文规定，所以只提示。
//!
//! ## 例
//! 13053224P00273510884 只有 20 位。
//!
//! ## 怎么办
//! 核对导出文件中的编码；不公开项目编码的，可以忽略。

use std::collections::BTreeMap;

use crate::check::{Report, Rule, Subject};
use crate::disclosure::Cell;
use crate::finding::{Code, Finding, Severity, Words};
use crate::model::Line;

/// The rule.
pub const RULE: Rule = Rule { code: &CODE, run };

static CODE: Code = Code {
    id: "GK-C013",
    severity: Severity::Advisory,
    title: Words { zh: "项目编码格式不符", en: "A project code of unusual form" },
    message: Words {
        zh: "项目编码 {code} 不是通行的 21 位格式，用在 {count} 处。",
        en: "Project code {code} does not have the usual form of 21 characters; it stands in {count} places.",
    },
    remedy: Words {
        zh: "核对编码是否缺位、被电子表格改写；确属本地另有格式的，可以忽略。",
        en: "Check whether it was cut or changed by a spreadsheet; ignore this where another form is in use.",
    },
    page: include_str!("project_code.rs"),
};

fn run(subject: &Subject<'_>, report: &mut Report) {
    let title = "项目编码的格式";
    let Some(budget) = subject.budget else { return published(subject, (report, title)) };
    let mut unusual: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in &budget.lines {
        if let Some(project) = line.project.as_ref().filter(|project| !is_usual(&project.code)) {
            unusual.entry(&project.code).or_default().push(line);
        }
    }
    let finding = |(code, lines): (&str, Vec<&Line>)| {
        let finding = Finding::new(&CODE).with("code", code).with("count", lines.len());
        lines.first().into_iter().fold(finding, |finding, line| finding.at(line.origin.clone()))
    };
    report.note(&CODE, None, title, unusual.into_iter().map(finding).collect());
}

/// The codes that a published workbook states: those of the projects' goals.
fn published(subject: &Subject<'_>, (report, title): (&mut Report, &str)) {
    let mut findings = Vec::new();
    let mut stated = 0_usize;
    for (_, table) in subject.goals() {
        let (Some(&(row, col)), Some(Cell::Text(code))) = (table.fields.get("code"), table.field("code")) else {
            continue;
        };
        stated += 1;
        if !is_usual(code) {
            let finding = Finding::new(&CODE).at(table.place(row, col)).with("count", 1_usize);
            findings.push(finding.with("code", code.as_str()));
        }
    }
    match stated {
        0 => report.not_run(&CODE, None, title, "公开表没有列出项目编码"),
        _ => report.note(&CODE, None, title, findings),
    }
}

/// 6 digits of 区划, 2 of the year, a letter, 12 digits or capital letters.
fn is_usual(code: &str) -> bool {
    let capital = |b: &u8| b.is_ascii_uppercase();
    let bytes = code.as_bytes();
    bytes.len() == 21
        && bytes[..8].iter().all(u8::is_ascii_digit)
        && capital(&bytes[8])
        && bytes[9..].iter().all(|b| b.is_ascii_digit() || capital(b))
}
