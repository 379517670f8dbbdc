//! Text on a terminal: how many columns it takes and where a line may break.
//!
//! A Chinese character takes two columns. Some marks (`“`, `…`, `·`) take one on most terminals and two on a Chinese Windows
//! console: lines are broken as if they took two, so that none runs over the edge anywhere.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that must not begin a line (行首禁则).
const CLOSING: &str = "，。、；：！？）》〉」』】〕”’…%％‰,.;:!?)]}";
/// Marks that must not end a line (行尾禁则).
const OPENING: &str = "（《〈「『【〔“‘([{￥";

/// Columns that a text takes on a terminal.
///
/// ```
/// assert_eq!(gongkai::finding::render::columns("公开a"), 5);
/// ```
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text without what could move the cursor or turn the writing direction: it comes from files that anybody made.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The text with blanks up to `width` columns; longer text stays as it is.
pub fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The text cut to at most `width` columns, with `…` where something is missing.
pub fn clip(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    for c in text.chars() {
        if columns(&clipped) + c.width().unwrap_or(0) + 1 > width {
            break;
        }
        clipped.push(c);
    }
    clipped.push('…');
    clipped
}

/// The text as lines of at most `width` columns, broken between words and between Chinese characters, never before a
/// closing mark or after an opening one. Its own line breaks stay.
///
/// ```
/// use gongkai::finding::render::wrap;
/// assert_eq!(wrap("应为一千元，实为两千元。", 12), ["应为一千元，", "实为两千元。"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut used = 0;
        for piece in pieces(paragraph) {
            let wide = cautious(&piece);
            if used + cautious(piece.trim_end()) > width && used > 0 {
                lines.push(line.trim_end().to_owned());
                line.clear();
                used = 0;
            }
            if wide > width {
                used = break_hard(&piece, width, &mut line, &mut lines);
            } else if !(line.is_empty() && piece.trim().is_empty()) {
                line.push_str(&piece);
                used += wide;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A piece too long for any line, cut where the line ends; gives the columns used on the last line.
fn break_hard(piece: &str, width: usize, line: &mut String, lines: &mut Vec<String>) -> usize {
    let mut used = cautious(line);
    for c in piece.chars() {
        let wide = c.width_cjk().unwrap_or(0);
        if used + wide > width && used > 0 {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(c);
        used += wide;
    }
    used
}

/// Columns on the widest terminal.
fn cautious(text: &str) -> usize {
    text.width_cjk()
}

/// The parts between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let glued = before.is_some_and(|previous| {
            OPENING.contains(previous) || CLOSING.contains(c) || c == ' ' || (is_word(previous) && is_word(c))
        });
        match pieces.last_mut() {
            Some(piece) if glued => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

/// Whether the character belongs to a word that is written without gaps and not broken inside.
fn is_word(c: char) -> bool {
    c != ' ' && c.width() == Some(1) && c.width_cjk() == Some(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_and_marks_stay_together() {
        assert_eq!(wrap("见 report.json（第 3 行）", 14), ["见 report.json", "（第 3 行）"]);
        assert_eq!(wrap("甲乙丙丁，", 8), ["甲乙丙", "丁，"]);
        assert_eq!(wrap("甲乙丙《丁》", 8), ["甲乙丙", "《丁》"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("一\n二", 8), ["一", "二"]);
        assert!(wrap("", 8).is_empty());
    }

    #[test]
    fn what_moves_the_cursor_is_taken_out() {
        assert_eq!(clean("a\u{1b}[31mb\nc\u{202e}"), "a\u{fffd}[31mb c\u{fffd}");
    }

    #[test]
    fn clipping_says_that_something_is_missing() {
        assert_eq!(clip("一般公共预算", 7), "一般公…");
        assert_eq!(clip("一般", 4), "一般");
        assert_eq!(pad("一般", 6), "一般  ");
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_character_is_lost(text in "[一-龥a-z0-9，。（）“” ]{0,80}", width in 4_usize..40) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(cautious(line) <= width, "{line:?}");
            }
            let squeezed = |s: &str| s.replace(' ', "");
            prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
        }
    }
}
