//! Formulas that one cell holds for many.

use std::collections::BTreeMap;

use crate::origin::{CellRef, column_letters};

/// Longer formulas are not written out for every cell: they are no plain sums.
const LONGEST: usize = 1024;
/// Bytes of all formulas that are kept, each with its place; one more shows as a formula of which nothing is known.
const MOST: usize = 16 * 1024 * 1024;
const PLACE: usize = 64;

/// The formulas of one sheet by their number.
#[derive(Default)]
pub(super) struct Shared {
    anchors: BTreeMap<u32, ((u32, u32), String)>,
    bytes: usize,
}

impl Shared {
    /// Keeps the formula that stands in the cell at `at` for others.
    pub fn keep(&mut self, number: u32, at: (u32, u32), formula: &str) {
        if formula.len() <= LONGEST && self.bytes <= MOST {
            self.bytes += formula.len() + PLACE;
            self.anchors.insert(number, (at, formula.to_owned()));
        }
    }

    /// The formula as it reads in the cell at `at`. The cell that holds the text is the base, not the declared area.
    pub fn text(&self, number: u32, at: (u32, u32)) -> Option<String> {
        let (from, formula) = self.anchors.get(&number)?;
        let offset = (i64::from(at.0) - i64::from(from.0), i64::from(at.1) - i64::from(from.1));
        Some(shifted(formula, offset))
    }
}

/// The formula with its relative references moved; names, functions and texts stay.
fn shifted(formula: &str, offset: (i64, i64)) -> String {
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut quoted = None;
    while let Some(c) = rest.chars().next() {
        if quoted.is_none() && (c.is_alphanumeric() || matches!(c, '$' | '_' | '.')) {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '_' | '.'))).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let called = after.starts_with(['(', '!']);
            match moved(word, offset).filter(|_| !called) {
                Some(cell) => text.push_str(&cell),
                None => text.push_str(word),
            }
            rest = after;
            continue;
        }
        quoted = match quoted {
            None if matches!(c, '"' | '\'') => Some(c),
            Some(quote) if quote == c => None,
            state => state,
        };
        text.push(c);
        rest = &rest[c.len_utf8()..];
    }
    text
}

/// A reference moved; `None` where the word is none. One that leaves the sheet is an error, as Excel shows it.
fn moved(word: &str, offset: (i64, i64)) -> Option<String> {
    let (fixed_col, rest) = word.strip_prefix('$').map_or((false, word), |rest| (true, rest));
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, rest) = rest.split_at(letters);
    let (fixed_row, digits) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (row, col) = CellRef::from_a1(&format!("{letters}{digits}"))?.indices();
    let place = |at: u32, fixed: bool, by: i64| u32::try_from(i64::from(at) + if fixed { 0 } else { by }).ok();
    let (Some(row), Some(col)) = (place(row, fixed_row, offset.0), place(col, fixed_col, offset.1)) else {
        return Some("#REF!".to_owned());
    };
    let dollar = |fixed| if fixed { "$" } else { "" };
    Some(format!("{}{}{}{}", dollar(fixed_col), column_letters(col), dollar(fixed_row), row + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_references_move() {
        for (formula, means) in [
            ("SUM(A1:A2)", "SUM(B3:B4)"),
            ("$A1+A$1-$A$1", "$A3+B$1-$A$1"),
            ("LOG10(A1)&\"A1\"", "LOG10(B3)&\"A1\""),
            ("'A1'!A1+表1!B2", "'A1'!B3+表1!C4"),
            ("金额_A1+A1.5", "金额_A1+A1.5"),
            ("TRUE+12", "TRUE+12"),
        ] {
            assert_eq!(shifted(formula, (2, 1)), means);
        }
        assert_eq!(shifted("A1", (-1, 0)), "#REF!");
    }
}
