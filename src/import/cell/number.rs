//! Numbers as people write them.

use rust_decimal::Decimal;

use crate::amount::Unit;
use crate::finding::Words;
use crate::import::cell::label::{half_width, is_blank};

/// What a cell that should hold a number says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Nothing: empty, or a mark that stands for nothing (`-`, `—`, `/`).
    Nothing,
    /// A number, with the unit that the cell itself gives (`1166.60万元`).
    Number(Decimal, Option<Unit>),
    /// Something that is no number, and why.
    Unreadable(Why),
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Letters, words or signs that do not belong to a number.
    Words,
    /// Separators that do not group three digits: `1,23` may be 1.23 or 123.
    Grouping,
    /// Written with an exponent (`1.2E+07`): digits may have been lost before.
    Exponent,
    /// More digits than can be kept exactly.
    TooLong,
}

impl Why {
    /// The reason in words.
    pub fn words(self) -> Words {
        match self {
            Why::Words => Words {
                zh: "含有不属于数字的文字或符号",
                en: "it holds words or signs that belong to no number",
            },
            Why::Grouping => Words {
                zh: "千位分隔符的位置不对，无法确定是小数还是千位",
                en: "its separators do not group three digits; it may be a decimal or thousands",
            },
            Why::Exponent => Words {
                zh: "是科学计数法，末几位可能已经丢失",
                en: "it is written with an exponent; its last digits may be lost",
            },
            Why::TooLong => Words { zh: "位数太多", en: "it has too many digits" },
        }
    }
}

/// Reads a number as people write it: `1,166.60`, `1，166.60`, `￥`, `1166.60万元`, full-width digits, `(123.00)`, blanks
/// around and between groups of three.
///
/// ```
/// use gongkai::amount::Unit;
/// use gongkai::import::cell::number::{Written, read};
/// assert_eq!(read("１，１６６.６０万元"), Written::Number("1166.60".parse()?, Some(Unit::WanYuan)));
/// assert_eq!(read("（123.00）"), Written::Number("-123.00".parse()?, None));
/// assert_eq!(read(" — "), Written::Nothing);
/// # Ok::<(), rust_decimal::Error>(())
/// ```
pub fn read(text: &str) -> Written {
    if let Some(value) = plain(text) {
        return Written::Number(value, None);
    }
    let plain: String = text.chars().map(half_width).map(|c| if is_blank(c) { ' ' } else { c }).collect();
    let mut rest = plain.trim().trim_start_matches('\'').trim();
    if rest.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\' | ' ')) {
        return Written::Nothing;
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    let (unsigned, minus) = without_sign(rest);
    let (number, unit) = without_unit(without_currency(unsigned));
    // The sign may also stand behind the currency sign: ￥-5.
    let (number, second) = without_sign(number);
    let signs = [negative, minus == Some(true), second == Some(true)].iter().filter(|s| **s).count();
    if signs > 1 || (minus.is_some() && second.is_some()) {
        return Written::Unreadable(Why::Words);
    }
    match digits(number) {
        Ok(value) => Written::Number(if signs == 1 { -value } else { value }, unit),
        Err(why) => Written::Unreadable(why),
    }
}

/// The value of what is nothing but digits with a point and a minus sign, as programs write numbers; other forms and what
/// might not fit are left to those who look closer.
pub(in crate::import) fn plain(text: &str) -> Option<Decimal> {
    let (unsigned, negative) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() || whole.len() + fraction.len() > 18 {
        return None;
    }
    let mut value = 0_i64;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        // At most 18 digits: it always fits.
        value = value * 10 + i64::from(digit - b'0');
    }
    let scale = u32::try_from(fraction.len()).ok()?;
    Decimal::try_new(if negative { -value } else { value }, scale).ok()
}

/// The rest, and whether there was a sign and it was minus.
fn without_sign(text: &str) -> (&str, Option<bool>) {
    let mut chars = text.chars();
    match chars.next() {
        Some('-' | '−' | '—' | '–') => (chars.as_str().trim_start(), Some(true)),
        Some('+') => (chars.as_str().trim_start(), Some(false)),
        _ => (text, None),
    }
}

fn without_currency(text: &str) -> &str {
    for sign in ["￥", "¥", "RMB", "人民币"] {
        if let Some(rest) = text.strip_prefix(sign) {
            return rest.trim_start();
        }
    }
    text
}

fn without_unit(text: &str) -> (&str, Option<Unit>) {
    if let Some(rest) = text.strip_suffix("万元") {
        return (rest.trim_end(), Some(Unit::WanYuan));
    }
    match text.strip_suffix('元') {
        Some(rest) => (rest.trim_end(), Some(Unit::Yuan)),
        None => (text, None),
    }
}

/// An unsigned decimal with or without groups of three.
fn digits(text: &str) -> Result<Decimal, Why> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if looks_exponential(text) {
        return Err(Why::Exponent);
    }
    let separators = |c: char| matches!(c, ',' | ' ' | '\'');
    let well_formed = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !text.chars().all(|c| c.is_ascii_digit() || c == '.' || separators(c)) || !well_formed(fraction) {
        return Err(Why::Words);
    }
    if whole.is_empty() && fraction.is_empty() {
        return Err(Why::Words);
    }
    let groups: Vec<&str> = whole.split(separators).collect();
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
        && (first.is_empty() || first.len() > 3 || rest.iter().any(|g| g.len() != 3))
    {
        return Err(Why::Grouping);
    }
    let whole = groups.concat();
    let written = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    // Exact: more than 28 digits would be rounded by the plain reader.
    Decimal::from_str_exact(&written).map_err(|_| Why::TooLong)
}

fn looks_exponential(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let number = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || c == '.');
    number(mantissa) && number(exponent.trim_start_matches(['+', '-']))
}

#[cfg(test)]
mod tests;
