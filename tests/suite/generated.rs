//! Generated pages are current: `BLESS=1` (make bless) writes them, without it they must be what the code says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use gongkai::check;
use gongkai::edition::{Edition, Templates, Weight};
use gongkai::finding::{Code, codes};
use gongkai::model::Budget;

#[test]
fn the_schema_of_the_budget_is_current() {
    let schema = schemars::schema_for!(Budget);
    hold("docs/budget.schema.json", &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
}

#[test]
fn the_schemas_of_what_programs_read_are_current() {
    for (name, schema) in gongkai::cli::schemas() {
        hold(&format!("docs/{name}"), &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
    }
}

#[test]
fn the_schemas_of_jobs_and_manifests_are_current() {
    hold("docs/job.schema.json", &gongkai::cli::job_schema().unwrap());
    hold("docs/manifest.schema.json", &gongkai::cli::manifest_schema().unwrap());
}

#[test]
fn the_pages_of_the_codes_are_current() {
    let mut page = String::from(
        "# 问题代码\n\n每个问题有一个固定的代码，`gongkai explain 代码` 打印同样的说明。代码不会改作他用。\n\
         检查规则（GK-C…）见 [checks.md](checks.md)。本页由程序生成（`make bless`），不要手工修改。\n",
    );
    for code in codes::all() {
        describe(code, &mut page);
    }
    hold("docs/codes.md", &page);
}

/// The rules of the check room, the articulations of each edition, and what of the usual lists is held by which of them.
#[test]
fn the_page_of_the_checks_is_current() {
    let mut page = String::from(
        "# 检查规则\n\n每条规则查什么、为什么、依据什么、举例和怎么办。`gongkai explain 代码` 打印同样的说明。\n\
         其他问题的代码见 [codes.md](codes.md)。本页由程序生成（`make bless`），不要手工修改。\n",
    );
    page.push_str("\n# 检查要点与规则对照\n");
    requirements(&mut page);
    for edition in editions() {
        writeln!(page, "\n# {} 的勾稽关系（GK-C004）\n", edition.head.id).unwrap();
        writeln!(page, "这些是表样的数据（`equalities.toml`），财政局可以增加，不需要改程序。\n").unwrap();
        writeln!(page, "| 编号 | 关系 | 级别 | 条件 |\n| --- | --- | --- | --- |").unwrap();
        for equality in &edition.equalities {
            let level = if equality.severity == Weight::Mandatory { "强制" } else { "提示" };
            let zero: Vec<&str> = equality.when_zero.iter().map(|figure| figure.get_ref().as_str()).collect();
            let condition = if zero.is_empty() { String::new() } else { format!("`{}` 都是零", zero.join("`、`")) };
            writeln!(page, "| {} | {} | {level} | {condition} |", equality.id, equality.title).unwrap();
        }
    }
    page.push_str("\n# 规则\n");
    for code in check::codes() {
        describe(code, &mut page);
    }
    hold("docs/checks.md", &page);
}

fn editions() -> Vec<Edition> {
    let templates = Templates::built_in();
    let heads = gongkai::edition::list(&templates).unwrap();
    heads.iter().map(|head| Edition::load(&templates, &head.id).unwrap()).collect()
}

/// The list in `tests/checks/requirements.tsv` as tables; what it names must exist.
fn requirements(page: &mut String) {
    let codes: BTreeSet<&str> = check::codes().iter().map(|code| code.id).collect();
    let editions = editions();
    let equalities: BTreeSet<&str> =
        editions.iter().flat_map(|edition| &edition.equalities).map(|equality| equality.id.as_str()).collect();
    for line in include_str!("../checks/requirements.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((id, rest)) = line.split_once('\t') else {
            writeln!(page, "\n## {line}\n\n| 要点 | 内容 | 规则 | 说明 |\n| --- | --- | --- | --- |").unwrap();
            continue;
        };
        let [statement, rules, remark] = rest.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        if rules == "—" {
            assert!(!remark.is_empty(), "{id}: say why nothing holds it");
        } else {
            for rule in rules.split(',') {
                assert!(codes.contains(rule) || equalities.contains(rule), "{id} names {rule}, which does not exist");
            }
        }
        writeln!(page, "| {id} | {statement} | {} | {remark} |", rules.replace(',', "、")).unwrap();
    }
}

fn describe(code: &Code, page: &mut String) {
    writeln!(page, "\n## {} {}\n", code.id, code.title.zh).unwrap();
    writeln!(page, "级别：{}\n", code.severity.words().zh).unwrap();
    writeln!(page, "说什么：{}\n", code.message.zh).unwrap();
    writeln!(page, "怎么办：{}", code.remedy.zh).unwrap();
    let manual = code.manual();
    if !manual.is_empty() {
        // The page's own headings stand one level below the code's.
        let deeper =
            manual.lines().map(|line| if line.starts_with('#') { format!("##{line}") } else { line.to_owned() });
        writeln!(page, "\n{}", deeper.collect::<Vec<_>>().join("\n")).unwrap();
    }
}

/// Compares a generated file with what is committed.
fn hold(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let before = std::fs::read_to_string(&file).unwrap_or_default();
    if before == text {
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, text).unwrap();
    } else {
        panic!("{path} is not current: run `make bless` and read the difference");
    }
}
