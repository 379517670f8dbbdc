//! Workbooks (.xlsx) as bytes: as much of SpreadsheetML as this room's two workbooks need, written directly.
//!
//! A [`Book`] has styles and [`Sheet`]s. Whoever fills a sheet says what stands where; the files here know how the format
//! writes it. The general writer that was used before hashed the whole format at every cell and took ten times as long
//! (`docs/performance.md`).
//!
//! | part of the package | file |
//! | --- | --- |
//! | `xl/worksheets/sheet1.xml` … | `sheet.rs` (what a sheet holds), `sheet_xml.rs` (as text) |
//! | `xl/styles.xml` | `style.rs`, `style_xml.rs` |
//! | `xl/sharedStrings.xml` | `strings.rs` |
//! | `xl/workbook.xml`, relations, content types, properties | `parts.rs` |

mod digits;
mod escape;
mod parts;
mod sheet;
mod sheet_xml;
mod strings;
mod style;
mod style_xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(super) use self::parts::Properties;
pub(super) use self::sheet::{Area, Ignored, Page, Sheet, Target, Word};
use self::strings::Shared;
pub(super) use self::strings::Strings;
use self::style::Styles;
pub(super) use self::style::{Align, Number, Style, StyleId};
use super::ExportError;
use crate::disclosure::Font;

/// How hard the parts are compressed, 1 to 9: by measurement (`docs/performance.md`).
const COMPRESSION: i64 = 2;

/// A workbook on its way.
pub(super) struct Book {
    styles: Styles,
    sheets: Vec<Sheet>,
    properties: Properties,
}

impl Book {
    /// A workbook without sheets, whose cells are in `font` where nothing else is said.
    pub fn new(font: &Font, properties: Properties) -> Book {
        Book { styles: Styles::new(font), sheets: Vec::new(), properties }
    }

    /// The number of a style.
    pub fn style(&mut self, style: &Style) -> StyleId {
        self.styles.id(style)
    }

    /// Adds a sheet.
    pub fn add(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ExportError::Refused`] where a sheet holds what the format cannot: merged areas that overlap, cells outside.
    pub fn bytes(mut self) -> Result<Vec<u8>, ExportError> {
        if self.sheets.is_empty() {
            // A workbook has at least one.
            self.add(Sheet::new("Sheet1"));
        }
        for sheet in &self.sheets {
            if let Some(reason) = sheet.contradiction() {
                return Err(ExportError::Refused { sheet: sheet.name().to_owned(), reason });
            }
        }
        let mut strings = Shared::default();
        let sheets: Vec<String> =
            self.sheets.iter().enumerate().map(|(index, sheet)| sheet.xml(index == 0, &mut strings)).collect();
        let mut package = Package::new();
        package.part("[Content_Types].xml", &parts::content_types(self.sheets.len()))?;
        package.part("_rels/.rels", &parts::root_relations())?;
        package.part("docProps/app.xml", &parts::app(&self.properties, &self.sheets))?;
        package.part("docProps/core.xml", &parts::core(&self.properties))?;
        package.part("xl/workbook.xml", &parts::workbook(&self.sheets))?;
        package.part("xl/_rels/workbook.xml.rels", &parts::workbook_relations(self.sheets.len()))?;
        package.part("xl/styles.xml", &self.styles.xml())?;
        for (number, (sheet, xml)) in (1..).zip(self.sheets.iter().zip(sheets)) {
            package.part(&format!("xl/worksheets/sheet{number}.xml"), &xml)?;
            if let Some(relations) = parts::sheet_relations(sheet) {
                package.part(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"), &relations)?;
            }
        }
        package.part("xl/sharedStrings.xml", &strings.xml())?;
        package.finish()
    }
}

/// The zip archive that a workbook is.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    fn new() -> Package {
        Package(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn part(&mut self, name: &str, content: &str) -> Result<(), ExportError> {
        // The time of every part is that of the format's beginning, so that the clock is in no byte.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(COMPRESSION))
            .last_modified_time(zip::DateTime::DEFAULT)
            // Or each part would say on which system it was written.
            .system(zip::System::Unix);
        self.0.start_file(name, options).map_err(|error| refused(&error))?;
        self.0.write_all(content.as_bytes()).map_err(|error| refused(&error))
    }

    fn finish(self) -> Result<Vec<u8>, ExportError> {
        Ok(self.0.finish().map_err(|error| refused(&error))?.into_inner())
    }
}

/// Writing to memory fails only where a part is too large for the format.
fn refused(error: &impl std::fmt::Display) -> ExportError {
    ExportError::Refused { sheet: String::new(), reason: error.to_string() }
}

#[cfg(test)]
mod tests;
