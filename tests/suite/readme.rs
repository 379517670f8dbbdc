//! What the pages for people say is so: links lead somewhere, targets of make exist, both languages show the same commands.

use std::collections::BTreeSet;
use std::process::Command;

use super::python::repository;

const PAGES: &[&str] = &[
    "README.md",
    "README.en.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/rounding.md",
    "samples/README.md",
    "tests/acceptance/README.md",
    "tests/published/README.md",
    "tests/containers/README.md",
];

fn read(page: &str) -> String {
    std::fs::read_to_string(repository(page)).unwrap()
}

/// The texts between two marks.
fn between<'a>(text: &'a str, open: &str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(inside, _)| inside))
}

/// The lines of the fenced blocks.
fn commands(page: &str) -> Vec<String> {
    let text = read(page);
    text.split("```").skip(1).step_by(2).flat_map(|block| block.lines().skip(1).map(str::to_owned)).collect()
}

/// Texts in `code` marks, outside fenced blocks.
fn quoted(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn links_lead_to_files_of_the_repository() {
    let mut dead = Vec::new();
    for page in PAGES {
        let text = read(page);
        let folder = repository(page).parent().unwrap().to_owned();
        for target in between(&text, "](", ")").filter(|target| !target.starts_with("https://")) {
            if !folder.join(target).exists() {
                dead.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn paths_that_are_named_exist() {
    let mut missing = Vec::new();
    for page in PAGES {
        for path in quoted(&read(page)) {
            let ours =
                ["src/", "tests/", "samples/", "scripts/", "templates/", "docs/"].iter().any(|p| path.starts_with(p));
            let pattern =
                path.contains(|c: char| c.is_whitespace() || c.is_ascii_uppercase() && !path.ends_with(".md"));
            if ours && !pattern && !repository(&path).exists() {
                missing.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn both_languages_show_the_same_commands_and_results() {
    assert_eq!(commands("README.md"), commands("README.en.md"));
    assert!(commands("README.md").len() > 3);
    let results = |page| quoted(&read(page)).into_iter().filter(|q| q.starts_with("out/")).collect::<BTreeSet<_>>();
    assert_eq!(results("README.md"), results("README.en.md"));
}

#[test]
fn targets_of_make_exist_and_can_be_made() {
    let makefile = read("Makefile");
    let targets: BTreeSet<&str> = makefile
        .lines()
        .filter_map(|line| line.split_once(": ").or(line.split_once(':')).map(|(name, _)| name))
        .collect();
    let mut named = BTreeSet::new();
    for page in PAGES {
        for text in quoted(&read(page)).into_iter().chain(commands(page)) {
            named.extend(between(&format!(" {text} "), "make ", " ").map(str::to_owned));
        }
    }
    named.retain(|name| name.bytes().all(|b| b.is_ascii_lowercase()));
    assert!(named.contains("run") && named.contains("check"), "{named:?}");
    for name in &named {
        assert!(targets.contains(name.as_str()), "make {name} is not in the Makefile");
    }
    for name in ["setup", "run", "check", "test", "bless", "docs", "bench", "fuzz"] {
        let dry = Command::new("make").args(["-n", name]).current_dir(repository("")).output().unwrap();
        assert!(dry.status.success(), "make -n {name}: {}", String::from_utf8_lossy(&dry.stderr));
    }
}

#[test]
fn the_documented_rust_is_the_required_one() {
    let manifest = read("Cargo.toml");
    let required = between(&manifest, "rust-version = \"", "\"").next().unwrap().to_owned();
    for page in ["README.md", "README.en.md"] {
        assert!(read(page).contains(&format!("Rust {required}")), "{page} does not name Rust {required}");
    }
}

/// The change log has the form it claims.
#[test]
fn the_changelog_is_kept() {
    let text = read("CHANGELOG.md");
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings.first(), Some(&"## [Unreleased]"));
    let kinds = ["### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security"];
    for line in text.lines().filter(|line| line.starts_with("### ")) {
        assert!(kinds.contains(&line), "{line} is no kind of change");
    }
}
