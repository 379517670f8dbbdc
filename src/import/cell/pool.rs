//! One copy of each string and each code-name pair, since a million rows repeat a few hundred of them.

use std::sync::Arc;

use crate::import::cell::codes::{Shape, split};
use crate::import::cell::label::is_rubbish;
use crate::mix::{Index, mix};

/// A code, a name or both, as cells give them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) struct Entry {
    pub(in crate::import) code: Option<Arc<str>>,
    pub(in crate::import) name: Option<Arc<str>>,
    /// What stands where the name should and is none: `#N/A`, `????`.
    pub(in crate::import) no_name: Option<Arc<str>>,
    /// What is left of a code that lost its digits: `1.30532E+20`.
    pub(in crate::import) lost_code: Option<Arc<str>>,
}

/// A number that stands for an [`Entry`]; nothing is [`EntryId::NONE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) struct EntryId(u32);

impl EntryId {
    /// No code and no name.
    pub(in crate::import) const NONE: EntryId = EntryId(0);

    /// Its number, the same for the same entry in one run.
    pub(in crate::import) fn number(self) -> u64 {
        self.0.into()
    }

    /// Whether there is neither code nor name.
    pub(in crate::import) fn is_none(self) -> bool {
        self == EntryId::NONE
    }
}

/// Values of one kind, each held once and found by its mixed number.
#[derive(Debug)]
struct Once<T> {
    values: Vec<(u64, T)>,
    index: Index,
}

impl<T> Once<T> {
    fn new() -> Once<T> {
        Once { values: Vec::new(), index: Index::default() }
    }

    fn find(&self, mixed: u64, is: impl Fn(&T) -> bool) -> Option<usize> {
        self.index.find(mixed, |number| self.values[number].0 == mixed && is(&self.values[number].1))
    }

    fn add(&mut self, mixed: u64, value: T) -> usize {
        self.index.add(mixed, |number| self.values[number].0);
        self.values.push((mixed, value));
        self.values.len() - 1
    }
}

/// The strings and entries of all files.
#[derive(Debug)]
pub(in crate::import) struct Pool {
    strings: Once<Arc<str>>,
    entries: Once<Entry>,
    /// Cells taken apart, as text, plain codes and codes of projects apart.
    parts: [Once<(Arc<str>, Entry)>; 2],
}

impl Pool {
    /// An empty pool.
    pub(in crate::import) fn new() -> Pool {
        let mut entries = Once::new();
        entries.add(of_entry(&Entry::default()), Entry::default());
        Pool { strings: Once::new(), entries, parts: [Once::new(), Once::new()] }
    }

    /// The one copy of a string.
    pub(in crate::import) fn string(&mut self, text: &str) -> Arc<str> {
        let mixed = mix(text.as_bytes());
        let at = match self.strings.find(mixed, |known| **known == *text) {
            Some(known) => known,
            None => self.strings.add(mixed, text.into()),
        };
        Arc::clone(&self.strings.values[at].1)
    }

    /// A cell taken apart; what was taken apart once is remembered.
    pub(in crate::import) fn split(&mut self, text: &str, shape: Shape) -> Entry {
        let kind = usize::from(shape == Shape::Project);
        let mixed = mix(text.as_bytes());
        if let Some(known) = self.parts[kind].find(mixed, |(known, _)| **known == *text) {
            return self.parts[kind].values[known].1.1.clone();
        }
        let parts = split(text, shape);
        let mut entry = Entry { code: parts.code.map(|code| self.string(&code)), ..Entry::default() };
        match parts.name {
            Some(rubbish) if is_rubbish(&rubbish) => entry.no_name = Some(self.string(&rubbish)),
            name => entry.name = name.map(|name| self.string(&name)),
        }
        let text = self.string(text);
        self.parts[kind].add(mixed, (text, entry.clone()));
        entry
    }

    /// The number of an entry.
    pub(in crate::import) fn id(&mut self, entry: Entry) -> EntryId {
        let mixed = of_entry(&entry);
        let at = match self.entries.find(mixed, |known| *known == entry) {
            Some(known) => known,
            None => self.entries.add(mixed, entry),
        };
        EntryId(u32::try_from(at).unwrap_or(0))
    }

    /// The entry of a number.
    pub(in crate::import) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries.values[id.0 as usize].1
    }
}

fn of_entry(entry: &Entry) -> u64 {
    let of = |text: &Option<Arc<str>>| text.as_ref().map_or(1, |text| mix(text.as_bytes()));
    of(&entry.code).rotate_left(21) ^ of(&entry.name)
}
