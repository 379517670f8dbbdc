//! Formulas of BIFF as text, as far as they are sums and products of cells of their own sheet.

use super::Biff;
use crate::import::container::stored::decimal;
use crate::origin::CellRef;

/// The formula as people write it, without `=`; `None` where it is more than `+`, `-`, `*`, `/`, SUM, cells and
/// numbers.
pub(in crate::import::container) fn plain(tokens: &[u8], biff: Biff) -> Option<String> {
    let mut reading = Tokens { rest: tokens, biff, stack: Vec::new() };
    while !reading.rest.is_empty() {
        reading.step()?;
    }
    let formula = reading.stack.pop()?;
    reading.stack.is_empty().then_some(formula)
}

/// Whether the formula ends in arithmetic or a function that gives numbers, and so can never give an empty text.
pub(in crate::import::container) fn gives_number(tokens: &[u8]) -> bool {
    // COUNT, SUM, AVERAGE, MIN, MAX, PRODUCT, SUMIF, SUBTOTAL, SUMPRODUCT; ROUND, ABS, INT, ROUNDUP, ROUNDDOWN.
    const VARIABLE: [u16; 9] = [0, 4, 5, 6, 7, 183, 345, 344, 228];
    const FIXED: [u16; 6] = [27, 24, 25, 212, 213, 345];
    match *tokens {
        [.., 0x03..=0x07 | 0x12..=0x14] => true,
        [.., 0x19, 0x10, _, _] => true,
        [.., 0x22 | 0x42 | 0x62, _, low, high] if VARIABLE.contains(&u16::from_le_bytes([low, high])) => true,
        [.., 0x21 | 0x41 | 0x61, low, high] => FIXED.contains(&u16::from_le_bytes([low, high])),
        _ => false,
    }
}

/// Formulas come in reverse Polish order.
struct Tokens<'a> {
    rest: &'a [u8],
    biff: Biff,
    stack: Vec<String>,
}

impl<'a> Tokens<'a> {
    fn step(&mut self) -> Option<()> {
        let token = self.take(1)?[0];
        match token {
            0x03 => self.binary('+'),
            0x04 => self.binary('-'),
            0x05 => self.binary('*'),
            0x06 => self.binary('/'),
            0x12 => self.wrap("+", ""),
            0x13 => self.wrap("-", ""),
            0x15 => self.wrap("(", ")"),
            0x19 => self.attribute(),
            0x1E => {
                let number = u16_at(self.take(2)?, 0)?;
                self.push(number.to_string())
            }
            0x1F => {
                let number = f64::from_le_bytes(self.take(8)?.try_into().ok()?);
                self.push(decimal(number)?.to_string())
            }
            0x24 | 0x44 | 0x64 => self.cell(),
            0x25 | 0x45 | 0x65 => self.area(),
            0x22 | 0x42 | 0x62 => self.function(),
            _ => None,
        }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Formulas are kept short, so that a hostile one costs nothing.
    fn push(&mut self, text: String) -> Option<()> {
        (text.len() < 8192 && self.stack.len() < 1024).then(|| self.stack.push(text))
    }

    fn binary(&mut self, sign: char) -> Option<()> {
        let (right, left) = (self.stack.pop()?, self.stack.pop()?);
        self.push(format!("{left}{sign}{right}"))
    }

    fn wrap(&mut self, before: &str, after: &str) -> Option<()> {
        let inner = self.stack.pop()?;
        self.push(format!("{before}{inner}{after}"))
    }

    /// Spaces, hints for recalculation, and SUM of one argument.
    fn attribute(&mut self) -> Option<()> {
        let flags = self.take(1)?[0];
        self.take(2)?;
        match flags {
            0x10 => self.wrap("SUM(", ")"),
            0x00 | 0x01 | 0x40 | 0x41 => Some(()),
            _ => None,
        }
    }

    fn function(&mut self) -> Option<()> {
        let data = self.take(3)?;
        let (arguments, function) = (usize::from(data[0] & 0x7F), u16_at(data, 1)?);
        if function != 4 || arguments == 0 || arguments > self.stack.len() {
            return None;
        }
        let arguments = self.stack.split_off(self.stack.len() - arguments);
        self.push(format!("SUM({})", arguments.join(",")))
    }

    fn cell(&mut self) -> Option<()> {
        let place = match self.biff {
            Biff::Eight => {
                let data = self.take(4)?;
                a1(u16_at(data, 0)?, u16_at(data, 2)? & 0x3FFF)
            }
            Biff::Twelve => {
                let data = self.take(6)?;
                a1(u32_at(data, 0)?, u16_at(data, 4)? & 0x3FFF)
            }
            Biff::Five => {
                let data = self.take(3)?;
                a1(u16_at(data, 0)? & 0x3FFF, u16::from(data[2]))
            }
        };
        self.push(place)
    }

    fn area(&mut self) -> Option<()> {
        let (first, last) = match self.biff {
            Biff::Eight => {
                let data = self.take(8)?;
                let col = |at| u16_at(data, at).map(|col| col & 0x3FFF);
                (a1(u16_at(data, 0)?, col(4)?), a1(u16_at(data, 2)?, col(6)?))
            }
            Biff::Twelve => {
                let data = self.take(12)?;
                let col = |at| u16_at(data, at).map(|col| col & 0x3FFF);
                (a1(u32_at(data, 0)?, col(8)?), a1(u32_at(data, 4)?, col(10)?))
            }
            Biff::Five => {
                let data = self.take(6)?;
                let row = |at| u16_at(data, at).map(|row| row & 0x3FFF);
                (a1(row(0)?, u16::from(data[4])), a1(row(2)?, u16::from(data[5])))
            }
        };
        self.push(format!("{first}:{last}"))
    }
}

fn a1(row: impl Into<u32>, col: u16) -> String {
    CellRef::zero_based(row.into(), u32::from(col)).to_string()
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
