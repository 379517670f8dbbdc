//! The working paper.

use std::collections::BTreeMap;

use gongkai::amount::{Amount, Unit};
use gongkai::disclosure::{Cell, Source};
use gongkai::export::{WorkingPaper, working_paper};
use gongkai::finding::{Code, Finding, Severity, Words};
use gongkai::origin::{CellRef, Origin};
use gongkai::reading::{ColumnReading, FileReading, RowAside, TableReading};
use serde_json::Value;

use super::STAMP;
use super::by_hand::{ByHand, by_hand};
use super::programs::Desk;

const PUBLISHED: &str = "2024年部门预算公开表.xlsx";

static CODE: Code = Code {
    id: "GK-X001",
    severity: Severity::Mandatory,
    title: Words { zh: "收支不平衡", en: "" },
    message: Words { zh: "收入总计与支出总计不相等：{what}", en: "" },
    remedy: Words { zh: "核对收入预算", en: "" },
    page: "",
};

fn findings() -> Vec<Finding> {
    let yuan = |text: &str| Amount::of(text.parse().unwrap(), Unit::Yuan).unwrap();
    let place = Origin::cell(&"收入预算.xlsx".into(), &"收入预算".into(), CellRef::zero_based(6, 2));
    let first = Finding::new(&CODE)
        .at(place.clone())
        .at(by_hand().disclosure.tables[0].place(33, 2))
        .with("what", "=1+1")
        .comparing(yuan("11261000"), yuan("11261000.01"), Unit::WanYuan);
    vec![first, Finding { severity: Severity::Info, ..Finding::new(&CODE).at(place) }]
}

fn readings() -> Vec<FileReading> {
    let file: std::sync::Arc<str> = "支出预算明细.csv".into();
    let column = |letters: &str, header: &str, field: Option<&str>| ColumnReading {
        letters: letters.into(),
        header: header.into(),
        field: field.map(Into::into),
        note: None,
    };
    let table = TableReading {
        origin: Origin::file(&file),
        kind: Some("支出预算明细".into()),
        profile: Some("national".into()),
        header_rows: Some((1, 2)),
        unit: Some((Unit::Yuan, "表头“金额（元）”".into())),
        fiscal_year: Some((2024, "列“年度”".into())),
        columns: vec![column("A", "单位编码", Some("预算单位")), column("B", "备注", None)],
        rows_read: 20,
        rows_used: 19,
        lines_made: 19,
        lines_are: "条明细",
        aside: vec![RowAside {
            origin: Origin::file(&file), reason: "合计行".into(), text: "合计 11261000.00".into()
        }],
    };
    let unreadable = FileReading {
        file: "坏.xlsx".into(),
        format: "加密的 Office 文件".into(),
        format_id: "encrypted",
        evidence: vec!["EncryptedPackage".into()],
        unreadable: true,
        tables: Vec::new(),
    };
    let read = FileReading {
        file,
        format: "CSV 文本".into(),
        format_id: "csv",
        evidence: vec!["GBK".into(), "换行 CRLF".into()],
        unreadable: false,
        tables: vec![table],
    };
    vec![read, unreadable]
}

fn bytes(made: &ByHand) -> Vec<u8> {
    let (findings, readings) = (findings(), readings());
    let paper = WorkingPaper {
        disclosure: &made.disclosure,
        budget: &made.budget,
        findings: &findings,
        readings: &readings,
        published_name: PUBLISHED,
    };
    working_paper(&paper, STAMP).unwrap()
}

/// The rows of a sheet below its header, by the header's words.
fn rows(book: &Value, name: &str) -> Vec<BTreeMap<String, Value>> {
    let sheet = sheet(book, name);
    let cells = sheet["cells"].as_object().unwrap();
    let mut header = BTreeMap::new();
    let mut rows: BTreeMap<u32, BTreeMap<String, Value>> = BTreeMap::new();
    for (at, cell) in cells {
        let (row, col) = CellRef::from_a1(at).unwrap().indices();
        if row == 0 {
            header.insert(col, cell["value"].as_str().unwrap().to_owned());
        }
    }
    for (at, cell) in cells {
        let (row, col) = CellRef::from_a1(at).unwrap().indices();
        if row > 0 {
            rows.entry(row).or_default().insert(header[&col].clone(), cell.clone());
        }
    }
    rows.into_values().collect()
}

