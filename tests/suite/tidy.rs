//! The house rules that a compiler does not know, held by reading `src/`.
//!
//! docs/architecture.md says why each exists. A rule is changed here and there in the same commit.

use std::collections::{BTreeMap, BTreeSet};

use gongkai::finding::codes;

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/rooms.rs"]
mod rooms;
#[path = "tidy/source.rs"]
mod source;

use source::Source;

/// Which file may name which crate: prefixes of paths. A crate that knows a file format or the world outside belongs to the
/// room that reads or writes it; everything else deals in our own types.
const OWNERS: &[(&str, &[&str])] = &[
    ("calamine", &["src/import/second/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("csv", &["src/import/", "src/export/"]),
    ("ctrlc", &["src/store/jobs/interrupt.rs"]),
    ("desktop", &["src/main.rs"]),
    ("encoding_rs", &["src/cli/shortcut.rs", "src/import/"]),
    ("glob", &["src/store/jobs/expand.rs"]),
    ("html5ever", &["src/import/"]),
    ("include_dir", &["src/edition/templates.rs"]),
    ("jiff", &["src/import/cell/dates.rs"]),
    ("mimalloc", &["src/main.rs"]),
    ("minijinja", &["src/narrative/"]),
    ("notify", &["src/store/jobs/watch.rs"]),
    ("parquet", &["src/export/parquet.rs"]),
    ("pdfni", &["src/import/container/pdf.rs", "src/import/container/pdf/page.rs"]),
    ("quick_xml", &["src/export/", "src/import/", "src/patch/"]),
    ("rust_xlsxwriter", &["src/export/book/"]),
    ("sha2", &["src/service/", "src/store/"]),
    ("strsim", &["src/cli/", "src/store/toml_words.rs"]),
    ("tempfile", &["src/store/"]),
    (
        "toml",
        &[
            "src/check/waiver.rs",
            "src/edition/",
            "src/fill/plan.rs",
            "src/import/",
            "src/narrative/",
            "src/service/text.rs",
            "src/store/",
        ],
    ),
    ("unicode_width", &["src/cli/", "src/export/", "src/finding/render/"]),
    ("zip", &["src/export/", "src/import/", "src/patch/"]),
];

/// Crates without a format of their own, which any file may name.
const EVERYWHERE: &[&str] = &["rayon", "rust_decimal", "schemars", "serde", "serde_json", "thiserror"];

/// Parts of the standard library that touch the world outside, and who may.
const WORLD: &[&str] = &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::time", "std::os"];
const WORLD_OWNERS: &[&str] = &["src/cli/", "src/store/", "src/main.rs"];

/// Of these the disk belongs to few: of the command line only what asks the system about its own streams.
const DISK: &[&str] = &["std::fs", "std::os"];
const DISK_OWNERS: &[&str] = &["src/store/", "src/cli/journal.rs"];

/// Names that are data: a jurisdiction in `src/` is a rule that another one cannot change.
const JURISDICTIONS: &[&str] = &[
    "hebei",
    "beijing",
    "shanghai",
    "jiangsu",
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "邢台",
    "平乡",
];

/// Fails with all breaches at once, so that one run shows the whole of it.
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn each_crate_is_named_by_the_files_that_own_it() {
    let mut breaches = Vec::new();
    for source in source::all() {
        for (name, owners) in OWNERS {
            if names_crate(&source, name) && !owners.iter().any(|owner| source.path.starts_with(owner)) {
                breaches.push(format!("{} names {name}, which belongs to {}", source.path, owners.join(", ")));
            }
        }
    }
    none(&breaches);
}

#[test]
fn every_dependency_has_an_owner() {
    let manifest = include_str!("../../Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let unknown: Vec<String> = section
        .lines()
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim().replace('-', "_")))
        .filter(|name| !EVERYWHERE.contains(&name.as_str()) && OWNERS.iter().all(|(known, _)| known != name))
        .map(|name| format!("{name}: say in tests/suite/tidy.rs which files may name it"))
        .collect();
    none(&unknown);
    let known = OWNERS.iter().map(|(name, _)| *name).chain(EVERYWHERE.iter().copied());
    let names = |name: &str| {
        manifest.lines().any(|line| {
            line.starts_with(&format!("{} = ", name.replace('_', "-"))) || line.starts_with(&format!("{name} = "))
        })
    };
    let gone: Vec<String> =
        known.filter(|name| !names(name)).map(|name| format!("{name} is no dependency any more")).collect();
    none(&gone);
}

/// They are built with `--locked` by hand only, so nobody else sees that a new dependency stops them.
#[test]
fn the_workspaces_beside_lock_every_dependency() {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    let everywhere = manifest["dependencies"].as_table().unwrap();
    let targets = manifest["target"].as_table().unwrap().values();
    let on_some = targets.filter_map(|target| target.get("dependencies")?.as_table()).flatten();
    // What only the program needs is optional, and the workspaces beside build the program's library whole.
    let cli = manifest["features"]["cli"].as_array().unwrap();
    let of_cli =
        |name: &str| cli.iter().any(|part| part.as_str().and_then(|part| part.strip_prefix("dep:")) == Some(name));
    let names: Vec<&str> = everywhere
        .iter()
        .chain(on_some)
        .filter(|(name, how)| how.get("optional").is_none() || of_cli(name))
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(names.contains(&"mimalloc") && names.contains(&"csv"), "{names:?}");
    let mut missing = Vec::new();
    for lock in ["benches/stages/Cargo.lock", "fuzz/Cargo.lock"] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(lock)).unwrap();
        let own = text.split("name = \"gongkai\"").nth(1).unwrap().split("[[package]]").next().unwrap();
        // With its version where there are two of it.
        let lacks = |name: &&&str| !own.contains(&format!("\"{name}\"")) && !own.contains(&format!("\"{name} "));
        missing.extend(names.iter().filter(lacks).map(|name| format!("{lock} lacks {name}: run cargo metadata there")));
    }
    none(&missing);
}

