//! Text as a workbook can hold it.

/// Most UTF-16 units of text that a cell holds (Excel's limit).
pub(super) const LONGEST: usize = 32_767;

/// The text as a cell can hold it: cut where it is longer than [`LONGEST`], with a note at the cut that says how much there
/// was; characters that XML does not allow are replaced.
pub(super) fn storable(text: &str) -> String {
    let clean = text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    if units(&clean) <= LONGEST {
        return clean;
    }
    let note = format!("……（原文共 {} 字，超过 Excel 单元格上限，以下从略）", clean.chars().count());
    let mut kept = shortened(&clean, LONGEST - units(&note)).to_owned();
    kept.push_str(&note);
    kept
}

/// Whether [`storable`] must cut the text.
pub(super) fn too_long(text: &str) -> bool {
    units(text) > LONGEST
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
