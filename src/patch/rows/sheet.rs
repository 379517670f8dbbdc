//! A sheet's own part.

use super::PatternFormulas;
use super::anchors::{Follows, corners};
use super::cells::Pattern;
use super::places::{Holds, SHEET};
use super::shared::{self, Member, move_reference};
use super::walk::View;
use crate::origin::CellRef;
use crate::patch::formula::{Home, moved_area, moved_formula, moved_row};
use crate::patch::sheet::{Parsed, ROWS, SheetIndex};
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan, Tag, escape_text};
use crate::patch::{Area, PatchError};

/// A sheet after the insertion. `formulas` is given for the sheet where the rows come in; of any other, only formulas
/// change.
pub(super) fn moved(
    view: &View<'_>,
    formulas: Option<PatternFormulas>,
    text: &str,
    part: &str,
) -> Result<String, PatchError> {
    if formulas.is_none() && !text.contains('!') {
        // Without a sheet's name before them, no references mean the other sheet.
        return Ok(text.to_owned());
    }
    let index = SheetIndex::read(text, part)?;
    let pattern = formulas.map(|formulas| Pattern::new(&index, (text, part), view.insertion, formulas));
    let (new_rows, new_merges) = match &pattern {
        Some(pattern) => {
            refuse(view, &index, text, part)?;
            (pattern.new_rows()?, pattern.new_merges())
        }
        None => (String::new(), Vec::new()),
    };
    let mut pass = Pass {
        view: *view,
        sheet: view.sheet.unwrap_or_default(),
        index: &index,
        splice: Splice::default(),
        members: Vec::new(),
        new_rows,
        new_merges,
        row: None,
        written: None,
        cell: None,
        top: 0,
    };
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        pass.node(&mut scan, node)?;
    }
    shared::edit(&pass.view, pass.sheet, &index, &pass.members, &mut pass.splice);
    pass.splice.apply(text, part)
}

/// Refuses what would cut an array or push content off the sheet.
fn refuse(view: &View<'_>, index: &SheetIndex, text: &str, part: &str) -> Result<(), PatchError> {
    let insertion = view.insertion;
    let cut = |area: &Area| area.rows().0 < insertion.at && insertion.at <= area.rows().1;
    if let Some((area, what)) = index.arrays.iter().find(|(area, _)| cut(area)) {
        return Err(PatchError::Splits { sheet: insertion.sheet.clone(), row: insertion.at, what, area: *area });
    }
    for row in index.rows.iter().filter(|row| row.row >= insertion.at && moved_row(row.row, insertion) >= ROWS) {
        for at in &index.cells[row.cells.clone()] {
            let parsed = Parsed::read(text.get(at.span.clone()).unwrap_or_default(), part)?;
            if parsed.formula.is_some() || parsed.value.is_some() || parsed.inline.is_some() {
                let (sheet, count) = (insertion.sheet.clone(), insertion.count);
                return Err(PatchError::FallsOff { sheet, count, row: row.row + 1 });
            }
        }
    }
    Ok(())
}

struct Pass<'p, 't> {
    view: View<'p>,
    sheet: &'p str,
    index: &'p SheetIndex,
    splice: Splice,
    members: Vec<Member<'t>>,
    /// Elements not yet put in their place.
    new_rows: String,
    new_merges: Vec<Area>,
    /// The row being read, as it was counted before.
    row: Option<u32>,
    /// The last row of the part so far, as it is counted afterwards.
    written: Option<u32>,
    /// The cell being read.
    cell: Option<CellRef>,
    /// First row shown in the view being read.
    top: u32,
}