#[test]
fn only_store_and_cli_touch_the_world() {
    let mut breaches = Vec::new();
    for source in source::all().iter().filter(|s| !WORLD_OWNERS.iter().any(|owner| s.path.starts_with(owner))) {
        breaches.extend(
            WORLD
                .iter()
                .filter(|part| names_path(&source.bare, part))
                .map(|part| format!("{} names {part}", source.path)),
        );
    }
    for source in source::all().iter().filter(|s| !DISK_OWNERS.iter().any(|owner| s.path.starts_with(owner))) {
        let named = DISK.iter().filter(|part| names_path(&source.bare, part));
        breaches.extend(named.map(|part| format!("{} names {part}: the disk is src/store's", source.path)));
    }
    none(&breaches);
}

#[test]
fn a_file_holds_one_concept() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let lines = source.text.lines().count();
        if lines > 600 {
            breaches.push(format!("{} has {lines} lines; split it by concept before 600", source.path));
        }
        for part in source.module() {
            if ["util", "utils", "common", "misc", "helper", "helpers"].contains(&part) {
                breaches.push(format!("{}: `{part}` says nothing about what is inside", source.path));
            }
        }
    }
    none(&breaches);
}

#[test]
fn no_jurisdiction_and_no_year_in_the_program() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let lower = source.code.to_lowercase();
        breaches.extend(
            JURISDICTIONS
                .iter()
                .filter(|name| lower.contains(*name))
                .map(|name| format!("{} names {name}; that belongs into templates/", source.path)),
        );
        breaches.extend(years(&source.bare).map(|year| format!("{} names the year {year}", source.path)));
    }
    none(&breaches);
}

