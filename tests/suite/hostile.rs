//! Files that ask for too much: bounded memory and time, and a finding that names the limit.

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::sync::Arc;

use gongkai::finding::Checked;
use gongkai::import::grid::Sheet;
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use zip::write::SimpleFileOptions;

fn opened(name: &str, bytes: &[u8], limits: &Limits) -> Checked<Vec<Opened>> {
    open(&Input { name: name.into(), bytes }, limits)
}

/// Asserts that opening ends in the finding of a limit whose text holds `what`, and in nothing read.
fn refused(name: &str, bytes: &[u8], limits: &Limits, what: &str) {
    let checked = opened(name, bytes, limits);
    assert!(checked.value.iter().all(|opened| opened.grid.is_none()), "{name}: something was read");
    let finding = checked.findings.iter().find(|finding| finding.code.id == "GK-I015");
    let finding = finding.unwrap_or_else(|| panic!("{name}: {:?}", checked.findings));
    assert!(finding.details.iter().any(|(_, detail)| detail.to_string().contains(what)), "{:?}", finding.details);
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with what stands inside `<worksheet>` and inside `<sst>`.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        (
            "[Content_Types].xml",
            "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
        ),
        ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表\" r:id=\"a\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{RELATION}/worksheet\" Target=\"s.xml\"/></Relationships>"
            ),
        ),
        ("xl/s.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
    ])
}

fn first_sheet(checked: &Checked<Vec<Opened>>) -> &Sheet {
    &checked.value[0].grid.as_ref().unwrap().sheets[0]
}

#[test]
fn sizes_are_looked_at_before_unpacking() {
    let long = "x".repeat(3 << 20);
    let bytes = workbook("<sheetData/>", &format!("<si><t>{long}</t></si>"));
    let limits = Limits::default();
    refused("part.xlsx", &bytes, &Limits { part_bytes: 1 << 20, ..limits.clone() }, "sharedStrings.xml");
    refused("all.xlsx", &bytes, &Limits { unpacked_bytes: 1 << 20, ..limits.clone() }, "总大小");
    refused("text.xlsx", &bytes, &Limits { text_bytes: 1 << 20, ..limits.clone() }, "共用文字");
    refused("entries.xlsx", &bytes, &Limits { entries: 3, ..limits.clone() }, "文件数");
    refused("size.xlsx", &bytes, &Limits { file_bytes: 100, ..limits.clone() }, "文件大小");
    refused("size.csv", "a,b\n".repeat(1000).as_bytes(), &Limits { text_bytes: 100, ..limits }, "文本文件");
}

#[test]
fn a_part_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    let bytes = workbook("<sheetData/>", &" ".repeat(20 << 20));
    refused("bomb.xlsx", &bytes, &Limits::default(), "压缩比");
}

#[test]
fn a_part_larger_than_it_declares_is_cut_off() {
    let mut bytes = package(&[("支出.csv", &"a,b\n".repeat(1000))]);
    // The declared size stands in the directory and in front of the part.
    let size = 4000_u32.to_le_bytes();
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let checked = opened("lying.zip", &bytes, &Limits::default());
    assert!(checked.value[0].grid.is_none());
    assert!(checked.findings.iter().all(|finding| finding.blocks()) && !checked.findings.is_empty());
}

#[test]
fn cells_merges_and_sheets_are_counted() {
    let mut rows = String::from("<sheetData>");
    for row in 1..=100 {
        write!(rows, "<row><c><v>{row}</v></c><c><v>1</v></c></row>").unwrap();
    }
    rows.push_str("</sheetData><mergeCells>");
    (1..=50).for_each(|row| write!(rows, "<mergeCell ref=\"D{row}:E{row}\"/>").unwrap());
    rows.push_str("</mergeCells>");
    let bytes = workbook(&rows, "");
    let limits = Limits::default();
    assert_eq!(first_sheet(&opened("fine.xlsx", &bytes, &limits)).rows.len(), 100);
    refused("cells.xlsx", &bytes, &Limits { cells: 199, ..limits.clone() }, "单元格数");
    refused("merges.xlsx", &bytes, &Limits { merges: 49, ..limits.clone() }, "合并区域数");
    refused("sheets.xlsx", &bytes, &Limits { sheets: 0, ..limits.clone() }, "工作表数");
    refused("cells.csv", "1,2\n".repeat(100).as_bytes(), &Limits { cells: 199, ..limits.clone() }, "单元格数");
    let page = format!("<table>{}</table>", "<tr><td>1</td><td>2</td></tr>".repeat(100));
    refused("cells.html", page.as_bytes(), &Limits { cells: 199, ..limits.clone() }, "单元格数");
    // The limit holds for an archive as a whole.
    let inner = "1,2\n".repeat(60);
    let archive = package(&[("a.csv", &inner), ("b.csv", &inner)]);
    let checked = opened("cells.zip", &archive, &Limits { cells: 200, ..limits });
    assert_eq!(checked.value.iter().map(|opened| opened.grid.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_long_text_referred_to_often_is_kept_once() {
    let text = "长".repeat(30_000);
    let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(5_000);
    let bytes = workbook(&format!("<sheetData>{cells}</sheetData>"), &format!("<si><t>{text}</t></si>"));
    let checked = opened("strings.xlsx", &bytes, &Limits::default());
    let rows = &first_sheet(&checked).rows;
    assert_eq!(rows.len(), 5_000);
    assert!(rows.iter().all(|row| Arc::ptr_eq(&row.cells[0].1.text, &rows[0].cells[0].1.text)));
    // Kept once, but everything after looks at it in every cell.
    refused("strings.xlsx", &bytes, &Limits { shown_bytes: 100 << 20, ..Limits::default() }, "各单元格文字的总长度");
}

#[test]
fn spans_and_nesting_of_pages_cost_nothing() {
    let wide = "<tr><td colspan=99999 rowspan=99999>x</td></tr>".repeat(2000);
    let checked = opened("spans.xls", format!("<table>{wide}</table>").as_bytes(), &Limits::default());
    assert!(first_sheet(&checked).rows.len() <= 2000);
    let deep = "<table><tr><td>x".repeat(20_000) + "</body>";
    let checked = opened("deep.xls", deep.as_bytes(), &Limits::default());
    assert_eq!(first_sheet(&checked).rows.len(), 20_000);
}

#[test]
fn repeated_rows_of_a_document_are_counted() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\"><table:table table:name=\"表\">\
        <table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"float\" \
        office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:document-content>";
    let bytes = package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    refused("repeat.ods", &bytes, &Limits { cells: 100_000, ..Limits::default() }, "单元格数");
}

#[test]
fn formulas_that_refer_to_each_other_end() {
    let mut rows = String::from("<sheetData>");
    for row in 1..=3000 {
        write!(rows, "<row><c><f>SUM(A{}:A3001)+SUM(A1:A3001)</f></c></row>", row + 1).unwrap();
    }
    let bytes = workbook(&format!("{rows}</sheetData>"), "");
    assert_eq!(first_sheet(&opened("cycle.xlsx", &bytes, &Limits::default())).rows.len(), 3000);
}
