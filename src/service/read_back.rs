//! What goes to others is read back from its bytes, by a reader that is not ours, before it is put in place (读回核对).
//!
//! The writer, the archive and the markup stand between what was meant and what a reader finds; a fault in any of them would
//! publish a wrong figure. `Err` names the first cell that does not hold what it should.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::disclosure::Disclosure;
use crate::export::{Meant, MeantSheet, PlainCell, PlainSheet, meant};
use crate::import::second::{Seen, SeenCell, SeenSheet, read_back};
use crate::origin::CellRef;

/// The published workbook against the disclosure.
///
/// # Errors
/// The cell that differs, what it should hold and what was read; or why it cannot be read.
pub fn published(disclosure: &Disclosure, bytes: &[u8]) -> Result<(), String> {
    let seen = read_back(bytes)?;
    for sheet in meant(disclosure) {
        let of_name = seen.iter().find(|other| other.name == sheet.name);
        of_name.ok_or_else(|| format!("工作表“{}”读不到", sheet.name)).and_then(|seen| table(&sheet, seen))?;
    }
    Ok(())
}

fn table(meant: &MeantSheet, seen: &SeenSheet) -> Result<(), String> {
    for (at, wanted) in &meant.cells {
        let read = seen.cells.get(&at.indices());
        if !holds(wanted, read) {
            return Err(differs(&seen.name, *at, &words(wanted), read));
        }
    }
    for ((row, col), cell) in &seen.cells {
        let at = CellRef::zero_based(*row, *col);
        let words = matches!(cell.value, Seen::Text(_)) && cell.formula.is_none();
        let elsewhere = words && !meant.body.contains(row);
        if !elsewhere && !meant.cells.contains_key(&at) && !meant.covered.contains(&at) {
            return Err(differs(&seen.name, at, "", Some(cell)));
        }
    }
    Ok(())
}

/// A plain workbook against the cells that it was made of.
///
/// # Errors
/// As with [`published`].
pub fn plain(sheets: &[PlainSheet], bytes: &[u8]) -> Result<(), String> {
    let seen = read_back(bytes)?;
    if seen.len() != sheets.len().max(1) {
        return Err(format!("应有 {} 张工作表，读到 {} 张", sheets.len(), seen.len()));
    }
    for (sheet, seen) in sheets.iter().zip(&seen) {
        // A later cell of the same place replaces an earlier one.
        let meant: BTreeMap<CellRef, Meant> = sheet.cells.iter().map(|(at, cell)| (*at, of_plain(cell))).collect();
        for (at, wanted) in meant {
            let read = seen.cells.get(&at.indices());
            let empty = matches!(&wanted, Meant::Text(text) if text.is_empty());
            if !empty && !holds(&wanted, read) && !covered(sheet, at) {
                return Err(differs(&seen.name, at, &words(&wanted), read));
            }
        }
    }
    Ok(())
}

fn of_plain(cell: &PlainCell) -> Meant {
    match cell {
        PlainCell::Text(text) => Meant::Text(text.clone()),
        PlainCell::Number(number, _) => Meant::Number(*number),
    }
}

/// Whether a merged area hides the cell.
fn covered(sheet: &PlainSheet, at: CellRef) -> bool {
    let (row, col) = at.indices();
    sheet.merges.iter().any(|(first, last)| {
        let ((top, left), (bottom, right)) = (first.indices(), last.indices());
        at != *first && (top..=bottom).contains(&row) && (left..=right).contains(&col)
    })
}

/// A workbook that was edited in place against what it was: sheets of `before` hold what they held. Nothing is compared where
/// the other reader could not read it before.
///
/// # Errors
/// As with [`published`].
pub fn untouched(before: &[u8], after: &[u8]) -> Result<(), String> {
    let Ok(before) = read_back(before) else { return Ok(()) };
    let after = read_back(after)?;
    for sheet in &before {
        // The list of findings that an earlier run put in is replaced.
        let Some(now) = after.iter().find(|other| other.name == sheet.name) else { continue };
        if now.cells.get(&(0, 0)).is_some_and(|cell| cell.value == Seen::Text(crate::patch::NOTICE.to_owned())) {
            continue;
        }
        for (at, was) in &sheet.cells {
            let is = now.cells.get(at);
            if is.map(|cell| &cell.value) != Some(&was.value) {
                return Err(differs(&sheet.name, CellRef::zero_based(at.0, at.1), &read_words(was), is));
            }
        }
        if let Some((at, more)) = now.cells.iter().find(|(at, _)| !sheet.cells.contains_key(at)) {
            return Err(differs(&sheet.name, CellRef::zero_based(at.0, at.1), "", Some(more)));
        }
    }
    Ok(())
}

/// Whether a cell holds what it is meant to.
fn holds(meant: &Meant, read: Option<&SeenCell>) -> bool {
    let Some(read) = read else { return false };
    match (meant, &read.value) {
        (Meant::Text(text), Seen::Text(read)) => same_text(text, read),
        (Meant::Number(number), Seen::Number(Some(other))) => read.formula.is_none() && same(*number, *other),
        (Meant::Formula(formula, result), Seen::Number(Some(other))) => {
            read.formula.as_ref() == Some(formula) && same(*result, *other)
        }
        _ => false,
    }
}

/// Whether the texts are the same but for blanks and line ends, which the other reader does not keep everywhere.
fn same_text(meant: &str, read: &str) -> bool {
    meant == read || meant.chars().filter(|c| !c.is_whitespace()).eq(read.chars().filter(|c| !c.is_whitespace()))
}

/// Whether the numbers are the same double, of which 15 digits count.
fn same(meant: Decimal, read: Decimal) -> bool {
    meant == read || meant.round_sf(15) == read.round_sf(15)
}

fn words(meant: &Meant) -> String {
    match meant {
        Meant::Text(text) => text.clone(),
        Meant::Number(number) => number.normalize().to_string(),
        Meant::Formula(formula, result) => format!("={formula}（{}）", result.normalize()),
    }
}

fn read_words(cell: &SeenCell) -> String {
    let value = match &cell.value {
        Seen::Text(text) | Seen::Error(text) => text.clone(),
        Seen::Number(Some(number)) => number.normalize().to_string(),
        other => format!("{other:?}"),
    };
    cell.formula.as_ref().map_or(value.clone(), |formula| format!("={formula}（{value}）"))
}

fn differs(sheet: &str, at: CellRef, meant: &str, read: Option<&SeenCell>) -> String {
    let read = read.map(read_words).unwrap_or_default();
    format!("{sheet} 的 {at} 应为“{meant}”，读回来是“{read}”")
}