#[test]
fn every_finding_code_is_listed_once_and_in_order() {
    let mut breaches = Vec::new();
    let listed: Vec<&str> = codes::all().iter().map(|code| code.id).collect();
    let mut last = BTreeMap::new();
    for id in &listed {
        let shape = id.len() == 7 && id.starts_with("GK-") && id[4..].bytes().all(|b| b.is_ascii_digit());
        if !shape || !matches!(id.as_bytes()[3], b'I' | b'M' | b'T' | b'C' | b'E' | b'F' | b'N' | b'R') {
            breaches.push(format!("{id} is not like GK-I012"));
        }
        if last.insert(&id[..4], *id).is_some_and(|before| before >= *id) {
            breaches.push(format!("{id} is listed twice or out of order"));
        }
        if codes::RETIRED.contains(id) {
            breaches.push(format!("{id} is retired and must not come back"));
        }
    }
    let mut written = BTreeMap::new();
    for source in source::all() {
        for id in source.code.split("id: \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if !id.starts_with("GK-") {
                continue;
            }
            if let Some(before) = written.insert(id.to_owned(), source.path.clone()) {
                breaches.push(format!("{id} is defined in {before} and in {}", source.path));
            }
            if source.path.starts_with("src/finding/codes/") && !listed.contains(&id) {
                breaches.push(format!("{id} of {} is missing in its room's CODES", source.path));
            }
        }
    }
    none(&breaches);
}

/// Every code says what to do, in both languages, and its texts name only what is in braces by pairs.
#[test]
fn every_finding_code_speaks_both_languages() {
    let mut breaches = Vec::new();
    for code in codes::all() {
        for (what, words) in [("title", code.title), ("message", code.message), ("remedy", code.remedy)] {
            if words.zh.trim().is_empty() || words.en.trim().is_empty() {
                breaches.push(format!("{}: {what} is missing in one language", code.id));
            }
            if names_in_braces(words.zh) != names_in_braces(words.en) {
                breaches.push(format!("{}: {what} names different details in Chinese and English", code.id));
            }
        }
        if !code.title.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            breaches.push(format!("{}: the Chinese title is not Chinese", code.id));
        }
    }
    none(&breaches);
}

fn names_in_braces(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// Whether code uses a crate: `name::…` at the start of a path, or `use name;`. A module of our own of that name is none.
fn names_crate(source: &Source, name: &str) -> bool {
    let own = [format!("mod {name};"), format!("mod {name} {{"), format!("::{name};")];
    names_path(&source.bare, name) && !own.iter().any(|declared| source.bare.contains(declared.as_str()))
}

/// Whether a path begins with these parts.
fn names_path(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + path.len()..];
        let starts = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '.');
        let used = code[..at].trim_end().ends_with("use");
        starts && (after.starts_with("::") || (used && after.starts_with([';', ' '])))
    })
}

/// Numbers that are years of our time, standing alone.
fn years(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| word.len() == 4 && word.starts_with("20") && matches!(word.as_bytes()[2], b'1' | b'2' | b'3'))
        .filter(|word| word.bytes().all(|b| b.is_ascii_digit()))
}

#[test]
fn the_readers_of_code_see_what_they_look_for() {
    let read = |path: &str, text: &str| Source::new(path, text);
    assert!(names_crate(&read("src/check/sum.rs", "use csv::Writer;"), "csv"));
    assert!(names_crate(&read("src/check/sum.rs", "let w = csv::Writer::new();"), "csv"));
    assert!(!names_crate(&read("src/cli/x.rs", "use crate::export::csv;\nfn f() { csv::write() }"), "csv"));
    assert!(!names_crate(&read("src/cli/x.rs", "// csv::Writer\nlet x = my_csv::y;"), "csv"));
    assert!(names_path("use std::fs;", "std::fs") && names_path("std::fs::read(p)", "std::fs"));
    assert!(!names_path("std::fsx::read(p)", "std::fs"));
    assert_eq!(years("if year == 2024 || code == 2010301 || x2024 == 1999").collect::<Vec<_>>(), ["2024"]);
}
