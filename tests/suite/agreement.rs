//! Our readers of workbooks against another one, on files of real writers.
//!
//! Only on harmless files: the other reader allocates what a file declares.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use gongkai::import::grid::{GridCell, Sheet, Value};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, open};
use gongkai::origin::CellRef;

const CASES: &[&str] = &[
    "ods-libreoffice/input.ods",
    "xls-biff8-xlwt/input.xls",
    "xls-libreoffice/input.xls",
    "xlsb-by-hand/input.xlsb",
    "xlsx-libreoffice/input.xlsx",
    "xlsx-openpyxl/input.xlsx",
    "xlsx-uncalculated-hidden/input.xlsx",
];

#[test]
fn another_reader_sees_the_same_cells() {
    for case in CASES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers").join(case);
        let bytes = std::fs::read(&path).unwrap();
        let checked = open(&Input { name: (*case).into(), bytes: &bytes }, &Limits::default());
        let mut other = open_workbook_auto_from_rs(Cursor::new(&bytes)).unwrap();
        let grid = checked.value[0].grid.as_ref().unwrap();
        assert!(!grid.sheets.is_empty());
        for sheet in &grid.sheets {
            let name = sheet.name.as_ref().unwrap();
            let range = other.worksheet_range(name).unwrap();
            let (row0, col0) = range.start().unwrap_or_default();
            let mut theirs = BTreeMap::new();
            for (row, col, value) in range.used_cells() {
                let place = (row0 + u32::try_from(row).unwrap(), col0 + u32::try_from(col).unwrap());
                theirs.extend(their_words(value).map(|words| (place, words)));
            }
            compare(case, sheet, &theirs);
        }
    }
}

/// Every cell of theirs is one of ours; ours may be more where we computed a formula or read what they skip.
fn compare(case: &str, sheet: &Sheet, theirs: &BTreeMap<(u32, u32), String>) {
    let ours: BTreeMap<(u32, u32), &GridCell> =
        sheet.rows.iter().flat_map(|row| row.cells.iter().map(|(col, cell)| ((row.index, *col), cell))).collect();
    for (place, words) in theirs {
        let at = CellRef::zero_based(place.0, place.1);
        let Some(cell) = ours.get(place) else { panic!("{case}: {at} is missing: {words}") };
        // A sum that was stored as zero is computed by us alone.
        let computed = words == "0" && matches!(cell.value, Value::Number(_));
        assert!(computed || our_words(cell) == *words, "{case}: {at} is {cell:?}, the other reader says {words}");
    }
    for (place, cell) in &ours {
        let known =
            theirs.contains_key(place) || matches!(cell.value, Value::Number(_) | Value::Uncalculated | Value::Error);
        assert!(known, "{case}: {cell:?} is unknown to the other reader");
    }
}

fn our_words(cell: &GridCell) -> String {
    match cell.value {
        Value::Number(number) => number.round_sf(12).unwrap().normalize().to_string(),
        Value::Date => "date".to_owned(),
        Value::Text => cell.text.trim().to_owned(),
        _ => cell.text.to_string(),
    }
}

fn their_words(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => {
            let number: rust_decimal::Decimal = number.to_string().parse().unwrap();
            number.round_sf(12).unwrap().normalize().to_string()
        }
        Data::Bool(flag) => flag.to_string().to_uppercase(),
        Data::String(text) => text.trim().to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => "date".to_owned(),
    })
}
