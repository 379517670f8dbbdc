use std::io::{Cursor, Read};

use rust_decimal::Decimal;

use super::*;

fn book() -> Book {
    let font = Font { name: "宋体".into(), half_points: 22, bold: false };
    let date = Stamp { year: 2024, month: 2, day: 6 };
    let properties = Properties { title: "A&B".into(), subject: String::new(), author: "<甲>".into(), date };
    Book::new(&font, properties)
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn style() -> Format {
    let font = Font { name: "宋体".into(), half_points: 21, bold: true };
    Style { border: true, number: Number::Custom("0.00;-0.00;;@".into()), ..Style::new(&font) }.format()
}

#[test]
fn a_look_and_a_date_are_written_as_they_were_said() {
    let mut book = book();
    let mut sheet = book.sheet("表");
    sheet.blank((0, 0), &style());
    book.add(sheet);
    let bytes = book.bytes().unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains(r#"formatCode="0.00;-0.00;;@""#), "{styles}");
    assert!(styles.contains(r#"<b/><sz val="10.5"/>"#) && styles.contains(r#"<cellXfs count="2">"#), "{styles}");
    assert!(part(&bytes, "docProps/core.xml").contains("2024-02-06T00:00:00Z"));
}

#[test]
fn cells_hold_what_was_said_last_and_exactly() {
    let mut book = book();
    let style = style();
    let mut sheet = book.sheet("表");
    sheet.text((1, 2), "后", &style);
    sheet.text((1, 0), "=前", &style);
    sheet.text((1, 1), "<r>x</r>", &style);
    sheet.number((0, 0), Decimal::new(12_340, 3), &style);
    sheet.formula((0, 1), ("A1&\"<\"", "0.10".parse().unwrap()), &style);
    sheet.blank((1, 2), &style);
    book.add(sheet);
    let bytes = book.bytes().unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    let data = xml.split("sheetData>").nth(1).unwrap();
    assert!(data.contains(r#"<c r="A1" s="1"><v>12.34</v></c>"#), "{data}");
    assert!(data.contains(r#"<c r="B1" s="1"><f>A1&amp;"&lt;"</f><v>0.1</v></c>"#), "{data}");
    assert!(data.contains(r#"<c r="A2" s="1" t="s">"#) && data.contains(r#"<c r="C2" s="1"/>"#), "{data}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>=前</t>") && strings.contains("&lt;r&gt;x&lt;/r&gt;"), "{strings}");
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let made = || {
        let mut book = book();
        for name in ["甲", "乙", "丙"] {
            let mut sheet = book.sheet(name);
            for row in 0..40 {
                sheet.text((row, 0), &format!("{name}{}", row % 7), &style());
            }
            book.add(sheet);
        }
        book.bytes().unwrap()
    };
    assert!(made() == made());
}

#[test]
fn what_no_sheet_can_hold_is_refused() {
    let area = |row, last_row| Area { row, col: 0, last_row, last_col: 1 };
    let refusal = |fill: &dyn Fn(&mut Sheet)| {
        let mut book = book();
        let mut sheet = book.sheet("表");
        fill(&mut sheet);
        book.add(sheet);
        book.bytes().err().map(|error| error.to_string())
    };
    assert_eq!(refusal(&|sheet| sheet.area(area(0, 1), "x", &style())), None);
    let overlapping = refusal(&|sheet| {
        sheet.area(area(0, 1), "x", &style());
        sheet.area(area(1, 2), "y", &style());
    });
    assert!(overlapping.unwrap().contains("A1:B2 与 A2:B3 重叠"));
    assert!(refusal(&|sheet| sheet.blank((0, 16_384), &style())).unwrap().contains("工作表之外"));
    assert!(refusal(&|sheet| sheet.blank((0, 100_000), &style())).is_some());
    assert!(refusal(&|sheet| sheet.blank((1_048_576, 0), &style())).is_some());
}
