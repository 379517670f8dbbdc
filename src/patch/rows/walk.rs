//! Editing the places of a part.

use std::ops::Range;

use super::places::{Holds, Place};
use crate::origin::CellRef;
use crate::patch::Area;
use crate::patch::PatchError;
use crate::patch::formula::{Home, Insertion, Moved, moved_area, moved_areas, moved_formula};
use crate::patch::sheet::ROWS;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan, Tag, escape_attribute, escape_text};

/// An insertion as one part sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    /// The insertion.
    pub(super) insertion: &'a Insertion,
    /// The sheet that the part belongs to, if any.
    pub(super) sheet: Option<&'a str>,
}

impl View<'_> {
    /// Whether the part belongs to the sheet where the rows come in.
    pub(super) fn own(&self) -> bool {
        self.sheet.is_some_and(|sheet| self.insertion.is_in(sheet))
    }

    /// What stands at a place after the insertion; `None` where it stays.
    pub(super) fn moved(&self, holds: Holds, text: &str) -> Option<String> {
        let home = match self.sheet {
            Some(sheet) => Home::sheet(sheet),
            None => Home { grows: false, ..Home::nowhere() },
        };
        match holds {
            Holds::Formula => moved_formula(text, self.insertion, home),
            Holds::Source => moved_formula(text, self.insertion, Home { grows: true, ..home }),
            Holds::Name => moved_formula(text, self.insertion, Home::name()),
            _ if !self.own() => None,
            Holds::Break => self.moved_break(text),
            Holds::Extent => self.moved_extent(text),
            Holds::Areas => changed(moved_areas(text, self.insertion, false)),
            Holds::Spreading => changed(moved_areas(text, self.insertion, true)),
            Holds::Growing => {
                let area = Area::from_a1(text)?;
                moved_area(area, self.insertion, true).filter(|moved| *moved != area).map(|moved| moved.to_string())
            }
        }
    }

    /// A break with `id` rows above it belongs to the row below it.
    fn moved_break(&self, text: &str) -> Option<String> {
        let below: u32 = text.trim().parse().ok()?;
        let moved = crate::patch::formula::moved_row(below, self.insertion);
        (moved != below && moved < ROWS).then(|| moved.to_string())
    }

    fn moved_extent(&self, text: &str) -> Option<String> {
        let area = Area::from_a1(text)?;
        let mut moved = moved_area(area, self.insertion, false)?;
        let (row, col) = moved.last.indices();
        // New rows after the last one are in use as well where they are made after a row that is.
        let last_new = self.insertion.at + self.insertion.count - 1;
        if self.insertion.pattern.is_some_and(|pattern| pattern <= area.rows().1) && row < last_new {
            moved.last = CellRef::zero_based(last_new, col);
        }
        (moved != area).then(|| moved.to_string())
    }

    /// Edits the attributes of a tag at their places, and its text if that is one; then the element has been read to its
    /// end.
    pub(super) fn tag<'t>(
        &self,
        places: &[Place],
        scan: &mut Scan<'t>,
        tag: &Tag<'t>,
        splice: &mut Splice,
    ) -> Result<(), PatchError> {
        let local = tag.local();
        let parent = scan.parent();
        let here = |place: &&Place| place.element == local && (place.parent.is_empty() || place.parent == parent);
        for place in places.iter().filter(here).filter(|place| !place.attribute.is_empty()) {
            self.attribute(tag, place.attribute, place.holds, splice);
        }
        let Some(place) = places.iter().filter(here).find(|place| place.attribute.is_empty()) else { return Ok(()) };
        let content = scan.content(tag)?;
        self.text(&content.text, content.inner, place.holds, splice);
        Ok(())
    }

    /// Edits one attribute.
    pub(super) fn attribute(&self, tag: &Tag<'_>, name: &str, holds: Holds, splice: &mut Splice) {
        let Some(attribute) = tag.attribute(name) else { return };
        if let Some(moved) = self.moved(holds, &attribute.text()) {
            let moved = escape_attribute(&moved, attribute.quote);
            splice.replace(attribute.value, moved);
        }
    }

    /// Edits one text.
    pub(super) fn text(&self, text: &str, inner: Range<usize>, holds: Holds, splice: &mut Splice) {
        if let Some(moved) = self.moved(holds, text) {
            splice.replace(inner, escape_text(&moved));
        }
    }

    /// Edits the places of a whole part.
    pub(super) fn part(&self, places: &[Place], text: &str, part: &str) -> Result<String, PatchError> {
        let mut scan = Scan::new(text, part);
        let mut splice = Splice::default();
        while let Some(node) = scan.next()? {
            if let Node::Open(tag) = node {
                self.tag(places, &mut scan, &tag, &mut splice)?;
            }
        }
        splice.apply(text, part)
    }

    /// Edits the relations of a part that link to cells.
    pub(super) fn links(&self, places: &[Place], text: &str, part: &str) -> Result<String, PatchError> {
        let mut scan = Scan::new(text, part);
        let mut splice = Splice::default();
        while let Some(node) = scan.next()? {
            let Node::Open(tag) = node else { continue };
            if tag.attribute("Target").is_some_and(|target| target.raw.starts_with('#')) {
                self.tag(places, &mut scan, &tag, &mut splice)?;
            }
        }
        splice.apply(text, part)
    }
}

/// Areas that leave the sheet stay where they are: an empty list would make the file invalid.
fn changed(moved: Moved<String>) -> Option<String> {
    match moved {
        Moved::To(text) => Some(text),
        Moved::Same | Moved::Gone => None,
    }
}
