//! Zeros that are no results: programs that write workbooks store them for every formula that they do not calculate.
//!
//! A plain sum is computed. Of any other formula a stored zero is believed where the file was calculated, which shows in the
//! result of any other formula, or where everything that the formula looks at is nothing. A product is held against its factors.

use rust_decimal::Decimal;

use super::{cell_mut, parse};
use crate::import::container::stored;
use crate::import::grid::{GridRow, Value};
use crate::origin::CellRef;

/// Makes formulas uncalculated whose stored zero cannot be believed.
pub(in crate::import::container) fn take_back(
    rows: &mut [GridRow],
    formulas: &[((u32, u32), String)],
    calculated: bool,
) {
    let zero = |rows: &[GridRow], at: &(u32, u32)| value(rows, *at) == Some(Value::Number(Decimal::ZERO));
    let doubtful = formulas.iter().filter(|(at, text)| {
        zero(rows, at)
            && parse(text).is_none()
            && match factors(text) {
                Some(factors) => factors.iter().all(|factor| factor.counts(rows)),
                None => !calculated && looks_at_something(text, rows),
            }
    });
    let doubtful: Vec<((u32, u32), String)> = doubtful.cloned().collect();
    for (at, text) in doubtful {
        if let Some(cell) = cell_mut(rows, at) {
            *cell = stored::uncalculated(Some(&text));
        }
    }
}

fn value(rows: &[GridRow], at: (u32, u32)) -> Option<Value> {
    let row = rows.binary_search_by_key(&at.0, |row| row.index).ok()?;
    rows[row].cell(at.1).map(|cell| cell.value)
}

/// What a product multiplies or divides.
enum Factor {
    Number(Decimal),
    Cell((u32, u32)),
}

impl Factor {
    /// Whether it is a number other than nothing, or may be one.
    fn counts(&self, rows: &[GridRow]) -> bool {
        match self {
            Factor::Number(number) => !number.is_zero(),
            Factor::Cell(at) => match value(rows, *at) {
                Some(Value::Number(number)) => !number.is_zero(),
                Some(Value::Uncalculated) => true,
                _ => false,
            },
        }
    }
}

/// The factors of a formula that is nothing but a product; `None` for any other formula.
fn factors(text: &str) -> Option<Vec<Factor>> {
    let factor = |word: &str| {
        let word = word.trim();
        let number = word.strip_suffix('%').unwrap_or(word).parse().ok().map(Factor::Number);
        number.or_else(|| Some(Factor::Cell(CellRef::from_a1(&word.replace('$', ""))?.indices())))
    };
    let factors: Option<Vec<Factor>> = text.split(['*', '/']).map(factor).collect();
    factors.filter(|factors| factors.len() > 1)
}

/// Whether a formula looks at other sheets or files, cannot be told, or looks at a cell that holds more than nothing.
fn looks_at_something(text: &str, rows: &[GridRow]) -> bool {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '$' | ':')));
    let areas: Vec<(CellRef, CellRef)> = words.filter_map(area).collect();
    if areas.is_empty() || text.contains(['!', '[', '#']) {
        return true;
    }
    areas.iter().any(|(first, last)| {
        let ((top, left), (bottom, right)) = (first.indices(), last.indices());
        let from = rows.partition_point(|row| row.index < top);
        rows[from..].iter().take_while(|row| row.index <= bottom).any(|row| {
            let inside = row.cells.iter().filter(|(col, _)| (left..=right).contains(col));
            inside.into_iter().any(|(_, cell)| cell.value != Value::Number(Decimal::ZERO))
        })
    })
}

fn area(word: &str) -> Option<(CellRef, CellRef)> {
    let cell = |word: &str| CellRef::from_a1(&word.replace('$', ""));
    match word.split_once(':') {
        Some((first, last)) => Some((cell(first)?, cell(last)?)),
        None => cell(word).map(|cell| (cell, cell)),
    }
}
