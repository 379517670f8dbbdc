//! All cells of a sheet at once.

use std::collections::BTreeMap;

use super::OpenSheet;
use super::content::{Held, Parsed};
use crate::origin::CellRef;
use crate::patch::{Area, FormulaAt, Package, PatchError};

impl Package {
    /// The smallest area that holds every cell stored in a sheet, also those that have nothing but a style; `None` where
    /// none is stored.
    ///
    /// # Errors
    /// Where there is no such sheet or it is damaged.
    pub fn extent(&mut self, sheet: &str) -> Result<Option<Area>, PatchError> {
        self.flush()?;
        let index = self.open_sheet(sheet)?;
        Ok(self.open.get(&index).and_then(OpenSheet::extent))
    }
}

impl OpenSheet {
    /// The formulas as they are stored.
    pub(in crate::patch) fn formulas(&self, part: &str) -> Result<Vec<FormulaAt>, PatchError> {
        let mut formulas = Vec::new();
        for (cell, element) in self.elements() {
            let parsed = Parsed::read(element, part)?;
            let Some((_, kind, _)) = &parsed.formula else { continue };
            let array = matches!(kind.as_str(), "array" | "dataTable");
            let has_result = parsed.value.is_some() || parsed.inline.is_some();
            let formula = self.formula(cell, &parsed).unwrap_or_default();
            formulas.push(FormulaAt { cell, formula, array, has_result });
        }
        Ok(formulas)
    }

    /// What the cells hold, as stored; those that hold nothing are left out.
    pub(in crate::patch) fn values(
        &self,
        strings: &[String],
        part: &str,
    ) -> Result<BTreeMap<CellRef, Held>, PatchError> {
        let mut values = BTreeMap::new();
        for (cell, element) in self.elements() {
            let parsed = Parsed::read(element, part)?;
            let held = parsed.held(strings);
            // A formula without a result still is something in an area.
            if held != Held::Nothing || parsed.formula.is_some() {
                values.insert(cell, held);
            }
        }
        Ok(values)
    }

    fn elements(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.index.rows.iter().flat_map(|row| {
            self.index.cells[row.cells.clone()].iter().map(|at| {
                let element = self.text.text.get(at.span.clone()).unwrap_or_default();
                (CellRef::zero_based(row.row, at.col), element)
            })
        })
    }

    fn extent(&self) -> Option<Area> {
        let mut cells = self.elements().map(|(cell, _)| cell.indices());
        let first = cells.next()?;
        let (mut top, mut left, mut bottom, mut right) = (first.0, first.1, first.0, first.1);
        for (row, col) in cells {
            (top, left, bottom, right) = (top.min(row), left.min(col), bottom.max(row), right.max(col));
        }
        Some(Area { first: CellRef::zero_based(top, left), last: CellRef::zero_based(bottom, right) })
    }
}
