//! OpenDocument spreadsheets: .ods.
//!
//! Read here and not by the library, which tells neither merged areas nor hidden rows and loses cells where the XML is
//! indented.

use std::io::BufRead;

use super::encoding::decode_named;
use super::package::Package;
use super::sheet::{SHEETS, SheetBuilder, Used, too_large};
use super::xml::{Step, Xml};
use super::xml2003::{declared, without_declaration};
use super::{Notes, Refusal, Source, Stop};
use crate::finding::codes::import_container::{DAMAGED, PASSWORD, SHEET_UNREADABLE};
use crate::finding::{Finding, Words};
use crate::import::grid::Sheet;
use crate::origin::Origin;
use cell::Struck;

mod cell;
mod table;

/// How a document is locked.
const LOCKED: Words = Words { zh: "文档打开密码", en: "password of the document" };

/// Reads all tables.
///
/// # Errors
/// The content cannot be read or is encrypted, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(source)?;
    if let Some(manifest) = package.part("META-INF/manifest.xml")
        && String::from_utf8_lossy(&manifest?).contains("encryption-data")
    {
        return Err(Box::new(Finding::new(&PASSWORD).at(source.whole()).with("how", LOCKED)));
    }
    let Some(content) = package.find("content.xml") else { return Err(damaged(source, "里面没有 content.xml")) };
    let sheets = document(source, (package.stream(content)?, "document-content"), notes);
    package.intact()?;
    sheets
}

/// Reads all tables of a document that is one XML file (.fods).
///
/// # Errors
/// The document cannot be read, or a limit is reached.
pub(super) fn read_flat(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let decoded = decode_named(source.bytes, declared(source.bytes).as_deref());
    notes.evidence.push(decoded.evidence);
    document(source, (without_declaration(&decoded.text).as_bytes(), "document"), notes)
}

fn document(
    source: Source<'_>,
    (content, root): (impl BufRead, &'static str),
    notes: &mut Notes,
) -> Result<Vec<Sheet>, Refusal> {
    let mut document = Document {
        source,
        xml: Xml::new(content, source.limits.depth).rooted(root),
        used: Used::default(),
        style: String::new(),
        hidden_styles: Vec::new(),
        struck: Struck::default(),
        sheets: Vec::new(),
    };
    match document.read(notes) {
        Ok(()) => Ok(document.sheets),
        Err(Stop::Limit(refusal)) => Err(refusal),
        Err(Stop::Broken(cause)) => Err(damaged(source, &cause)),
    }
}

fn damaged(source: Source<'_>, cause: &str) -> Refusal {
    let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "OpenDocument 电子表格（.ods）");
    Box::new(finding.with("cause", cause))
}

struct Document<'a, R> {
    source: Source<'a>,
    xml: Xml<R>,
    used: Used,
    /// The style that is open.
    style: String,
    /// Styles whose tables are not shown.
    hidden_styles: Vec<String>,
    /// Styles that cross out.
    struck: Struck,
    sheets: Vec<Sheet>,
}

impl<R: BufRead> Document<'_, R> {
    fn read(&mut self, notes: &mut Notes) -> Result<(), Stop> {
        loop {
            match self.xml.step()? {
                Step::Open => match self.xml.name() {
                    "style" => self.style = self.xml.attribute("name").unwrap_or_default().to_owned(),
                    "table-properties" if self.xml.attribute("display") == Some("false") => {
                        self.hidden_styles.push(std::mem::take(&mut self.style));
                    }
                    "text-properties"
                        if self.xml.attribute("text-line-through-style").is_some_and(|style| style != "none") =>
                    {
                        self.struck.add(&self.style);
                    }
                    "table" => {
                        let whole = self.table(notes)?;
                        if !whole {
                            return Ok(());
                        }
                    }
                    _ => {}
                },
                Step::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reads one table; false where the document breaks off inside it.
    fn table(&mut self, notes: &mut Notes) -> Result<bool, Stop> {
        if self.sheets.len() >= self.source.limits.sheets {
            return Err(too_large(self.source, SHEETS, self.source.limits.sheets).into());
        }
        let name = self.xml.attribute("name").unwrap_or("Sheet").to_owned();
        let style = self.xml.attribute("style-name").unwrap_or_default();
        let hidden = self.hidden_styles.iter().any(|hidden| hidden == style);
        let mut builder = SheetBuilder::new(self.source, name, hidden);
        let outcome = table::read(&mut self.xml, &self.struck, &mut builder, &mut self.used);
        let broken = match outcome {
            Ok(()) => None,
            Err(Stop::Broken(cause)) => Some(cause),
            Err(limit) => return Err(limit),
        };
        if let Some(cause) = &broken {
            let place = Origin::sheet(self.source.file, builder.name());
            let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place());
            notes.findings.push(finding.with("cause", cause.as_str()));
        }
        self.sheets.push(builder.finish(notes));
        Ok(broken.is_none())
    }
}
