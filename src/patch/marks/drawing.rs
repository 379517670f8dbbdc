//! The boxes of our comments: shapes of a sheet's legacy drawing (VML), without which no program shows a comment.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use super::ordered::{WORKSHEET, inserted};
use crate::origin::CellRef;
use crate::patch::splice::Splice;
use crate::patch::text::PartText;
use crate::patch::xml::{Node, Scan};
use crate::patch::{Package, PatchError};

const NAMESPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
                          xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// What kind of shape a comment's box is; it is defined once in a drawing.
const KIND: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
                    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" \
                    o:connecttype=\"rect\"/></v:shapetype>";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Numbers of shapes that belong to one sheet.
const BLOCK: u32 = 1_024;

impl Package {
    /// Adds a box for each comment.
    pub(super) fn add_boxes(&mut self, index: usize, comments: &[(CellRef, &str)]) -> Result<(), PatchError> {
        let sheet = self.places[index].part.clone();
        let part = match self.legacy_drawing(&sheet)? {
            Some(part) => part,
            None => self.new_drawing(index, &sheet)?,
        };
        let stored = self.text(&part)?;
        let text = with_boxes(&stored.text, comments);
        let text =
            text.ok_or_else(|| PatchError::Damaged { part: part.clone(), problem: "没有结束标记".to_owned() })?;
        self.put(&part, &stored.with(text))
    }

    /// Takes the boxes of comments on these cells out of a sheet's drawing, and the drawing where it is empty then.
    pub(super) fn remove_boxes(&mut self, index: usize, cells: &BTreeSet<CellRef>) -> Result<(), PatchError> {
        let sheet = self.places[index].part.clone();
        let Some(part) = self.legacy_drawing(&sheet)? else { return Ok(()) };
        let stored = self.text(&part)?;
        let (text, left) = without_boxes(&stored.text, &part, cells)?;
        if left > 0 {
            return self.put(&part, &stored.with(text));
        }
        let id = self.legacy_relation(&sheet)?;
        let stored = self.text(&sheet)?;
        let text = crate::patch::relations::without(&stored.text, &sheet, "legacyDrawing", |_| true)?;
        self.put(&sheet, &stored.with(text))?;
        self.drop_relations(&sheet, |relation| Some(&relation.id) == id.as_ref())?;
        self.drop_part(&part)
    }

    /// The part that the sheet's `legacyDrawing` means.
    fn legacy_drawing(&self, sheet: &str) -> Result<Option<String>, PatchError> {
        let Some(id) = self.legacy_relation(sheet)? else { return Ok(None) };
        let related = self.related(sheet)?;
        Ok(related.into_iter().find(|(relation, _)| relation.id == id).and_then(|(_, part)| part))
    }

    fn new_drawing(&mut self, index: usize, sheet: &str) -> Result<String, PatchError> {
        let part = self.free_name("xl/drawings/vmlDrawing", ".vml");
        // Numbers of shapes must differ between sheets; the sheet's own number does.
        let block = self.sheets[index].id.max(1);
        let text = format!(
            "<xml {NAMESPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{block}\"/></o:shapelayout>{KIND}</xml>"
        );
        self.put(&part, &PartText::new(text))?;
        let id = self.add_relation(sheet, "vmlDrawing", &part)?;
        let namespace = self.namespaces()?.relations;
        let stored = self.text(sheet)?;
        let text = inserted(&stored.text, sheet, (WORKSHEET, "legacyDrawing"), |p| {
            format!("<{p}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>")
        })?;
        self.put(sheet, &stored.with(text))?;
        Ok(part)
    }

    /// Names the type of parts that end in `.vml` in the package's list.
    pub(super) fn say_what_vml_is(&mut self) -> Result<(), PatchError> {
        let types = self.content_types()?;
        let stored = self.text(&types)?;
        let mut scan = Scan::new(&stored.text, &types);
        while let Some(node) = scan.next()? {
            if let Node::Open(tag) = node
                && tag.local() == "Default"
                && tag.value("Extension").is_some_and(|extension| extension.eq_ignore_ascii_case("vml"))
            {
                return Ok(());
            }
        }
        let entry = |prefix: &str| format!("<{prefix}Default Extension=\"vml\" ContentType=\"{TYPE}\"/>");
        let text = crate::patch::relations::with_last_child(&stored.text, &types, entry)?;
        self.put(&types, &stored.with(text))
    }
}

