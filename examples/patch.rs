//! Drives the patching engine on a workbook of strangers, for `scripts/patching.py`.
//!
//! ```text
//! patch auto IN.xlsx OUT.xlsx               one text into a free cell, three rows into the middle of the longest sheet
//! patch rows IN.xlsx OUT.xlsx SHEET AFTER COUNT [grow]   rows after a row counted from 1, made like it
//! ```
//!
//! What was done is printed as JSON; a refusal is no failure of the program and is printed too.
#![allow(clippy::print_stdout, clippy::exit, clippy::print_stderr)]

use std::error::Error;

use gongkai::origin::CellRef;
use gongkai::patch::{Area, Held, Package, PatchError, PatternFormulas, RowInsertion, Shown, Totals, Value};
use serde_json::{Value as Json, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (target, result) = match words[..] {
        ["auto", source, target] => (target, automatic(&std::fs::read(source)?)),
        ["rows", source, target, sheet, after, count, ref rest @ ..] => {
            let rows = RowInsertion::after(after.parse::<u32>()?.saturating_sub(1), count.parse()?);
            let totals = if rest.contains(&"grow") { Totals::Grow } else { Totals::Stay };
            let formulas = if rest.contains(&"copy") { PatternFormulas::Copy } else { PatternFormulas::Leave };
            (target, insert(&std::fs::read(source)?, sheet, &RowInsertion { totals, formulas, ..rows }))
        }
        _ => return Err("patch auto IN OUT | patch rows IN OUT SHEET AFTER COUNT [grow] [copy]".into()),
    };
    match result {
        Ok((bytes, said)) => {
            std::fs::write(target, bytes)?;
            println!("{said}");
        }
        Err(error) => println!("{}", json!({ "refused": error.to_string() })),
    }
    Ok(())
}

fn insert(bytes: &[u8], sheet: &str, rows: &RowInsertion) -> Result<(Vec<u8>, Json), PatchError> {
    let mut package = Package::open(bytes)?;
    package.insert_rows(sheet, rows)?;
    let saved = package.save_listing()?;
    Ok((saved.bytes, json!({ "changed": saved.changed })))
}

fn automatic(bytes: &[u8]) -> Result<(Vec<u8>, Json), PatchError> {
    let mut package = Package::open(bytes)?;
    let (sheet, area) = longest(&mut package)?;
    let cell = write_somewhere(&mut package, &sheet, area)?;
    let after = insert_near_the_middle(&mut package, &sheet, area)?;
    let notes: Vec<String> = package.notes().iter().map(|note| format!("{note:?}")).collect();
    let saved = package.save_listing()?;
    let cell = cell.to_string();
    Ok((
        saved.bytes,
        json!({ "sheet": sheet, "cell": cell, "after": after + 1, "notes": notes, "changed": saved.changed }),
    ))
}

/// The shown sheet with the most rows.
fn longest(package: &mut Package) -> Result<(String, Area), PatchError> {
    let shown: Vec<String> =
        package.sheets().iter().filter(|sheet| sheet.shown == Shown::Visible).map(|sheet| sheet.name.clone()).collect();
    let mut best: Option<(u32, String, Area)> = None;
    let mut failure = PatchError::NotAWorkbook { problem: "no sheet with cells".to_owned() };
    for sheet in shown {
        match package.extent(&sheet) {
            Ok(Some(area)) => {
                let rows = area.rows().1 - area.rows().0;
                if best.as_ref().is_none_or(|(most, ..)| rows > *most) {
                    best = Some((rows, sheet, area));
                }
            }
            Ok(None) | Err(PatchError::NotAWorksheet { .. }) => {}
            Err(error) => failure = error,
        }
    }
    best.map(|(_, sheet, area)| (sheet, area)).ok_or(failure)
}

fn write_somewhere(package: &mut Package, sheet: &str, area: Area) -> Result<CellRef, PatchError> {
    let ((top, left), (bottom, right)) = (area.first.indices(), area.last.indices());
    let inside = (top..=bottom.min(top + 200)).flat_map(|row| (left..=right.min(left + 50)).map(move |col| (row, col)));
    let beside = std::iter::once((top, right + 1));
    let mut refusal = None;
    for (row, col) in inside.chain(beside) {
        let cell = CellRef::zero_based(row, col);
        let content = package.read_cell(sheet, cell)?;
        if content.held != Held::Nothing || content.formula.is_some() || content.covered {
            continue;
        }
        match package.set_cell(sheet, cell, &Value::Text("公开".to_owned())) {
            Ok(()) => return Ok(cell),
            Err(error) => refusal = Some(error),
        }
    }
    Err(refusal.unwrap_or(PatchError::NotAWorkbook { problem: "no free cell".to_owned() }))
}

fn insert_near_the_middle(package: &mut Package, sheet: &str, area: Area) -> Result<u32, PatchError> {
    let (top, bottom) = area.rows();
    let middle = top + (bottom - top) / 2;
    // A pivot table or an array formula may be in the way: then elsewhere, ever farther from the middle.
    let steps = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
    let near = steps.iter().flat_map(|step| [middle.saturating_add(*step), middle.saturating_sub(*step)]);
    let mut refusal = None;
    for after in near.chain([bottom, top]).filter(|after| (top..=bottom).contains(after)) {
        match package.insert_rows(sheet, &RowInsertion::after(after, 3)) {
            Ok(()) => return Ok(after),
            Err(error @ PatchError::Splits { .. }) => refusal = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(refusal.unwrap_or(PatchError::NotAWorkbook { problem: "no row".to_owned() }))
}
