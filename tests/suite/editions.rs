//! Editions that extend others, and broken ones: `tests/editions/<case>/`.
//!
//! A case holds templates, laid over those of the program, and `expected.txt`, which `BLESS=1` rewrites: what each of its
//! editions becomes, or what is wrong with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use gongkai::edition::{BlockDef, Edition, Form, Templates};

use crate::cases;

#[test]
fn every_case_becomes_what_it_says() {
    cases::each("tests/editions", "expected.txt", |folder| {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files);
        let ids: Vec<String> = files
            .keys()
            .filter_map(|path| path.strip_prefix("editions/")?.strip_suffix("/edition.toml").map(str::to_owned))
            .collect();
        let templates = Templates::built_in().overridden_by(files);
        let mut text = String::new();
        for id in ids {
            writeln!(text, "# {id}").unwrap();
            match Edition::load(&templates, &id) {
                Ok(edition) => show(&edition, &mut text),
                Err(error) => writeln!(text, "{error}").unwrap(),
            }
        }
        text
    });
}

pub fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "tsv") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn show(edition: &Edition, text: &mut String) {
    writeln!(text, "{}：勾稽 {} 条", edition.head.name, edition.equalities.len()).unwrap();
    for form in &edition.forms {
        writeln!(text, "## {} {} {}", form.role, form.title, form.unit.word()).unwrap();
        show_form(form, text);
    }
    for annex in &edition.annexes {
        let keys: Vec<&str> = annex.columns.iter().map(|column| column.key.as_str()).collect();
        writeln!(text, "## {}（附表） {}", annex.role, keys.join(" ")).unwrap();
    }
}

fn show_form(form: &Form, text: &mut String) {
    for column in &form.columns {
        writeln!(text, "  列 {} {} {}", column.key, column.headers.joined(), column.width).unwrap();
    }
    for block in &form.blocks {
        writeln!(text, "  {} {}", block.key, rows(block)).unwrap();
    }
}

fn rows(block: &BlockDef) -> String {
    let rows: Vec<String> =
        block.rows.iter().map(|row| format!("{}:{}", row.key().unwrap_or_default(), row.label)).collect();
    match &block.classification {
        Some(by) => format!("{:?} {:?}", by.by, by.levels),
        None => rows.join(" "),
    }
}
