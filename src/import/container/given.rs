//! Cells as a reader gave them, and as a temporary file keeps them until their department is read.
//!
//! A kept row is the length of what follows (four bytes, the lowest first), its number, and its cells, each as column, kind,
//! length and text, and the same of a formula or defect where it has one. Numbers take seven bits a byte, the lowest first.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::recent::Recent;
use crate::import::grid::{GridCell, Value};

/// One cell as a reader gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Given {
    /// The column, counted from 0.
    pub col: u32,
    /// What it holds.
    pub cell: GridCell,
    /// What else is to be known of it.
    pub also: Also,
}

/// What else is to be known of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Also {
    /// Nothing.
    Nothing,
    /// The formula to compute where the file holds no result.
    Formula(String),
    /// Why it cannot be read.
    Broken(Cow<'static, str>),
}

/// Kinds of kept cells, in this order; the number is what is written.
const KINDS: [fn(&str) -> Option<Value>; 6] = [
    |_| Some(Value::Text),
    |text| text.parse::<Decimal>().ok().map(Value::Number),
    |_| Some(Value::Date),
    |_| Some(Value::Bool),
    |_| Some(Value::Error),
    |_| Some(Value::Uncalculated),
];
/// What is added to the kind of a cell with a formula, and of a broken one.
const FORMULA: u8 = 0x10;
const BROKEN: u8 = 0x20;
/// Bytes of a kept row's length.
pub(in crate::import) const LENGTH: usize = 4;

fn kind(value: &Value) -> u8 {
    match value {
        Value::Text => 0,
        Value::Number(_) => 1,
        Value::Date => 2,
        Value::Bool => 3,
        Value::Error => 4,
        Value::Uncalculated => 5,
    }
}

/// Appends a row; `None`, and nothing is written, where it is longer than four bytes can say.
pub(in crate::import) fn keep(row: u32, cells: &[Given], into: &mut Vec<u8>) -> Option<()> {
    let start = into.len();
    into.extend([0; LENGTH]);
    number(row.into(), into);
    for given in cells {
        let (flag, also) = match &given.also {
            Also::Nothing => (0, None),
            Also::Formula(formula) => (FORMULA, Some(formula.as_str())),
            Also::Broken(why) => (BROKEN, Some(&**why)),
        };
        number(given.col.into(), into);
        into.push(kind(&given.cell.value) | flag);
        [Some(&*given.cell.text), also].into_iter().flatten().for_each(|text| words(text, into));
    }
    let Ok(length) = u32::try_from(into.len() - start - LENGTH) else {
        into.truncate(start);
        return None;
    };
    into[start..start + LENGTH].copy_from_slice(&length.to_le_bytes());
    Some(())
}

fn number(mut number: u64, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(0x80 | low(number));
        number >>= 7;
    }
    into.push(low(number));
}

/// The lowest seven bits.
fn low(number: u64) -> u8 {
    u8::try_from(number & 0x7F).unwrap_or(0)
}

fn words(text: &str, into: &mut Vec<u8>) {
    number(text.len() as u64, into);
    into.extend(text.as_bytes());
}

/// A row as it is kept.
#[derive(Debug)]
pub(in crate::import) struct KeptRow<'a> {
    /// Its number, counted from 0.
    pub row: u32,
    /// Its cells as they were given.
    pub cells: Vec<KeptCell<'a>>,
}

/// A cell as it is kept.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct KeptCell<'a> {
    /// The column, counted from 0.
    pub col: u32,
    /// Its text.
    pub text: &'a str,
    kind: u8,
    also: &'a str,
}

impl<'a> KeptRow<'a> {
    /// Reads a row behind its length; `None` where the bytes are none.
    pub fn read(mut bytes: &'a [u8]) -> Option<KeptRow<'a>> {
        let row = u32::try_from(take_number(&mut bytes)?).ok()?;
        let mut cells = Vec::with_capacity(32);
        while !bytes.is_empty() {
            let col = u32::try_from(take_number(&mut bytes)?).ok()?;
            let (kind, rest) = bytes.split_first()?;
            bytes = rest;
            let text = take_words(&mut bytes)?;
            let also = if kind & (FORMULA | BROKEN) == 0 { "" } else { take_words(&mut bytes)? };
            cells.push(KeptCell { col, text, kind: *kind, also });
        }
        Some(KeptRow { row, cells })
    }
}

impl KeptCell<'_> {
    /// What it holds; `None` where it is no cell.
    pub fn cell(&self, recent: &mut Recent) -> Option<GridCell> {
        let value = KINDS.get(usize::from(self.kind & 0x0F))?;
        Some(GridCell { value: value(self.text)?, text: recent.copy(self.text) })
    }

    /// The formula to compute where the file holds no result.
    pub fn formula(&self) -> Option<&str> {
        (self.kind & FORMULA != 0).then_some(self.also)
    }

    /// Why it cannot be read.
    pub fn broken(&self) -> Option<&str> {
        (self.kind & BROKEN != 0).then_some(self.also)
    }

    /// Whether it holds words, a number, a date or a flag, rather than an error or nothing.
    pub fn says(&self) -> bool {
        self.kind & 0x0F < 4
    }
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7F) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take_words<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(take_number(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::stored;

    #[test]
    fn a_kept_row_is_what_was_given() {
        let given = |col, cell, also| Given { col, cell, also };
        let cells = [
            given(0, stored::text("2010301-行政运行"), Also::Nothing),
            given(1, stored::number(-1_166.6), Also::Nothing),
            given(16_383, stored::number(0.0), Also::Formula("SUM(A1:A2)".to_owned())),
            given(2, stored::uncalculated(Some("A1")), Also::Formula("A1".to_owned())),
            given(3, stored::error("#读不出"), Also::Broken("单元格类型不明".into())),
            given(4, stored::flag(true), Also::Nothing),
            given(5, stored::iso_date("2024-01-31"), Also::Nothing),
            given(5, stored::text("字".repeat(300)), Also::Nothing),
        ];
        let mut bytes = Vec::new();
        keep(1_048_575, &cells, &mut bytes).unwrap();
        assert_eq!(bytes.len() - LENGTH, u32::from_le_bytes(bytes[..LENGTH].try_into().unwrap()) as usize);
        let kept = KeptRow::read(&bytes[LENGTH..]).unwrap();
        let again = |cell: &KeptCell<'_>| Given {
            col: cell.col,
            cell: cell.cell(&mut Recent::new()).unwrap(),
            also: match (cell.formula(), cell.broken()) {
                (Some(formula), _) => Also::Formula(formula.to_owned()),
                (_, Some(why)) => Also::Broken(why.to_owned().into()),
                _ => Also::Nothing,
            },
        };
        assert_eq!((kept.row, kept.cells.iter().map(again).collect::<Vec<_>>()), (1_048_575, cells.to_vec()));
        for cut in LENGTH..bytes.len() {
            let some = KeptRow::read(&bytes[LENGTH..cut]);
            assert!(some.is_none_or(|row| row.cells.len() < cells.len()), "{cut}");
        }
    }
}
