//! Replacing stretches of a text and nothing else.

use std::ops::Range;

use super::PatchError;

/// Edits of one text, each at a range of its bytes.
#[derive(Debug, Default)]
pub(super) struct Splice {
    edits: Vec<(Range<usize>, String)>,
}

impl Splice {
    /// Puts `new` in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.edits.push((range, new.into()));
    }

    /// Puts `new` before the byte at `at`; several at one place stand in the order of the calls.
    pub(super) fn insert(&mut self, at: usize, new: impl Into<String>) {
        self.edits.push((at..at, new.into()));
    }

    /// The text with all edits made.
    ///
    /// # Errors
    /// [`PatchError::Overlap`] where two edits share bytes or a range does not lie on characters of the text.
    pub(super) fn apply(mut self, text: &str, part: &str) -> Result<String, PatchError> {
        let overlap = || PatchError::Overlap { part: part.to_owned() };
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.edits.iter().map(|(_, new)| new.len()).sum();
        let mut out = String::with_capacity(text.len() + added);
        let mut done = 0;
        for (range, new) in &self.edits {
            if range.start < done || range.end < range.start {
                return Err(overlap());
            }
            out.push_str(text.get(done..range.start).ok_or_else(overlap)?);
            out.push_str(new);
            done = range.end;
        }
        out.push_str(text.get(done..).ok_or_else(overlap)?);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_order_of_place() {
        let mut splice = Splice::default();
        splice.replace(6..11, "there");
        splice.insert(0, "> ");
        splice.insert(5, ",");
        splice.insert(5, " ");
        assert_eq!(splice.apply("hello world", "p").unwrap(), "> hello,  there");
    }

    #[test]
    fn overlaps_and_broken_characters_are_refused() {
        for ranges in [[(0, 3), (2, 4)], [(1, 2), (3, 3)], [(0, 0), (0, 99)]] {
            let mut splice = Splice::default();
            ranges.into_iter().for_each(|(start, end)| splice.replace(start..end, ""));
            assert!(splice.apply("预算", "p").is_err());
        }
    }
}
