//! What the binary formats have in common: .xls of all generations and .xlsb.

use super::number_format::{Kind, Style};
use super::stored::{self, Epoch};
use crate::import::grid::GridCell;

pub(super) mod formula;

/// The generations of the format that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Biff {
    /// Excel 5 and 95: text in the code page.
    Five,
    /// Excel 97 to 2003: text in UTF-16.
    Eight,
    /// .xlsb.
    Twelve,
}

/// A number as its cell's style shows it.
pub(super) fn styled(number: f64, style: Option<&Style>, epoch: Epoch) -> GridCell {
    match style.map(|style| style.kind) {
        Some(Kind::Date) => stored::date(number, epoch),
        Some(Kind::Duration) => stored::duration(number),
        _ => stored::number(number),
    }
}

/// A number packed to 30 bits (RkNumber): a whole number or the upper half of a float, perhaps times 100.
pub(super) fn packed(rk: u32) -> f64 {
    let value = if rk & 2 != 0 {
        // An arithmetic shift keeps the sign.
        f64::from(rk.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(rk & !3) << 32)
    };
    if rk & 1 != 0 { hundredth(value) } else { value }
}

#[expect(clippy::float_arithmetic, reason = "the format defines the number as this quotient; it is not money yet")]
fn hundredth(value: f64) -> f64 {
    value / 100.0
}

/// The text of an error code (BErr).
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#错误",
    }
}
