//! Sections: pages that lie alike.

use super::package::FOOTER_RELATION;
use super::xml::Xml;
use crate::disclosure::Orientation;

/// A4 in twentieths of a point: the short and the long side.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// Distance of the footer from the paper's edge: 28 mm below the text less a line.
const FOOTER: u32 = 1_587;

/// How the pages of a section lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub orientation: Orientation,
    /// Left, right, top, bottom.
    pub margins_mm: [u16; 4],
}

impl Page {
    /// The width of the text in twentieths of a point.
    pub fn width(self) -> u32 {
        let [left, right, ..] = self.margins_mm.map(twips);
        let paper = if self.orientation == Orientation::Landscape { LONG } else { SHORT };
        paper.saturating_sub(left + right)
    }
}

impl Page {
    /// The height of the text in twentieths of a point.
    pub fn height(self) -> u32 {
        let [.., top, bottom] = self.margins_mm.map(twips);
        let paper = if self.orientation == Orientation::Landscape { SHORT } else { LONG };
        paper.saturating_sub(top + bottom)
    }
}

/// The width of the text on an upright page.
pub(super) fn text_width(margins_mm: [u16; 4]) -> u32 {
    Page { orientation: Orientation::Portrait, margins_mm }.width()
}

/// Millimetres in twentieths of a point, rounded.
fn twips(millimetres: u16) -> u32 {
    (u32::from(millimetres) * 14_400 + 127) / 254
}

/// The properties of a section; `first` is the one with the cover, whose page carries no number.
pub(super) fn properties(xml: &mut Xml, page: Page, first: bool) {
    let [left, right, top, bottom] = page.margins_mm.map(twips);
    xml.open("w:sectPr", &[]);
    if first {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER_RELATION)]);
    }
    xml.value("w:type", "nextPage");
    match page.orientation {
        Orientation::Portrait => {
            xml.empty("w:pgSz", &[("w:w", &SHORT.to_string()), ("w:h", &LONG.to_string())]);
        }
        Orientation::Landscape => {
            xml.empty("w:pgSz", &[("w:w", &LONG.to_string()), ("w:h", &SHORT.to_string()), ("w:orient", "landscape")])
        }
    }
    let footer = FOOTER.min(bottom / 2).to_string();
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &top.to_string()),
            ("w:right", &right.to_string()),
            ("w:bottom", &bottom.to_string()),
            ("w:left", &left.to_string()),
            ("w:header", "851"),
            ("w:footer", &footer),
            ("w:gutter", "0"),
        ],
    );
    if first {
        xml.empty("w:titlePg", &[]);
    }
    xml.close();
}
