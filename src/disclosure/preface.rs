//! What stands before the tables: cover (封面) and list of contents (目录).

use std::sync::Arc;

use super::{Font, Look, Orientation};

/// Cover and list of contents, each where the edition has one; a disclosure that was read from a workbook has neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preface {
    /// 封面
    pub cover: Option<Cover>,
    /// 目录
    pub contents: Option<Contents>,
}

/// The cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Name of its sheet.
    pub sheet: Arc<str>,
    /// Lines from top to bottom.
    pub lines: Vec<CoverLine>,
    /// Width in characters.
    pub width: u16,
    /// How the page (A4) lies.
    pub orientation: Orientation,
    /// Page margins in millimetres: left, right, top, bottom.
    pub margins_mm: [u16; 4],
}

/// A line of the cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverLine {
    /// Its words.
    pub text: String,
    /// Empty room above it in points.
    pub above: u16,
    /// Its font.
    pub font: Font,
}

/// The list of contents; its entries are the disclosure's tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Name of its sheet.
    pub sheet: Arc<str>,
    /// Title as printed.
    pub title: String,
    /// Words above the numbers and above the titles, with the widths of both columns in characters.
    pub columns: [(String, u16); 2],
    /// How it looks.
    pub look: Look,
}
