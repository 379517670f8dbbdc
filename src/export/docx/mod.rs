//! The document (情况说明) as a Word file: a package of parts as OOXML asks for, small enough to be read whole.
//!
//! ```text
//! [Content_Types].xml          what each part is
//! _rels/.rels                  where the document is
//! docProps/core.xml, app.xml   title, owner, date
//! word/document.xml            the text and its tables        body.rs, table.rs, contents.rs
//! word/styles.xml              fonts, lines, headings         styles.rs
//! word/fontTable.xml, theme/theme1.xml                         fonts.rs
//! word/settings.xml, footer1.xml, _rels/document.xml.rels
//! ```
//!
//! Fonts are named, never shipped. Nothing depends on the clock, so the same document gives the same bytes.

mod body;
mod contents;
mod estimate;
mod fonts;
mod package;
mod runs;
mod section;
mod styles;
mod table;
mod xml;

use super::{ExportError, Stamp};
use crate::disclosure::Disclosure;
use crate::document::Document;

/// The document as the bytes of a .docx file; its tables are those of `disclosure`.
///
/// # Errors
/// Where the archive cannot be written.
pub fn docx(document: &Document, disclosure: &Disclosure, stamp: Stamp) -> Result<Vec<u8>, ExportError> {
    let parts = [
        ("[Content_Types].xml", package::content_types()),
        ("_rels/.rels", package::relations()),
        ("docProps/core.xml", package::core(document, stamp)),
        ("docProps/app.xml", package::app()),
        ("word/_rels/document.xml.rels", package::document_relations()),
        ("word/document.xml", body::body(document, disclosure)),
        ("word/styles.xml", styles::styles(&document.look)),
        ("word/settings.xml", package::settings()),
        ("word/footer1.xml", package::footer()),
        ("word/fontTable.xml", fonts::table(&document.look, disclosure)),
        ("word/theme/theme1.xml", fonts::theme(&document.look)),
    ];
    package::zipped(&parts)
}
