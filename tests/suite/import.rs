//! From grids to lines: a case is a folder below `tests/import/`; its README says how to write one.

use std::path::Path;
use std::sync::Arc;

use gongkai::amount::Unit;
use gongkai::edition::Templates;
use gongkai::finding::render::{Language, message};
use gongkai::finding::{Checked, Finding};
use gongkai::import::grid::{Grid, GridCell, GridRow, Marks, Sheet, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use gongkai::import::{Imported, Options, Profile, understand};
use gongkai::model::{Asset, Coded, Entity, Line, Project, ProjectFigure, Purchase, Revenue};
use gongkai::origin::CellRef;
use serde_json::{Value as Json, json};

use crate::cases;

#[test]
fn every_case_gives_its_lines_and_findings() {
    cases::each("tests/import", "expected.json", |folder| {
        let read = read_case(folder);
        assert_rows_are_counted(&read.value);
        let mut text = serde_json::to_string_pretty(&show(&read)).unwrap();
        text.push('\n');
        text
    });
}

/// What exports are known to do, point by point with its cases: none of these is gone, and none of the cases is left out.
#[test]
fn every_quirk_has_its_cases_and_every_case_its_quirk() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut named = std::collections::BTreeSet::new();
    for line in std::fs::read_to_string(tests.join("import/quirks.tsv")).unwrap().lines() {
        let [_, quirk, of] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        for case in of.split(' ') {
            assert!(tests.join(case).is_dir(), "{quirk}: no case {case}");
            named.insert(case.to_owned());
        }
    }
    for root in ["containers", "import"] {
        let entries = std::fs::read_dir(tests.join(root)).unwrap().map(|entry| entry.unwrap());
        for folder in entries.filter(|entry| entry.path().is_dir()) {
            let case = format!("{root}/{}", folder.file_name().to_str().unwrap());
            assert!(named.contains(&case), "{case} is in no line of tests/import/quirks.tsv");
        }
    }
}

/// Whatever a case is about: no row may be lost without a word.
pub fn assert_rows_are_counted(imported: &Imported) {
    for table in imported.readings.iter().flat_map(|file| &file.tables) {
        assert_eq!(table.rows_read, table.rows_used + table.aside.len(), "{}", table.origin);
    }
    let made: usize = imported.readings.iter().flat_map(|file| &file.tables).map(|table| table.lines_made).sum();
    let batch = &imported.batch;
    let beside = batch.projects.len() + batch.purchases.len() + batch.assets.len() + batch.entities.len();
    assert_eq!(made, batch.lines.len() + batch.revenue.len() + beside);
}

fn read_case(folder: &Path) -> Checked<Imported> {
    understand_case(&given(folder))
}

/// What a case gives: its files, opened, and how they are to be read.
pub struct Given {
    pub opened: Vec<Opened>,
    unit: Option<Unit>,
    fiscal_year: Option<u16>,
    profile: Option<Profile>,
}

pub fn understand_case(given: &Given) -> Checked<Imported> {
    let (templates, profile) = (Templates::built_in(), given.profile.clone());
    let options = Options { templates: &templates, profile, unit: given.unit, fiscal_year: given.fiscal_year };
    understand(&given.opened, &options)
}

/// The files of a case's folder.
pub fn given(folder: &Path) -> Given {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut opened = Vec::new();
    let mut unit = None;
    let mut fiscal_year = None;
    let mut profile = None;
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("grid") => opened.push(grid_file(name, &std::fs::read_to_string(&path).unwrap())),
            Some("csv" | "xlsx" | "xls") => {
                let bytes = std::fs::read(&path).unwrap();
                let input = Input { name: name.into(), bytes: &bytes };
                opened.extend(open(&input, &Limits::default()).value);
            }
            Some("json" | "md") => {}
            _ if name == "profile.toml" => {
                profile = Some(Profile::parse(name, &std::fs::read_to_string(&path).unwrap()).unwrap());
            }
            _ if name == "options.toml" => {
                let options: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
                unit = options.get("unit").map(|u| if u.as_str() == Some("万元") { Unit::WanYuan } else { Unit::Yuan });
                fiscal_year = options.get("fiscal_year").map(|y| u16::try_from(y.as_integer().unwrap()).unwrap());
            }
            _ => panic!("{}: what is this file for?", path.display()),
        }
    }
    Given { opened, unit, fiscal_year, profile }
}

