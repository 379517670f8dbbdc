//! Texts once each, by number.

use crate::mix::{Index, mix};

/// No text yet.
const FREE: u32 = u32::MAX;

/// Texts, each with a number in order of first use.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends in `text`.
    ends: Vec<usize>,
    index: Index,
}

impl Strings {
    /// The number of a text.
    pub fn id(&mut self, text: &str) -> u32 {
        let mixed = mix(text.as_bytes());
        let known = self.index.find(mixed, |at| of(&self.text, &self.ends, at) == text);
        let at = known.unwrap_or_else(|| {
            self.index.add(mixed, |at| mix(of(&self.text, &self.ends, at).as_bytes()));
            self.text.push_str(text);
            self.ends.push(self.text.len());
            self.ends.len() - 1
        });
        u32::try_from(at).unwrap_or(FREE)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub fn get(&self, id: u32) -> &str {
        of(&self.text, &self.ends, id as usize)
    }
}

/// One of the texts that stand one after the other.
fn of<'t>(text: &'t str, ends: &[usize], at: usize) -> &'t str {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &text[start..ends[at]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_number_in_order_of_first_use() {
        let mut strings = Strings::default();
        let ids: Vec<u32> = (0..5_000).map(|n| strings.id(&format!("{}", n % 2_000))).collect();
        assert_eq!(ids[..2_000], (0..2_000).collect::<Vec<u32>>());
        assert_eq!(ids[2_000..4_000], ids[..2_000]);
        assert_eq!(strings.id(""), 2_000);
        assert_eq!(strings.id(""), 2_000);
        assert_eq!((strings.len(), strings.get(1_999), strings.get(2_000)), (2_001, "1999", ""));
    }
}
