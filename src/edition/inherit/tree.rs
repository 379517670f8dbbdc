//! A template file as a tree whose values keep their text, file and line.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::edition::TemplateError;
use crate::edition::source::{Place, Source};

/// A value written in place: a text, a number, a list, or `{ … }`, as it is written.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub raw: String,
    pub place: Place,
}

/// What a key stands for.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Leaf(Leaf),
    /// `[section]`
    Section(Section),
    /// `[[item]]`
    Items(Vec<Section>),
}

/// A section with its keys.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub place: Place,
    pub keys: BTreeMap<String, Node>,
}

/// The keys by which the items of a list are told apart; the first that an item has.
const IDENTITIES: [&str; 7] = ["key", "id", "code", "economic", "file", "fund", "kind"];

impl Section {
    /// The tree of a file.
    pub fn parse(path: &str, text: &str) -> Result<Section, TemplateError> {
        let table = DeTable::parse(text).map_err(|error| TemplateError::from_toml(path, text, &error))?;
        let file: Arc<str> = Arc::from(path);
        let text = Text { file, text };
        Ok(text.section(0, table.get_ref()))
    }

    /// A text of this key.
    pub fn word(&self, key: &str) -> Option<String> {
        self.leaf(key)?.read()
    }

    /// The value written under this key.
    pub fn leaf(&self, key: &str) -> Option<&Leaf> {
        match self.keys.get(key)? {
            Node::Leaf(leaf) => Some(leaf),
            Node::Section(_) | Node::Items(_) => None,
        }
    }

    /// By what the item is told apart from its neighbours.
    pub fn identity(&self) -> Option<String> {
        IDENTITIES.iter().find_map(|key| self.word(key))
    }

    /// The whole as text, each line with the place that it came from.
    pub fn source(&self, path: &str) -> Source {
        let mut lines = Vec::new();
        self.write("", &mut lines);
        Source::merged(path, lines)
    }

    fn write(&self, prefix: &str, lines: &mut Vec<(String, Place)>) {
        for (key, node) in &self.keys {
            let Node::Leaf(leaf) = node else { continue };
            for (at, line) in leaf.raw.split('\n').enumerate() {
                let place = Place { file: Arc::clone(&leaf.place.file), line: leaf.place.line + at };
                let text = if at == 0 { format!("{} = {line}", quoted(key)) } else { line.to_owned() };
                lines.push((text, place));
            }
        }
        for (key, node) in &self.keys {
            let path = if prefix.is_empty() { quoted(key) } else { format!("{prefix}.{}", quoted(key)) };
            match node {
                Node::Leaf(_) => {}
                Node::Section(section) => {
                    lines.push((format!("[{path}]"), section.place.clone()));
                    section.write(&path, lines);
                }
                Node::Items(items) => {
                    for item in items {
                        lines.push((format!("[[{path}]]"), item.place.clone()));
                        item.write(&path, lines);
                    }
                }
            }
        }
    }
}

impl Leaf {
    /// The text that it is.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        #[derive(serde::Deserialize)]
        struct Holder<T> {
            v: T,
        }
        toml::from_str::<Holder<T>>(&format!("v = {}", self.raw)).ok().map(|holder| holder.v)
    }

    /// Something wrong with it.
    pub fn error(&self, problem: impl Into<String>) -> TemplateError {
        self.place.error(problem)
    }
}

impl Place {
    /// Something wrong there.
    pub fn error(&self, problem: impl Into<String>) -> TemplateError {
        TemplateError { file: self.file.to_string(), line: Some(self.line), problem: problem.into() }
    }
}

fn quoted(key: &str) -> String {
    format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A file's text on its way to a tree.
struct Text<'a> {
    file: Arc<str>,
    text: &'a str,
}

impl Text<'_> {
    fn place(&self, byte: usize) -> Place {
        let line = self.text.get(..byte).map_or(1, |before| before.matches('\n').count() + 1);
        Place { file: Arc::clone(&self.file), line }
    }

    fn section(&self, byte: usize, table: &DeTable<'_>) -> Section {
        let node = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            (key.get_ref().to_string(), self.node(key.span().start, value))
        };
        Section { place: self.place(byte), keys: table.iter().map(node).collect() }
    }

    fn node(&self, key: usize, value: &Spanned<DeValue<'_>>) -> Node {
        match value.get_ref() {
            DeValue::Table(table) if !self.begins(value, '{') => Node::Section(self.section(key, table)),
            DeValue::Array(items) if self.is_list_of_sections(items) => {
                let item = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
                    DeValue::Table(table) => Some(self.section(value.span().start, table)),
                    _ => None,
                };
                Node::Items(items.iter().filter_map(item).collect())
            }
            _ => {
                let raw = self.text.get(value.span()).unwrap_or_default();
                Node::Leaf(Leaf { raw: raw.to_owned(), place: self.place(value.span().start) })
            }
        }
    }

    fn is_list_of_sections(&self, items: &[Spanned<DeValue<'_>>]) -> bool {
        items.first().is_some_and(|first| first.get_ref().is_table() && !self.begins(first, '{'))
    }

    fn begins(&self, value: &Spanned<DeValue<'_>>, mark: char) -> bool {
        self.text.get(value.span()).is_some_and(|raw| raw.starts_with(mark))
    }
}