/// A grid from its text form.
fn grid_file(name: &str, text: &str) -> Opened {
    let file: Arc<str> = name.strip_suffix(".grid").unwrap().into();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut row = 0;
    let fresh = |name: Option<&str>| Sheet {
        file: Arc::clone(&file),
        name: name.map(Arc::from),
        hidden: false,
        rows: Vec::new(),
        merges: Vec::new(),
        marks: Marks::default(),
    };
    for line in text.lines() {
        if let Some(sheet) = line.strip_prefix("#sheet ") {
            sheets.push(fresh(Some(sheet)));
            row = 0;
        } else if let Some(areas) = line.strip_prefix("#merge ") {
            let corner = |a1: &str| CellRef::from_a1(a1).unwrap();
            let areas = areas.split(' ').map(|area| area.split_once(':').unwrap());
            sheets.last_mut().unwrap().merges.extend(areas.map(|(first, last)| (corner(first), corner(last))));
        } else {
            if sheets.is_empty() {
                sheets.push(fresh(None));
            }
            let sheet = sheets.last_mut().unwrap();
            let numbers = sheet.name.is_some();
            let cells: Vec<(u32, GridCell)> = (0..)
                .zip(line.split('\t'))
                .filter(|(_, text)| !text.is_empty())
                .map(|(col, text)| (col, cell(text, numbers)))
                .collect();
            if !cells.is_empty() {
                sheet.rows.push(GridRow { index: row, line: row, hidden: false, fields: 0, cells });
            }
            row += 1;
        }
    }
    Opened {
        name: file,
        format: "测试".to_owned(),
        format_id: "test",
        evidence: Vec::new(),
        grid: Some(Grid { sheets }),
    }
}

/// `'123` is a text, `{date}2024-01-05`, `{error}#REF!`, `{formula}=A1` are what they say; on a sheet, digits are a number.
fn cell(text: &str, numbers: bool) -> GridCell {
    let unescaped = text.replace("\\n", "\n");
    let marked = |mark: &str, value| text.strip_prefix(mark).map(|rest| GridCell { text: rest.into(), value });
    marked("{date}", Value::Date)
        .or_else(|| marked("{error}", Value::Error))
        .or_else(|| marked("{formula}", Value::Uncalculated))
        .or_else(|| marked("'", Value::Text))
        .unwrap_or_else(|| {
            let number = text.parse().ok().filter(|_| numbers);
            GridCell { text: unescaped.as_str().into(), value: number.map_or(Value::Text, Value::Number) }
        })
}

