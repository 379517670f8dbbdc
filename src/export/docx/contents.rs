//! The list of contents: a field that office programs compute, with entries that stand there until they do.

use super::runs::{field, instructed, mark, runs};
use super::xml::Xml;

/// What the list of contents leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Words of the heading.
    pub text: String,
    /// Level, 1 or 2.
    pub level: u8,
    /// Name of the bookmark at the heading.
    pub bookmark: String,
    /// The page that it will probably stand on.
    pub page: u32,
}

/// Name of the bookmark of the heading at `index`, counted from 0.
pub(super) fn bookmark(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

/// The list under its heading.
pub(super) fn write(xml: &mut Xml, (heading, breaks): (&str, bool), entries: &[Entry]) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "Cover");
    if breaks {
        xml.empty("w:pageBreakBefore", &[]);
    }
    xml.close();
    runs(xml, heading);
    xml.close();
    for (index, entry) in entries.iter().enumerate() {
        xml.open("w:p", &[]);
        styled(xml, if entry.level < 2 { "TOC1" } else { "TOC2" });
        if index == 0 {
            mark(xml, "begin");
            instructed(xml, " TOC \\o \"1-2\" \\h \\z \\u ");
            mark(xml, "separate");
        }
        xml.open("w:hyperlink", &[("w:anchor", &entry.bookmark), ("w:history", "1")]);
        runs(xml, &entry.text);
        xml.open("w:r", &[]);
        xml.empty("w:tab", &[]);
        xml.close();
        field(xml, &format!(" PAGEREF {} \\h ", entry.bookmark), &entry.page.to_string());
        xml.close();
        if index + 1 == entries.len() {
            mark(xml, "end");
        }
        xml.close();
    }
}

fn styled(xml: &mut Xml, style: &str) {
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", style);
    xml.close();
}
