//! How much room text takes, so that rows are high enough: neither Excel nor WPS fits the heights of merged rows, or of
//! rows that a program wrote.
//!
//! Widths are counted in thirds of a pixel at 96 dpi, which keeps them whole: a CJK character of a font of n half points
//! is 2n wide, others half of that, and a column's unit (a digit of 宋体 11) is 24.

use crate::disclosure::Font;

/// One unit of column width.
const COLUMN_UNIT: u32 = 24;
/// What a cell keeps free at its sides.
const PADDING: u32 = 9;
/// One step of indentation: three spaces of the default font.
const INDENT: u32 = 24;
/// Twentieths of a point, in which Word counts, in one of this measure.
pub(super) const TWIPS: u32 = 5;
/// Highest row in points that Excel allows.
pub(super) const HIGHEST_ROW: u32 = 409;

/// The width that columns of `units` characters give to text.
pub(super) fn available(units: u32) -> u32 {
    (units * COLUMN_UNIT).saturating_sub(PADDING).max(COLUMN_UNIT)
}

/// The width of one step of indentation times `level`.
pub(super) fn indentation(level: u8) -> u32 {
    u32::from(level) * INDENT
}

/// The width of text on one line.
pub(super) fn width(text: &str, font: &Font) -> u32 {
    text.chars().map(|c| char_width(c, font)).sum()
}

/// The height in points that the text needs when it wraps at `available`.
pub(super) fn height(text: &str, font: &Font, available: u32) -> u32 {
    let count = lines(text, font, available);
    // 1.3 of the font's size is what Excel and LibreOffice give a line of 宋体, and a little air above and below.
    let line = (u32::from(font.half_points) * 13).div_ceil(20);
    (count * line + 3).min(HIGHEST_ROW)
}

/// Lines that the text takes when it wraps at `available`.
pub(super) fn lines(text: &str, font: &Font, available: u32) -> u32 {
    text.lines().map(|line| wrapped_lines(line, font, available)).sum::<u32>().max(1)
}

/// Lines that one paragraph takes; CJK text breaks anywhere but before closing punctuation, words and numbers stay whole
/// where a line can hold them.
fn wrapped_lines(text: &str, font: &Font, available: u32) -> u32 {
    // Most text fits on a line, which is known without looking where it might break.
    if width(text, font) <= available {
        return 1;
    }
    let mut lines = 1;
    let mut used = 0;
    let mut last = 0;
    for (word, chars) in words(text) {
        let whole: u32 = word.chars().map(|c| char_width(c, font)).sum();
        let pieces = if whole > available && chars > 1 {
            word.split("").filter(|c| !c.is_empty()).collect()
        } else {
            vec![word]
        };
        for piece in pieces {
            let piece_width = width(piece, font);
            if used + piece_width > available && used > 0 {
                lines += 1;
                // Closing punctuation may not begin a line and takes the character before it along.
                used = if closes(piece) { last } else { 0 };
            }
            used += piece_width;
            last = piece_width;
        }
    }
    lines
}

/// The text as units that do not break inside: runs of ASCII letters and digits, and single other characters.
fn words(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = if first.is_ascii_alphanumeric() || first == '.' {
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        found.push((&rest[..run], rest[..run].chars().count()));
        rest = &rest[run..];
    }
    found
}

fn closes(piece: &str) -> bool {
    matches!(piece, "）" | "”" | "、" | "，" | "。" | "：" | "；" | "》" | "】" | ")" | "," | "’" | "！" | "？")
}

fn char_width(c: char, font: &Font) -> u32 {
    let half = u32::from(font.half_points);
    // Everything below U+1100 is narrow but for the quotes and dashes that Chinese fonts draw full width.
    let wide = c >= '\u{1100}' || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    if wide { 2 * half } else { half }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font() -> Font {
        Font { name: "宋体".into(), half_points: 20, bold: false }
    }

    #[test]
    fn text_wraps_by_width() {
        let ten = available(21); // room for twelve characters of 40
        assert_eq!(wrapped_lines("一二三四五六七八九十一二", &font(), ten), 1);
        assert_eq!(wrapped_lines("一二三四五六七八九十一二三", &font(), ten), 2);
        assert_eq!(wrapped_lines("一二三四五六七八九十一2010301", &font(), ten), 2);
        assert_eq!(wrapped_lines("", &font(), ten), 1);
    }

    #[test]
    fn long_numbers_break_where_they_must() {
        assert_eq!(wrapped_lines(&"9".repeat(50), &font(), available(21)), 3);
    }

    #[test]
    fn closing_punctuation_takes_a_character_along() {
        let two = available(4); // two characters of 40
        assert_eq!(wrapped_lines("一二）三四", &font(), two), 3);
    }
}
