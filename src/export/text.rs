//! Text as a workbook can hold it.

use std::borrow::Cow;

/// Most UTF-16 units of text that a cell holds (Excel's limit).
pub(super) const LONGEST: usize = 32_767;

/// The text as a cell can hold it: cut where it is longer than [`LONGEST`], with a note at the cut that says how much there
/// was; characters that XML does not allow are replaced.
pub(super) fn storable(text: &str) -> Cow<'_, str> {
    const NO_CHARACTERS: [char; 2] = ['\u{FFFE}', '\u{FFFF}'];
    // Nearly all text is short and clean; that no byte begins one of the two is quickly seen.
    if text.len() <= LONGEST && !(text.bytes().any(|byte| byte == 0xEF) && text.contains(NO_CHARACTERS)) {
        return Cow::Borrowed(text);
    }
    let clean = text.replace(NO_CHARACTERS, "\u{FFFD}");
    if units(&clean) <= LONGEST {
        return Cow::Owned(clean);
    }
    let note = format!("……（原文共 {} 字，超过 Excel 单元格上限，以下从略）", clean.chars().count());
    let mut kept = shortened(&clean, LONGEST - units(&note)).to_owned();
    kept.push_str(&note);
    Cow::Owned(kept)
}

/// Whether [`storable`] must cut the text.
pub(super) fn too_long(text: &str) -> bool {
    // A UTF-16 unit takes at least one byte of UTF-8.
    text.len() > LONGEST && units(text) > LONGEST
}

/// The longest beginning of the text that has at most `most` UTF-16 units.
pub(super) fn shortened(text: &str, most: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// Length in UTF-16 units, as Excel counts.
pub(super) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_with_a_note() {
        let text = "预".repeat(40_000);
        let stored = storable(&text);
        assert!(
            units(&stored) <= LONGEST && stored.ends_with("以下从略）") && stored.contains("40000"),
            "{}",
            stored.len()
        );
        assert_eq!(storable("=1+1"), "=1+1");
        assert_eq!(shortened("a𠮷b", 2), "a");
    }
}
