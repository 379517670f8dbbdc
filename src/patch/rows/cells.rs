//! The new rows: made after the pattern row.

use super::PatternFormulas;
use crate::origin::CellRef;
use crate::patch::formula::{Home, Insertion, moved_area, moved_formula, translated};
use crate::patch::sheet::{Parsed, RowAt, SheetIndex};
use crate::patch::xml::{Tag, escape_text};
use crate::patch::{Area, PatchError};

/// What the new rows are made after.
pub(super) struct Pattern<'a> {
    index: &'a SheetIndex,
    text: &'a str,
    part: &'a str,
    insertion: &'a Insertion,
    formulas: PatternFormulas,
}

impl<'a> Pattern<'a> {
    pub(super) fn new(
        index: &'a SheetIndex,
        (text, part): (&'a str, &'a str),
        insertion: &'a Insertion,
        formulas: PatternFormulas,
    ) -> Pattern<'a> {
        Pattern { index, text, part, insertion, formulas }
    }

    fn row(&self) -> Option<&'a RowAt> {
        let row = self.insertion.pattern?;
        self.index.find_row(row).ok().map(|at| &self.index.rows[at])
    }

    /// The elements of the new rows; nothing where the pattern row is not stored, or there is none.
    pub(super) fn new_rows(&self) -> Result<String, PatchError> {
        let Some(row) = self.row() else { return Ok(String::new()) };
        let tag =
            Tag { text: self.text.get(row.tag.clone()).unwrap_or_default(), start: row.tag.start, empty: row.empty };
        let kept: String = tag
            .attributes()
            // A row made to be filled is not hidden, and does not end a group of its own.
            .filter(|attribute| !matches!(attribute.name, "r" | "hidden" | "collapsed"))
            .map(|attribute| self.text.get(attribute.whole).unwrap_or_default())
            .collect();
        let mut cells = Vec::new();
        for at in &self.index.cells[row.cells.clone()] {
            let element = self.text.get(at.span.clone()).unwrap_or_default();
            let parsed = Parsed::read(element, self.part)?;
            let cell = CellRef::zero_based(row.row, at.col);
            let formula = if self.formulas == PatternFormulas::Copy { self.formula(cell, &parsed) } else { None };
            if parsed.style.is_some() || formula.is_some() {
                cells.push((at.col, parsed.style, formula));
            }
        }
        let mut out = String::new();
        for new in self.insertion.at..self.insertion.at + self.insertion.count {
            self.one_row(&mut out, new, &kept, &cells);
        }
        Ok(out)
    }

    fn one_row(&self, out: &mut String, row: u32, kept: &str, cells: &[(u32, Option<u32>, Option<String>)]) {
        let prefix = &self.index.prefix;
        out.push_str(&format!("<{prefix}row r=\"{}\"{kept}", row + 1));
        if cells.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for (col, style, formula) in cells {
            let cell = CellRef::zero_based(row, *col);
            let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
            out.push_str(&format!("<{prefix}c r=\"{cell}\"{style}"));
            match formula.as_ref().zip(self.insertion.pattern) {
                Some((formula, pattern)) => {
                    let copy = translated(formula, CellRef::zero_based(pattern, *col), cell);
                    out.push_str(&format!("><{prefix}f>{}</{prefix}f></{prefix}c>", escape_text(&copy)));
                }
                None => out.push_str("/>"),
            }
        }
        out.push_str(&format!("</{prefix}row>"));
    }

    /// The formula of a cell of the pattern row as it reads after the insertion.
    fn formula(&self, cell: CellRef, parsed: &Parsed) -> Option<String> {
        let (text, kind, number) = parsed.formula.as_ref()?;
        let own = match kind.as_str() {
            "array" | "dataTable" => return None,
            "shared" if text.is_empty() => {
                let master = self.index.master((*number)?, cell)?;
                translated(&master.formula, master.cell, cell)
            }
            _ => text.clone(),
        };
        let home = Home::cell(&self.insertion.sheet, cell.indices().0);
        Some(moved_formula(&own, self.insertion, home).unwrap_or(own))
    }

    /// The merged areas of the new rows: those that lie within the pattern row, unless another one reaches there.
    pub(super) fn new_merges(&self) -> Vec<Area> {
        let Some(pattern) = self.insertion.pattern else { return Vec::new() };
        let merges = &self.index.merges;
        let moved: Vec<Area> = merges.iter().filter_map(|area| moved_area(*area, self.insertion, false)).collect();
        let mut new = Vec::new();
        for row in self.insertion.at..self.insertion.at + self.insertion.count {
            for area in merges.iter().filter(|area| area.rows() == (pattern, pattern)) {
                let (left, right) = (area.first.indices().1, area.last.indices().1);
                let copy = Area { first: CellRef::zero_based(row, left), last: CellRef::zero_based(row, right) };
                if !moved.iter().any(|other| other.meets(&copy)) {
                    new.push(copy);
                }
            }
        }
        new
    }
}
