//! Every published figure leads to the cell that it came from: the file is opened again and the cell is read.

use std::collections::BTreeSet;
use std::path::Path;

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::{Cell, Disclosure, Source, Stated, Table};
use gongkai::edition::{Edition, Templates, Vocabulary};
use gongkai::export::{Stamp, WorkingPaper, working_paper};
use gongkai::import::cell::number::{self, Written};
use gongkai::import::grid::{GridCell, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use gongkai::import::{Imported, Options, understand};
use gongkai::model::{Budget, split};
use gongkai::origin::{Origin, Spot};
use gongkai::tables;
use rust_decimal::Decimal;

use crate::import::{given, understand_case};

/// What was given, and what was made of it.
struct Made {
    name: String,
    opened: Vec<Opened>,
    imported: Imported,
}

fn sample(files: &[&str]) -> Made {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut opened = Vec::new();
    for path in files {
        let bytes = std::fs::read(root.join(path)).unwrap();
        opened.extend(open(&Input { name: (*path).into(), bytes: &bytes }, &Limits::default()).value);
    }
    let templates = Templates::built_in();
    let options = Options { templates: &templates, profile: None, unit: None, fiscal_year: None };
    let imported = understand(&opened, &options).value;
    Made { name: files[0].to_owned(), opened, imported }
}

/// The samples, with the goals as a form a project and as a list, and every case of the import.
fn all() -> Vec<Made> {
    let in_2024 = |name: &str| format!("pingxiang-2024/{name}");
    let rest = ["支出预算明细.csv", "收入预算.xlsx", "单位信息.csv", "资产.xlsx"].map(in_2024);
    let goals = [in_2024("项目绩效目标.xls"), "pingxiang-2024-forms/goals/项目绩效目标清单.csv".to_owned()];
    let with = |goals: &String| {
        let files: Vec<&str> = std::iter::once(goals).chain(&rest).map(String::as_str).collect();
        sample(&files)
    };
    let mut all: Vec<Made> = goals.iter().map(with).collect();
    all.push(sample(&["own-income-2024/支出预算明细.csv", "own-income-2024/收入预算.xlsx"]));
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut folders: Vec<_> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let given = given(folder);
        let imported = understand_case(&given).value;
        all.push(Made { name: folder.display().to_string(), opened: given.opened, imported });
    }
    all
}

fn disclosures(made: &Made) -> Vec<(Budget, Disclosure)> {
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let budgets = split(made.imported.batch.clone());
    budgets.into_iter().map(|budget| (tables::fill(&budget, &edition).value, budget)).map(|(d, b)| (b, d)).collect()
}

/// The cell at an origin, looked up in the file as it was opened.
fn cell<'a>(opened: &'a [Opened], origin: &Origin) -> Option<&'a GridCell> {
    let file = opened.iter().find(|file| file.name == origin.file)?;
    let mut sheets = file.grid.as_ref()?.sheets.iter();
    let (sheet, row, col) = match &origin.spot {
        Spot::Cell(name, cell) => {
            let sheet = sheets.find(|sheet| sheet.name.as_ref() == Some(name))?;
            let (row, col) = cell.indices();
            (sheet, row, col)
        }
        Spot::Field { record, field, .. } => (sheets.next()?, *record, (*field)?),
        _ => return None,
    };
    sheet.rows.iter().find(|known| known.index == row)?.cell(col)
}

/// The number in a cell and the unit that the cell itself gives.
fn number(cell: &GridCell) -> Option<(Decimal, Option<Unit>)> {
    match cell.value {
        Value::Number(number) => Some((number, None)),
        _ => match number::read(&cell.text) {
            Written::Number(number, unit) => Some((number, unit)),
            _ => None,
        },
    }
}

/// What is wrong with a source: its cell is not there, or does not give the amount.
fn wrong(stated: Option<Stated<'_>>, opened: &[Opened]) -> Option<String> {
    let Some(stated) = stated else { return Some("the budget has no such figure".to_owned()) };
    let Some(cell) = cell(opened, stated.origin) else { return Some(format!("no cell {}", stated.origin)) };
    // The number of an indicator whose sign and unit stand in cells of their own is put together with them.
    let part = stated.amount.is_none() && number(cell).is_some() && stated.text.contains(cell.text.trim());
    if cell.text.trim() != stated.text.trim() && !part {
        return Some(format!("{}: “{}”, not “{}”", stated.origin, cell.text, stated.text));
    }
    let (amount, unit) = (stated.amount?, stated.unit.unwrap());
    let Some((found, own)) = number(cell) else { return Some(format!("{}: “{}”", stated.origin, cell.text)) };
    if own.is_some_and(|own| own != unit) {
        return Some(format!("{}: {own:?}", stated.origin));
    }
    // Finer than the model keeps: rounded with a finding, by no more than half of the last decimal.
    let near = |amount: Amount| (amount.in_unit(unit) - found).abs() <= Decimal::new(5, Amount::MAX_DECIMALS + 1);
    let same = Amount::of(found, unit).map_or_else(|| near(amount), |found| found == amount);
    (!same).then(|| format!("{}: {found} is not {amount} 元", stated.origin))
}

