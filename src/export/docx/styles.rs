//! Styles: fonts, lines and headings as GB/T 9704 has them, from the document's look.

use super::package::W;
use super::xml::Xml;
use crate::disclosure::Font;
use crate::document::DocumentLook;

/// Room above a line of the cover, in twentieths of a point.
pub(super) const ABOVE_COVER: u16 = 1_200;

/// Height of a line of a title in twentieths of a point: that of the text, or 1.4 of its own size where that is more.
pub(super) fn title_line(look: &DocumentLook) -> u16 {
    look.line_twips.max(look.title.half_points.saturating_mul(14))
}

/// A style of paragraphs.
struct StyleDef<'a> {
    id: &'static str,
    name: &'static str,
    font: &'a Font,
    /// `both`, `center`, `left`.
    alignment: &'static str,
    /// First line moved in by two characters.
    indented: bool,
    /// Level in the outline, counted from 0.
    outline: Option<u8>,
    /// Stays on the page of what follows.
    keeps: bool,
    /// Exact height of a line in twentieths of a point.
    line: u16,
    /// Room above in twentieths of a point.
    above: u16,
}

/// The part with all styles.
pub(super) fn styles(look: &DocumentLook) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("w:styles", &[W]);
    defaults(&mut xml, look);
    normal(&mut xml);
    let plain = StyleDef {
        id: "Body",
        name: "Body Text",
        font: &look.body,
        alignment: "both",
        indented: true,
        outline: None,
        keeps: false,
        line: look.line_twips,
        above: 0,
    };
    let titled = title_line(look);
    let title = StyleDef { id: "Title", name: "Title", font: &look.title, alignment: "center", line: titled, ..plain };
    let part =
        StyleDef { id: "PartTitle", name: "Part Title", outline: Some(0), indented: false, keeps: true, ..title };
    let headings = ["Heading1", "Heading2", "Heading3"].into_iter().zip(["heading 1", "heading 2", "heading 3"]);
    paragraph(&mut xml, &plain, look);
    paragraph(&mut xml, &StyleDef { indented: false, ..title }, look);
    paragraph(&mut xml, &part, look);
    paragraph(&mut xml, &StyleDef { id: "Cover", name: "Cover", outline: None, above: ABOVE_COVER, ..part }, look);
    for (((id, name), font), level) in headings.zip(&look.headings).zip(0_u8..) {
        let heading = StyleDef { id, name, font, alignment: "both", outline: Some(level), keeps: true, ..plain };
        paragraph(&mut xml, &heading, look);
    }
    contents(&mut xml, look);
    footer(&mut xml, look);
    xml.finish()
}

/// What holds where no style says otherwise.
fn defaults(xml: &mut Xml, look: &DocumentLook) {
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    font(xml, &look.body, &look.latin);
    xml.close();
    xml.open("w:pPrDefault", &[]);
    xml.close();
    xml.close();
}

fn normal(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.value("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.close();
}

fn paragraph(xml: &mut Xml, style: &StyleDef<'_>, look: &DocumentLook) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)]);
    xml.value("w:name", style.name);
    xml.value("w:basedOn", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if style.keeps {
        xml.empty("w:keepNext", &[]);
    }
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &style.above.to_string()),
            ("w:after", "0"),
            ("w:line", &style.line.to_string()),
            ("w:lineRule", "exact"),
        ],
    );
    if style.indented {
        let two = u32::from(style.font.half_points) * 20;
        xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &two.to_string())]);
    }
    xml.value("w:jc", style.alignment);
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", &level.to_string());
    }
    xml.close();
    font(xml, style.font, &look.latin);
    xml.close();
}

/// Entries of the list of contents: the page's number at the right edge, dots before it.
fn contents(xml: &mut Xml, look: &DocumentLook) {
    for (level, id, name) in [(0_u32, "TOC1", "toc 1"), (1, "TOC2", "toc 2")] {
        xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", id)]);
        xml.value("w:name", name);
        xml.value("w:basedOn", "Normal");
        xml.open("w:pPr", &[]);
        xml.open("w:tabs", &[]);
        let edge = super::section::text_width(look.margins_mm).to_string();
        xml.empty("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", &edge)]);
        xml.close();
        let line = look.line_twips.to_string();
        xml.empty("w:spacing", &[("w:line", &line), ("w:lineRule", "exact")]);
        xml.empty("w:ind", &[("w:left", &(level * 420).to_string())]);
        xml.close();
        font(xml, &Font { half_points: 28, ..look.body.clone() }, &look.latin);
        xml.close();
    }
}

fn footer(xml: &mut Xml, look: &DocumentLook) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", "Footer")]);
    xml.value("w:name", "footer");
    xml.value("w:basedOn", "Normal");
    xml.open("w:pPr", &[]);
    xml.value("w:jc", "center");
    xml.close();
    font(xml, &look.page_number, &look.page_number.name);
    xml.close();
}

/// The properties of a run in this font.
pub(super) fn font(xml: &mut Xml, font: &Font, latin: &str) {
    let size = font.half_points.to_string();
    xml.open("w:rPr", &[]);
    xml.empty("w:rFonts", &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", &font.name), ("w:cs", latin)]);
    if font.bold {
        xml.empty("w:b", &[]);
    }
    xml.value("w:sz", &size);
    xml.value("w:szCs", &size);
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    xml.close();
}
