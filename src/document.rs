//! The text of the disclosure (情况说明) as blocks: what stands after what, before it is a file and after it was read from
//! one.
//!
//! A [`Document`] is what `narrative` composes and `export` writes; a [`Text`] is what `import` reads of a document that
//! somebody edited and `check` looks at.

use std::sync::Arc;

use crate::disclosure::Font;
use crate::origin::Origin;

/// What stands where an answer is missing begins with this and ends with `】`.
pub const UNANSWERED: &str = "【待填写";

/// A document on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Name of the file without its ending.
    pub file: String,
    /// Title, for the document's properties.
    pub title: String,
    /// Whose it is, for the document's properties.
    pub owner: String,
    /// Fonts, lines and page.
    pub look: DocumentLook,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// How a document looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLook {
    /// Font of titles.
    pub title: Font,
    /// Fonts of the three levels of headings.
    pub headings: [Font; 3],
    /// Font of the text.
    pub body: Font,
    /// Font of page numbers.
    pub page_number: Font,
    /// Name of the font of digits and Latin letters.
    pub latin: String,
    /// Height of a line of text in twentieths of a point, exactly: 579 gives 22 lines a page.
    pub line_twips: u16,
    /// Page margins in millimetres: left, right, top, bottom.
    pub margins_mm: [u16; 4],
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The title of the document, or of a part of it.
    Title,
    /// A heading of level 1 to 3.
    Heading(u8),
    /// Text.
    Body,
    /// A line of the cover.
    Cover,
}

/// What stands in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// What it is.
        style: Style,
        /// Its words.
        text: String,
    },
    /// The list of contents under this heading.
    Contents(String),
    /// What follows begins a page.
    NewPage,
    /// A table of the disclosure.
    Table {
        /// Index into `Disclosure::tables`.
        index: usize,
        /// Level of its title in the list of contents, 1 or 2; 0 where it is not listed.
        level: u8,
    },
}

/// A document as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// Its paragraphs in order, those in tables too.
    pub paragraphs: Vec<Paragraph>,
    /// Its tables in order; one that stands in a cell of another belongs to that cell's words.
    pub tables: Vec<WordTable>,
}

/// A table of a document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordTable {
    /// The last paragraph with words outside tables before it, as an index into [`Text::paragraphs`]: its title.
    pub title: Option<usize>,
    /// Its rows.
    pub rows: Vec<Vec<WordCell>>,
}

/// A cell of such a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordCell {
    /// Its words.
    pub text: String,
    /// How many columns it covers.
    pub columns: usize,
    /// Whether it goes on with the cell above it.
    pub continued: bool,
}

/// A paragraph of a document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words; deleted ones that a reviewer still sees are left out.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// Whether it belongs to the list of contents.
    pub in_contents: bool,
}
