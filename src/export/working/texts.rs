//! The texts of a working paper, each once: a line's words stand again under every figure that it goes into.

use std::cell::RefCell;

use super::listing::Field;
use super::strings::Strings;

/// A text by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextId(u32);

impl TextId {
    /// Its place in a list by number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All texts of a paper. A reader may look while others are added, so it is shared.
#[derive(Default)]
pub(super) struct Texts(RefCell<Strings>);

impl Texts {
    /// The number of a text.
    pub fn id(&self, text: &str) -> TextId {
        TextId(self.0.borrow_mut().id(text))
    }

    /// Words, or nothing where there are none.
    pub fn text(&self, words: impl AsRef<str>) -> Field {
        let words = words.as_ref();
        if words.is_empty() { Field::Blank } else { Field::Text(self.id(words)) }
    }

    /// Words where there are any.
    pub fn maybe(&self, words: Option<impl AsRef<str>>) -> Field {
        words.map_or(Field::Blank, |words| self.text(words))
    }

    /// What `see` makes of the text of a number.
    pub fn see<T>(&self, id: TextId, see: impl FnOnce(&str) -> T) -> T {
        see(self.0.borrow().get(id.0))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }
}
