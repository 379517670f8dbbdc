//! One copy of each string and each code-name pair, since a million rows repeat a few hundred of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::codes::{Parts, Shape, split};

/// A code, a name or both, as cells give them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) code: Option<Arc<str>>,
    pub(super) name: Option<Arc<str>>,
}

/// A number that stands for an [`Entry`]; nothing is [`EntryId::NONE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EntryId(u32);

impl EntryId {
    /// No code and no name.
    pub(super) const NONE: EntryId = EntryId(0);

    /// Whether there is neither code nor name.
    pub(super) fn is_none(self) -> bool {
        self == EntryId::NONE
    }
}

/// The strings and entries of all files.
#[derive(Debug)]
pub(super) struct Pool {
    strings: BTreeSet<Arc<str>>,
    entries: Vec<Entry>,
    ids: BTreeMap<Entry, EntryId>,
    parts: [BTreeMap<Arc<str>, Parts>; 2],
}

impl Pool {
    /// An empty pool.
    pub(super) fn new() -> Pool {
        Pool {
            strings: BTreeSet::new(),
            entries: vec![Entry::default()],
            ids: BTreeMap::new(),
            parts: [BTreeMap::new(), BTreeMap::new()],
        }
    }

    /// The one copy of a string.
    pub(super) fn string(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.strings.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = text.into();
        self.strings.insert(Arc::clone(&fresh));
        fresh
    }

    /// A cell taken apart; what was taken apart once is remembered.
    pub(super) fn split(&mut self, text: &str, shape: Shape) -> Parts {
        let known = usize::from(shape == Shape::Project);
        if let Some(parts) = self.parts[known].get(text) {
            return parts.clone();
        }
        let parts = split(text, shape);
        let text = self.string(text);
        self.parts[known].insert(text, parts.clone());
        parts
    }

    /// The number of an entry.
    pub(super) fn id(&mut self, code: Option<&str>, name: Option<&str>) -> EntryId {
        if code.is_none() && name.is_none() {
            return EntryId::NONE;
        }
        let entry = Entry { code: code.map(|c| self.string(c)), name: name.map(|n| self.string(n)) };
        if let Some(known) = self.ids.get(&entry) {
            return *known;
        }
        let Ok(next) = u32::try_from(self.entries.len()) else { return EntryId::NONE };
        self.entries.push(entry.clone());
        self.ids.insert(entry, EntryId(next));
        EntryId(next)
    }

    /// The entry of a number.
    pub(super) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }
}
