//! What stands before the tables of a published workbook: cover (封面) and list of contents (目录).

use serde::Deserialize;

use super::FontDef;
use super::form::OrientationName;
use crate::disclosure::Orientation;

/// Cover and list of contents, each where the edition has one.
#[derive(Clone, Debug, Default)]
pub struct Preface {
    /// 封面
    pub cover: Option<CoverDef>,
    /// 目录
    pub contents: Option<ContentsDef>,
}

/// The cover.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverDef {
    /// Name of the sheet.
    pub sheet: String,
    /// How the page lies.
    #[serde(with = "OrientationName")]
    pub orientation: Orientation,
    /// Width of the sheet in characters.
    pub width: u16,
    /// Lines from top to bottom.
    #[serde(rename = "line")]
    pub lines: Vec<CoverLineDef>,
}

/// A line of the cover.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverLineDef {
    /// Its words; `{year}`, `{owner_code}` and `{owner_name}` are filled in.
    pub text: String,
    /// Empty room above it in points.
    pub above: u16,
    /// Its font.
    pub font: FontDef,
}

/// The list of contents: a row a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentsDef {
    /// Name of the sheet.
    pub sheet: String,
    /// Title as printed; the names of [`CoverLineDef::text`] are filled in.
    pub title: String,
    /// How the page lies.
    #[serde(with = "OrientationName")]
    pub orientation: Orientation,
    /// The column of the tables' numbers, counted from 1.
    pub number: ContentsColumn,
    /// The column of their titles, which lead to their sheets.
    pub table: ContentsColumn,
}

/// A column of the list of contents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentsColumn {
    /// The header's words.
    pub header: String,
    /// Width in characters.
    pub width: u16,
}
