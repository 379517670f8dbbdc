use super::*;
use crate::import::limits::Limits;

fn rows(bytes: &[u8]) -> (Vec<GridRow>, Notes) {
    let file: Arc<str> = "支出.csv".into();
    let mut notes = Notes::default();
    let sheets = read(Source { file: &file, bytes, limits: &Limits::default() }, &mut notes).unwrap();
    (sheets.into_iter().next().unwrap().rows, notes)
}

/// Record, line and fields of every row.
fn shape(bytes: &[u8]) -> Vec<(u32, u32, Vec<String>)> {
    let row = |row: &GridRow| {
        let fields = row.cells.iter().map(|(col, cell)| format!("{col}={}", cell.text)).collect();
        (row.index, row.line, fields)
    };
    rows(bytes).0.iter().map(row).collect()
}

fn fields(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn lines_count_from_where_a_record_begins_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "", "1,\"x", "y\"", "", "", "2,z"].join(end);
        let inner = format!("1=x{end}y");
        let expected =
            vec![(0, 0, fields(&["0=a", "1=b"])), (1, 2, fields(&["0=1", &inner])), (2, 6, fields(&["0=2", "1=z"]))];
        assert_eq!(shape(text.as_bytes()), expected, "{end:?}");
    }
}

#[test]
fn wrapped_codes_are_bare_and_blank_records_count() {
    let text = b"=\"2010301\",=\"007\"\t,\"=\"\"21\"\"\"\n,,\n 1 ,x\t\t,\n";
    let expected = vec![(0, 0, fields(&["0=2010301", "1=007", "2=21"])), (2, 2, fields(&["0= 1 ", "1=x"]))];
    assert_eq!(shape(text), expected);
}

#[test]
fn an_unclosed_quote_loses_no_row() {
    let (rows, notes) = rows(b"a,b\n1,\"two\n3,four\n5,six\n");
    assert_eq!(rows.len(), 4);
    assert_eq!(&*rows[1].cells[1].1.text, "\"two");
    assert_eq!(&*rows[3].cells[1].1.text, "six");
    assert_eq!(notes.findings[0].code.id, OPEN_QUOTE.id);
    assert_eq!(notes.findings[0].places[0].to_string(), "支出.csv 第 2 行");
}

#[test]
fn broken_fields_are_named_and_kept() {
    let mut bytes = "单位,金额\n办公室,1\n中心,2\n".as_bytes().to_vec();
    let at = "单位,金额\n办公".len();
    bytes[at] = 0xFF;
    let (rows, notes) = rows(&bytes);
    assert_eq!(rows.len(), 3);
    assert!(rows[1].cells[0].1.text.starts_with("办公\u{FFFD}"));
    let finding = &notes.findings[0];
    assert_eq!((finding.code.id, &*finding.places[0].to_string()), (BAD_BYTES.id, "支出.csv 第 2 行第 1 列（A）"));
}

#[test]
fn many_broken_fields_are_counted() {
    let text = "预算单位,\u{FFFD}\n".repeat(50);
    let (rows, notes) = rows(text.as_bytes());
    assert_eq!((rows.len(), notes.findings.len()), (50, BROKEN_SHOWN + 1));
    let count = notes.findings[BROKEN_SHOWN].details.iter().find(|(name, _)| *name == "count").unwrap();
    assert_eq!(count.1.to_string(), "30");
}
