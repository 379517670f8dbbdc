use std::sync::Arc;

use super::*;
use crate::finding::codes::import_second::READ_OTHERWISE;
use crate::import::container::read;
use crate::import::grid::Value;
use crate::import::limits::Limits;

/// Reads a case by ours, changes one cell in memory, and gives what the second reading says.
fn after(case: &str, format: Format, change: impl FnOnce(&mut [Sheet])) -> Notes {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers").join(case);
    let bytes = std::fs::read(path).unwrap();
    let (file, limits): (Arc<str>, _) = (case.into(), Limits::default());
    let source = Source { file: &file, bytes: &bytes, limits: &limits };
    let mut sheets = read(source, format, &mut Notes::default()).unwrap();
    change(&mut sheets);
    let mut notes = Notes::default();
    compare(source, format, &sheets, &mut notes);
    notes
}

const CASES: &[(&str, Format)] = &[
    ("xlsx-openpyxl/input.xlsx", Format::Xlsx),
    ("xls-biff8-xlwt/input.xls", Format::Xls),
    ("xlsb-by-hand/input.xlsb", Format::Xlsb),
    ("ods-libreoffice/input.ods", Format::Ods),
];

/// The first number of a workbook that is not zero.
fn first_number(sheets: &mut [Sheet]) -> &mut crate::import::grid::GridCell {
    let rows = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let cells = rows.flat_map(|row| &mut row.cells).map(|(_, cell)| cell);
    let mut numbers = cells.filter(|cell| matches!(cell.value, Value::Number(number) if !number.is_zero()));
    numbers.next().unwrap()
}

#[test]
fn a_digit_that_ours_reads_wrongly_is_seen() {
    for (case, format) in CASES {
        let unchanged = after(case, *format, |_| ());
        assert!(unchanged.findings.is_empty() && unchanged.evidence.is_empty(), "{case}: {:?}", unchanged.findings);
        let notes = after(case, *format, |sheets| {
            let cell = first_number(sheets);
            let Value::Number(number) = cell.value else { return };
            cell.value = Value::Number(number + rust_decimal::Decimal::new(1, 2));
        });
        let [finding] = &notes.findings[..] else { panic!("{case}: {:?}", notes.findings) };
        assert_eq!((finding.code.id, finding.places.len()), (READ_OTHERWISE.id, 1));
        assert_eq!(finding.severity, crate::finding::Severity::Mandatory);
    }
}

#[test]
fn a_lost_cell_and_a_lost_word_are_seen() {
    for (case, format) in CASES {
        let lost = after(case, *format, |sheets| {
            let cells = &mut sheets[0].rows[0].cells;
            cells.remove(0);
        });
        assert_eq!(lost.findings.len(), 1, "{case}: {:?}", lost.findings);
        let misread = after(case, *format, |sheets| {
            let rows = sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
            let mut cells = rows.flat_map(|row| &mut row.cells).map(|(_, cell)| cell);
            cells.find(|cell| cell.value == Value::Text).unwrap().text = "错字".into();
        });
        assert_eq!(misread.findings.len(), 1, "{case}: {:?}", misread.findings);
    }
}

#[test]
fn what_nobody_asked_for_and_what_is_too_large_is_not_read_twice() {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/containers/xlsx-openpyxl/input.xlsx")).unwrap();
    let file: Arc<str> = "表.xlsx".into();
    for (most, said) in [(0, 0), (1, 1)] {
        let limits = Limits { read_twice: most, ..Limits::default() };
        let source = Source { file: &file, bytes: &bytes, limits: &limits };
        let mut notes = Notes::default();
        compare(source, Format::Xlsx, &[], &mut notes);
        assert_eq!(notes.evidence.len(), said, "{:?}", notes.evidence);
    }
}

#[test]
fn every_known_difference_says_why() {
    for known in KNOWN {
        assert!(!known.name.is_empty() && known.reason.len() > 20, "{}", known.name);
    }
}
