//! The sample in all its forms, what happens when somebody changes it, and grids of anything.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gongkai::amount::Unit;
use gongkai::edition::Templates;
use gongkai::finding::Checked;
use gongkai::import::grid::{Grid, GridCell, GridRow, Marks, Sheet, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use gongkai::import::{Imported, Options, Profile, draft_profile, understand};
use gongkai::model::Line;
use gongkai::origin::CellRef;
use proptest::prelude::*;

use crate::import::{assert_rows_are_counted, show_line};

fn opened(paths: &[&str]) -> Vec<Opened> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let contents: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(root.join(path)).unwrap()).collect();
    let mut opened = Vec::new();
    for (path, bytes) in paths.iter().zip(&contents) {
        opened.extend(open(&Input { name: (*path).into(), bytes }, &Limits::default()).value);
    }
    opened
}

fn sample(paths: &[&str]) -> Checked<Imported> {
    read(&opened(paths))
}

fn read(files: &[Opened]) -> Checked<Imported> {
    let templates = Templates::built_in();
    let read = understand(files, &Options { templates: &templates, profile: None, unit: None, fiscal_year: None });
    assert_rows_are_counted(&read.value);
    read
}

/// Lines without what differs between forms of one export: where they stand and how the amount is written.
fn essence(imported: &Imported) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for line in &imported.batch.lines {
        let bare = Line { stated: gongkai::model::Stated { text: "".into(), unit: Unit::Yuan }, ..line.clone() };
        let text = show_line(&bare);
        let text = text.split(" ← ").next().unwrap().to_owned();
        *all.entry(text).or_insert(0) += 1;
    }
    all
}

const CSV: &str = "pingxiang-2024/支出预算明细.csv";
const REVENUE: &str = "pingxiang-2024/收入预算.xlsx";
const XLSX: &str = "pingxiang-2024-forms/xlsx/支出预算明细.xlsx";
const XLS: &str = "pingxiang-2024-forms/xls/支出预算明细.xls";

fn sum(amounts: impl Iterator<Item = gongkai::amount::Amount>) -> String {
    amounts.sum::<gongkai::amount::Amount>().to_string()
}

#[test]
fn the_sample_is_read_whole_in_every_form() {
    let first = sample(&[CSV, REVENUE]);
    assert_eq!(first.value.batch.lines.len(), 96);
    assert_eq!(sum(first.value.batch.lines.iter().map(|l| l.amount)), "11666000");
    assert_eq!(sum(first.value.batch.revenue.iter().map(|r| r.amount)), "11666000");
    assert!(first.findings.iter().all(|f| !f.blocks()), "{:#?}", first.findings);
    for form in [XLSX, XLS] {
        let other = sample(&[form]);
        assert_eq!(essence(&other.value), essence(&first.value), "{form}");
        assert!(other.findings.iter().all(|f| !f.blocks()), "{form}: {:#?}", other.findings);
    }
}

/// Every file in `tests/sample-forms`: the same export in another container, or written in another way.
#[test]
fn every_container_and_quirk_gives_the_same_budget_to_the_cent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample-forms");
    let expected = essence(&sample(&[CSV]).value);
    let mut tried = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if [".py", ".md"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        tried += 1;
        let bytes = std::fs::read(&path).unwrap();
        let mut findings = Vec::new();
        let opened = open(&Input { name: name.as_str().into(), bytes: &bytes }, &Limits::default());
        let files = opened.collect(&mut findings);
        let read = read(&files);
        findings.extend(read.findings);
        let blocking: Vec<_> = findings.iter().filter(|f| f.blocks()).map(|f| (f.code.id, &f.details)).collect();
        let got = essence(&read.value);
        if got != expected || !blocking.is_empty() {
            let more: Vec<_> = got.keys().filter(|line| !expected.contains_key(*line)).take(2).collect();
            wrong.push(format!("{name}: {} lines, {blocking:?}, not expected: {more:#?}", got.values().sum::<usize>()));
        }
    }
    assert!(tried >= 40, "only {tried} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_export_in_two_forms_is_counted_once() {
    let both = sample(&[CSV, XLSX]);
    assert_eq!(sum(both.value.batch.lines.iter().map(|l| l.amount)), "11666000");
    assert!(both.findings.iter().any(|f| f.code.id == "GK-I140"), "{:#?}", both.findings);
}

