//! Workbooks that are read by department say the same as when they are read whole.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use gongkai::edition::Templates;
use gongkai::finding::Finding;
use gongkai::import::Importer;
use gongkai::import::large::{Large, NotTaken, is_long_workbook};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::model::split;
use zip::write::SimpleFileOptions;

use super::large::{InParts, by_department, importer, told, whole};

/// The header over two rows, as systems merge it.
const HEADER: [&[&str]; 2] = [
    &[
        "预算年度",
        "单位",
        "",
        "部门代码",
        "项目",
        "",
        "支出功能分类科目代码",
        "部门支出经济分类代码",
        "资金性质代码",
        "年初批复数（元）",
    ],
    &["", "单位代码", "单位名称", "", "项目类别名称", "项目名称", "", "", "", ""],
];
/// What is merged in it, and in the one that is repeated below.
const MERGED: &str = "A3:A4 B3:C3 D3:D4 E3:F3 G3:G4 H3:H4 I3:I4 J3:J4";
const MERGED_AGAIN: &str = " A11:A12 B11:C11 D11:D12 E11:F11 G11:G12 H11:H12 I11:I12 J11:J12";

/// A sheet: its name, rows by number from 1, merged areas, and what stands before the rows.
struct Page {
    name: &'static str,
    rows: Vec<(u32, Vec<String>)>,
    merged: String,
    before: &'static str,
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn line(department: &str, unit: &str, amount: &str) -> Vec<String> {
    let (unit, name, of) =
        (format!("{department}{unit}"), format!("{department}局本级"), format!("{department}-{department}局"));
    owned(&[
        "n:2024",
        &unit,
        &name,
        &of,
        "人员类项目",
        "基本工资",
        "2010301-行政运行",
        "30101-基本工资",
        "111-一般公共预算资金",
        amount,
    ])
}

/// A page of a title, the header and these rows below it.
fn page(name: &'static str, lines: Vec<Vec<String>>) -> Page {
    let mut rows = vec![(1, owned(&["预算明细表"])), (2, owned(&["单位：元"]))];
    rows.extend(HEADER.iter().zip(3..).map(|(cells, number)| (number, owned(cells))));
    rows.extend((5..).zip(lines));
    Page { name, rows, merged: MERGED.to_owned(), before: "" }
}

/// `n:` a number, `f:` a formula without a result, `z:` one with a stored zero, `e:` an error, `k:` of unknown kind, `d:` a
/// date; anything else is text.
fn cell(address: &str, content: &str) -> String {
    let value = |attributes: &str, inner: String| format!("<c r=\"{address}\"{attributes}>{inner}</c>");
    match content.split_once(':') {
        _ if content.is_empty() => String::new(),
        Some(("n", number)) => value("", format!("<v>{number}</v>")),
        Some(("f", formula)) => value("", format!("<f>{formula}</f>")),
        Some(("z", formula)) => value("", format!("<f>{formula}</f><v>0</v>")),
        Some(("e", error)) => value(" t=\"e\"", format!("<v>{error}</v>")),
        Some(("k", text)) => value(" t=\"x\"", format!("<v>{text}</v>")),
        Some(("d", serial)) => value(" s=\"1\"", format!("<v>{serial}</v>")),
        _ => value(" t=\"inlineStr\"", format!("<is><t>{content}</t></is>")),
    }
}

fn sheet(page: &Page) -> String {
    let mut xml = format!("<worksheet>{}<sheetData>", page.before);
    for (number, cells) in &page.rows {
        xml.push_str(&format!("<row r=\"{number}\">"));
        for (column, content) in ('A'..).zip(cells) {
            xml.push_str(&cell(&format!("{column}{number}"), content));
        }
        xml.push_str("</row>");
    }
    let merged = page.merged.split_whitespace().map(|area| format!("<mergeCell ref=\"{area}\"/>"));
    xml + "</sheetData><mergeCells>" + &merged.collect::<String>() + "</mergeCells></worksheet>"
}

fn workbook(pages: &[Page]) -> Vec<u8> {
    let sheets: Vec<(&str, String)> = pages.iter().map(|page| (page.name, sheet(page))).collect();
    written(&sheets)
}

/// A workbook of these sheets and one of a chart.
fn written(pages: &[(&str, String)]) -> Vec<u8> {
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let mut sheets = "<sheet name=\"图\" r:id=\"chart\"/>".to_owned();
    let mut relations = format!("<Relationship Id=\"chart\" Type=\"{OF}/chartsheet\" Target=\"chart.xml\"/>");
    let mut parts =
        vec![("[Content_Types].xml".to_owned(), types.to_owned()), ("xl/styles.xml".to_owned(), styles.to_owned())];
    for (at, (name, xml)) in pages.iter().enumerate() {
        sheets.push_str(&format!("<sheet name=\"{name}\" r:id=\"s{at}\"/>"));
        relations.push_str(&format!("<Relationship Id=\"s{at}\" Type=\"{OF}/worksheet\" Target=\"s{at}.xml\"/>"));
        parts.push((format!("xl/s{at}.xml"), xml.clone()));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What is read by department, from where the rows are kept.
fn in_parts(importer: &Importer<'_>, bytes: &[u8]) -> Result<InParts, NotTaken> {
    let mut kept = Cursor::new(Vec::new());
    let large = Large::workbook(&"支出.xlsx".into(), Cursor::new(bytes), &mut kept, importer)?;
    Ok(by_department(importer, large, kept))
}

/// Departments that take turns, with cells of all kinds, a sum, a repeated header and signatures.
fn turns([first, second]: [&str; 2], total: &str) -> Vec<Vec<String>> {
    vec![
        line("101", "001", "n:100.10"),
        line("101", "002", "200.20"),
        owned(&["", "", "小计", "101-101局", "", "", "", "", "", "n:300.3"]),
        line("102", "001", "1,000.00"),
        line("103", "001", first),
        Vec::new(),
        owned(HEADER[0]),
        owned(HEADER[1]),
        line("101", "001", "n:5"),
        line("103", "001", second),
        line("103", "001", "n:7.0700000000000003"),
        line("102", "001", "n:0"),
        line("104", "001", "f:1+2.5"),
        owned(&[
            "n:2024",
            "",
            "某单位",
            "",
            "人员类项目",
            "基本工资",
            "2010301-行政运行",
            "30101-基本工资",
            "111-一般公共预算资金",
            "n:9",
        ]),
        owned(&["", "", "合计", "", "", "", "", "", "", total]),
        owned(&["制表人：某某"]),
    ]
}

/// These on a page.
fn turning(amounts: [&str; 2], total: &str) -> Page {
    let mut page = page("支出", turns(amounts, total));
    page.merged.push_str(MERGED_AGAIN);
    page
}

fn remarks() -> Page {
    let rows = vec![(1, owned(&["填报说明"])), (7, owned(&["以元为单位", "n:1"]))];
    Page { name: "说明", rows, merged: String::new(), before: "" }
}

/// Asserts that the parts of a workbook say what the whole says, and gives the findings of the parts.
fn agree(pages: &[Page]) -> BTreeMap<String, usize> {
    let templates = Templates::built_in();
    let importer = importer(&templates);
    let bytes = workbook(pages);
    let (imported, findings) = whole(&importer, "支出.xlsx", &bytes);
    let (budgets, by_part, [read, used]) = in_parts(&importer, &bytes).unwrap();
    let tables = imported.readings.iter().flat_map(|file| &file.tables);
    let counts = tables.fold([0, 0], |[read, used], table| [read + table.rows_read, used + table.rows_used]);
    assert!(budgets.len() > 1, "{:#?}", told(&findings));
    assert_eq!(budgets, split(imported.batch));
    assert_eq!(told(&by_part), told(&findings));
    assert_eq!([read, used], counts);
    told(&by_part)
}

#[test]
fn parts_say_what_the_whole_says() {
    for (amounts, total, wrong) in [
        (["n:1", "n:1"], "n:1326.87", 0),
        (["n:1", "n:1"], "n:1326.88", 1),
        (["e:#REF!", "d:45322"], "n:1324.87", 0),
        (["k:1", "f:ROUND(1,2)"], "n:1324.87", 0),
    ] {
        let told = agree(&[turning(amounts, total), remarks()]);
        assert_eq!(told.keys().filter(|said| said.starts_with("GK-I130")).count(), wrong, "{told:#?}");
        assert!(told.keys().any(|said| said.contains("图")), "the sheet that holds no cells is not named: {told:#?}");
    }
}

#[test]
fn tables_on_several_sheets_go_together() {
    let more = vec![line("102", "001", "n:3"), line("105", "001", "n:4")];
    agree(&[turning(["n:1", "n:2"], "n:1"), page("二", more)]);
}

#[test]
fn merged_cells_say_whose_rows_are() {
    let mut lines = Vec::new();
    for department in ["101", "102"] {
        for number in 0..3 {
            let mut cells = line(department, "001", &format!("n:{number}2345.5"));
            if number > 0 {
                cells[1..4].iter_mut().for_each(String::clear);
            }
            lines.push(cells);
        }
    }
    let mut page = page("支出", lines);
    page.merged.push_str(" B5:B7 C5:C7 D5:D7 B8:B10 C8:C10 D8:D10");
    agree(&[page]);
}

#[test]
fn formulas_among_the_rows_of_a_department_are_computed() {
    let lines = vec![
        line("101", "001", "n:1.5"),
        line("101", "002", "f:J5+1"),
        owned(&["", "", "小计", "101-101局", "", "", "", "", "", "z:SUM(J5:J6)"]),
        line("102", "001", "z:1+1"),
    ];
    let templates = Templates::built_in();
    let importer = importer(&templates);
    let bytes = workbook(&[page("支出", lines)]);
    let (budgets, findings, _) = in_parts(&importer, &bytes).unwrap();
    assert_eq!(budgets, split(whole(&importer, "支出.xlsx", &bytes).0.batch));
    assert!(!told(&findings).keys().any(|said| said.starts_with("GK-I130")), "{:#?}", told(&findings));
}

/// Rows that name no department are read without those that they sum up: nothing is computed of half of them.
#[test]
fn sums_over_departments_without_a_result_are_not_guessed() {
    let templates = Templates::built_in();
    for (total, said) in [("f:SUM(J5:J6)", "GK-I131"), ("z:SUM(J5:J6)", "GK-I130")] {
        let total = owned(&["", "", "合计", "", "", "", "", "", "", total]);
        let bytes = workbook(&[page("支出", vec![line("101", "001", "n:1"), line("102", "001", "n:2"), total])]);
        let (budgets, findings, _) = in_parts(&importer(&templates), &bytes).unwrap();
        assert_eq!(budgets.len(), 2);
        let told = told(&findings);
        assert!(told.keys().any(|one| one.starts_with(said) && one.contains("J7")), "{said}: {told:#?}");
        assert!(!told.keys().any(|one| one.starts_with("GK-I019")), "{told:#?}");
    }
}

/// What is hidden is told of each department's rows.
#[test]
fn hidden_rows_and_columns_are_told() {
    let mut page = turning(["n:1", "n:2"], "n:1");
    page.before = "<cols><col min=\"6\" max=\"6\" hidden=\"1\"/></cols>";
    let bytes = workbook(&[page]);
    let templates = Templates::built_in();
    let (_, findings, _) = in_parts(&importer(&templates), &bytes).unwrap();
    let hidden: Vec<_> = findings.iter().filter(|finding| finding.code.id == "GK-I014").collect();
    assert!(!hidden.is_empty(), "{:#?}", told(&findings));
    assert!(hidden.iter().all(|finding| format!("{:?}", finding.details).contains("F 列")), "{hidden:?}");
}

#[test]
fn what_cannot_be_told_apart_is_refused_with_its_reason() {
    let templates = Templates::built_in();
    let importer = importer(&templates);
    let lines = || vec![line("101", "001", "n:1"), line("102", "001", "n:2"), line("101", "001", "n:3")];
    let mut shuffled = page("支出", lines());
    shuffled.rows.swap(5, 6);
    let mut merged = page("支出", lines());
    merged.merged.push_str(" F5:F6");
    let mut formulas = lines();
    formulas[2][9] = "z:J6+1".to_owned();
    let mut nobody = page("支出", lines());
    nobody.rows.iter_mut().filter(|(number, _)| (3..5).contains(number)).for_each(|(_, cells)| {
        cells[1] = cells[1].replace("单位代码", "序号");
        cells[3] = cells[3].replace("部门代码", "部门名称");
    });
    nobody.rows.iter_mut().filter(|(number, _)| *number > 4).for_each(|(_, cells)| cells[3] = "某局".to_owned());
    let second = owned(&["预算年度", "单位编码", "单位名称", "收入项目", "资金性质", "金额（元）"]);
    let another = [lines(), vec![Vec::new(), second.clone()]].concat();
    let late = [vec![line("101", "001", "n:1"); 4_000], vec![second]].concat();
    for (pages, said) in [
        (vec![shuffled], "GK-I022 支出.xlsx › 支出 › A6"),
        (vec![merged], "GK-I022 支出.xlsx › 支出 › A5"),
        (vec![page("支出", formulas)], "GK-I022 支出.xlsx › 支出 › A7"),
        (vec![nobody], "GK-I022 支出.xlsx › 支出"),
        (vec![page("支出", another)], "GK-I022 支出.xlsx › 支出"),
        (vec![page("支出", late)], "GK-I022 支出.xlsx › 支出 › A4005"),
        (vec![], "GK-I018 支出.xlsx"),
    ] {
        let Err(NotTaken::Findings(findings)) = in_parts(&importer, &workbook(&pages)) else {
            panic!("{said} is taken")
        };
        let places = |finding: &Finding| finding.places.iter().map(ToString::to_string).collect::<String>();
        let all: Vec<String> =
            findings.iter().map(|finding| format!("{} {}", finding.code.id, places(finding))).collect();
        assert_eq!(all, [said]);
    }
}

#[test]
fn only_what_exceeds_the_limits_is_long() {
    let bytes = workbook(&[turning(["n:1", "e:#N/A"], "n:1")]);
    let long = |limits: Limits| is_long_workbook(&"支出.xlsx".into(), Cursor::new(&bytes), &limits);
    let cells = open(&Input { name: "支出.xlsx".into(), bytes: &bytes }, &Limits::default()).value[0]
        .grid
        .iter()
        .flat_map(|grid| &grid.sheets[0].rows)
        .map(|row| row.cells.len())
        .sum::<usize>();
    // A formula without a result has no value to be counted.
    let cells = cells - 1;
    assert!(!long(Limits::default()));
    assert!(!long(Limits { cells, ..Limits::default() }));
    assert!(long(Limits { cells: cells - 1, ..Limits::default() }));
    assert!(long(Limits { cells: 0, part_bytes: 100, ..Limits::default() }));
}

/// A folder with a workbook of 480 lines for four departments, each with a remark that no table shows and with blanks behind
/// its row; and the length of its sheet.
#[cfg(target_os = "linux")]
fn folder(remark: &str, blanks: &str) -> (tempfile::TempDir, usize) {
    let folder = tempfile::tempdir().unwrap();
    let lines = (0..480_usize).map(|unit| {
        let department = (101 + unit % 4).to_string();
        [line(&department, &format!("{unit:03}"), &format!("n:{unit}.1")), vec![remark.to_owned()]].concat()
    });
    let xml = sheet(&page("支出", lines.collect())).replace("</row>", &format!("</row>{blanks}"));
    let length = xml.len();
    std::fs::write(folder.path().join("支出.xlsx"), written(&[("支出", xml)])).unwrap();
    (folder, length)
}

/// Converts it under a limit of the shell: exit code and what is said.
#[cfg(target_os = "linux")]
fn convert(folder: &std::path::Path, limit: &str) -> (Option<i32>, String) {
    let limited = format!(r#"trap '' XFSZ; ulimit {limit} && exec "$0" convert 支出.xlsx -o out --no-working-paper"#);
    let mut run = std::process::Command::new("sh");
    run.current_dir(folder).env("RAYON_NUM_THREADS", "2").env("MALLOC_ARENA_MAX", "2").env("RUST_BACKTRACE", "0");
    let run = run.args(["-c", &limited, env!("CARGO_BIN_EXE_gongkai")]).output().unwrap();
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
}

/// What is published below a folder, by department.
#[cfg(target_os = "linux")]
fn published(folder: &std::path::Path) -> BTreeMap<std::ffi::OsString, Vec<u8>> {
    use std::fs::{read, read_dir};

    assert_eq!(read_dir(folder).unwrap().count(), 2, "something is left beside the outputs");
    let departments = read_dir(folder.join("out")).unwrap().map(|department| department.unwrap().path());
    let book = |department: std::path::PathBuf| {
        let name = department.file_name().unwrap().to_owned();
        (name, read(department.join("2024年部门预算公开表.xlsx")).unwrap())
    };
    departments.map(book).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_workbook_too_large_to_be_held_gives_what_a_small_one_gives() {
    // The sheet is above the limit of what is held, and so are the remarks above that of memory. Nothing packs better than
    // to a four hundredth, which would be taken for a trap.
    let words = |n: u32| format!("{:08x}{}", n.wrapping_mul(2_654_435_761), "说明".repeat(60));
    let (large, length) = folder(&(0..800).map(words).collect::<String>(), &" ".repeat(900_000));
    assert!(length as u64 > Limits::default().part_bytes, "{length} is below the limit");
    let full = convert(large.path(), "-f 64");
    assert!(full.0 == Some(4) && full.1.contains("GK-R022") && full.1.contains("文件太大"), "{full:?}");
    assert!(!large.path().join("out").exists(), "something is made though nothing was read");
    let (small, _) = folder("", "");
    let (small_said, said) = (convert(small.path(), "-d 102400"), convert(large.path(), "-d 102400"));
    assert_eq!(said.0, small_said.0, "{}", said.1);
    let (small, large) = (published(small.path()), published(large.path()));
    assert_eq!(large.len(), 4, "{}", said.1);
    assert!(large == small, "the published workbooks differ");
}
