//! Finding the defined names of a formula.

use super::reference::{is_word_byte, quoted, references, word_len};

/// The names that a formula uses besides functions and references, in order; `None` where it uses structured references or
/// another workbook, whose cells cannot be seen in it.
pub(in crate::patch) fn names_in(formula: &str) -> Option<Vec<&str>> {
    let references = references(formula);
    let mut names = Vec::new();
    let mut at = 0;
    while at < formula.len() {
        if let Some(reference) = references.iter().find(|reference| reference.span.contains(&at)) {
            at = reference.span.end;
            continue;
        }
        let rest = formula.get(at..).unwrap_or_default();
        match rest.bytes().next() {
            Some(b'"') => at += quoted(rest, b'"'),
            Some(b'\'') => at += quoted(rest, b'\''),
            Some(b'[') => return None,
            Some(b'#') => at += error_len(rest),
            Some(byte) if is_word_byte(byte) => {
                let len = word_len(rest);
                let word = &rest[..len];
                let after = &rest[len..];
                if after.starts_with('[') {
                    return None;
                }
                if !after.trim_start().starts_with('(') && !after.starts_with(['!', ':']) && is_name(word) {
                    names.push(word);
                }
                at += len;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    Some(names)
}

/// Length of an error value such as `#N/A`, `#DIV/0!`.
fn error_len(text: &str) -> usize {
    1 + text[1..]
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'!' | b'?'))
        .count()
}

fn is_name(word: &str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    !number && !word.eq_ignore_ascii_case("TRUE") && !word.eq_ignore_ascii_case("FALSE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_functions_cells_sheets_and_texts() {
        for (formula, names) in [
            ("SUM(A1:B2,收入)+'表 1'!C3*1.5E3", Some(vec!["收入"])),
            ("\"收入\"&Sheet1!A1", Some(vec![])),
            ("IF(TRUE,rate,#N/A)", Some(vec!["rate"])),
            ("Table1[金额]", None),
            ("[1]Sheet1!A1", None),
            ("表1!本年", Some(vec!["本年"])),
        ] {
            assert_eq!(names_in(formula), names, "{formula}");
        }
    }
}