impl<'t> Pass<'_, 't> {
    fn node(&mut self, scan: &mut Scan<'t>, node: Node<'t>) -> Result<(), PatchError> {
        let depth = scan.around().len();
        match node {
            Node::Open(tag) => match (depth, scan.parent(), tag.local()) {
                (2, "sheetData", "row") => self.row(scan, &tag),
                (3, "row", "c") => {
                    self.cell(&tag);
                    Ok(())
                }
                (4, "c", "f") => self.formula(scan, &tag),
                (4, "c", _) => scan.content(&tag).map(|_| ()),
                (_, _, "mergeCells" | "mergeCell") => {
                    self.merge(&tag);
                    Ok(())
                }
                (_, _, "sheetView" | "customSheetView" | "pane") => {
                    self.pane(&tag);
                    Ok(())
                }
                (_, _, "anchor") => self.anchor(scan, &tag),
                _ => self.view.tag(SHEET, scan, &tag, &mut self.splice),
            },
            Node::Close { local: "sheetData", span } if depth == 1 => {
                self.splice.insert(span.start, std::mem::take(&mut self.new_rows));
                Ok(())
            }
            Node::Close { local: "mergeCells", span } if depth == 1 => {
                let prefix = &self.index.prefix;
                let elements = self.new_merges.iter().map(|area| format!("<{prefix}mergeCell ref=\"{area}\"/>"));
                self.splice.insert(span.start, elements.collect::<String>());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn row(&mut self, scan: &mut Scan<'t>, tag: &Tag<'t>) -> Result<(), PatchError> {
        let attribute = tag.attribute("r");
        let stated = attribute.as_ref().and_then(|r| r.raw.trim().parse::<u32>().ok());
        let row = stated.map_or_else(|| self.row.map_or(0, |row| row + 1), |number| number.saturating_sub(1));
        self.row = Some(row);
        self.cell = None;
        if !self.view.own() {
            return Ok(());
        }
        let insertion = self.view.insertion;
        if row >= insertion.at && !self.new_rows.is_empty() {
            self.splice.insert(tag.start, std::mem::take(&mut self.new_rows));
            self.written = Some(insertion.at + insertion.count - 1);
        }
        let new = moved_row(row, insertion);
        if new >= ROWS {
            // Nothing but format, as was made sure of before: it leaves the sheet.
            let end = scan.content(tag)?.end;
            self.splice.replace(tag.start..end, "");
            return Ok(());
        }
        let counted = self.written.map_or(0, |last| last + 1);
        self.written = Some(new);
        match attribute {
            Some(r) if new != row => self.splice.replace(r.value, (new + 1).to_string()),
            None if new != counted => {
                self.splice.insert(tag.start + 1 + tag.name().len(), format!(" r=\"{}\"", new + 1));
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'t>) {
        let row = self.row.unwrap_or_default();
        let attribute = tag.attribute("r");
        let stated = attribute.as_ref().and_then(|r| CellRef::from_a1(r.raw.trim())).map(|cell| cell.indices().1);
        let col = stated.unwrap_or_else(|| self.cell.map_or(0, |cell| cell.indices().1 + 1));
        self.cell = Some(CellRef::zero_based(row, col));
        let new = moved_row(row, self.view.insertion);
        let Some(r) = attribute.filter(|_| self.view.own() && new != row) else { return };
        if let Some(digits) = r.raw.find(|c: char| c.is_ascii_digit()) {
            let end = r.raw.trim_end().len();
            self.splice.replace(r.value.start + digits..r.value.start + end, (new + 1).to_string());
        }
    }

    fn formula(&mut self, scan: &mut Scan<'t>, tag: &Tag<'t>) -> Result<(), PatchError> {
        let content = scan.content(tag)?;
        let Some(cell) = self.cell else { return Ok(()) };
        match tag.value("t").as_deref() {
            Some("shared") => {
                self.members.push(Member { cell, tag: tag.clone(), content });
                return Ok(());
            }
            Some("dataTable") => {
                for name in ["r1", "r2"] {
                    self.view.attribute(tag, name, Holds::Areas, &mut self.splice);
                }
                move_reference(&self.view, tag, &mut self.splice);
            }
            Some("array") => move_reference(&self.view, tag, &mut self.splice),
            _ => {}
        }
        let home = Home::cell(self.sheet, cell.indices().0);
        if let Some(moved) = moved_formula(&content.text, self.view.insertion, home) {
            self.splice.replace(content.inner, escape_text(&moved));
        }
        Ok(())
    }

    fn merge(&mut self, tag: &Tag<'t>) {
        if !self.view.own() {
            return;
        }
        if tag.local() == "mergeCell" {
            return move_reference(&self.view, tag, &mut self.splice);
        }
        let count = tag.attribute("count").filter(|_| !self.new_merges.is_empty());
        if let Some((count, number)) =
            count.and_then(|count| Some((count.clone(), count.raw.trim().parse::<usize>().ok()?)))
        {
            self.splice.replace(count.value, (number + self.new_merges.len()).to_string());
        }
    }

    /// Rows that come into the frozen part of a view make it larger; any other view is left as the user had it.
    fn pane(&mut self, tag: &Tag<'t>) {
        if tag.local() != "pane" {
            let corner = tag.attribute("topLeftCell").and_then(|a| CellRef::from_a1(a.raw.trim()));
            self.top = corner.map_or(0, |cell| cell.indices().0);
            return;
        }
        let frozen = tag.attribute("state").is_some_and(|state| state.raw.starts_with("frozen"));
        let Some(split) = tag.attribute("ySplit").filter(|_| frozen && self.view.own()) else { return };
        let Ok(rows) = split.raw.trim().parse::<u32>() else { return };
        let insertion = self.view.insertion;
        if insertion.at < self.top || insertion.at >= self.top.saturating_add(rows) {
            return;
        }
        self.splice.replace(split.value, (rows + insertion.count).to_string());
        let corner = tag.attribute("topLeftCell");
        let Some((corner, area)) = corner.and_then(|a| Some((a.value.clone(), Area::from_a1(a.raw.trim())?))) else {
            return;
        };
        if let Some(moved) = moved_area(area, insertion, false) {
            self.splice.replace(corner, moved.to_string());
        }
    }

    /// Embedded objects and controls hang on cells like drawings do.
    fn anchor(&mut self, scan: &mut Scan<'t>, tag: &Tag<'t>) -> Result<(), PatchError> {
        let follows = match (tag.is_set("moveWithCells"), tag.is_set("sizeWithCells")) {
            (false, _) => Follows::Neither,
            (true, false) => Follows::Moves,
            (true, true) => Follows::Both,
        };
        let depth = scan.around().len();
        let corners = corners(scan, depth, |_, _| Ok(()))?;
        corners.edit(&self.view, follows, &mut self.splice);
        Ok(())
    }
}
