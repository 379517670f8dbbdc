//! Articulations (勾稽关系) that an edition states as data, so that a bureau adds its own without programming.

use serde::Deserialize;
use toml::Spanned;

use crate::disclosure::Sign;

/// How the two sides must stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Relation {
    /// 左边等于右边
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// 左边不大于右边
    #[serde(rename = "<=")]
    AtMost,
}

/// How much it matters when it does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Weight {
    /// Blocks publication.
    #[default]
    #[serde(rename = "强制")]
    Mandatory,
    /// Somebody should look.
    #[serde(rename = "提示")]
    Advisory,
}

/// `left = Σ right` when the condition is met.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equality {
    /// Id within the edition: `X-T1-T3`.
    pub id: String,
    /// What it says, in the forms' own words.
    pub title: String,
    /// The figure: `role[row].column`; the row `*` stands for every row with a classification code.
    pub left: Spanned<String>,
    /// The figures that it must equal the sum of; `*` here is the row of the left side, a `-` before one takes it away.
    pub right: Vec<Spanned<String>>,
    /// Equal or at most.
    #[serde(default)]
    pub relation: Relation,
    /// Only checked where all these figures are zero.
    #[serde(default)]
    pub when_zero: Vec<Spanned<String>>,
    /// Severity when it is broken.
    #[serde(default)]
    pub severity: Weight,
    /// Where it is written.
    #[serde(default)]
    pub basis: String,
}

/// A figure of a form: `role[row].column`, with `-` before it where it is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Added or taken away.
    pub sign: Sign,
    /// Role of the form.
    pub form: String,
    /// Key of the row, or `*`.
    pub row: String,
    /// Key of the column.
    pub column: String,
}

impl Reference {
    /// Reads a reference.
    ///
    /// # Errors
    /// In Chinese, what would be right.
    ///
    /// ```
    /// use gongkai::edition::Reference;
    /// let reference = Reference::parse("expenditure[2010301].basic")?;
    /// assert_eq!((reference.form.as_str(), reference.row.as_str()), ("expenditure", "2010301"));
    /// # Ok::<(), String>(())
    /// ```
    pub fn parse(text: &str) -> Result<Reference, String> {
        let (sign, figure) = match text.trim().strip_prefix('-') {
            Some(figure) => (Sign::Minus, figure),
            None => (Sign::Plus, text.trim()),
        };
        let parts = figure.split_once('[').and_then(|(form, rest)| {
            let (row, column) = rest.split_once("].")?;
            let whole = [form, row, column].iter().all(|part| !part.trim().is_empty());
            whole.then(|| Reference {
                sign,
                form: form.trim().into(),
                row: row.trim().into(),
                column: column.trim().into(),
            })
        });
        parts.ok_or_else(|| format!("“{text}”应写成 `表[行].列`，例如 `expenditure[total].basic`"))
    }
}
