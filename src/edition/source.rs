//! A template's text with the file and line that each of its lines came from: what was inherited keeps its own.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::TemplateError;

/// A line of a template file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub file: Arc<str>,
    pub line: usize,
}

/// A text and where its lines stand.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The file that is meant where no line is.
    path: String,
    text: String,
    /// By line; empty where the text is the file's own.
    places: Vec<Place>,
}

impl Source {
    /// The text of one file.
    pub fn own(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned(), places: Vec::new() }
    }

    /// A text put together from several files, for the file at `path`.
    pub fn merged(path: &str, lines: Vec<(String, Place)>) -> Source {
        let (text, places): (Vec<String>, Vec<Place>) = lines.into_iter().unzip();
        Source { path: path.to_owned(), text: text.join("\n"), places }
    }

    /// Understands it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, TemplateError> {
        toml::from_str(&self.text)
            .map_err(|error| self.placed(TemplateError::from_toml(&self.path, &self.text, &error)))
    }

    /// Something wrong at a value.
    pub fn error<T>(&self, at: &Spanned<T>, problem: impl Into<String>) -> TemplateError {
        self.error_at(at.span().start, problem)
    }

    /// Something wrong at a byte of the text.
    pub fn error_at(&self, byte: usize, problem: impl Into<String>) -> TemplateError {
        self.placed(TemplateError::at(&self.path, &self.text, byte, problem))
    }

    /// Something wrong at the first place that names this word in quotes, else with the whole.
    pub fn error_at_word(&self, word: &str, problem: impl Into<String>) -> TemplateError {
        match self.text.find(&format!("\"{word}\"")) {
            Some(at) => self.error_at(at, problem),
            None => self.whole(problem),
        }
    }

    /// Something wrong with the whole.
    pub fn whole(&self, problem: impl Into<String>) -> TemplateError {
        TemplateError { file: self.path.clone(), line: None, problem: problem.into() }
    }

    /// The file that a byte of the text came from.
    pub fn file_of(&self, byte: usize) -> &str {
        let line = self.text.get(..byte).map_or(0, |before| before.matches('\n').count());
        self.places.get(line).map_or(self.path.as_str(), |place| &place.file)
    }

    /// The error with the file and line that its line came from.
    fn placed(&self, error: TemplateError) -> TemplateError {
        let place = error.line.and_then(|line| self.places.get(line.saturating_sub(1)));
        match place {
            Some(place) => {
                TemplateError { file: place.file.to_string(), line: Some(place.line), problem: error.problem }
            }
            None => error,
        }
    }
}
