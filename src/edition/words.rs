//! Keys of a form that are a word, or a word with more to say about it.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

/// The header's words over a column from top to bottom (表头). A cell that reaches over several rows although others stand
/// below it is followed by empty words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    words: Vec<String>,
    aliases: Vec<Vec<String>>,
}

/// A word of the header with what else it may be called, and over how many rows it reaches.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    text: String,
    #[serde(default = "one")]
    rows: usize,
    #[serde(default)]
    aliases: Vec<String>,
}

/// The most rows that a header has.
const DEEPEST: usize = 12;

fn one() -> usize {
    1
}

impl Headers {
    /// Words without any other names.
    pub fn plain(words: Vec<String>) -> Headers {
        let aliases = words.iter().map(|_| Vec::new()).collect();
        Headers { words, aliases }
    }

    /// The words from top to bottom; an empty one continues the one above it.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What a published table may say instead of the word at `level`.
    pub fn aliases(&self, level: usize) -> &[String] {
        self.aliases.get(level).map_or(&[], Vec::as_slice)
    }

    /// The words that are printed, joined for messages.
    pub fn joined(&self) -> String {
        let printed: Vec<&str> = self.words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        printed.join("·")
    }

    fn push(&mut self, word: Word) {
        self.words.push(word.text);
        self.aliases.push(word.aliases);
        for _ in 1..word.rows.min(DEEPEST) {
            self.words.push(String::new());
            self.aliases.push(Vec::new());
        }
    }
}

struct TextOr<T>(&'static str, fn(String) -> T);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TextOr<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.1)(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(de::value::MapAccessDeserializer::new(map))
    }
}

/// A word as a text or as `{ text = …, … }`.
struct AnyWord(Word);

impl<'de> Deserialize<'de> for AnyWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AnyWord, D::Error> {
        let plain = |text| Word { text, rows: 1, aliases: Vec::new() };
        deserializer.deserialize_any(TextOr("a string or { text, rows, aliases }", plain)).map(AnyWord)
    }
}

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Headers, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Headers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sequence")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<Headers, A::Error> {
                let mut headers = Headers::default();
                while let Some(AnyWord(word)) = words.next_element()? {
                    headers.push(word);
                }
                Ok(headers)
            }
        }
        deserializer.deserialize_seq(List)
    }
}

/// The row that adds a classification up (合计行): its label, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalDef {
    /// Label as printed.
    pub label: String,
    /// Above or below the codes.
    pub at: TotalPlace,
}

/// Where the total of a classification stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TotalPlace {
    /// 首行
    #[default]
    Top,
    /// 末行
    Bottom,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    label: String,
    #[serde(default)]
    at: TotalPlace,
}

impl<'de> Deserialize<'de> for TotalDef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TotalDef, D::Error> {
        let plain = |label| Placed { label, at: TotalPlace::Top };
        let placed = deserializer.deserialize_any(TextOr("a string or { label, at }", plain))?;
        Ok(TotalDef { label: placed.label, at: placed.at })
    }
}
