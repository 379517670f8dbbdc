//! The formulas that forms print under their columns and beside their rows: `3 = 4 + 12`, `32 = 1..31`, `33 − 2`.
//!
//! Numbers are 栏次 (for a column) or 序号 (for a row), never positions.

use crate::disclosure::Sign;

/// A sum of numbered columns or rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// The number before `=`, where it is written.
    pub result: Option<u32>,
    /// The numbers added or taken away; a range `1..31` is written out.
    pub terms: Vec<(Sign, u32)>,
}

/// The longest range that a form may write; longer ones are a slip of the pen.
const LONGEST_RANGE: u32 = 1000;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// In Chinese, what is wrong and what would be right.
    ///
    /// ```
    /// use gongkai::edition::Expression;
    /// let sum = Expression::parse("3 = 4 + 6..8 - 12")?;
    /// assert_eq!(sum.result, Some(3));
    /// assert_eq!(sum.terms.len(), 5);
    /// # Ok::<(), String>(())
    /// ```
    pub fn parse(text: &str) -> Result<Expression, String> {
        let (result, sum) = match text.split_once('=') {
            Some((result, sum)) => (Some(number(result)?), sum),
            None => (None, text),
        };
        let mut terms = Vec::new();
        let mut sign = Sign::Plus;
        let mut rest = sum.trim_start();
        loop {
            let end = rest.find(['+', '-', '−', '＋', '－']).unwrap_or(rest.len());
            terms.extend(range(&rest[..end])?.map(|number| (sign, number)));
            let Some(operator) = rest[end..].chars().next() else { break };
            sign = if matches!(operator, '+' | '＋') { Sign::Plus } else { Sign::Minus };
            rest = &rest[end + operator.len_utf8()..];
        }
        Ok(Expression { result, terms })
    }
}

fn range(text: &str) -> Result<std::ops::RangeInclusive<u32>, String> {
    let Some((from, to)) = text.split_once("..") else {
        let single = number(text)?;
        return Ok(single..=single);
    };
    let (from, to) = (number(from)?, number(to)?);
    if from > to || to - from > LONGEST_RANGE {
        return Err(format!("区间 {from}..{to} 应从小到大，且不超过 {LONGEST_RANGE} 项"));
    }
    Ok(from..=to)
}

fn number(text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| format!("“{}”不是栏次或序号，公式应写成 `3 = 4 + 12` 或 `32 = 1..31`", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_would_be_right() {
        for text in ["", "3 =", "4 + x", "4 ++ 5", "9..1", "1..99999999"] {
            let error = Expression::parse(text).unwrap_err();
            assert!(error.contains("应"), "{text}: {error}");
        }
    }

    #[test]
    fn reads_minus_in_both_widths() {
        let terms = Expression::parse("5 - 2 − 1").unwrap().terms;
        assert_eq!(terms, [(Sign::Plus, 5), (Sign::Minus, 2), (Sign::Minus, 1)]);
    }
}
