//! The report of a check as one page (检查报告.html): grouped by table, worst first, to be read, sent and printed.
//!
//! The page stands alone: no script, no picture, nothing loaded from elsewhere. `page.rs` writes markup, this file says what
//! stands where.

mod finding;
mod page;

use std::collections::BTreeMap;

use self::page::Page;
use crate::finding::render::Language;
use crate::finding::{Finding, Place, Severity};
use crate::model::Coded;

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct CheckReport<'a> {
    /// Language of the texts.
    pub language: Language,
    /// Program and version.
    pub generator: &'a str,
    /// What was found while reading, before there were tables.
    pub findings: &'a [Finding],
    /// Each department.
    pub departments: Vec<CheckedDepartment<'a>>,
}

/// A department in a report.
#[derive(Clone, Debug)]
pub struct CheckedDepartment<'a> {
    /// The department or unit.
    pub owner: &'a Coded,
    /// The published workbook that its tables were read from, where they were.
    pub file: Option<&'a str>,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition.
    pub edition: &'a str,
    /// Names of its tables, in the edition's order.
    pub tables: Vec<&'a str>,
    /// What was found in them.
    pub findings: &'a [Finding],
    /// What each rule said.
    pub rules: Vec<RuleLine<'a>>,
}

/// What a rule said of one thing.
#[derive(Clone, Debug)]
pub struct RuleLine<'a> {
    /// The rule's code.
    pub code: &'a str,
    /// The edition's id of the articulation, where it is data.
    pub rule: Option<&'a str>,
    /// What was looked at.
    pub title: &'a str,
    /// How it came out.
    pub state: RuleState<'a>,
}

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleState<'a> {
    /// 不通过
    Broken,
    /// 未检查, and why.
    NotRun(&'a str),
    /// 通过
    Held,
}

/// The page, as UTF-8.
pub fn check_report(report: &CheckReport<'_>) -> Vec<u8> {
    let mut page = Page::new(report.language);
    let title = page.pick("部门预算公开检查报告", "Check of budget disclosures");
    let heading = match &report.departments[..] {
        [one] => format!("{} {} {title}", one.owner, one.fiscal_year),
        _ => title.to_owned(),
    };
    page.begin(&heading, report.generator);
    let everything = || report.findings.iter().chain(report.departments.iter().flat_map(|one| one.findings));
    verdict(&mut page, everything());
    counts(&mut page, everything());
    if report.departments.len() > 1 {
        overview(&mut page, &report.departments);
    }
    if !report.findings.is_empty() {
        page.heading(2, "", page.pick("读取时发现的问题", "Found while reading"));
        listed(&mut page, report.findings.iter());
    }
    for (at, department) in report.departments.iter().enumerate() {
        one(&mut page, at, department);
    }
    page.end()
}

/// Whether it may be published, in one line.
fn verdict<'f>(page: &mut Page, findings: impl Iterator<Item = &'f Finding>) {
    let blocking = findings.filter(|finding| finding.blocks()).count();
    if blocking == 0 {
        page.paragraph("verdict done", page.pick("没有强制问题。", "Nothing blocks publication."));
    } else {
        let zh = format!("有 {blocking} 项强制问题，解决之前不要公开。");
        let en = format!("{blocking} mandatory findings: not to be published before they are resolved.");
        page.paragraph("verdict mandatory", page.pick(&zh, &en));
    }
}

const SEVERITIES: [Severity; 3] = [Severity::Mandatory, Severity::Advisory, Severity::Info];

/// How many of each severity, and how many are waived.
fn counts<'f>(page: &mut Page, findings: impl Iterator<Item = &'f Finding>) {
    let findings: Vec<&Finding> = findings.collect();
    let waived = findings.iter().filter(|finding| finding.waived.is_some()).count();
    let mut parts: Vec<String> = SEVERITIES
        .into_iter()
        .map(|severity| {
            let word = severity.words().of(page.language());
            format!("{word} {}", findings.iter().filter(|finding| finding.open(severity)).count())
        })
        .collect();
    if waived > 0 {
        parts.push(format!("{} {waived}", page.pick("已豁免", "waived")));
    }
    page.paragraph("", &parts.join(page.pick("，", ", ")));
}

