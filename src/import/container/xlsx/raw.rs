//! What the element of a cell says, before it is known what it means.

use std::borrow::Cow;

use crate::origin::CellRef;

/// Rows and columns that a sheet can have.
pub(super) const ROWS: u32 = 1_048_576;
pub(super) const COLUMNS: u32 = 16_384;

/// A cell's element.
#[derive(Debug, Default)]
pub(super) struct Raw<'a> {
    /// Where it says that it stands.
    pub address: Address,
    /// What its value is.
    pub content: Content,
    /// The number of its style.
    pub style: Option<u32>,
    /// Its value.
    pub value: Option<Cow<'a, str>>,
    /// The text that it holds itself.
    pub inline: Option<Cow<'a, str>>,
    /// Whether a part of that text is crossed out.
    pub struck: bool,
    /// Its formula.
    pub formula: Option<Formula>,
}

/// A formula as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// In the cell.
    Own(String),
    /// In another cell, by its number.
    Shared(u32),
}

/// An address (`r`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Address {
    /// None: the cell stands behind the one before.
    #[default]
    Running,
    /// Row and column from 0.
    At(u32, u32),
    /// Something that is no place of a sheet.
    Broken,
}

impl Address {
    /// What the attribute says, where there is one.
    pub fn of(written: Option<&str>) -> Address {
        let Some(written) = written else { return Address::Running };
        match CellRef::from_a1(written).map(CellRef::indices) {
            Some((row, col)) if row < ROWS && col < COLUMNS => Address::At(row, col),
            _ => Address::Broken,
        }
    }
}

/// What a cell's value is (`t`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Content {
    /// A number, which the style may show as a date.
    #[default]
    Number,
    /// The place of a text among the shared ones.
    Shared,
    /// A text in the cell's own element.
    Inline,
    /// A text as the result of a formula.
    Text,
    /// TRUE or FALSE.
    Flag,
    /// An error.
    Error,
    /// A date in ISO 8601.
    Date,
    /// Something that no program is known to write.
    Unknown,
}

impl Content {
    /// What the attribute says; a number where there is none.
    pub fn of(written: Option<&str>) -> Content {
        match written {
            None | Some("n") => Content::Number,
            Some("s") => Content::Shared,
            Some("inlineStr" | "is") => Content::Inline,
            Some("str") => Content::Text,
            Some("b") => Content::Flag,
            Some("e") => Content::Error,
            Some("d") => Content::Date,
            Some(_) => Content::Unknown,
        }
    }
}
