//! A page as it was printed: characters and ruled lines, with their places.
//!
//! Places are whole hundredths of a point, counted from the left and the top: the same file gives the same cells everywhere.
//! This is the one file that meets the floats of the PDF reader.

use pdfni::{EdgePart, GlyphPart, Orientation, PagePart};

/// A place or length in hundredths of a point.
pub(super) type Pt = i32;

/// One point.
pub(super) const POINT: Pt = 100;

/// An area of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub left: Pt,
    pub right: Pt,
    pub top: Pt,
    pub bottom: Pt,
}

impl Area {
    /// Whether a point lies inside.
    pub fn holds(&self, (x, y): (Pt, Pt)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The middle.
    pub fn middle(&self) -> (Pt, Pt) {
        (half(self.left, self.right), half(self.top, self.bottom))
    }

    /// The smallest area that holds both.
    pub fn with(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// The place half way between two.
pub(super) fn half(a: Pt, b: Pt) -> Pt {
    a.midpoint(b)
}

/// A character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub letter: char,
    pub area: Area,
    /// The size of its font.
    pub size: Pt,
}

impl Glyph {
    /// Whether the font of the file does not say what letter it is.
    pub fn is_unknown(&self) -> bool {
        self.letter.is_control() || matches!(self.letter, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')
    }
}

/// A ruled line: where it stands, and from where to where it goes the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub at: Pt,
    pub from: Pt,
    pub to: Pt,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Which page of the file, counted from 1.
    pub number: u32,
    pub height: Pt,
    /// Characters that stand upright, blanks among them.
    pub glyphs: Vec<Glyph>,
    /// Lines from left to right.
    pub across: Vec<Rule>,
    /// Lines from top to bottom.
    pub down: Vec<Rule>,
}

impl Page {
    /// A page of the PDF reader; `number` is counted from 1.
    pub fn of(part: PagePart, number: u32) -> Page {
        let mut page = Page { number, height: points(part.height), ..Page::default() };
        page.glyphs = part.glyphs.into_iter().filter(|glyph| glyph.upright).map(glyph).collect();
        for edge in &part.edges {
            match edge.orientation {
                Orientation::Horizontal => page.across.push(rule((edge.top, edge.bottom), (edge.left, edge.right))),
                Orientation::Vertical => page.down.push(upright(edge)),
            }
        }
        page
    }

    /// Whether it shows any letter.
    pub fn has_text(&self) -> bool {
        self.glyphs.iter().any(|glyph| !glyph.letter.is_whitespace())
    }
}

fn upright(edge: &EdgePart) -> Rule {
    rule((edge.left, edge.right), (edge.top, edge.bottom))
}

fn rule(at: (f64, f64), span: (f64, f64)) -> Rule {
    let (from, to) = (points(span.0), points(span.1));
    Rule { at: half(points(at.0), points(at.1)), from: from.min(to), to: from.max(to) }
}

fn glyph(part: GlyphPart) -> Glyph {
    let area =
        Area { left: points(part.left), right: points(part.right), top: points(part.top), bottom: points(part.bottom) };
    let size = part.font_size.map_or(area.bottom.saturating_sub(area.top), points).clamp(POINT, 200 * POINT);
    Glyph { letter: part.ch, area, size }
}

/// The hundredths of a point that are nearest; what lies far outside of any page is brought to its edge.
#[expect(
    clippy::float_arithmetic,
    reason = "places on paper, not money; rounded to whole hundredths here and nowhere else"
)]
fn points(place: f64) -> Pt {
    const FARTHEST: f64 = 10_000_000.0;
    let hundredths = (place * 100.0).round();
    if hundredths.is_nan() {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
    {
        hundredths.clamp(-FARTHEST, FARTHEST) as Pt
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_whole_and_bounded() {
        assert_eq!(points(12.345_6), 1235);
        assert_eq!(points(-0.004), 0);
        assert_eq!(points(f64::NAN), 0);
        assert_eq!(points(f64::INFINITY), 10_000_000);
    }
}
