//! References counted from the cell itself (`R[-1]C`) as A1.

use crate::origin::CellRef;

/// The formula with its R1C1 references rewritten for the cell at `at`; what is none stays.
pub(super) fn to_a1(formula: &str, at: (u32, u32)) -> String {
    let mut text = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut inside_word = false;
    while let Some(c) = rest.chars().next() {
        if !inside_word && let Some((cell, after)) = reference(rest, at) {
            text.push_str(&cell.to_string());
            rest = after;
            inside_word = true;
            continue;
        }
        inside_word = c.is_alphanumeric() || matches!(c, '_' | '.');
        text.push(c);
        rest = &rest[c.len_utf8()..];
    }
    text
}

/// A reference at the beginning, and what follows it.
fn reference(text: &str, at: (u32, u32)) -> Option<(CellRef, &str)> {
    let (row, rest) = part(text, 'R', at.0)?;
    let (col, rest) = part(rest, 'C', at.1)?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '['));
    ends.then(|| (CellRef::zero_based(row, col), rest))
}

fn part(text: &str, letter: char, here: u32) -> Option<(u32, &str)> {
    let rest = text.strip_prefix(letter)?;
    if let Some(offset) = rest.strip_prefix('[') {
        let (offset, rest) = offset.split_once(']')?;
        return Some((here.checked_add_signed(offset.parse().ok()?)?, rest));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    if number.is_empty() {
        return Some((here, rest));
    }
    Some((number.parse::<u32>().ok()?.checked_sub(1)?, rest))
}

#[cfg(test)]
mod tests {
    use super::to_a1;

    #[test]
    fn references_are_rewritten_and_words_are_not() {
        for (formula, means) in [
            ("SUM(R[-2]C:R[-1]C)", "SUM(C3:C4)"),
            ("RC[-1]+R1C1-R[2]C[1]", "B5+A1-D7"),
            ("ROUND(RC,2)", "ROUND(C5,2)"),
            ("COUNT(R2C2)&\"收入\"", "COUNT(B2)&\"收入\""),
            ("R[-9]C", "R[-9]C"),
            ("C", "C"),
            ("表!RC", "表!C5"),
        ] {
            assert_eq!(to_a1(formula, (4, 2)), means, "{formula}");
        }
    }
}