fn show(read: &Checked<Imported>) -> Json {
    let imported = &read.value;
    let mut shown = json!({
        "lines": imported.batch.lines.iter().map(show_line).collect::<Vec<_>>(),
        "revenue": imported.batch.revenue.iter().map(show_revenue).collect::<Vec<_>>(),
        "tables": imported.readings.iter().flat_map(|file| &file.tables).map(|table| json!({
            "at": table.origin.to_string(),
            "kind": table.kind,
            "profile": table.profile,
            "header_rows": table.header_rows,
            "unit": table.unit.as_ref().map(|(unit, said)| format!("{} ← {said}", unit.word())),
            "fiscal_year": table.fiscal_year.as_ref().map(|(year, said)| format!("{year} ← {said}")),
            "columns": table.columns.iter().map(|c| format!(
                "{} {} → {}{}", c.letters, c.header, c.field.as_deref().unwrap_or("－"),
                c.note.as_ref().map(|n| format!("（{n}）")).unwrap_or_default(),
            )).collect::<Vec<_>>(),
            "rows": format!("{} = {} + {}", table.rows_read, table.rows_used, table.aside.len()),
            "aside": table.aside.iter().map(|row| format!("{}：{}：{}", row.origin, row.reason, row.text)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "findings": read.findings.iter().map(show_finding).collect::<Vec<_>>(),
    });
    let batch = &imported.batch;
    // Cases about lines stay free of four empty lists.
    let beside = [
        ("projects", batch.projects.iter().flat_map(show_project).collect::<Vec<_>>()),
        ("purchases", batch.purchases.iter().map(show_purchase).collect()),
        ("assets", batch.assets.iter().map(show_asset).collect()),
        ("entities", batch.entities.iter().map(show_entity).collect()),
    ];
    for (kind, records) in beside.into_iter().filter(|(_, records)| !records.is_empty()) {
        shown[kind] = json!(records);
    }
    shown
}

fn or_blank(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "－".to_owned(), |value| value.to_string())
}

/// A line for the project, one for its goals, one an indicator.
fn show_project(project: &Project) -> Vec<String> {
    let money = |which: ProjectFigure| or_blank(project.figure(which).map(|figure| figure.amount));
    let plan = ProjectFigure::ALL.into_iter().filter(|which| which.is_planned()).map(money);
    let plan = plan.collect::<Vec<_>>().join("、");
    let [budget, fiscal, other] = [ProjectFigure::Budget, ProjectFigure::Fiscal, ProjectFigure::Other].map(money);
    let head = format!(
        "{} | {} | {} | {}-{} | 预算 {budget}，财政 {fiscal}，其他 {other} | 用途 {} | 计划 {plan} | 元 ← {} @ {}",
        project.fiscal_year,
        project.department,
        optional(project.entity.as_ref()),
        project.code,
        project.name,
        or_blank(project.purpose.as_ref()),
        project.budget.as_ref().map_or("－", |figure| figure.stated.unit.word()),
        project.origin,
    );
    let goals = format!("  目标 {}", project.goals.join(" ¶ "));
    let indicators = project.indicators.iter().map(|i| {
        let value = &i.value;
        let sign = value.operator.map_or_else(|| "－".to_owned(), |sign| word(&sign));
        let (number, unit) = (or_blank(value.number), or_blank(value.unit.as_ref()));
        format!(
            "  {} / {} / {} | {} | “{}”＝{sign} {number} {unit} | {} @ {}",
            i.level1, i.level2, i.level3, i.description, value.text, i.basis, i.origin
        )
    });
    [head, goals].into_iter().chain(indicators).collect()
}

fn show_purchase(purchase: &Purchase) -> String {
    let amounts = purchase.amounts.iter().map(|part| {
        let carried = if part.carry_over { "（结转）" } else { "" };
        format!("{}{carried} {} 元 ← “{}”{}", word(&part.fund), part.amount, part.stated.text, part.stated.unit.word())
    });
    format!(
        "{} | {} | {} | {} | {} {} | {} {} × {} 元 | {} | 预留 {} @ {}",
        purchase.fiscal_year,
        purchase.department,
        optional(purchase.entity.as_ref()),
        optional(purchase.project.as_ref()),
        or_blank(purchase.catalogue.as_ref()),
        purchase.item,
        or_blank(purchase.quantity.as_ref().map(|count| count.number)),
        or_blank(purchase.measure.as_ref()),
        or_blank(purchase.price.as_ref().map(|figure| figure.amount)),
        amounts.collect::<Vec<_>>().join("；"),
        or_blank(purchase.reserved.as_ref().map(|figure| figure.amount)),
        purchase.origin,
    )
}

fn show_asset(asset: &Asset) -> String {
    format!(
        "{} | {} | {} | {} | {}（{}） | 数量 {} | 价值 {} 元 @ {}",
        asset.fiscal_year,
        asset.department,
        optional(asset.entity.as_ref()),
        or_blank(asset.date.as_ref()),
        asset.item,
        word(&asset.kind),
        or_blank(asset.quantity.as_ref().map(|count| count.number)),
        or_blank(asset.value.as_ref().map(|figure| figure.amount)),
        asset.origin,
    )
}

fn show_entity((department, year, entity): &(Coded, u16, Entity)) -> String {
    let properties = [&entity.nature, &entity.rank, &entity.funding].map(|words| or_blank(words.as_ref()));
    let origin = or_blank(entity.origin.as_ref());
    format!("{year} | {department} | {} | {} @ {origin}", entity.coded(), properties.join(" | "))
}

fn show_finding(finding: &Finding) -> Json {
    let places: Vec<String> = finding.places.iter().map(ToString::to_string).collect();
    let figures = finding.comparison.map(|c| format!("应为 {}，实为 {}，差 {}", c.expected, c.actual, c.difference()));
    let text = message(finding, Language::Chinese);
    json!([finding.code.id, finding.severity.words().zh, text, figures, places])
}

fn optional(coded: Option<&Coded>) -> String {
    coded.map_or_else(|| "－".to_owned(), ToString::to_string)
}

pub fn show_line(line: &Line) -> String {
    let travel = if line.academic_travel { " | 教学科研" } else { "" };
    format!(
        "{} | {} | {} | {} | {} | {} | {} | {}{} | {}{travel} | {} 元 ← “{}”{} @ {}",
        line.fiscal_year,
        line.department,
        line.entity,
        optional(line.project.as_ref()),
        line.function,
        optional(line.economic.as_ref()),
        optional(line.government_economic.as_ref()),
        word(&line.fund),
        if line.carry_over { "（结转）" } else { "" },
        word(&line.kind),
        line.amount,
        line.stated.text,
        line.stated.unit.word(),
        line.origin,
    )
}

fn show_revenue(line: &Revenue) -> String {
    format!(
        "{} | {} | {} | {} | {}{} | {} 元 ← “{}”{} @ {}",
        line.fiscal_year,
        line.department,
        line.entity,
        optional(line.function.as_ref()),
        word(&line.fund),
        if line.carry_over { "（结转）" } else { "" },
        line.amount,
        line.stated.text,
        line.stated.unit.word(),
        line.origin,
    )
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}
