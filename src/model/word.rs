//! Words that templates declare and data repeats (资金性质, 支出类别): each kept once, so that a million lines share it.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The longest word; longer ones are no name of a fund or kind.
const LONGEST: usize = 60;

/// How many words a run may know. Templates declare some dozens; a file that brings more is made to fill memory.
const MOST: usize = 10_000;

static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The word itself, the same every time; `None` where it is empty, too long, or one too many.
pub(super) fn kept(word: &str) -> Option<&'static str> {
    let word = word.trim();
    if word.is_empty() || word.chars().count() > LONGEST {
        return None;
    }
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(word) {
        return Some(known);
    }
    if words.len() >= MOST {
        return None;
    }
    let new: &'static str = Box::leak(word.into());
    words.insert(new);
    Some(new)
}

/// A kind of word: its constants, reading, order and JSON form are the same for funds and kinds.
macro_rules! word {
    ($(#[$doc:meta])* $name:ident: $what:literal, $($(#[$each:meta])* $constant:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(&'static str);

        impl $name {
            $($(#[$each])* pub const $constant: $name = $name($text);)+

            /// Those that the program itself speaks of, in their order.
            pub const KNOWN: &[$name] = &[$($name::$constant),+];

            /// The one with this name; `None` where the name is empty or longer than any name is.
            pub fn named(name: &str) -> Option<$name> {
                let known = $name::KNOWN.iter().find(|known| known.0 == name.trim()).copied();
                known.or_else(|| super::word::kept(name).map($name))
            }

            /// Its name, as `budget.json` and templates write it.
            pub fn name(self) -> &'static str {
                self.0
            }

            fn rank(self) -> usize {
                $name::KNOWN.iter().position(|known| *known == self).unwrap_or($name::KNOWN.len())
            }
        }

        impl Ord for $name {
            /// The program's own first, in their order, then the others by name.
            fn cmp(&self, other: &$name) -> std::cmp::Ordering {
                (self.rank(), self.0).cmp(&(other.rank(), other.0))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &$name) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                $name::named(&text).ok_or_else(|| serde::de::Error::custom(format!("“{text}”不能作{}的名称", $what)))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let known: Vec<&str> = $name::KNOWN.iter().map(|known| known.0).collect();
                schemars::json_schema!({
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 60,
                    "description": format!("{}：templates/codes 和表样声明的名称", $what),
                    "examples": known,
                })
            }
        }
    };
}

pub(super) use word;
