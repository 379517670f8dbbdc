use rust_decimal::Decimal;

use super::*;
use crate::export::Stamp;

fn book() -> Book {
    let font = Font { name: "宋体".into(), half_points: 22, bold: false };
    let date = Stamp { year: 2024, month: 2, day: 6 };
    let properties = Properties { title: "A&B".into(), subject: String::new(), author: "<甲>".into(), date };
    Book::new(&font, properties)
}

fn style(book: &mut Book) -> StyleId {
    let font = Font { name: "宋体".into(), half_points: 21, bold: true };
    book.style(&Style { border: true, number: Number::Custom("0.00;-0.00;;@".into()), ..Style::new(&font) })
}

#[test]
fn a_style_has_one_number() {
    let mut book = book();
    let one = style(&mut book);
    assert_eq!(style(&mut book), one);
    let xml = book.styles.xml();
    assert!(xml.contains(r#"<numFmt numFmtId="164" formatCode="0.00;-0.00;;@"/>"#), "{xml}");
    assert!(xml.contains(r#"<b/><sz val="10.5"/>"#) && xml.contains(r#"<cellXfs count="2">"#), "{xml}");
}

#[test]
fn cells_stand_in_order_whatever_the_order_of_writing() {
    let mut book = book();
    let style = style(&mut book);
    let mut sheet = Sheet::new("表");
    sheet.text((1, 2), "后", style);
    sheet.text((1, 0), "前", style);
    sheet.number((0, 0), Decimal::new(12340, 3), style);
    sheet.formula((0, 1), ("A1&\"<\"", Decimal::ONE), style);
    sheet.blank((1, 2), style);
    let xml = sheet.xml(true, &mut Shared::default());
    let data = xml.split("sheetData>").nth(1).unwrap();
    assert_eq!(
        data,
        "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>12.34</v></c><c r=\"B1\" s=\"1\"><f>A1&amp;&quot;&lt;&quot;</f><v>1</v></c></row>\
         <row r=\"2\"><c r=\"A2\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"1\"/></row></"
    );
}

#[test]
fn what_no_sheet_can_hold_is_refused() {
    let area = |row, last_row| Area { row, col: 0, last_row, last_col: 1 };
    let refusal = |fill: &dyn Fn(&mut Sheet, StyleId)| {
        let mut book = book();
        let style = style(&mut book);
        let mut sheet = Sheet::new("表");
        fill(&mut sheet, style);
        book.add(sheet);
        book.bytes().err().map(|error| error.to_string())
    };
    assert_eq!(refusal(&|sheet, style| sheet.area(area(0, 1), "x", style)), None);
    let overlapping = refusal(&|sheet, style| {
        sheet.area(area(0, 1), "x", style);
        sheet.area(area(1, 2), "y", style);
    });
    assert!(overlapping.unwrap().contains("A1:B2 与 A2:B3 重叠"));
    assert!(refusal(&|sheet, style| sheet.blank((0, 16_384), style)).unwrap().contains("工作表之外"));
    assert!(refusal(&|sheet, style| sheet.blank((1_048_576, 0), style)).is_some());
}
