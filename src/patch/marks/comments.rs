//! Our comments among those of a sheet.

use std::collections::BTreeSet;

use super::ordered::{found, with_child};
use super::{AUTHOR, SIGNATURE};
use crate::origin::CellRef;
use crate::patch::sheet::escape_controls;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan, escape_text};
use crate::patch::{Area, Package, PatchError};

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

impl Package {
    /// Cells of a sheet's part that have a comment.
    pub(super) fn commented(&self, sheet: &str) -> Result<BTreeSet<CellRef>, PatchError> {
        match self.related_part(sheet, "comments")? {
            Some(part) => Ok(cells(&self.text(&part)?.text, &part)?.into_iter().map(|(cell, _)| cell).collect()),
            None => Ok(BTreeSet::new()),
        }
    }

    /// Adds our comments to a sheet's part; none of the cells has one.
    pub(super) fn add_comments(&mut self, sheet: &str, comments: &[(CellRef, &str)]) -> Result<(), PatchError> {
        let part = match self.related_part(sheet, "comments")? {
            Some(part) => part,
            None => {
                let part = self.free_name("xl/comments", ".xml");
                let main = self.namespaces()?.main;
                let empty = format!("<comments xmlns=\"{main}\"><authors/><commentList/></comments>");
                self.add_part(&part, &empty, TYPE)?;
                self.add_relation(sheet, "comments", &part)?;
                part
            }
        };
        let stored = self.text(&part)?;
        let text = with_comments(&stored.text, &part, comments)?;
        self.put(&part, &stored.with(text))
    }

    /// Takes our comments out of a sheet, with their boxes, and the parts where nothing else is in them.
    pub(super) fn uncomment(&mut self, index: usize) -> Result<(), PatchError> {
        let sheet = self.places[index].part.clone();
        let Some(part) = self.related_part(&sheet, "comments")? else { return Ok(()) };
        let stored = self.text(&part)?;
        let (text, ours, others) = without_comments(&stored.text, &part)?;
        if ours.is_empty() {
            return Ok(());
        }
        if others {
            self.put(&part, &stored.with(text))?;
        } else {
            self.drop_relations(&sheet, |relation| relation.kind == "comments")?;
            self.drop_part(&part)?;
        }
        self.remove_boxes(index, &ours)
    }
}

/// Each comment's cell and the number of its author.
fn cells(text: &str, part: &str) -> Result<Vec<(CellRef, Option<usize>)>, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut cells = Vec::new();
    while let Some(node) = scan.next()? {
        if let Node::Open(tag) = node
            && tag.local() == "comment"
        {
            let cell = tag.value("ref").and_then(|text| Area::from_a1(&text)).map(|area| area.first);
            let author = tag.value("authorId").and_then(|id| id.trim().parse().ok());
            cells.extend(cell.map(|cell| (cell, author)));
        }
    }
    Ok(cells)
}

/// Our number among the authors.
fn our_number(text: &str, part: &str) -> Result<(Option<usize>, usize), PatchError> {
    let mut scan = Scan::new(text, part);
    let (mut ours, mut count) = (None, 0);
    while let Some(node) = scan.next()? {
        if let Node::Open(tag) = node
            && tag.local() == "author"
            && scan.parent() == "authors"
        {
            if scan.content(&tag)?.text == AUTHOR {
                ours = Some(count);
            }
            count += 1;
        }
    }
    Ok((ours, count))
}

fn with_comments(text: &str, part: &str, comments: &[(CellRef, &str)]) -> Result<String, PatchError> {
    let (ours, count) = our_number(text, part)?;
    let (text, number) = match ours {
        Some(number) => (text.to_owned(), number),
        None => {
            let author = |prefix: &str| format!("<{prefix}author>{AUTHOR}</{prefix}author>");
            let with = with_child(text, part, "authors", author)?;
            (with.ok_or_else(|| lacks(part, "authors"))?, count)
        }
    };
    let elements = |prefix: &str| comments.iter().map(|comment| element(prefix, number, *comment)).collect();
    with_child(&text, part, "commentList", elements)?.ok_or_else(|| lacks(part, "commentList"))
}

fn element(prefix: &str, author: usize, (cell, words): (CellRef, &str)) -> String {
    let words = escape_controls(words);
    let words = escape_text(&words);
    format!(
        "<{prefix}comment ref=\"{cell}\" authorId=\"{author}\" shapeId=\"0\"><{prefix}text><{prefix}r><{prefix}t \
         xml:space=\"preserve\">{SIGNATURE}{words}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>"
    )
}

/// The text without our comments, their cells, and whether comments are left.
fn without_comments(text: &str, part: &str) -> Result<(String, BTreeSet<CellRef>, bool), PatchError> {
    let (number, _) = our_number(text, part)?;
    let signed = format!(">{SIGNATURE}");
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    let (mut ours, mut others) = (BTreeSet::new(), false);
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() != "comment" {
            continue;
        }
        let end = scan.content(&tag)?.end;
        let cell = tag.value("ref").and_then(|text| Area::from_a1(&text)).map(|area| area.first);
        let author = tag.value("authorId").and_then(|id| id.trim().parse::<usize>().ok());
        let is_ours = (number.is_some() && author == number)
            || text.get(tag.start..end).is_some_and(|comment| comment.contains(&signed));
        match cell.filter(|_| is_ours) {
            Some(cell) => {
                splice.replace(tag.start..end, "");
                ours.insert(cell);
            }
            None => others = true,
        }
    }
    Ok((splice.apply(text, part)?, ours, others))
}

fn lacks(part: &str, element: &str) -> PatchError {
    PatchError::Damaged { part: part.to_owned(), problem: format!("缺少 {element}") }
}

impl Package {
    /// The relation that a sheet's legacy drawing has, by its id in the sheet.
    pub(super) fn legacy_relation(&self, sheet: &str) -> Result<Option<String>, PatchError> {
        let text = self.text(sheet)?;
        found(&text.text, sheet, "legacyDrawing", |tag| tag.prefixed("id"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_come_and_go_and_others_stay() {
        let other = "<comments><authors><author>张三</author></authors><commentList><comment ref=\"B2\" authorId=\"0\">\
                     <text><t>看过</t></text></comment></commentList></comments>";
        let at = CellRef::zero_based(3, 2);
        let with = with_comments(other, "p", &[(at, "差 <1>\n元")]).unwrap();
        assert!(with.contains("<author>gongkai 问题标注</author></authors>"), "{with}");
        assert!(with.contains("ref=\"C4\" authorId=\"1\"") && with.contains("差 &lt;1&gt;\n元"), "{with}");
        assert_eq!(cells(&with, "p").unwrap().len(), 2);
        let (without, ours, others) = without_comments(&with, "p").unwrap();
        assert_eq!((&ours, others), (&BTreeSet::from([at]), true));
        assert_eq!(without.replace("<author>gongkai 问题标注</author>", ""), other);
        // A program may drop the authors on saving.
        let nameless = with.replace("gongkai 问题标注", "");
        assert_eq!(without_comments(&nameless, "p").unwrap().1, ours);
        // The author is still there: the next comments take the same number.
        assert_eq!(with_comments(&without, "p", &[(at, "差 <1>\n元")]).unwrap(), with);
    }
}
