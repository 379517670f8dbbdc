//! Texts once each: those of a sheet on its way, and the table of strings whose numbers cells name.

use super::escape;
use crate::mix::{Index, mix};

/// No text yet.
const FREE: u32 = u32::MAX;

/// Texts, each with a number in order of first use.
#[derive(Clone, Debug, Default)]
pub(in crate::export) struct Strings {
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
