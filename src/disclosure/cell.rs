//! A cell of a filled form.

use super::{Formula, Source, Table};
use crate::amount::Amount;

/// A cell of a filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, also where a figure is zero and no formula stands.
    Blank,
    /// Words or a code.
    Text(String),
    /// A figure that is not computed from others, with what it is the sum of.
    Amount {
        /// 元, exact.
        value: Amount,
        /// Its lines, or figures of records; empty where the disclosure was read from a published workbook.
        sources: Vec<Source>,
    },
    /// A figure computed from others.
    Formula {
        /// How it is computed.
        formula: Formula,
        /// 元, exact: what the formula gives.
        value: Amount,
    },
}

impl Cell {
    /// The figure; nothing counts as zero, words are `None`.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Cell::Blank => Some(Amount::ZERO),
            Cell::Text(_) => None,
            Cell::Amount { value, .. } | Cell::Formula { value, .. } => Some(*value),
        }
    }

    /// What the cell shows in a column of its table: its words, or its figure in the table's unit, decimals and writing.
    pub fn printed(&self, table: &Table, col: usize) -> String {
        let figures = table.columns.get(col).map(|column| &column.figures);
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Amount { value, .. } | Cell::Formula { value, .. } if value.is_zero() => {
                figures.and_then(|figures| figures.zero.clone()).unwrap_or_default()
            }
            Cell::Amount { value, .. } | Cell::Formula { value, .. } => {
                let plain = value.printed(table.unit, table.decimals);
                if figures.is_some_and(|figures| figures.thousands) { separated(&plain) } else { plain }
            }
        }
    }
}

/// A plain number with separators between its thousands.
fn separated(plain: &str) -> String {
    let whole = plain.find('.').unwrap_or(plain.len());
    let digits = |at: usize| plain[at..whole].bytes().filter(u8::is_ascii_digit).count();
    let mut text = String::new();
    for (at, c) in plain.char_indices() {
        let before = plain[..at].ends_with(|c: char| c.is_ascii_digit());
        if at < whole && before && digits(at) % 3 == 0 {
            text.push(',');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::separated;

    #[test]
    fn separates_thousands() {
        for (plain, shown) in [
            ("1", "1"),
            ("123", "123"),
            ("1234", "1,234"),
            ("-123456.78", "-123,456.78"),
            ("1234567.1234", "1,234,567.1234"),
        ] {
            assert_eq!(separated(plain), shown);
        }
    }
}