/// The drawing with a box for each comment; `None` where it does not end.
///
/// Excel itself writes drawings that are not well formed, so the end is looked for from behind.
fn with_boxes(text: &str, comments: &[(CellRef, &str)]) -> Option<String> {
    let end = text.rfind("</xml>").or_else(|| text.rfind("</"))?;
    let mut number = highest_number(text);
    let mut shapes = String::new();
    if !text.contains("_x0000_t202\"") && !text.contains("_x0000_t202'") {
        shapes.push_str(&KIND.replacen("<v:shapetype", &format!("<v:shapetype {NAMESPACES}"), 1));
    }
    for (cell, words) in comments {
        number += 1;
        shapes.push_str(&shape(*cell, words, number));
    }
    Some([text.get(..end)?, &shapes, text.get(end..)?].concat())
}

/// The highest number of a shape; of an empty drawing the one before its block begins.
fn highest_number(text: &str) -> u32 {
    let leading = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.get(..leading(text)).and_then(|digits| digits.parse::<u32>().ok());
    let shapes = text.split("_x0000_s").skip(1).filter_map(number).max();
    let block = || text.split("data=\"").nth(1).and_then(number).unwrap_or(1);
    shapes.unwrap_or_else(|| block().saturating_mul(BLOCK))
}

/// Characters on a line of a box, and lines at least.
const CHARACTERS_A_LINE: usize = 22;
const FEWEST_LINES: u32 = 5;

fn shape(cell: CellRef, words: &str, number: u32) -> String {
    let (row, col) = cell.indices();
    let lines: usize = words.lines().map(|line| line.chars().count() / CHARACTERS_A_LINE + 1).sum();
    let high = u32::try_from(lines).unwrap_or(40).clamp(FEWEST_LINES, 40);
    let top = row.saturating_sub(1);
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        text,
        "<v:shape {NAMESPACES} id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;z-index:1;visibility:hidden\" \
         fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {top}, 2, {}, 60, {}, 4</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        col + 1,
        col + 4,
        top + high,
    );
    text
}

/// The drawing without the boxes of comments on these cells, and how many shapes are left.
fn without_boxes(text: &str, part: &str, cells: &BTreeSet<CellRef>) -> Result<(String, usize), PatchError> {
    let mut scan = Scan::lenient(text, part);
    let mut splice = Splice::default();
    let mut left = 0;
    let mut open: Option<(usize, Note)> = None;
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == "shape" && !tag.empty => open = Some((tag.start, Note::default())),
            Node::Open(tag) => {
                let Some((_, note)) = &mut open else { continue };
                match tag.local() {
                    "ClientData" => note.is_note = tag.value("ObjectType").is_some_and(|kind| kind == "Note"),
                    "Row" => note.row = scan.content(&tag)?.text.trim().parse().ok(),
                    "Column" => note.col = scan.content(&tag)?.text.trim().parse().ok(),
                    _ => {}
                }
            }
            Node::Close { local: "shape", span } => {
                let Some((start, note)) = open.take() else { continue };
                if note.cell().is_some_and(|cell| cells.contains(&cell)) {
                    splice.replace(Range { start, end: span.end }, "");
                } else {
                    left += 1;
                }
            }
            _ => {}
        }
    }
    Ok((splice.apply(text, part)?, left))
}

#[derive(Debug, Default)]
struct Note {
    is_note: bool,
    row: Option<u32>,
    col: Option<u32>,
}

impl Note {
    fn cell(&self) -> Option<CellRef> {
        Some(CellRef::zero_based(self.row?, self.col?)).filter(|_| self.is_note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_come_and_go_and_others_stay() {
        let control = "<v:shape id=\"_x0000_s1030\"><x:ClientData ObjectType=\"Button\"><x:Row>3</x:Row></x:ClientData></v:shape>";
        let before = format!("<xml {NAMESPACES}>{KIND}{control}<br></xml>");
        let cell = CellRef::zero_based(3, 2);
        let with = with_boxes(&before, &[(cell, "一"), (CellRef::zero_based(4, 2), "二")]).unwrap();
        assert!(with.contains("_x0000_s1031") && with.contains("_x0000_s1032") && with.ends_with("</xml>"), "{with}");
        let (one, left) = without_boxes(&with, "p", &BTreeSet::from([cell])).unwrap();
        assert_eq!((left, one.contains("_x0000_s1031"), one.contains("_x0000_s1032")), (2, false, true));
        let both = BTreeSet::from([cell, CellRef::zero_based(4, 2)]);
        assert_eq!(without_boxes(&with, "p", &both).unwrap(), (before, 1));
        assert_eq!(highest_number("<o:idmap v:ext=\"edit\" data=\"3\"/>"), 3 * BLOCK);
    }
}
