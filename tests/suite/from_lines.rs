//! The published tables from the sample's table of lines, without reading any export: where this passes and the whole program
//! does not, the fault is in the import.

use std::collections::BTreeMap;
use std::sync::Arc;

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::Disclosure;
use gongkai::edition::{Edition, Templates};
use gongkai::export::{self, Stamp};
use gongkai::model::{
    Asset, AssetKind, Batch, Budget, Coded, Count, Figure, Fund, Indicator, IndicatorValue, Kind, Line, Measure,
    Project, Quantity, SpendingPlan, Stated, split,
};
use gongkai::origin::{Origin, Spot};
use gongkai::{check, tables};

use super::python::{python, repository};

fn rows(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(repository(&format!("samples/pingxiang-2024-lines/{file}"))).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn lines() -> Vec<Line> {
    let names: BTreeMap<String, String> =
        rows("名称.tsv").into_iter().map(|row| (format!("{}{}", row[0], row[1]), row[2].clone())).collect();
    let coded = |kind: &str, code: &str| Coded::named(code, &names[&format!("{kind}{code}")]);
    let kinds: BTreeMap<String, Kind> = rows("项目.tsv").iter().map(|row| (row[0].clone(), kind(&row[1]))).collect();
    let file: Arc<str> = "明细.tsv".into();
    let line = |(at, row): (u32, Vec<String>)| Line {
        fiscal_year: 2024,
        entity: coded("单位", &row[0]),
        department: coded("部门", "434"),
        project: Some(Coded::bare(&row[1])),
        function: coded("支出功能分类", &row[2]),
        government_economic: Some(coded("政府经济分类", &row[3])),
        economic: Some(coded("部门经济分类", &row[4])),
        fund: Fund::GENERAL_BUDGET,
        carry_over: false,
        kind: kinds[&row[1]],
        academic_travel: false,
        measure: Measure::Initial,
        beside: Vec::new(),
        amount: Amount::of(row[7].parse().unwrap(), Unit::Yuan).unwrap(),
        stated: Stated { text: row[7].as_str().into(), unit: Unit::Yuan },
        origin: Origin { file: Arc::clone(&file), spot: Spot::Field { record: at, line: at, field: Some(7) } },
    };
    (1..).zip(rows("明细.tsv")).map(line).collect()
}

fn kind(code: &str) -> Kind {
    match code {
        "1" => Kind::PERSONNEL,
        "21" => Kind::OPERATION,
        "22" => Kind::OTHER_OPERATION,
        "3" => Kind::SPECIFIC_GOAL,
        other => panic!("{other}"),
    }
}

/// A figure as the published tables print it, in 万元.
fn published(text: &str, origin: &Origin) -> Option<Figure> {
    let amount = Amount::of(text.parse().ok()?, Unit::WanYuan)?;
    Some(Figure { amount, stated: Stated { text: text.into(), unit: Unit::WanYuan }, origin: origin.clone() })
}

fn transcribed(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(repository(&format!("tests/published/{file}"))).unwrap();
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn place(file: &str, record: usize) -> Origin {
    let record = u32::try_from(record).unwrap();
    Origin { file: file.into(), spot: Spot::Field { record, line: record, field: Some(1) } }
}

/// The projects whose goals were published.
fn projects() -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    for (at, row) in transcribed("goals.tsv").iter().enumerate() {
        let origin = place("goals.tsv", at);
        match (row[0].as_str(), projects.last_mut()) {
            ("目标", Some(project)) => project.goals.push(row[1].as_str().into()),
            ("指标", Some(project)) => project.indicators.push(Indicator {
                level1: row[1].as_str().into(),
                level2: row[2].as_str().into(),
                level3: row[3].as_str().into(),
                description: row[4].as_str().into(),
                value: IndicatorValue::read(&row[5]),
                basis: row[6].as_str().into(),
                value_origin: Some(origin.clone()),
                origin,
            }),
            _ => projects.push(Project {
                fiscal_year: 2024,
                department: Coded::bare("434"),
                entity: None,
                code: row[1].as_str().into(),
                name: row[2].as_str().into(),
                budget: published(&row[3], &origin),
                fiscal: published(&row[4], &origin),
                other: published(&row[5], &origin),
                purpose: Some(row[6].as_str().into()),
                plan: SpendingPlan {
                    march: published(&row[7], &origin),
                    june: published(&row[8], &origin),
                    october: published(&row[9], &origin),
                    december: published(&row[10], &origin),
                },
                goals: Vec::new(),
                indicators: Vec::new(),
                origin,
            }),
        }
    }
    projects
}

/// The assets that were published.
fn assets() -> Vec<Asset> {
    let kinds =
        [AssetKind::Buildings, AssetKind::Offices, AssetKind::Vehicles, AssetKind::LargeEquipment, AssetKind::Other];
    let rows = transcribed("assets.tsv");
    let asset = |(at, (row, kind)): (usize, (&Vec<String>, AssetKind))| {
        let origin = place("assets.tsv", at);
        let count =
            |number| Count { number: Quantity::of(number), text: row[1].as_str().into(), origin: origin.clone() };
        Asset {
            fiscal_year: 2024,
            department: Coded::bare("434"),
            entity: None,
            date: Some("2023-12-31".into()),
            kind,
            item: row[0].as_str().into(),
            quantity: row[1].parse().ok().map(count),
            value: published(&row[2], &origin),
            origin,
        }
    };
    rows.iter().skip(1).zip(kinds).enumerate().map(asset).collect()
}

/// The sample's lines with the goals and assets that were published.
pub fn budget() -> Budget {
    let mut budgets = split(Batch { lines: lines(), projects: projects(), assets: assets(), ..Batch::default() });
    assert_eq!(budgets.len(), 1);
    budgets.remove(0)
}

/// The sample's tables, filled from its lines.
pub fn disclosure() -> Disclosure {
    let (edition, budget) = (Edition::load(&Templates::built_in(), "hebei-2024").unwrap(), budget());
    let filled = tables::fill(&budget, &edition).value;
    let report = check::run(&filled, Some(&budget), &edition);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    filled
}

#[test]
fn the_lines_give_the_published_tables_as_written_and_as_recalculated() {
    let folder = tempfile::tempdir().unwrap();
    let (written, recalculated) = (folder.path().join("written.xlsx"), folder.path().join("recalculated.xlsx"));
    std::fs::write(&written, export::workbook(&disclosure(), Stamp { year: 2024, month: 1, day: 1 }).unwrap()).unwrap();
    python("tests/published/compare.py", &[written.as_os_str()]);
    python("tests/published/recalculate.py", &[written.as_os_str(), recalculated.as_os_str()]);
    python("tests/published/compare.py", &[recalculated.as_os_str()]);
}
