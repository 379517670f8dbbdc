//! Finished tables as input: the sample's own published tables give themselves again, and what was tampered with is said.

use std::sync::Arc;

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::{Cell, Disclosure};
use gongkai::edition::{Edition, Templates, Vocabulary};
use gongkai::export::{self, Stamp};
use gongkai::finding::Finding;
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::import::published;
use gongkai::model::{Budget, DisclosureKind};
use gongkai::origin::Origin;
use gongkai::tables;

use super::from_lines;

fn edition() -> Edition {
    Edition::load(&Templates::built_in(), "hebei-2024").unwrap()
}

/// The sample's published workbook, read back.
fn given() -> Disclosure {
    let bytes = export::workbook(&from_lines::disclosure(), Stamp { year: 2024, month: 1, day: 31 }).unwrap();
    let opened = open(&Input { name: "公开表.xlsx".into(), bytes: &bytes }, &Limits::default());
    let grid = opened.value.into_iter().next().and_then(|file| file.grid).unwrap();
    let words = Vocabulary::load(&Templates::built_in()).unwrap();
    published::read(&grid.sheets, (&edition(), &words)).unwrap().value
}

fn complete(given: &Disclosure) -> (Disclosure, Vec<Finding>) {
    let budget = Budget::empty(given.owner.clone(), given.fiscal_year, DisclosureKind::Budget);
    let file: Arc<str> = "公开表.xlsx".into();
    let made = tables::complete(given, &Origin::file(&file), &budget, &edition());
    (made.value, made.findings)
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.id).filter(|code| !matches!(*code, "GK-T035" | "GK-T038")).collect()
}

/// Puts another cell in a table, by the keys of its row and column.
fn set(given: &mut Disclosure, (role, row, column): (&str, &str, &str), cell: Cell) {
    let table = given.tables.iter_mut().find(|table| table.role == role).unwrap();
    let (row, col) = (table.row(row).unwrap(), table.column(column).unwrap());
    table.rows[row].cells[col] = cell;
}

#[test]
fn published_tables_give_themselves_again() {
    let (made, findings) = complete(&given());
    assert_eq!(codes(&findings), Vec::<&str>::new());
    let wanted = from_lines::disclosure();
    for form in &edition().forms {
        let (wanted, made) = (wanted.table(&form.role).unwrap(), made.table(&form.role).unwrap());
        let printed = |table: &gongkai::disclosure::Table| -> Vec<Vec<String>> {
            let words = |row: &gongkai::disclosure::Row| {
                row.cells.iter().enumerate().map(|(col, cell)| cell.printed(table, col)).collect()
            };
            table.rows.iter().map(words).collect()
        };
        assert_eq!(printed(made), printed(wanted), "{}", form.name);
        assert_eq!((&made.title, &made.caption, &made.notes), (&wanted.title, &wanted.caption, &wanted.notes));
    }
}

#[test]
fn totals_that_the_system_left_empty_are_computed() {
    let mut tables = given();
    for (row, column) in [("total", "total"), ("201", "total"), ("201", "basic")] {
        set(&mut tables, ("expenditure", row, column), Cell::Blank);
    }
    let (made, findings) = complete(&tables);
    assert_eq!(codes(&findings), Vec::<&str>::new());
    let table = made.table("expenditure").unwrap();
    let col = table.column("total").unwrap();
    assert_eq!(table.rows[table.row("total").unwrap()].cells[col].printed(table, col), "1166.60");
}

#[test]
fn a_total_that_is_not_its_parts_and_a_missing_table_are_said() {
    let mut tables = given();
    let value = Amount::of("951.10".parse().unwrap(), Unit::WanYuan).unwrap();
    set(&mut tables, ("expenditure", "201", "total"), Cell::Amount { value, sources: Vec::new() });
    let (_, findings) = complete(&tables);
    assert_eq!(codes(&findings), ["GK-T036"]);
    assert!(findings.iter().any(|finding| finding.code.id == "GK-T036" && finding.blocks()));
    let mut tables = given();
    tables.tables.retain(|table| table.role != "basic");
    let (_, findings) = complete(&tables);
    assert!(codes(&findings).contains(&"GK-T037"), "{findings:#?}");
}
