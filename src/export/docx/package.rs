//! The parts around the text, and the archive that holds all of them.

use super::runs::field;
use super::xml::Xml;
use crate::document::Document;
use crate::export::archive::Archive;
use crate::export::{ExportError, Stamp};

/// Namespace of WordprocessingML.
pub(super) const W: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
/// Namespace of relations within parts.
pub(super) const R: (&str, &str) = ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
/// The relation from the document to its footer.
pub(super) const FOOTER_RELATION: &str = "rId3";

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What each part is.
pub(super) fn content_types() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let default = |xml: &mut Xml, extension, kind| {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    };
    default(&mut xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    default(&mut xml, "xml", "application/xml");
    let parts = [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/settings.xml", format!("{WORD}.settings+xml")),
        ("/word/footer1.xml", format!("{WORD}.footer+xml")),
        ("/word/fontTable.xml", format!("{WORD}.fontTable+xml")),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
    ];
    for (part, kind) in &parts {
        xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
    }
    xml.finish()
}

/// Where the document and its properties are.
pub(super) fn relations() -> Vec<u8> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned();
    related(&[
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ])
}

/// What the document refers to.
pub(super) fn document_relations() -> Vec<u8> {
    related(&[
        ("rId1", format!("{OFFICE}/styles"), "styles.xml"),
        ("rId2", format!("{OFFICE}/settings"), "settings.xml"),
        (FOOTER_RELATION, format!("{OFFICE}/footer"), "footer1.xml"),
        ("rId4", format!("{OFFICE}/fontTable"), "fontTable.xml"),
        ("rId5", format!("{OFFICE}/theme"), "theme/theme1.xml"),
    ])
}

fn related(relations: &[(&str, String, &str)]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", RELATIONS)]);
    for (id, kind, target) in relations {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.finish()
}

/// Title, owner and date.
pub(super) fn core(document: &Document, stamp: Stamp) -> Vec<u8> {
    let date = format!("{:04}-{:02}-{:02}T00:00:00Z", stamp.year, stamp.month, stamp.day);
    let mut xml = Xml::part();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.said("dc:title", &[], &document.title);
    xml.said("dc:creator", &[], &document.owner);
    xml.said("cp:lastModifiedBy", &[], &document.owner);
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.said(name, &[("xsi:type", "dcterms:W3CDTF")], &date);
    }
    xml.finish()
}

/// What wrote it.
pub(super) fn app() -> Vec<u8> {
    let mut xml = Xml::part();
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", kind)]);
    xml.said("Application", &[], "gongkai");
    xml.finish()
}

/// How the document is laid out: as the Word of today does it, Chinese punctuation squeezed.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("w:settings", &[W]);
    xml.empty("w:zoom", &[("w:percent", "100")]);
    xml.value("w:defaultTabStop", "420");
    xml.value("w:characterSpacingControl", "compressPunctuation");
    xml.open("w:compat", &[]);
    xml.empty(
        "w:compatSetting",
        &[("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")],
    );
    xml.close();
    xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    xml.finish()
}

/// The page's number between dashes, as documents of the state carry it.
pub(super) fn footer() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("w:ftr", &[W, R]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "Footer");
    xml.close();
    let text = |xml: &mut Xml, text| {
        xml.open("w:r", &[]);
        xml.said("w:t", &[("xml:space", "preserve")], text);
        xml.close();
    };
    text(&mut xml, "— ");
    field(&mut xml, " PAGE ", "1");
    text(&mut xml, " —");
    xml.finish()
}

/// The archive.
pub(super) fn zipped(parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, ExportError> {
    let mut archive = Archive::new();
    for (name, bytes) in parts {
        archive.part(name, bytes)?;
    }
    archive.finish()
}
