//! Which fonts the document names, and the theme: parts without which Word calls a document incomplete.

use std::collections::BTreeSet;

use super::package::W;
use super::xml::Xml;
use crate::disclosure::Disclosure;
use crate::document::DocumentLook;

/// Namespace of DrawingML, in which themes are written.
const A: (&str, &str) = ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main");
/// The colours of the theme: name and `RRGGBB`. Nothing in the document refers to them.
const COLOURS: [(&str, &str); 12] = [
    ("a:dk1", "000000"),
    ("a:lt1", "FFFFFF"),
    ("a:dk2", "333333"),
    ("a:lt2", "EEEEEE"),
    ("a:accent1", "1F4E79"),
    ("a:accent2", "C00000"),
    ("a:accent3", "7F7F7F"),
    ("a:accent4", "BF9000"),
    ("a:accent5", "548235"),
    ("a:accent6", "7030A0"),
    ("a:hlink", "0563C1"),
    ("a:folHlink", "954F72"),
];

/// The fonts by name, each once.
pub(super) fn table(look: &DocumentLook, disclosure: &Disclosure) -> Vec<u8> {
    let mut names: BTreeSet<&str> = BTreeSet::from([&*look.latin]);
    names.extend([&look.body, &look.title, &look.page_number].map(|font| &*font.name));
    names.extend(look.headings.iter().map(|font| &*font.name));
    for table in &disclosure.tables {
        let look = &table.look;
        names.extend([&look.title, &look.caption, &look.header, &look.body].map(|font| &*font.name));
    }
    let mut xml = Xml::part();
    xml.open("w:fonts", &[W]);
    for name in names {
        xml.open("w:font", &[("w:name", name)]);
        // GB2312, by which Word picks a stand-in where the font is not there; a Latin font has the first charset.
        xml.value("w:charset", if name == look.latin { "00" } else { "86" });
        xml.value("w:family", "auto");
        xml.value("w:pitch", "variable");
        xml.close();
    }
    xml.finish()
}

/// The theme, in the document's own fonts.
pub(super) fn theme(look: &DocumentLook) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("a:theme", &[A, ("name", "gongkai")]);
    xml.open("a:themeElements", &[]);
    xml.open("a:clrScheme", &[("name", "gongkai")]);
    for (name, colour) in COLOURS {
        xml.open(name, &[]);
        xml.empty("a:srgbClr", &[("val", colour)]);
        xml.close();
    }
    xml.close();
    xml.open("a:fontScheme", &[("name", "gongkai")]);
    for (name, far) in [("a:majorFont", &look.title), ("a:minorFont", &look.body)] {
        xml.open(name, &[]);
        xml.empty("a:latin", &[("typeface", &look.latin)]);
        xml.empty("a:ea", &[("typeface", &far.name)]);
        xml.empty("a:cs", &[("typeface", "")]);
        xml.close();
    }
    xml.close();
    shapes(&mut xml);
    xml.finish()
}

/// How shapes would look, of which the document has none: three of each kind, as the format demands.
fn shapes(xml: &mut Xml) {
    let plain = |xml: &mut Xml| {
        xml.open("a:solidFill", &[]);
        xml.empty("a:schemeClr", &[("val", "phClr")]);
        xml.close();
    };
    xml.open("a:fmtScheme", &[("name", "gongkai")]);
    for list in ["a:fillStyleLst", "a:lnStyleLst", "a:effectStyleLst", "a:bgFillStyleLst"] {
        xml.open(list, &[]);
        for _ in 0..3 {
            match list {
                "a:lnStyleLst" => {
                    xml.open("a:ln", &[("w", "6350")]);
                    plain(xml);
                    xml.close();
                }
                "a:effectStyleLst" => {
                    xml.open("a:effectStyle", &[]);
                    xml.empty("a:effectLst", &[]);
                    xml.close();
                }
                _ => plain(xml),
            }
        }
        xml.close();
    }
    xml.close();
}
