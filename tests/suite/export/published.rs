//! The workbook to publish.

use std::collections::BTreeSet;

use gongkai::disclosure::{Cell, Disclosure, Orientation, Role, Table};
use gongkai::export::{ExportError, Stamp, findings, workbook};
use gongkai::origin::column_letters;
use serde_json::{Value, json};

use super::STAMP;
use super::by_hand::{EXPENDITURE, by_hand, settle, text};
use super::programs::Desk;

#[test]
fn every_cell_of_the_body_reads_back_and_no_other() {
    let disclosure = by_hand().disclosure;
    let found = read(&disclosure);
    let sheets = found["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), disclosure.tables.len());
    for (index, (table, sheet)) in disclosure.tables.iter().zip(sheets).enumerate() {
        assert_eq!(sheet["name"], *table.sheet);
        let mut expected = BTreeSet::new();
        for (row, values) in table.rows.iter().enumerate() {
            for (col, cell) in values.cells.iter().enumerate() {
                let at = table.sheet_cell(row, col).to_string();
                let there = &sheet["cells"][&at];
                assert_eq!(content(there), wanted(cell, &disclosure, index), "{} {at}", table.sheet);
                assert_eq!(there["border"], true, "{} {at}", table.sheet);
                expected.insert(at);
            }
        }
        let body = usize::try_from(table.body_row()).unwrap() + 1..=usize::try_from(table.notes_row()).unwrap();
        let all = sheet["cells"].as_object().unwrap().keys();
        let there: BTreeSet<String> = all.filter(|at| body.contains(&row_number(at))).cloned().collect();
        assert_eq!(there, expected, "{}", table.sheet);
    }
}

/// Type, formula and value of a cell that openpyxl read.
fn content(cell: &Value) -> Value {
    json!([cell["type"], cell["formula"], cell["value"]])
}

/// The same of a cell of the disclosure, with figures in the table's unit.
fn wanted(cell: &Cell, disclosure: &Disclosure, index: usize) -> Value {
    let number = |value: &gongkai::amount::Amount| -> Value {
        serde_json::from_str(&value.in_unit(disclosure.tables[index].unit).to_string()).unwrap()
    };
    match cell {
        Cell::Blank => json!(["n", null, null]),
        Cell::Text(text) => json!(["s", null, text]),
        Cell::Amount { value, .. } => json!(["n", null, number(value)]),
        Cell::Formula { formula, value } => {
            json!(["f", format!("={}", formula.a1(disclosure, index)), number(value)])
        }
    }
}

fn row_number(at: &str) -> usize {
    at.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().unwrap()
}

fn read(disclosure: &Disclosure) -> Value {
    let desk = Desk::new();
    desk.openpyxl(&desk.put("published.xlsx", &workbook(disclosure, STAMP).unwrap()))
}

#[test]
fn head_and_notes_stand_where_the_layout_says() {
    let disclosure = by_hand().disclosure;
    let found = read(&disclosure);
    for (table, sheet) in disclosure.tables.iter().zip(found["sheets"].as_array().unwrap()) {
        let last = column_letters(u32::try_from(table.columns.len() - 1).unwrap());
        let merges: BTreeSet<&str> = sheet["merges"].as_array().unwrap().iter().map(|m| m.as_str().unwrap()).collect();
        assert_eq!(sheet["cells"]["A1"]["value"], table.title);
        assert!(merges.contains(format!("A1:{last}1").as_str()), "{merges:?}");
        let captions = texts(sheet, 2);
        assert_eq!(captions, table.caption.to_vec(), "{}", table.sheet);
        for cell in &table.header {
            let first = gongkai::origin::CellRef::zero_based(2 + cell.row, cell.col);
            let end = gongkai::origin::CellRef::zero_based(1 + cell.row + cell.rows, cell.col + cell.cols - 1);
            assert_eq!(sheet["cells"][&first.to_string()]["value"], cell.text);
            assert_eq!(merges.contains(format!("{first}:{end}").as_str()), first != end, "{first} {merges:?}");
        }
        let numbers: Vec<String> =
            table.columns.iter().filter_map(|column| column.number).map(|number| number.to_string()).collect();
        let row = usize::try_from(table.number_row().unwrap()).unwrap() + 1;
        assert_eq!(texts(sheet, row)[1..], numbers, "{}", table.sheet);
        for (row, note) in (table.notes_row() + 1..).zip(&table.notes) {
            assert_eq!(sheet["cells"][&format!("A{row}")]["value"], *note);
            assert!(merges.contains(format!("A{row}:{last}{row}").as_str()));
        }
    }
}

/// The words in a row counted from 1, from left to right.
fn texts(sheet: &Value, row: usize) -> Vec<String> {
    (0..26)
        .filter_map(|col| sheet["cells"][&format!("{}{row}", column_letters(col))]["value"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn page_panes_and_properties_are_set() {
    let disclosure = by_hand().disclosure;
    let found = read(&disclosure);
    for (index, (table, sheet)) in disclosure.tables.iter().zip(found["sheets"].as_array().unwrap()).enumerate() {
        assert_eq!(sheet["paper"], 9);
        let landscape = table.look.orientation == Orientation::Landscape;
        assert_eq!(sheet["orientation"], if landscape { "landscape" } else { "portrait" });
        assert_eq!(sheet["fit"][0], true);
        assert!(sheet["fit"][1].is_null() || sheet["fit"][1] == 1, "{}", sheet["fit"]);
        assert_eq!(sheet["fit"][2], 0);
        assert_eq!(sheet["centred"], true);
        assert_eq!(sheet["margins"], json!([0.591, 0.591, 0.787, 0.709]));
        assert_eq!(sheet["footer"], "第 &P 页 共 &N 页");
        assert_eq!(sheet["repeat"], format!("$1:${}", table.body_row()));
        assert_eq!(sheet["freeze"], format!("A{}", table.body_row() + 1));
        assert!(sheet["area"].as_str().unwrap().contains("$A$1:$"), "{}", sheet["area"]);
        assert_eq!(sheet["active"] == true, index == 0);
    }
    let about = &found["properties"];
    assert_eq!(about["title"], disclosure.title);
    assert_eq!(about["subject"], "2024年度部门预算公开");
    assert_eq!((&about["author"], &about["company"]), (&json!("平乡县人民政府办公室"), &json!("平乡县人民政府办公室")));
    assert!(about["created"].as_str().unwrap().starts_with("2024-02-06T00:00:00"), "{about}");
}

#[test]
fn formats_are_those_of_the_role() {
    let disclosure = by_hand().disclosure;
    let found = read(&disclosure);
    for (table, sheet) in disclosure.tables.iter().zip(found["sheets"].as_array().unwrap()) {
        assert_eq!(sheet["cells"]["A1"]["font"], table.look.title.name);
        assert_eq!(sheet["cells"]["A1"]["charset"], 134);
        for (row, values) in table.rows.iter().enumerate() {
            for (col, column) in table.columns.iter().enumerate() {
                let cell = &sheet["cells"][&table.sheet_cell(row, col).to_string()];
                let indent = column.block.map_or(0, |block| values.levels[block]);
                let wanted = match column.role {
                    Role::Sequence => json!(["@", "center", 0]),
                    Role::Code => json!(["@", "left", 0]),
                    Role::Label => json!(["General", "left", indent]),
                    Role::Text => json!(["General", "left", 0]),
                    Role::Quantity => json!(["General", "right", 0]),
                    Role::Value => json!(["0.00;-0.00;;@", "right", 0]),
                };
                assert_eq!(json!([cell["format"], cell["across"], cell["indent"]]), wanted);
                assert_eq!((&cell["down"], &cell["size"]), (&json!("center"), &json!(10.5)));
            }
        }
    }
}

#[test]
fn no_green_triangles() {
    let disclosure = by_hand().disclosure;
    let found = read(&disclosure);
    let table = &disclosure.tables[EXPENDITURE];
    let ignored = &found["sheets"][EXPENDITURE]["ignored"];
    let (first, last) = (table.body_row() + 1, table.notes_row());
    assert_eq!(ignored["numberStoredAsText"], json!([format!("A{first}:A{last}"), format!("B{first}:B{last}")]));
    let silenced: Vec<String> = ["formula", "formulaRange"]
        .iter()
        .flat_map(|name| areas(&ignored[name]))
        .map(|area| area.to_string())
        .collect();
    for (row, values) in table.rows.iter().enumerate() {
        for (col, cell) in values.cells.iter().enumerate() {
            let (at_row, at_col) = table.sheet_cell(row, col).indices();
            let inside = silenced.iter().any(|area| covers(area, at_row + 1, &column_letters(at_col)));
            assert_eq!(inside, matches!(cell, Cell::Formula { .. }), "{row} {col} {silenced:?}");
        }
    }
}

fn areas(list: &Value) -> Vec<String> {
    list.as_array().map(|all| all.iter().map(|area| area.as_str().unwrap().to_owned()).collect()).unwrap_or_default()
}

/// Whether an area of one column holds a cell.
fn covers(area: &str, row: u32, letters: &str) -> bool {
    let (from, to) = area.split_once(':').unwrap_or((area, area));
    let number = |at: &str| u32::try_from(row_number(at)).unwrap();
    from.trim_end_matches(|c: char| c.is_ascii_digit()) == letters && (number(from)..=number(to)).contains(&row)
}

#[test]
fn libreoffice_computes_the_same_figures() {
    let disclosure = by_hand().disclosure;
    let desk = Desk::new();
    let ours = desk.put("published.xlsx", &workbook(&disclosure, STAMP).unwrap());
    let computed = desk.openpyxl(&desk.recalculated(&ours));
    let mut formulas = 0;
    for (table, sheet) in disclosure.tables.iter().zip(computed["sheets"].as_array().unwrap()) {
        for (row, values) in table.rows.iter().enumerate() {
            for (col, cell) in values.cells.iter().enumerate() {
                let Cell::Formula { value, .. } = cell else { continue };
                let at = table.sheet_cell(row, col).to_string();
                let there = sheet["cells"][&at]["value"].as_f64().unwrap();
                let exact: f64 = value.in_unit(table.unit).to_string().parse().unwrap();
                assert!((there - exact).abs() < 1e-9, "{} {at}: {there}, not {exact}", table.sheet);
                formulas += 1;
            }
        }
    }
    assert!(formulas > 80, "{formulas}");
}

#[test]
fn every_printed_page_has_head_and_number_and_zeros_are_blank() {
    let mut disclosure = by_hand().disclosure;
    // Long enough for several pages: the same formulas, more rows below them.
    let table = &mut disclosure.tables[EXPENDITURE];
    let last = table.rows.last().unwrap().clone();
    table.rows.extend(std::iter::repeat_n(last, 60));
    let desk = Desk::new();
    let pages = desk.pages(&desk.put("published.xlsx", &workbook(&disclosure, STAMP).unwrap()));
    let squeezed: Vec<String> = pages.iter().map(|page| page.split_whitespace().collect()).collect();
    let of_table =
        |table: &Table| squeezed.iter().filter(|page| page.contains(&table.title) && page.contains("栏次")).count();
    let counts: Vec<usize> = disclosure.tables.iter().map(of_table).collect();
    assert!(counts[EXPENDITURE] >= 3, "{counts:?}");
    assert_eq!(counts.iter().sum::<usize>(), pages.len(), "{counts:?}");
    for (index, page) in squeezed.iter().enumerate() {
        assert!(page.contains(&format!("第{}页共{}页", index + 1, pages.len())), "{page}");
        assert!(page.contains("434平乡县人民政府办公室") && page.contains("单位：万元"), "{page}");
        assert!(!page.replace(".00", "").contains("0.00") && !page.contains("###"), "{page}");
    }
    assert!(squeezed[0].contains("1126.10"), "{}", squeezed[0]);
}

#[test]
fn text_is_never_executed_and_never_a_number() {
    let mut disclosure = by_hand().disclosure;
    let hostile = ["=1+1", "+2", "-3", "@SUM(A1)", "007", "1E5", "TRUE", "\u{1}x\u{FFFF}", " 前后空格 "];
    let row = disclosure.tables[EXPENDITURE].rows[1].clone();
    for words in hostile {
        let mut copy = row.clone();
        (copy.cells[1], copy.cells[2]) = (text(words), text(words));
        disclosure.tables[EXPENDITURE].rows.push(copy);
    }
    disclosure.tables[0].title = "=cmd|' /C calc'!A0".into();
    let found = read(&disclosure);
    let table = &disclosure.tables[EXPENDITURE];
    let first = table.rows.len() - hostile.len();
    for (row, words) in (first..).zip(hostile) {
        for col in [1, 2] {
            let cell = &found["sheets"][EXPENDITURE]["cells"][&table.sheet_cell(row, col).to_string()];
            assert_eq!(cell["type"], "s", "{words}");
            if !words.contains('\u{1}') {
                assert_eq!(cell["value"], words);
            }
        }
    }
    assert_eq!(found["sheets"][0]["cells"]["A1"]["type"], "s");
}

#[test]
fn long_labels_get_higher_rows() {
    let mut disclosure = by_hand().disclosure;
    disclosure.tables[EXPENDITURE].rows[1].cells[2] = text(&"一般公共服务支出".repeat(8));
    let found = read(&disclosure);
    let row = disclosure.tables[EXPENDITURE].body_row() + 2;
    let height = found["sheets"][EXPENDITURE]["heights"][&row.to_string()].as_f64().unwrap();
    // 64 characters of 14 pixels in 26 columns of 8 are five lines of at least 13 points.
    assert!(height >= 65.0, "{height}");
}

#[test]
fn names_that_excel_refuses_are_changed_and_formulas_follow() {
    let mut disclosure = by_hand().disclosure;
    disclosure.tables[EXPENDITURE].sheet = "支出/总表[1]:一张名字特别长的工作表名字特别长的工作表名字特别长".into();
    let codes: Vec<&str> = findings(&disclosure).iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["GK-E001"]);
    let found = read(&disclosure);
    let name = found["sheets"][EXPENDITURE]["name"].as_str().unwrap();
    assert_eq!(name, "支出／总表［1］：一张名字特别长的工作表名字特别长的工作表名…");
    let formula = found["sheets"][0]["cells"]["E6"]["formula"].as_str().unwrap();
    assert_eq!(formula, format!("='{name}'!D7"));
}

#[test]
fn what_a_cell_cannot_hold_is_said() {
    let mut disclosure = by_hand().disclosure;
    assert_eq!(findings(&disclosure), []);
    let long = "名".repeat(40_000);
    let table = &mut disclosure.tables[EXPENDITURE];
    table.rows[1].cells[2] = text(&long);
    // A sum of every other row of a long table, which no range can shorten.
    let row = table.rows[3].clone();
    table.rows.extend(std::iter::repeat_n(row, 4_000));
    let apart = (0..2_000).map(|n| gongkai::disclosure::At { table: EXPENDITURE, row: 17 + 2 * n, col: 4 });
    let formula = gongkai::disclosure::Formula::sum(apart);
    disclosure.tables[EXPENDITURE].rows[0].cells[4] = Cell::Formula { formula, value: Default::default() };
    settle(&mut disclosure);
    let codes: Vec<&str> = findings(&disclosure).iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["GK-E003", "GK-E002"]);
    let found = read(&disclosure);
    let cells = &found["sheets"][EXPENDITURE]["cells"];
    let shown = cells["C7"]["value"].as_str().unwrap();
    assert!(shown.starts_with("名名") && shown.contains("原文共 40000 字"), "{}", shown.len());
    assert_eq!(cells["E6"]["type"], "n");
    assert_eq!(cells["E6"]["value"], 898_600.0, "2,000 times 449.30");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let disclosure = by_hand().disclosure;
    let first = workbook(&disclosure, STAMP).unwrap();
    // Zip and properties count in seconds; two of them show a clock.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == workbook(&disclosure, STAMP).unwrap());
    assert!(first != workbook(&disclosure, Stamp { day: 7, ..STAMP }).unwrap());
}

#[test]
fn tables_read_from_elsewhere_are_laid_out_anew() {
    let disclosure = by_hand().disclosure;
    let mut read = disclosure.clone();
    for table in &mut read.tables {
        for (row, found) in table.rows.iter_mut().zip(1..) {
            row.found_in = Some(found);
        }
        for (column, found) in table.columns.iter_mut().zip(3..) {
            column.found_in = Some(found);
        }
    }
    assert!(workbook(&read, STAMP).unwrap() == workbook(&disclosure, STAMP).unwrap());
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let mut disclosure = by_hand().disclosure;
    let no_day = Stamp { month: 2, day: 30, ..STAMP };
    assert_eq!(workbook(&disclosure, no_day), Err(ExportError::Date("2024年2月30日".into())));
    disclosure.tables[0].header[1].cols = 3;
    let refused = workbook(&disclosure, STAMP).unwrap_err();
    assert!(refused.to_string().starts_with("工作表“1部门预算收支总表”无法写入"), "{refused}");
}
