//! What is plausible (常理): `templates/codes/plausible.toml`.

use serde::Deserialize;

use crate::amount::{Amount, Unit};
use crate::edition::TemplateError;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/plausible.toml";

/// What an amount hardly is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct Plausible {
    /// No department spends more, in 元.
    department_most: i64,
    /// A table whose largest line is less is not in 元.
    line_least: i64,
    /// Fewer lines say nothing.
    pub(in crate::import) enough_lines: usize,
    /// One in so many amounts with more than two decimals makes 元 doubtful.
    pub(in crate::import) fine_share: usize,
    /// Columns that say whether a line is bought (是否政府采购).
    pub(in crate::import) purchase_columns: Vec<String>,
    /// What they say where it is.
    pub(in crate::import) purchase_words: Vec<String>,
}

impl Plausible {
    /// Reads the table.
    ///
    /// # Errors
    /// It is no such table: line and what would be right.
    pub(in crate::import) fn parse(text: &str) -> Result<Plausible, TemplateError> {
        toml::from_str(text).map_err(|error| TemplateError::from_toml(FILE, text, &error))
    }

    /// Whether a department hardly has so much.
    pub(in crate::import) fn is_too_much(&self, total: Amount) -> bool {
        yuan(self.department_most).is_some_and(|most| total.abs() >= most)
    }

    /// Whether a line of 元 is hardly the largest of a table.
    pub(in crate::import) fn is_too_little(&self, largest: Amount) -> bool {
        yuan(self.line_least).is_some_and(|least| largest < least)
    }
}

fn yuan(whole: i64) -> Option<Amount> {
    Amount::of(whole.into(), Unit::Yuan)
}
