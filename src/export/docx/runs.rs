//! Runs: pieces of text, fields, and what is still to be filled in.

use super::xml::Xml;
use crate::document::UNANSWERED;

/// The text of a paragraph; what is still to be filled in is marked so that nobody overlooks it.
pub(super) fn runs(xml: &mut Xml, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(UNANSWERED) {
        let end = rest[start..].find('】').map_or(rest.len(), |at| start + at + '】'.len_utf8());
        run(xml, &rest[..start], false);
        run(xml, &rest[start..end], true);
        rest = &rest[end..];
    }
    run(xml, rest, false);
}

fn run(xml: &mut Xml, text: &str, marked: bool) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if marked {
        xml.open("w:rPr", &[]);
        xml.empty("w:b", &[]);
        xml.value("w:highlight", "yellow");
        xml.close();
    }
    lines(xml, text);
    xml.close();
}

/// Text within a run; a line break stays one.
pub(super) fn lines(xml: &mut Xml, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            xml.empty("w:br", &[]);
        }
        xml.said("w:t", &[("xml:space", "preserve")], line);
    }
}

/// A field with the result that stands there until an office program computes it.
pub(super) fn field(xml: &mut Xml, instruction: &str, result: &str) {
    mark(xml, "begin");
    instructed(xml, instruction);
    mark(xml, "separate");
    xml.open("w:r", &[]);
    xml.said("w:t", &[], result);
    xml.close();
    mark(xml, "end");
}

/// A field's beginning, middle or end.
pub(super) fn mark(xml: &mut Xml, kind: &str) {
    xml.open("w:r", &[]);
    xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
    xml.close();
}

/// What a field computes.
pub(super) fn instructed(xml: &mut Xml, instruction: &str) {
    xml.open("w:r", &[]);
    xml.said("w:instrText", &[("xml:space", "preserve")], instruction);
    xml.close();
}
