//! The table of strings: each text once, cells name its number.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::escape;

/// No text yet.
const FREE: u32 = u32::MAX;

/// Texts of a workbook, each with a number in order of first use.
///
/// An index of our own instead of a map: nothing ever walks it, so no hash order can reach the output.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends in `text`.
    ends: Vec<usize>,
    /// Numbers by hash, with open addressing; a power of two of them.
    slots: Vec<u32>,
    /// Cells that hold text.
    uses: usize,
}

impl Strings {
    /// The number of a text.
    pub fn id(&mut self, text: &str) -> u32 {
        self.uses += 1;
        if self.slots.len() < (self.ends.len() + 1) * 2 {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        loop {
            match self.slots[slot] {
                FREE => break,
                known if self.get(known) == text => return known,
                _ => slot = (slot + 1) & mask,
            }
        }
        let fresh = u32::try_from(self.ends.len()).unwrap_or(FREE);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.slots[slot] = fresh;
        fresh
    }

    fn get(&self, id: u32) -> &str {
        let at = id as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1_024);
        self.slots.clear();
        self.slots.resize(size, FREE);
        for id in 0..u32::try_from(self.ends.len()).unwrap_or(FREE) {
            let mut slot = hash(self.get(id)) & (size - 1);
            while self.slots[slot] != FREE {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = id;
        }
    }

    /// `xl/sharedStrings.xml`
    pub fn xml(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.ends.len() * 20 + 200);
        out.push_str(super::parts::XML);
        out.push_str(&format!(
            r#"<sst xmlns="{}" count="{}" uniqueCount="{}">"#,
            super::parts::MAIN,
            self.uses,
            self.ends.len()
        ));
        let mut start = 0;
        for end in &self.ends {
            let text = &self.text[start..*end];
            let blank_ends = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
            out.push_str(if blank_ends { r#"<si><t xml:space="preserve">"# } else { "<si><t>" });
            escape::push(&mut out, text);
            out.push_str("</t></si>");
            start = *end;
        }
        out.push_str("</sst>");
        out
    }
}

fn hash(text: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    // The table has far fewer slots than the lower half of the hash has values.
    usize::try_from(hasher.finish() & u64::from(u32::MAX)).unwrap_or(0)
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
        assert!(strings.xml().contains(r#"count="5000" uniqueCount="2000""#));
        assert_eq!(strings.id(""), 2_000);
        assert_eq!(strings.id(""), 2_000);
    }
}