/// A line a department, with a link to what was found in it.
fn overview(page: &mut Page, departments: &[CheckedDepartment<'_>]) {
    let heads = [page.pick("部门", "Department"), page.pick("年度", "Year")];
    let severities = SEVERITIES.map(Severity::words);
    let heads: Vec<&str> = heads.into_iter().chain(severities.iter().map(|words| words.of(page.language()))).collect();
    page.table("", &heads);
    for (at, department) in departments.iter().enumerate() {
        page.row("");
        let file = department.file.map(|file| format!(" {file}")).unwrap_or_default();
        page.link_cell(&format!("#d{at}"), &format!("{}{file}", department.owner));
        page.cell("number", &department.fiscal_year.to_string());
        for severity in SEVERITIES {
            let count = department.findings.iter().filter(|finding| finding.open(severity)).count();
            let class = if count > 0 && severity == Severity::Mandatory { "number mandatory" } else { "number" };
            page.cell(class, &count.to_string());
        }
        page.end_row();
    }
    page.end_table();
}

/// One department: its findings by table, then what the rules said.
fn one(page: &mut Page, at: usize, department: &CheckedDepartment<'_>) {
    page.open("section", "department");
    let year = department.fiscal_year;
    let zh = format!("{} {year} 年（表样 {}）", department.owner, department.edition);
    let en = format!("{} {year} (edition {})", department.owner, department.edition);
    page.heading(2, &format!("d{at}"), page.pick(&zh, &en));
    if let Some(file) = department.file {
        page.paragraph("about", file);
    }
    if department.findings.is_empty() {
        page.paragraph("", page.pick("没有发现问题。", "Nothing was found."));
    }
    for (name, findings) in by_table(department) {
        let other = page.pick("不限于一张表", "Not about one table");
        page.heading(3, "", if name.is_empty() { other } else { name });
        listed(page, findings.into_iter());
    }
    rules(page, &department.rules);
    page.close("section");
}

/// The findings of each table; the table with the worst first, of equals in the edition's order, and what is about no table
/// last.
fn by_table<'f>(department: &CheckedDepartment<'f>) -> Vec<(&'f str, Vec<&'f Finding>)> {
    let mut groups: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in department.findings {
        let table = finding.places.iter().find_map(|place| match place {
            Place::Published { table, .. } => department.tables.iter().position(|name| **name == **table),
            _ => None,
        });
        groups.entry(table.unwrap_or(department.tables.len())).or_default().push(finding);
    }
    let worst = |findings: &[&Finding]| findings.iter().map(|f| (f.waived.is_some(), f.severity)).min();
    let mut groups: Vec<(usize, Vec<&Finding>)> = groups.into_iter().collect();
    groups.sort_by_key(|(table, findings)| (worst(findings), *table));
    groups.into_iter().map(|(at, findings)| (department.tables.get(at).copied().unwrap_or(""), findings)).collect()
}

fn listed<'f>(page: &mut Page, findings: impl Iterator<Item = &'f Finding>) {
    let mut findings: Vec<&Finding> = findings.collect();
    // The order within is the one in which they came; only the worst go first.
    findings.sort_by_key(|finding| (finding.waived.is_some(), finding.severity));
    for one in findings {
        finding::write(page, one);
    }
}

/// What the rules said: counts, then those that did not hold; those that held are folded and not printed.
fn rules(page: &mut Page, rules: &[RuleLine<'_>]) {
    let of = |wanted: fn(&RuleState<'_>) -> bool| rules.iter().filter(move |rule| wanted(&rule.state)).collect();
    let held: Vec<&RuleLine<'_>> = of(|state| *state == RuleState::Held);
    let broken: Vec<&RuleLine<'_>> = of(|state| *state == RuleState::Broken);
    let not_run: Vec<&RuleLine<'_>> = of(|state| matches!(state, RuleState::NotRun(_)));
    page.heading(3, "", page.pick("检查了什么", "What was checked"));
    let (h, b, n) = (held.len(), broken.len(), not_run.len());
    let zh = format!("规则通过 {h} 条，不通过 {b} 条，未检查 {n} 条。未检查的不能当作通过。");
    let en = format!("{h} rules held, {b} broken, {n} not run. One that was not run has not passed.");
    page.paragraph("", page.pick(&zh, &en));
    if b + n > 0 {
        outcomes(page, broken.into_iter().chain(not_run));
    }
    if h > 0 {
        page.open("details", "");
        page.element("summary", "", page.pick("列出通过的规则", "The rules that held"));
        outcomes(page, held.into_iter());
        page.close("details");
    }
}

fn outcomes<'r>(page: &mut Page, rules: impl Iterator<Item = &'r RuleLine<'r>>) {
    let heads = [page.pick("结果", "Result"), page.pick("规则", "Rule"), page.pick("内容", "What")];
    page.table("rules", &heads);
    for rule in rules {
        let (class, zh, en, reason) = match rule.state {
            RuleState::Broken => ("broken", "不通过", "broken", ""),
            RuleState::NotRun(reason) => ("not_run", "未检查", "not run", reason),
            RuleState::Held => ("held", "通过", "held", ""),
        };
        page.row(class);
        page.cell("", page.pick(zh, en));
        page.cell("", [rule.code, rule.rule.unwrap_or("")].join(" ").trim_end());
        let colon = if reason.is_empty() { "" } else { page.pick("：", ": ") };
        page.cell("", &format!("{}{colon}{reason}", rule.title));
        page.end_row();
    }
    page.end_table();
}
