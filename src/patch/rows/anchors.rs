//! Drawings: pictures, shapes and charts hang on the rows of their corners.

use std::ops::Range;

use super::places;
use super::walk::View;
use crate::patch::PatchError;
use crate::patch::formula::moved_row;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan, Tag};

/// How an object follows the cells below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// It moves and grows with them.
    Both,
    /// It moves with its upper edge and keeps its size.
    Moves,
    /// It stays where it is on the page.
    Neither,
}

/// Rows of an object's corners with their bytes in the part.
#[derive(Debug, Default)]
pub(super) struct Corners {
    pub(super) from: Option<(u32, Range<usize>)>,
    pub(super) to: Option<(u32, Range<usize>)>,
}

impl Corners {
    /// Puts the rows to which the corners go in their places.
    pub(super) fn edit(&self, view: &View<'_>, follows: Follows, splice: &mut Splice) {
        if follows == Follows::Neither || !view.own() {
            return;
        }
        let moved = |row: u32| moved_row(row, view.insertion);
        let step = self.from.as_ref().map_or(0, |(row, _)| moved(*row) - row);
        for (at, corner) in [&self.from, &self.to].into_iter().enumerate() {
            let Some((row, span)) = corner else { continue };
            let new = if at == 1 && follows == Follows::Moves { row.saturating_add(step) } else { moved(*row) };
            if new != *row {
                splice.replace(span.clone(), new.to_string());
            }
        }
    }
}

/// A drawing after an insertion.
pub(super) fn moved(view: &View<'_>, text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.local() {
            "twoCellAnchor" | "oneCellAnchor" => anchor(view, &mut scan, &tag, &mut splice)?,
            _ => view.tag(places::DRAWING, &mut scan, &tag, &mut splice)?,
        }
    }
    splice.apply(text, part)
}

fn follows(tag: &Tag<'_>) -> Follows {
    match tag.value("editAs").as_deref() {
        Some("absolute") => Follows::Neither,
        Some("oneCell") => Follows::Moves,
        _ => Follows::Both,
    }
}

fn anchor<'t>(view: &View<'_>, scan: &mut Scan<'t>, tag: &Tag<'t>, splice: &mut Splice) -> Result<(), PatchError> {
    let depth = scan.around().len();
    let corners = corners(scan, depth, |scan, inner| view.tag(places::DRAWING, scan, inner, splice))?;
    corners.edit(view, follows(tag), splice);
    Ok(())
}

/// Reads the element just opened at `depth` to its end and gives its corners; `other` sees all other tags in it.
pub(super) fn corners<'t>(
    scan: &mut Scan<'t>,
    depth: usize,
    mut other: impl FnMut(&mut Scan<'t>, &Tag<'t>) -> Result<(), PatchError>,
) -> Result<Corners, PatchError> {
    let mut corners = Corners::default();
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == "row" && matches!(scan.parent(), "from" | "to") => {
                let is_from = scan.parent() == "from";
                let content = scan.content(&tag)?;
                let row = content.text.trim().parse().ok().map(|row| (row, content.inner));
                if is_from { corners.from = row } else { corners.to = row }
            }
            Node::Open(tag) => other(scan, &tag)?,
            Node::Close { .. } if scan.around().len() <= depth => break,
            _ => {}
        }
    }
    Ok(corners)
}
