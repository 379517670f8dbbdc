//! The parts of an .xlsx workbook: sheet, shared strings and styles, separated by NUL.
#![no_main]

mod reading;

const TYPES: &[u8] = b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
const BOOK: &[u8] = b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"s.xml\"/></Relationships>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (part(), part(), part());
    let read = |sheet: &[u8]| {
        let parts: [(&str, &[u8]); 6] = [
            ("[Content_Types].xml", TYPES),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/s.xml", sheet),
            ("xl/sharedStrings.xml", strings),
            ("xl/styles.xml", styles),
        ];
        reading::read("input.xlsx", &reading::package(&parts))
    };
    let cells = read(sheet);
    // Cells are read straight from the bytes where nothing about them is unusual, else step by step: with a space more in
    // their tags all of them are read the second way. Only there would what looks like a tag be text.
    if !sheet.windows(9).any(|bytes| bytes == b"<![CDATA[") {
        assert_eq!(cells, read(&by_steps(sheet)));
    }
});

fn by_steps(sheet: &[u8]) -> Vec<u8> {
    let mut stepped = Vec::with_capacity(sheet.len());
    for (at, byte) in sheet.iter().enumerate() {
        stepped.push(*byte);
        if sheet[..=at].ends_with(b"<c") && matches!(sheet.get(at + 1), Some(b' ' | b'>' | b'/')) {
            stepped.push(b' ');
        }
    }
    stepped
}
