//! Generated pages are current: `BLESS=1` (make bless) writes them, without it they must be what the code says.

use std::fmt::Write as _;
use std::path::Path;

use gongkai::check;
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
fn the_pages_of_the_codes_are_current() {
    let mut page = String::from(
        "# 问题代码\n\n每个问题有一个固定的代码，`gongkai explain 代码` 打印同样的说明。代码不会改作他用。\n\
         本页由程序生成（`make bless`），不要手工修改。\n",
    );
    for code in codes::all().into_iter().chain(check::codes()) {
        describe(code, &mut page);
    }
    hold("docs/codes.md", &page);
}

fn describe(code: &Code, page: &mut String) {
    writeln!(page, "\n## {} {}\n", code.id, code.title.zh).unwrap();
    writeln!(page, "级别：{}\n", code.severity.word()).unwrap();
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
