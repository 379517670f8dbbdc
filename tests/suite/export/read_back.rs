//! Faults that the writer could make, planted in its bytes: each is seen where it stands before the file leaves.

use gongkai::disclosure::Cell;
use gongkai::export::{PlainCell, PlainSheet, plain_workbook, workbook};
use gongkai::origin::CellRef;
use gongkai::patch::{Package, Value};
use gongkai::service::read_back::{plain, published, untouched};

use super::STAMP;
use super::by_hand::{EXPENDITURE, by_hand};

fn sheets() -> Vec<PlainSheet> {
    let text = |row, col, text: &str| (CellRef::zero_based(row, col), PlainCell::Text(text.to_owned()));
    let number = (CellRef::zero_based(1, 1), PlainCell::Number("1166.60".parse().unwrap(), 2));
    let odd = [text(0, 0, "=1+1"), text(0, 1, "007"), text(1, 0, "<r>甲</r>"), text(2, 0, " 乙\r\n丙_x0041_ ")];
    let cells = odd.into_iter().chain([number]).collect();
    vec![PlainSheet { name: "表".to_owned(), cells, merges: Vec::new() }]
}

fn changed(bytes: &[u8], sheet: &str, cell: CellRef, value: &Value) -> Vec<u8> {
    let mut package = Package::open(bytes).unwrap();
    package.set_cell(sheet, cell, value).unwrap();
    package.save().unwrap()
}

fn at(cell: &str) -> CellRef {
    CellRef::from_a1(cell).unwrap()
}

fn number(text: &str) -> Value {
    Value::Number(text.to_owned())
}

#[test]
fn a_plain_workbook_is_what_it_was_made_of_and_a_changed_digit_is_seen() {
    let bytes = plain_workbook(&sheets(), STAMP).unwrap();
    assert_eq!(plain(&sheets(), &bytes), Ok(()));
    let said = plain(&sheets(), &changed(&bytes, "表", at("B2"), &number("1166.61"))).unwrap_err();
    assert!(said.contains("表 的 B2 应为“1166.6”，读回来是“1166.61”"), "{said}");
    let said = plain(&sheets(), &changed(&bytes, "表", at("B1"), &number("7"))).unwrap_err();
    assert!(said.contains("应为“007”"), "{said}");
}

#[test]
fn an_edited_workbook_holds_what_it_held() {
    let bytes = plain_workbook(&sheets(), STAMP).unwrap();
    assert_eq!(untouched(&bytes, &bytes), Ok(()));
    assert!(untouched(&bytes, &changed(&bytes, "表", at("B2"), &number("1166.06"))).unwrap_err().contains("B2"));
    let more = Value::Text("多".to_owned());
    assert!(untouched(&bytes, &changed(&bytes, "表", at("D9"), &more)).unwrap_err().contains("D9"));
}

#[test]
fn every_fault_in_a_published_workbook_is_seen_at_its_cell() {
    let disclosure = by_hand().disclosure;
    let bytes = workbook(&disclosure, STAMP).unwrap();
    assert_eq!(published(&disclosure, &bytes), Ok(()));
    let table = &disclosure.tables[EXPENDITURE];
    let find = |wanted: &dyn Fn(&Cell) -> bool| {
        let mut cells = table
            .rows
            .iter()
            .enumerate()
            .flat_map(|(row, values)| values.cells.iter().enumerate().map(move |(col, cell)| ((row, col), cell)));
        let ((row, col), _) = cells.find(|(_, cell)| wanted(cell)).unwrap();
        table.sheet_cell(row, col)
    };
    let figure = find(&|cell| matches!(cell, Cell::Amount { .. }));
    let sum = find(&|cell| matches!(cell, Cell::Formula { .. }));
    let empty = find(&|cell| matches!(cell, Cell::Blank));
    let faults = [
        (figure, number("0.01")),
        (figure, Value::Text("449.30".to_owned())),
        (sum, number("1126.10")),
        (sum, Value::Formula { formula: "1+1".to_owned(), cached: Some("1126.1".to_owned()) }),
        (empty, number("0")),
        (CellRef::zero_based(0, 0), Value::Text("别的表".to_owned())),
    ];
    for (cell, fault) in faults {
        let said = published(&disclosure, &changed(&bytes, &table.sheet, cell, &fault)).unwrap_err();
        assert!(said.contains(&format!(" 的 {cell} ")), "{fault:?}: {said}");
    }
    let cut = &bytes[..bytes.len() / 2];
    assert!(published(&disclosure, cut).is_err());
}