/// The one sheet of a file.
fn sheet(file: &mut Opened) -> &mut Sheet {
    &mut file.grid.as_mut().unwrap().sheets[0]
}

fn codes(read: &Checked<Imported>) -> Vec<&'static str> {
    read.findings.iter().filter(|f| f.blocks()).map(|f| f.code.id).collect()
}

fn text(text: &str) -> GridCell {
    GridCell { text: text.into(), value: Value::Text }
}

#[test]
fn a_line_deleted_or_changed_is_a_wrong_sum() {
    let data =
        |file: &mut Opened| sheet(file).rows.iter().position(|row| row.cells.len() > 8 && row.index > 8).unwrap();
    let mut deleted = opened(&[XLSX]);
    let at = data(&mut deleted[0]);
    sheet(&mut deleted[0]).rows.remove(at);
    assert!(codes(&read(&deleted)).contains(&"GK-I130"));

    let mut changed = opened(&[XLSX]);
    let taken = read(&changed).value.batch.lines[0].clone();
    let column = match &taken.origin.spot {
        gongkai::origin::Spot::Cell(_, cell) => cell.indices(),
        spot => panic!("{spot:?}"),
    };
    let rows = &mut sheet(&mut changed[0]).rows;
    let row = rows.iter_mut().find(|row| row.index == column.0).unwrap();
    let cell = row.cells.iter_mut().find(|(col, _)| *col == column.1).unwrap();
    let Value::Number(value) = cell.1.value else { panic!("{cell:?}") };
    cell.1.value = Value::Number(value + "0.000001".parse::<rust_decimal::Decimal>().unwrap());
    let after = read(&changed);
    let wrong = after.findings.iter().find(|f| f.code.id == "GK-I130").unwrap();
    assert_eq!(wrong.comparison.unwrap().difference().to_string(), "-0.01");
}

#[test]
fn moved_down_or_with_columns_swapped_it_reads_the_same() {
    let before = essence(&sample(&[XLS]).value);
    let mut moved = opened(&[XLS]);
    for row in &mut sheet(&mut moved[0]).rows {
        row.index += 3;
        row.line += 3;
    }
    for (first, last) in &mut sheet(&mut moved[0]).merges {
        for corner in [first, last] {
            let (row, col) = corner.indices();
            *corner = CellRef::zero_based(row + 3, col);
        }
    }
    assert_eq!(essence(&read(&moved).value), before);

    let mut swapped = opened(&[CSV]);
    for row in &mut sheet(&mut swapped[0]).rows {
        for (col, _) in &mut row.cells {
            *col = match *col {
                7 => 15,
                15 => 7,
                other => other,
            };
        }
        row.cells.sort_by_key(|(col, _)| *col);
    }
    assert_eq!(essence(&read(&swapped).value), essence(&sample(&[CSV]).value));
}

#[test]
fn a_renamed_column_is_named() {
    let mut renamed = opened(&[CSV]);
    let header = &mut sheet(&mut renamed[0]).rows[0];
    let cell = header.cells.iter_mut().find(|(_, cell)| &*cell.text == "资金性质代码").unwrap();
    cell.1 = text("钱的来路");
    let read = read(&renamed);
    assert_eq!(codes(&read), ["GK-I053"]);
    assert!(read.value.batch.lines.is_empty());
}

#[test]
fn the_same_input_gives_the_same_result() {
    assert_eq!(sample(&[XLSX, REVENUE]), sample(&[XLSX, REVENUE]));
}