fn sheet<'a>(book: &'a Value, name: &str) -> &'a Value {
    let sheets = book["sheets"].as_array().unwrap();
    sheets.iter().find(|sheet| sheet["name"] == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

fn read(made: &ByHand) -> Value {
    let desk = Desk::new();
    desk.openpyxl(&desk.put("底稿.xlsx", &bytes(made)))
}

#[test]
fn sheets_are_filtered_frozen_and_fit_the_page() {
    let book = read(&by_hand());
    let names: Vec<&str> = book["sheets"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    let wanted = ["说明", "追溯", "合计公式", "支出明细", "收入明细", "问题清单", "读取情况", "列的对应", "未采用的行"];
    assert_eq!(names, wanted);
    for sheet in book["sheets"].as_array().unwrap() {
        assert_eq!((&sheet["freeze"], &sheet["orientation"]), (&"A2".into(), &"landscape".into()));
        assert_eq!(sheet["filter"].is_null(), sheet["name"] == "说明", "{}", sheet["name"]);
        assert_eq!((&sheet["paper"], &sheet["fit"][2], &sheet["repeat"]), (&9.into(), &0.into(), &"$1:$1".into()));
    }
    assert_eq!(book["properties"]["title"], "平乡县人民政府办公室2024年部门预算公开表（底稿，不公开）");
}

#[test]
fn every_leaf_leads_to_its_lines_and_adds_up() {
    let made = by_hand();
    let book = read(&made);
    let trail = rows(&book, "追溯");
    let mut left = trail.iter();
    for (index, table) in made.disclosure.tables.iter().enumerate() {
        for (row, values) in table.rows.iter().enumerate() {
            for (col, cell) in values.cells.iter().enumerate() {
                let Cell::Amount { value, sources } = cell else { continue };
                let found = left.next().unwrap();
                assert_eq!(found["公开表"]["value"], *table.name);
                assert_eq!(found["行"]["value"], table.label(row, col));
                let at = table.sheet_cell(row, col).to_string();
                let link = &found["公开表单元格"]["link"];
                assert_eq!(link[0], PUBLISHED);
                assert_eq!(link[1], format!("'{}'!{at}", table.sheet));
                let figure: f64 = value.in_unit(table.unit).to_string().parse().unwrap();
                assert_eq!(found["公开数"]["value"], figure);
                let sum: f64 = value.to_string().parse().unwrap();
                assert_eq!(found["明细合计（元）"]["value"].as_f64(), Some(sum));
                assert_eq!(found["明细金额（元）"]["value"].as_f64(), Some(sum));
                assert_eq!(found["相差（元）"]["value"], 0);
                assert_eq!(found["明细条数"]["value"], sources.len());
                let first = named_index(&sources[0]);
                let link = if sources.len() == 1 { "明细所在行" } else { "第一条明细" };
                assert_eq!(found[link]["link"][1], format!("'{}'!A{}", first.0, first.1 + 2));
                for source in sources {
                    line(found, (source, sources.len()), &format!("；{}!{at}；", index + 1), (&made, &book));
                }
                let named = row_numbers(found["明细所在行"]["value"].as_str().unwrap());
                let wanted: Vec<usize> = sources.iter().map(|source| named_index(source).1 + 2).collect();
                assert_eq!(named, wanted, "{}", found["明细所在行"]["value"]);
            }
        }
    }
    assert_eq!(left.next(), None);
}

/// The rows that a text like `支出明细 第2–4、9行` names.
fn row_numbers(text: &str) -> Vec<usize> {
    let runs = text.split_once('第').unwrap().1.trim_end_matches('行').split('、');
    let rows = runs.flat_map(|run| {
        let (first, last) = run.split_once('–').unwrap_or((run, run));
        first.parse::<usize>().unwrap()..=last.parse().unwrap()
    });
    rows.collect()
}

fn named_index(source: &Source) -> (&'static str, usize) {
    match *source {
        Source::Line(index) => ("支出明细", index),
        Source::Revenue(index) => ("收入明细", index),
        _ => panic!("the budget made by hand has no records"),
    }
}

/// A figure's row leads to the first of its lines, shows the origin of one that is alone, and each line's row names the figure.
fn line(
    found: &BTreeMap<String, Value>,
    (source, count): (&Source, usize),
    figure: &str,
    (made, book): (&ByHand, &Value),
) {
    let (name, index) = named_index(source);
    let (amount, stated, place) = match name {
        "支出明细" => {
            let line = &made.budget.lines[index];
            (line.amount, &line.stated, &line.origin)
        }
        _ => {
            let line = &made.budget.revenue[index];
            (line.amount, &line.stated, &line.origin)
        }
    };
    let yuan: f64 = amount.to_string().parse().unwrap();
    let there = &rows(book, name)[index];
    if count == 1 {
        assert_eq!(found["原文"]["value"], *stated.text);
        assert_eq!(there["位置"]["value"], found["位置"]["value"]);
    }
    assert_eq!(there["来源文件"]["value"], *place.file);
    assert_eq!(there["金额（元）"]["value"].as_f64(), Some(yuan));
    assert_eq!(there["原文"]["value"], *stated.text);
    assert!(there["进入公开数的个数"]["value"].as_u64().unwrap() > 0);
    let all = there["进入的公开数（公开表序号!单元格）"]["value"].as_str().unwrap();
    assert!(all.contains(figure), "{all}: {figure}");
}

#[test]
fn libreoffice_finds_the_same_sums() {
    let desk = Desk::new();
    let ours = desk.put("底稿.xlsx", &bytes(&by_hand()));
    let (before, after) = (desk.openpyxl(&ours), desk.openpyxl(&desk.recalculated(&ours)));
    let mut sums = 0;
    for (ours, theirs) in rows(&before, "追溯").iter().zip(rows(&after, "追溯")) {
        for name in ["明细合计（元）", "相差（元）"] {
            if ours[name]["type"] == "f" {
                assert_eq!(ours[name]["value"].as_f64(), theirs[name]["value"].as_f64());
                sums += 1;
            }
        }
    }
    assert!(sums > 10, "{sums}");
}

#[test]
fn a_figure_of_many_scattered_lines_has_several_rows() {
    let mut made = by_hand();
    let first = made.budget.lines.len();
    made.budget.lines.extend(vec![made.budget.lines[0].clone(); 600]);
    let each = made.budget.lines[0].amount;
    let cells = made.disclosure.tables[0].rows.iter_mut().flat_map(|row| &mut row.cells);
    let figure = cells.into_iter().find_map(|cell| match cell {
        Cell::Amount { value, sources } => Some((value, sources)),
        _ => None,
    });
    let (value, sources) = figure.unwrap();
    *sources = (0..300).map(|n| Source::Line(first + 2 * n)).collect();
    *value = sources.iter().map(|_| each).sum();
    let total: f64 = value.to_string().parse().unwrap();
    let desk = Desk::new();
    let paper = desk.recalculated(&desk.put("底稿.xlsx", &bytes(&made)));
    let trail = rows(&desk.openpyxl(&paper), "追溯");
    let counts: Vec<u64> = trail[..3].iter().map(|row| row["明细条数"]["value"].as_u64().unwrap()).collect();
    assert_eq!(counts, [120, 120, 60]);
    assert_eq!(trail[0]["明细合计（元）"]["value"].as_f64(), Some(total));
    assert_eq!(trail[0]["相差（元）"]["value"], 0);
    assert!(trail[1]["公开数"]["value"].is_null() && trail[2]["公开数"]["value"].is_null());
    let named: Vec<usize> =
        trail[..3].iter().flat_map(|row| row_numbers(row["明细所在行"]["value"].as_str().unwrap())).collect();
    assert_eq!(named, (0..300).map(|n| first + 2 * n + 2).collect::<Vec<usize>>());
}

#[test]
fn a_figure_unlike_its_lines_shows() {
    let mut made = by_hand();
    made.budget.lines[0].amount += Amount::of("0.01".parse().unwrap(), Unit::Yuan).unwrap();
    let book = read(&made);
    let unlike: Vec<f64> = rows(&book, "追溯")
        .iter()
        .filter(|row| row["相差（元）"]["type"] == "f")
        .map(|row| row["相差（元）"]["value"].as_f64().unwrap())
        .filter(|excess| *excess != 0.0)
        .collect();
    assert_eq!(unlike, [0.01]);
    assert_eq!(about(&book, "其中与明细合计不相等"), 1);
}

/// The content beside a name on the first sheet.
fn about(book: &Value, name: &str) -> Value {
    let all = rows(book, "说明");
    all.iter().find(|row| row["项目"]["value"] == name).unwrap()["内容"]["value"].clone()
}

#[test]
fn totals_findings_and_readings_are_kept() {
    let book = read(&by_hand());
    let totals = rows(&book, "合计公式");
    let first = totals.iter().find(|row| row["公开表单元格"]["value"] == "E6").unwrap();
    let formula = &first["公式（引用公开表的单元格）"];
    assert_eq!((&formula["type"], &formula["value"]), (&"s".into(), &"='3部门预算支出总表'!D7".into()));
    assert_eq!(first["结果"]["value"], 950.1);

    let problems = rows(&book, "问题清单");
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0]["说明"]["value"], "收入总计与支出总计不相等：=1+1");
    assert_eq!(problems[0]["程度"]["value"], "强制");
    assert_eq!(problems[0]["相差"]["value"], 0.000001);
    let places = problems[0]["位置"]["value"].as_str().unwrap();
    assert!(places.contains("收入预算.xlsx › 收入预算 › C7\n《部门预算收支总表》“收入总计”行"), "{places}");

    let tables = rows(&book, "读取情况");
    assert_eq!(tables[0]["表头行"]["value"], "1–2");
    assert_eq!(tables[0]["识别依据"]["value"], "GBK；换行 CRLF");
    assert_eq!(tables[1]["内容"]["value"], "不能读取，原因见问题清单");
    assert_eq!(rows(&book, "列的对应")[1]["用作"]["value"], "（未使用）");
    assert_eq!(rows(&book, "未采用的行")[0]["原因"]["value"], "合计行");

    assert_eq!(about(&book, "问题：强制"), 1);
    assert_eq!(about(&book, "读到的数据行"), 20);
    assert_eq!(about(&book, "支出明细合计"), 11_501_000.0);
}

#[test]
fn lines_that_are_not_published_show() {
    let mut made = by_hand();
    made.budget.lines.push(made.budget.lines[0].clone());
    let book = read(&made);
    assert_eq!(rows(&book, "支出明细").last().unwrap()["进入公开数的个数"]["value"], 0);
    assert_eq!(about(&book, "没有进入公开表的支出明细"), 2_509_300.0);
}

#[test]
fn an_empty_paper_says_so() {
    let mut made = by_hand();
    made.disclosure.tables.clear();
    made.budget.lines.clear();
    made.budget.revenue.clear();
    let paper = WorkingPaper {
        disclosure: &made.disclosure,
        budget: &made.budget,
        findings: &[],
        readings: &[],
        published_name: "a#b.xlsx",
    };
    let desk = Desk::new();
    let book = desk.openpyxl(&desk.put("x.xlsx", &working_paper(&paper, STAMP).unwrap()));
    assert_eq!(sheet(&book, "问题清单")["cells"]["A2"]["value"], "没有发现问题。");
    assert_eq!(about(&book, "公开表文件"), "a#b.xlsx");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let made = by_hand();
    let first = bytes(&made);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == bytes(&made));
}