fn amounts(table: &Table) -> impl Iterator<Item = (usize, usize, Amount, &[Source])> {
    let rows = table.rows.iter().enumerate();
    rows.flat_map(|(row, values)| values.cells.iter().enumerate().map(move |(col, cell)| (row, col, cell))).filter_map(
        |(row, col, cell)| match cell {
            Cell::Amount { value, sources } => Some((row, col, *value, sources.as_slice())),
            _ => None,
        },
    )
}

#[test]
fn every_figure_leads_to_cells_that_give_it() {
    let (mut problems, mut roles) = (Vec::new(), BTreeSet::new());
    for made in all() {
        for (budget, disclosure) in disclosures(&made) {
            for table in &disclosure.tables {
                for (row, col, value, sources) in amounts(table) {
                    let at = format!("{}: 《{}》{}", made.name, table.name, table.sheet_cell(row, col));
                    let total: Amount = sources.iter().filter_map(|s| s.stated(&budget)?.amount).sum();
                    if sources.is_empty() || total != value {
                        problems.push(format!("{at}: {value} of {} sources that give {total}", sources.len()));
                    }
                    let found = sources.iter().filter_map(|source| wrong(source.stated(&budget), &made.opened));
                    problems.extend(found.map(|problem| format!("{at}: {problem}")));
                    roles.insert((table.role.clone(), false));
                }
                for (&(row, col), sources) in &table.counted {
                    let at = format!("{}: 《{}》{}", made.name, table.name, table.sheet_cell(row, col));
                    let found = sources.iter().filter_map(|source| wrong(source.stated(&budget), &made.opened));
                    problems.extend(found.map(|problem| format!("{at}: {problem}")));
                    roles.insert((table.role.clone(), true));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems[..problems.len().min(40)].join("\n"));
    for role in ["goals", "purchases", "assets"] {
        for counted in [false, true] {
            assert!(roles.contains(&(role.to_owned(), counted)), "no figure of {role} was looked at: {roles:?}");
        }
    }
}

/// A figure as a workbook keeps it: with 15 significant digits.
fn stored(amount: Amount, unit: Unit) -> Decimal {
    amount.in_unit(unit).round_sf(15).unwrap().normalize()
}

/// The rows of a sheet of the working paper, each as its texts by column.
fn sheet(paper: &Opened, name: &str) -> Vec<Vec<String>> {
    let sheets = &paper.grid.as_ref().unwrap().sheets;
    let sheet = sheets.iter().find(|sheet| sheet.name.as_deref() == Some(name)).unwrap();
    let text = |row: &gongkai::import::grid::GridRow, col| row.cell(col).map_or("", |cell| &*cell.text).to_owned();
    sheet.rows.iter().map(|row| (0..22).map(|col| text(row, col)).collect()).collect()
}

#[test]
fn every_figure_stands_in_the_trail_with_file_cell_and_text() {
    let mut looked_at = 0;
    for made in all() {
        for (budget, disclosure) in disclosures(&made) {
            let paper = WorkingPaper {
                disclosure: &disclosure,
                budget: &budget,
                findings: &[],
                readings: &made.imported.readings,
                published_name: "公开表.xlsx",
            };
            let bytes = working_paper(&paper, Stamp { year: 2024, month: 1, day: 1 }).unwrap();
            let paper = open(&Input { name: "底稿.xlsx".into(), bytes: &bytes }, &Limits::default()).value.remove(0);
            let rows = sheet(&paper, "追溯");
            for table in &disclosure.tables {
                for (row, col, value, sources) in amounts(table) {
                    let at = table.sheet_cell(row, col).to_string();
                    let own: Vec<_> = rows.iter().filter(|row| row[0] == *table.name && row[3] == at).collect();
                    let named = format!("{}: 《{}》{at}", made.name, table.name);
                    let lines: Vec<[String; 5]> = own.iter().flat_map(|row| lines_of(row, &paper)).collect();
                    assert_eq!(lines.len(), sources.len(), "{named}");
                    let printed: Decimal = own[0][4].parse().unwrap();
                    assert_eq!(printed, stored(value, table.unit), "{named}");
                    for ([file, sheet, spot, words, amount], source) in lines.iter().zip(sources) {
                        let stated = source.stated(&budget).unwrap();
                        assert_eq!(*file, *stated.origin.file, "{named}");
                        let origin = stated.origin.to_string();
                        assert!(origin.contains(sheet) && !spot.is_empty(), "{named}: {sheet} {spot}");
                        assert_eq!(words.trim(), stated.text.trim(), "{named}");
                        let amount: Decimal = amount.parse().unwrap();
                        assert_eq!(amount, stored(stated.amount.unwrap(), Unit::Yuan), "{named}");
                    }
                    looked_at += 1;
                }
                for &(row, col) in table.counted.keys() {
                    let at = table.sheet_cell(row, col).to_string();
                    let shown = rows.iter().find(|row| row[0] == *table.name && row[3] == at);
                    let shown = shown.unwrap_or_else(|| panic!("{}: 《{}》{at}", made.name, table.name));
                    assert_eq!(Some(shown[4].as_str()), words(table, row, col), "{at}");
                    assert!(!shown[10].is_empty() && !shown[12].is_empty(), "{shown:?}");
                }
            }
        }
    }
    assert!(looked_at > 500, "only {looked_at}");
}

/// File, sheet, spot, text and amount of each line that a row of the trail names: its own where it is one, else those of the
/// rows in the lines' own sheet.
fn lines_of(row: &[String], paper: &Opened) -> Vec<[String; 5]> {
    if row[21].parse::<usize>().unwrap() == 1 {
        return vec![[10, 11, 12, 13, 8].map(|col| row[col].clone())];
    }
    let (name, numbers) = row[9].split_once(" 第").unwrap();
    let lines = sheet(paper, name);
    let runs = numbers.trim_end_matches('行').split('、');
    let rows = runs.flat_map(|run| {
        let (first, last) = run.split_once('–').unwrap_or((run, run));
        first.parse::<usize>().unwrap()..=last.parse().unwrap()
    });
    rows.map(|number| [1, 2, 3, 4, 6].map(|col| lines[number - 1][col].clone())).collect()
}

fn words(table: &Table, row: usize, col: usize) -> Option<&str> {
    match &table.rows[row].cells[col] {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// The sheets of our own published workbook, with what stands above the header of the goals moved: a value two columns
/// behind its heading's column of the body.
fn published(disclosure: &Disclosure) -> Vec<gongkai::import::grid::Sheet> {
    let bytes = gongkai::export::workbook(disclosure, Stamp { year: 2024, month: 1, day: 1 }).unwrap();
    let opened = open(&Input { name: "公开表.xlsx".into(), bytes: &bytes }, &Limits::default()).value.remove(0);
    let mut sheets = opened.grid.unwrap().sheets;
    for sheet in sheets.iter_mut().filter(|sheet| sheet.name.as_deref().is_some_and(|name| name.starts_with("绩效")))
    {
        let above = sheet.rows.iter_mut().filter(|row| (2..7).contains(&row.index));
        above.flat_map(|row| &mut row.cells).for_each(|(col, _)| *col += 2 * u32::from(*col > 0));
        sheet.merges.retain(|(first, _)| first.indices().0 > 7);
    }
    sheets
}

#[test]
fn figures_of_a_published_workbook_stand_where_they_are_said_to() {
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let words = Vocabulary::load(&Templates::built_in()).unwrap();
    let mut roles = BTreeSet::new();
    for made in all().iter().filter(|made| !made.imported.batch.projects.is_empty()) {
        for (_, disclosure) in disclosures(made) {
            let sheets = published(&disclosure);
            let read = gongkai::import::published::read(&sheets, (&edition, &words)).unwrap().value;
            for table in &read.tables {
                let sheet = sheets.iter().find(|sheet| sheet.name.as_ref() == Some(&table.sheet)).unwrap();
                for (row, col, value, _) in amounts(table) {
                    let at = table.sheet_cell(row, col);
                    let found = sheet.rows.iter().find(|known| known.index == at.indices().0);
                    let found = found.and_then(|row| row.cell(at.indices().1)).and_then(number);
                    let named = format!("{}: 《{}》{at}", made.name, table.name);
                    let (found, _) = found.unwrap_or_else(|| panic!("{named}: no figure"));
                    assert_eq!(Amount::of(found, table.unit), Some(value), "{named}");
                    roles.insert((table.role.clone(), row < table.front));
                }
            }
        }
    }
    for wanted in [("goals", true), ("purchases", false), ("assets", false), ("balance", false)] {
        assert!(roles.contains(&(wanted.0.to_owned(), wanted.1)), "no figure of {wanted:?} was looked at: {roles:?}");
    }
}
