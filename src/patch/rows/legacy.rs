//! Legacy drawings (VML): the boxes of comments, and form controls.

use std::ops::Range;

use super::anchors::{Corners, Follows};
use super::places::Holds;
use super::walk::View;
use crate::patch::PatchError;
use crate::patch::formula::moved_row;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan};

/// What Excel keeps of one shape.
#[derive(Debug, Default)]
struct Shape {
    note: bool,
    /// The row of the comment's cell.
    row: Option<(u32, Range<usize>)>,
    corners: Corners,
    fixed: bool,
    sized: bool,
}

const FORMULAS: [&str; 5] = ["FmlaLink", "FmlaRange", "FmlaPict", "FmlaGroup", "FmlaTxbx"];

/// A legacy drawing after an insertion.
pub(super) fn moved(view: &View<'_>, text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::lenient(text, part);
    let mut splice = Splice::default();
    let mut shape = None;
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == "ClientData" && !tag.empty => {
                let note = tag.value("ObjectType").is_some_and(|kind| kind == "Note");
                shape = Some(Shape { note, sized: true, ..Shape::default() });
            }
            Node::Open(tag) => {
                let Some(shape) = shape.as_mut() else { continue };
                let local = tag.local();
                if FORMULAS.contains(&local) {
                    let content = scan.content(&tag)?;
                    view.text(&content.text, content.inner, Holds::Formula, &mut splice);
                } else if matches!(local, "Row" | "Anchor" | "MoveWithCells" | "SizeWithCells") {
                    let content = scan.content(&tag)?;
                    shape.fact(local, &content.text, content.inner);
                }
            }
            Node::Close { local: "ClientData", .. } => {
                if let Some(shape) = shape.take() {
                    shape.edit(view, &mut splice);
                }
            }
            _ => {}
        }
    }
    splice.apply(text, part)
}

impl Shape {
    fn fact(&mut self, name: &str, text: &str, inner: Range<usize>) {
        // Both say of an object that it does *not* do what they are called.
        let set = !text.trim().eq_ignore_ascii_case("false");
        match name {
            "MoveWithCells" => self.fixed = set,
            "SizeWithCells" => self.sized = !set,
            "Row" => self.row = text.trim().parse().ok().map(|row| (row, inner)),
            _ => {
                self.corners.from = field(text, 2).map(|(row, at)| (row, inner.start + at.start..inner.start + at.end));
                self.corners.to = field(text, 6).map(|(row, at)| (row, inner.start + at.start..inner.start + at.end));
            }
        }
    }

    fn edit(&self, view: &View<'_>, splice: &mut Splice) {
        if !view.own() {
            return;
        }
        let Some((row, span)) = self.row.as_ref().filter(|_| self.note) else {
            let follows = match (self.fixed, self.sized) {
                (true, _) => Follows::Neither,
                (false, false) => Follows::Moves,
                (false, true) => Follows::Both,
            };
            return self.corners.edit(view, follows, splice);
        };
        // The box of a comment goes where its cell goes, wherever it was drawn.
        let new = moved_row(*row, view.insertion);
        if new == *row {
            return;
        }
        splice.replace(span.clone(), new.to_string());
        for (corner, at) in [&self.corners.from, &self.corners.to].into_iter().flatten() {
            splice.replace(at.clone(), corner.saturating_add(new - row).to_string());
        }
    }
}

/// Number `at` of a list with commas, and its bytes in it.
fn field(list: &str, at: usize) -> Option<(u32, Range<usize>)> {
    let field = list.split(',').nth(at)?;
    let start: usize = list.split(',').take(at).map(|field| field.len() + 1).sum();
    let trimmed = field.trim();
    let start = start + field.len() - field.trim_start().len();
    Some((trimmed.parse().ok()?, start..start + trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_an_anchor_know_their_bytes() {
        let anchor = "\n 1, 15, 8 , 2, 3, 15, 12, 4";
        assert_eq!(field(anchor, 2), Some((8, 9..10)));
        assert_eq!(&anchor[field(anchor, 6).unwrap().1], "12");
        assert_eq!(field(anchor, 9), None);
    }
}
