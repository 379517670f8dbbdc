//! The report as a page: whole, well formed, and without anything that could be loaded or run.

use std::path::Path;

use gongkai::export::{CheckReport, CheckedDepartment, RuleLine, RuleState, check_report};
use gongkai::finding::render::Language;
use gongkai::finding::{Code, Finding, Place, Severity, Words};
use gongkai::model::Coded;

use crate::program;

static CODE: Code = Code {
    id: "GK-X001",
    severity: Severity::Mandatory,
    title: Words { zh: "标题", en: "title" },
    message: Words { zh: "情况 {what}", en: "what {what}" },
    remedy: Words { zh: "改正", en: "mend it" },
    page: "",
};

fn at(table: &str) -> Place {
    let whole = |text: &str| text.into();
    Place::Published { table: table.into(), row: whole(""), column: whole(""), sheet: whole("表"), cell: None }
}

fn finding(table: &str, severity: Severity, what: &str) -> Finding {
    Finding { severity, ..Finding::new(&CODE).at(at(table)).with("what", what) }
}

fn page(findings: &[Finding], language: Language) -> String {
    let owner = Coded::named("434", "某局");
    let rules = vec![
        RuleLine { code: "GK-C001", rule: None, title: "<甲>", state: RuleState::Held },
        RuleLine { code: "GK-C002", rule: Some("X-1"), title: "乙", state: RuleState::NotRun("缺少表") },
        RuleLine { code: "GK-C003", rule: None, title: "丙", state: RuleState::Broken },
    ];
    let tables = vec!["收支总表", "收入总表", "支出总表"];
    let one = CheckedDepartment { owner: &owner, file: None, fiscal_year: 2024, edition: "e", tables, findings, rules };
    let report = CheckReport { language, generator: "gongkai 0", findings: &[], departments: vec![one] };
    String::from_utf8(check_report(&report)).unwrap()
}

/// Elements that are opened and closed in order; fails on markup that is neither.
fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = page.split_once("</style>").unwrap();
    for text in [body.0.split_once("<style>").unwrap().0, body.1] {
        for part in text.split('<').skip(1) {
            let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("{part}"));
            let name = tag.split_whitespace().next().unwrap();
            match name {
                "!DOCTYPE" | "meta" => {}
                name if name.starts_with('/') => {
                    // The head was split at its style.
                    let last = open.pop();
                    assert!(last == Some(&name[1..]) || name == "/head", "{name} closes {last:?}");
                    if name == "/head" {
                        open.extend(last.filter(|name| *name != "head"))
                    }
                }
                name => open.push(name),
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn findings_stand_by_table_the_worst_first() {
    let page = page(
        &[
            finding("收支总表", Severity::Advisory, "一"),
            finding("支出总表", Severity::Info, "二"),
            finding("支出总表", Severity::Mandatory, "三"),
            finding("没有的表", Severity::Mandatory, "四"),
        ],
        Language::Chinese,
    );
    well_formed(&page);
    let order: Vec<usize> = [
        "<h3>支出总表",
        "情况 三",
        "情况 二",
        "<h3>不限于一张表",
        "情况 四",
        "<h3>收支总表",
        "情况 一",
        "丙",
        "缺少表",
        "&lt;甲&gt;",
    ]
    .map(|words| page.find(words).unwrap_or_else(|| panic!("no {words}")))
    .into();
    assert!(order.is_sorted(), "{order:?}");
    assert!(page.contains("有 2 项强制问题"), "{page}");
}

#[test]
fn words_of_a_file_do_nothing() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u{202e}";
    for language in [Language::Chinese, Language::English] {
        let page = page(&[finding(evil, Severity::Mandatory, evil)], language);
        well_formed(&page);
        for bad in ["<script", "<img", "\u{202e}", "http://", "https://", "url("] {
            assert!(!page.contains(bad), "{bad}");
        }
    }
}

#[test]
fn the_page_of_the_program_is_the_same_on_every_run_and_in_a_file() {
    let input = [Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/published_defect/公开表.xlsx")];
    let once = program::answer(&["check", "--format", "html"], &input);
    assert_eq!(once, program::answer(&["check", "--format", "html"], &input));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("检查报告.html");
    let said = program::answer(&["check", "--format", "html", "-o", file.to_str().unwrap()], &input);
    assert_eq!((said, std::fs::read(&file).unwrap()), (Vec::new(), once.clone()));
    let page = String::from_utf8(once).unwrap();
    well_formed(&page);
    assert!(page.contains("X-T1-T3") && page.contains("随之不符"), "{page}");
}