#[test]
fn a_drafted_profile_is_a_profile_and_reads_the_table_alike() {
    for form in [CSV, XLSX, XLS, REVENUE] {
        let files = opened(&[form]);
        let before = read(&files);
        let draft = draft_profile(&before.value.readings[0].tables[0], "my");
        let profile = Profile::parse("my.toml", &draft).unwrap_or_else(|error| panic!("{error}\n{draft}"));
        let templates = Templates::built_in();
        let after = understand(
            &files,
            &Options { templates: &templates, profile: Some(profile), unit: Some(Unit::Yuan), fiscal_year: None },
        );
        assert_eq!(after.value.batch, before.value.batch, "{draft}");
        assert_eq!(after.value.readings[0].tables[0].profile.as_deref(), Some("my（my 的导出）"));
    }
}

/// Words that headers, data and sums are made of, and some that are nothing.
fn word() -> impl Strategy<Value = String> {
    let known = vec![
        "",
        "预算单位",
        "单位代码",
        "项目类别",
        "项目编码",
        "支出功能分类",
        "类",
        "款",
        "项",
        "编码",
        "名称",
        "部门预算经济分类",
        "资金性质",
        "收入项目",
        "预算金额（元）",
        "预算数",
        "金额",
        "合计",
        "小计",
        "上年结转",
        "本年收入",
        "一般公共预算",
        "政府性基金",
        "事业收入",
        "财政拨款",
        "单位：元",
        "单位：万元",
        "2024年部门预算",
        "编制部门：434-办公室",
        "434001-本级",
        "434002",
        "201",
        "20103",
        "2010301-行政运行",
        "30201-办公费",
        "特定目标类",
        "1",
        "3",
        "111",
        "100",
        "1,000.50",
        "-",
        "（3）",
        "待定",
        "制表人：张",
        "年度",
        "2024",
        "第 1 页",
        "栏次",
    ];
    prop_oneof![9 => prop::sample::select(known).prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        8 => Just(None),
        1 => prop::sample::select(vec![Some(Value::Error), Some(Value::Date), Some(Value::Bool), Some(Value::Uncalculated)]),
    ]
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let cell = (word(), value());
    let row = prop::collection::vec(cell, 0..9);
    let merge = (0_u32..14, 0_u32..9, 0_u32..4, 0_u32..4);
    (prop::collection::vec(row, 0..14), prop::collection::vec(merge, 0..4), any::<bool>()).prop_map(
        |(rows, merges, text)| {
            let rows = (0..).zip(rows).map(|(index, cells)| GridRow {
                index,
                line: index,
                hidden: false,
                fields: 0,
                cells: row_of(cells, text),
            });
            Sheet {
                file: "任意.xlsx".into(),
                name: (!text).then(|| Arc::from("表")),
                hidden: false,
                rows: rows.filter(|row| !row.cells.is_empty()).collect(),
                merges: merges
                    .into_iter()
                    .map(|(r, c, h, w)| (CellRef::zero_based(r, c), CellRef::zero_based(r + h, c + w)))
                    .collect(),
                marks: Marks::default(),
            }
        },
    )
}

fn row_of(cells: Vec<(String, Option<Value>)>, text: bool) -> Vec<(u32, GridCell)> {
    let made = cells.into_iter().map(|(words, value)| {
        let number = words.parse().ok().filter(|_| !text).map(Value::Number);
        GridCell { text: words.as_str().into(), value: value.or(number).unwrap_or(Value::Text) }
    });
    (0..).zip(made).filter(|(_, cell)| !cell.text.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn whatever_a_sheet_holds_its_rows_are_counted(sheets in prop::collection::vec(any_sheet(), 1..3)) {
        let file = Opened { name: "任意.xlsx".into(), format: "测试".to_owned(), format_id: "test", evidence: Vec::new(), grid: Some(Grid { sheets }) };
        let first = read(std::slice::from_ref(&file));
        prop_assert_eq!(first, read(&[file]));
    }
}
