//! Texts once each: those of a sheet on its way, and the table of strings whose numbers cells name.

use super::escape;

/// No text yet.
const FREE: u32 = u32::MAX;

/// Texts, each with a number in order of first use.
///
/// An index of our own instead of a map: nothing ever walks it, so no hash order can reach the output.
#[derive(Clone, Debug, Default)]
pub(in crate::export) struct Strings {
    text: String,
    /// Where each text ends in `text`.
    ends: Vec<usize>,
    /// Numbers by hash, with open addressing; a power of two of them.
    slots: Vec<u32>,
}

impl Strings {
    /// The number of a text.
    pub fn id(&mut self, text: &str) -> u32 {
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

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub fn get(&self, id: u32) -> &str {
        let at = id as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
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
}

/// The texts of a workbook's cells.
#[derive(Default)]
pub(super) struct Shared {
    texts: Strings,
    /// Cells that hold text.
    uses: usize,
}

/// Numbers in the table of strings of a sheet's own texts, as far as they were asked for.
pub(super) struct Numbers(Vec<u32>);

impl Numbers {
    /// None yet.
    pub fn of(texts: &Strings) -> Numbers {
        Numbers(vec![FREE; texts.len()])
    }
}

impl Shared {
    /// The number for one more cell that holds a text of `texts`.
    pub fn use_of(&mut self, own: u32, (texts, numbers): (&Strings, &mut Numbers)) -> u32 {
        self.uses += 1;
        match numbers.0.get_mut(own as usize) {
            Some(known) if *known != FREE => *known,
            Some(fresh) => {
                *fresh = self.texts.id(texts.get(own));
                *fresh
            }
            None => FREE,
        }
    }

    /// `xl/sharedStrings.xml`
    pub fn xml(&self) -> String {
        let Strings { text: all, ends, .. } = &self.texts;
        let mut out = String::with_capacity(all.len() + ends.len() * 20 + 200);
        out.push_str(super::parts::XML);
        out.push_str(&format!(
            r#"<sst xmlns="{}" count="{}" uniqueCount="{}">"#,
            super::parts::MAIN,
            self.uses,
            ends.len()
        ));
        let mut start = 0;
        for end in ends {
            let text = &all[start..*end];
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

/// A short mix, eight bytes at a time: a workbook asks for hundreds of thousands, most of them a few characters long.
fn hash(text: &str) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, word: [u8; 8]| (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(ODD);
    let length = u64::try_from(text.len()).unwrap_or(0);
    let mixed = mix(words.iter().fold(length, |hash, word| mix(hash, *word)), last);
    // The upper bits depend on all of the text; the table has far fewer slots than they have values.
    usize::try_from(mixed >> 32).unwrap_or(0)
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

    #[test]
    fn the_table_numbers_texts_as_cells_use_them() {
        let mut own = Strings::default();
        let [unused, second, first] = ["x", "b", "a"].map(|text| own.id(text));
        let (mut shared, mut numbers) = (Shared::default(), Numbers::of(&own));
        let used = [first, second, first].map(|id| shared.use_of(id, (&own, &mut numbers)));
        assert_eq!((used, unused), ([0, 1, 0], 0));
        let xml = shared.xml();
        assert!(xml.contains(r#"count="3" uniqueCount="2""#) && xml.contains("<t>a</t></si><si><t>b</t>"), "{xml}");
    }
}
