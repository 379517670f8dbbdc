//! Workbooks (.xlsx) as bytes, by rust_xlsxwriter: what the sheets of this room say to it, and what its errors mean here.
//!
//! | what | file |
//! | --- | --- |
//! | a cell's look | `style.rs` |
//! | a sheet: cells, links, merged areas, page | `sheet.rs` |
//! | areas that share no cell | `area.rs` |
//!
//! What the library does by guessing is not asked of it: numbers and text are written by their own calls, results of formulas
//! are numbers, and a text that looks like the library's own markup goes the way of formatted text.

mod area;
mod sheet;
mod style;

pub(super) use rust_xlsxwriter::Format;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

pub(super) use self::area::{Apart, Area};
pub(super) use self::sheet::{Ignored, Page, Sheet, Target};
pub(super) use self::style::{Align, Number, Style};
use super::{ExportError, Stamp};
use crate::disclosure::Font;

/// How hard the parts are compressed, 1 to 9: by measurement (`docs/performance.md`).
const COMPRESSION: u8 = 1;
/// Height of a row and width of a column in the default font, 宋体 11, in pixels.
const DEFAULT_PIXELS: (u32, u32) = (18, 72);

/// What the file says of itself.
#[derive(Clone, Debug)]
pub(in crate::export) struct Properties {
    /// 标题
    pub title: String,
    /// 主题
    pub subject: String,
    /// 作者 and 单位
    pub author: String,
    /// 创建日期
    pub date: Stamp,
}

/// A workbook on its way.
pub(super) struct Book {
    default: Format,
    sheets: Vec<Sheet>,
    properties: Properties,
}

impl Book {
    /// A workbook without sheets, whose cells are in `font` where nothing else is said.
    pub fn new(font: &Font, properties: Properties) -> Book {
        Book { default: Style::new(font).format(), sheets: Vec::new(), properties }
    }

    /// The look of cells of which nothing else is said.
    pub fn default_format(&self) -> &Format {
        &self.default
    }

    /// A sheet to be filled and [added](Book::add), of a name that Excel accepts.
    pub fn sheet(&self, name: &str) -> Sheet {
        let mut sheet = Worksheet::new();
        let (row, column) = DEFAULT_PIXELS;
        let made = sheet.set_default_format(&self.default, row, column).and_then(|sheet| sheet.set_name(name));
        let failed = made.err().map(|error| error.to_string());
        Sheet::of(sheet, name, failed)
    }

    /// Adds a sheet.
    pub fn add(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ExportError::Refused`] where a sheet holds what the format cannot: merged areas that overlap, cells outside.
    pub fn bytes(self) -> Result<Vec<u8>, ExportError> {
        let refused = |error: rust_xlsxwriter::XlsxError| ExportError::Refused {
            sheet: String::new(),
            reason: error.to_string(),
        };
        let mut book = Workbook::new();
        let (row, column) = DEFAULT_PIXELS;
        book.set_default_format(&self.default, row, column).map_err(refused)?;
        book.set_zip_compression_level(COMPRESSION);
        book.set_properties(&self.properties.written().map_err(refused)?);
        for sheet in self.sheets {
            book.push_worksheet(sheet.finished()?);
        }
        book.save_to_buffer().map_err(refused)
    }
}

impl Properties {
    fn written(&self) -> Result<DocProperties, rust_xlsxwriter::XlsxError> {
        let Stamp { year, month, day } = self.date;
        let date = ExcelDateTime::from_ymd(year, month, day)?;
        let properties = DocProperties::new().set_title(&self.title).set_subject(&self.subject);
        Ok(properties.set_author(&self.author).set_company(&self.author).set_creation_datetime(&date))
    }
}

#[cfg(test)]
mod tests;
