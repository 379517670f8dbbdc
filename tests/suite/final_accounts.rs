//! Final accounts: the nine tables that were really published, from lines and from the workbook of the system.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongkai::amount::Unit;
use gongkai::disclosure::{Cell, Disclosure, Table};
use gongkai::edition::{Edition, Templates};
use gongkai::finding::{Finding, Severity};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::{Importer, Options};
use gongkai::model::{Budget, DisclosureKind, split};
use gongkai::{check, tables};

const EDITION: &str = "shanghai-final";

/// The one figure of the print that its own other tables contradict: 05 prints 1,367.75 where 03 has 1,367.76.
const SLIP: (&str, &str, &str) = ("一般公共预算财政拨款支出决算表", "1,367.75", "1,367.76");

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn budgets(folder: &str) -> (Vec<Budget>, Vec<Finding>) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "json"));
    files.sort();
    let templates = Templates::built_in();
    let options = Options { templates: &templates, profile: None, unit: Some(Unit::Yuan), fiscal_year: None };
    let mut opened = Vec::new();
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let name: Arc<str> = path.file_name().unwrap().to_string_lossy().into();
        opened.extend(open(&Input { name, bytes: &bytes }, &Limits::default()).value);
    }
    let imported = Importer::new(options).unwrap().understand(&opened);
    (split(imported.value.batch), imported.findings)
}

fn disclosure(folder: &str) -> (Budget, Disclosure, Edition) {
    let (mut budgets, findings) = budgets(folder);
    let blocking: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == Severity::Mandatory).collect();
    assert!(blocking.is_empty(), "{blocking:?}");
    assert_eq!(budgets.len(), 1);
    let budget = budgets.remove(0);
    assert_eq!((budget.kind, budget.fiscal_year), (DisclosureKind::Final, 2025));
    let edition = Edition::load(&Templates::built_in(), EDITION).unwrap();
    let filled = tables::fill(&budget, &edition);
    let lost: Vec<&Finding> = filled.findings.iter().filter(|f| f.severity == Severity::Mandatory).collect();
    assert!(lost.is_empty(), "{lost:?}");
    (budget, filled.value, edition)
}

/// The rows of a table as printed, without blank ends.
fn printed(table: &Table) -> Vec<Vec<String>> {
    let shown = |(col, cell): (usize, &Cell)| match cell {
        Cell::Text(text) => text.clone(),
        figure => figure.printed(table, col),
    };
    let rows = table.rows.iter().map(|row| trimmed(row.cells.iter().enumerate().map(shown).collect()));
    rows.chain(table.notes.iter().map(|note| vec![note.clone()])).collect()
}

fn trimmed(mut row: Vec<String>) -> Vec<String> {
    while row.last().is_some_and(String::is_empty) {
        row.pop();
    }
    row
}

fn as_published(made: &Disclosure) {
    let mut folder: Vec<PathBuf> = std::fs::read_dir(root("tests/published-places/shanghai-final-2025"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    folder.sort();
    assert_eq!(folder.len(), made.tables.len());
    for (path, table) in folder.iter().zip(&made.tables) {
        let text = std::fs::read_to_string(path).unwrap();
        let rows = |wanted: &[&str]| -> Vec<Vec<String>> {
            let lines =
                text.lines().map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
            lines.filter(|line| wanted.contains(&line[0].as_str())).map(|line| trimmed(line[1..].to_vec())).collect()
        };
        assert_eq!(rows(&["title"]), [[table.title.clone()]]);
        let mut wanted = rows(&["row", "note"]);
        if table.title == SLIP.0 {
            wanted
                .iter_mut()
                .flatten()
                .filter(|cell| cell.as_str() == SLIP.1)
                .for_each(|cell| *cell = SLIP.2.to_owned());
        }
        assert_eq!(printed(table), wanted, "{}", table.title);
    }
}

#[test]
fn lines_give_the_tables_that_were_published() {
    let (_, made, _) = disclosure("tests/final-accounts/lines");
    as_published(&made);
}

#[test]
fn the_workbook_of_the_system_gives_the_tables_that_were_published() {
    let (budget, made, _) = disclosure("tests/final-accounts/summed");
    assert_eq!(budget.statistics.iter().filter(|own| own.count.is_some()).count(), 20);
    as_published(&made);
}

#[test]
fn they_tie_out() {
    for folder in ["tests/final-accounts/lines", "tests/final-accounts/summed"] {
        let (budget, made, edition) = disclosure(folder);
        let report = check::run(&made, Some(&budget), &edition);
        let broken: Vec<&Finding> = report.findings.iter().filter(|f| f.severity == Severity::Mandatory).collect();
        assert!(broken.is_empty(), "{broken:?}");
        let held = report.outcomes.iter().filter(|outcome| outcome.state == check::State::Held).count();
        assert!(held > 80, "{held}");
    }
}
