//! One copy of texts that repeat: a column of an export says the same few things over and over.

use std::sync::Arc;

use crate::mix::mix;

/// Places for texts; a power of two.
const SLOTS: usize = 8_192;

/// The texts that were read last, each in the one place that its bytes give it: bounded whatever a file holds, and a text
/// that another one pushed out is only copied again.
pub(super) struct Recent {
    slots: Vec<Option<Arc<str>>>,
}

impl Recent {
    /// Without any text.
    pub fn new() -> Recent {
        Recent { slots: vec![None; SLOTS] }
    }

    /// The text, shared with the last one like it where that is still known.
    pub fn copy(&mut self, text: &str) -> Arc<str> {
        let slot = &mut self.slots[place(text.as_bytes())];
        match slot {
            Some(known) if **known == *text => Arc::clone(known),
            _ => Arc::clone(slot.insert(text.into())),
        }
    }
}

/// Where a text has its place: which texts share one is of no consequence but for speed.
fn place(bytes: &[u8]) -> usize {
    usize::try_from(mix(bytes)).unwrap_or(0) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_held_once() {
        let mut recent = Recent::new();
        let (one, other, again) = (recent.copy("2024"), recent.copy("2010301-行政运行"), recent.copy("2024"));
        assert!(Arc::ptr_eq(&one, &again) && &*other == "2010301-行政运行");
    }

    #[test]
    fn a_text_that_takes_the_place_of_another_stays_itself() {
        let mut recent = Recent::new();
        for number in 0..3 * SLOTS {
            let text = number.to_string();
            assert_eq!(*recent.copy(&text), *text);
        }
    }
}
