//! One sheet's cells: reading them, and writing into them.

mod content;
mod index;
mod listing;
mod write;

pub use content::{CellContent, Held};
pub(super) use content::{Parsed, escape_controls};
pub(super) use index::{COLUMNS, ROWS, RowAt, SheetIndex, plain_formula, shared_number};
use write::Change;
pub(super) use write::OpenSheet;
pub use write::Value;

use super::{Area, Package, PatchError};
use crate::origin::CellRef;

impl Package {
    /// What a cell holds, with edits made so far. A cell that is not stored holds nothing.
    ///
    /// # Errors
    /// Where there is no such sheet or it is damaged.
    pub fn read_cell(&mut self, sheet: &str, cell: CellRef) -> Result<CellContent, PatchError> {
        let index = self.open_sheet(sheet)?;
        self.load_strings()?;
        let strings = self.strings.as_deref().unwrap_or_default();
        match self.open.get(&index) {
            Some(open) => open.read(cell, strings, &self.places[index].part),
            None => Err(PatchError::NoSheet { sheet: sheet.to_owned() }),
        }
    }

    /// Merged areas of a sheet as they are stored.
    ///
    /// # Errors
    /// Where there is no such sheet or it is damaged.
    pub fn merges(&mut self, sheet: &str) -> Result<&[Area], PatchError> {
        let index = self.open_sheet(sheet)?;
        Ok(self.open.get(&index).map_or(&[], |open| &open.index.merges))
    }

    /// Puts a value into a cell and leaves its style as it is; a cell that is not stored takes the style of its row or
    /// column. Results of formulas that depend on the cell stay as they are: see [`Package::set_cached`] and
    /// [`Package::request_recalculation`].
    ///
    /// # Errors
    /// Where there is no such sheet or cell; where the cell is covered by a merged area, belongs to an array formula or
    /// data table, or is the header of a table object; where the value is none.
    pub fn set_cell(&mut self, sheet: &str, cell: CellRef, value: &Value) -> Result<(), PatchError> {
        value.check()?;
        let index = self.open_sheet(sheet)?;
        self.refuse(index, sheet, cell)?;
        let had_formula = self.open.get(&index).is_some_and(|open| open.has_formula(cell));
        if let Some(open) = self.open.get_mut(&index) {
            open.pending.entry(cell).or_default().change = Some(Change::Set(value.clone()));
        }
        // An entry for a cell without a formula makes Excel call the file damaged.
        self.chain_stale |= had_formula || matches!(value, Value::Formula { .. });
        Ok(())
    }

    /// Sets the result that is stored with a formula, as decimal text; `None` takes it away, so that no program shows a
    /// stale one.
    ///
    /// # Errors
    /// Where there is no such sheet, no formula in the cell, or the text is no number.
    pub fn set_cached(&mut self, sheet: &str, cell: CellRef, number: Option<&str>) -> Result<(), PatchError> {
        if let Some(text) = number {
            Value::Number(text.to_owned()).check()?;
        }
        let index = self.open_sheet(sheet)?;
        let open = self.open.get_mut(&index).filter(|open| open.has_formula(cell));
        let open = open.ok_or_else(|| PatchError::NoFormula { sheet: sheet.to_owned(), cell })?;
        let number = number.map(str::to_owned);
        match &mut open.pending.entry(cell).or_default().change {
            Some(Change::Set(Value::Formula { cached, .. })) => *cached = number,
            change => *change = Some(Change::Cached(number)),
        }
        Ok(())
    }

    /// Gives a cell another style: a number of the workbook's `cellXfs`. The value stays as it is.
    ///
    /// # Errors
    /// Where there is no such sheet or cell.
    pub fn set_style(&mut self, sheet: &str, cell: CellRef, style: u32) -> Result<(), PatchError> {
        let index = self.open_sheet(sheet)?;
        within(sheet, cell)?;
        if let Some(open) = self.open.get_mut(&index) {
            open.pending.entry(cell).or_default().style = Some(style);
        }
        Ok(())
    }

    /// Reads the sheet's part where that has not been done yet; gives the sheet's position.
    pub(super) fn open_sheet(&mut self, sheet: &str) -> Result<usize, PatchError> {
        let index = self.sheet_index(sheet)?;
        if !self.open.contains_key(&index) {
            let part = &self.places[index].part;
            let mut open = OpenSheet::read_part(self.text(part)?, part)?;
            open.headers = self.table_headers(part, &open.index.tables)?;
            self.open.insert(index, open);
        }
        Ok(index)
    }

    fn table_headers(&self, part: &str, ids: &[String]) -> Result<Vec<(Area, String)>, PatchError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut headers = Vec::new();
        for (relation, table) in self.related(part)? {
            let Some(table) = table.filter(|_| relation.kind == "table" && ids.contains(&relation.id)) else {
                continue;
            };
            headers.extend(content::table_header(&self.text(&table)?.text, &table)?);
        }
        Ok(headers)
    }

    fn refuse(&self, index: usize, sheet: &str, cell: CellRef) -> Result<(), PatchError> {
        within(sheet, cell)?;
        let sheet = sheet.to_owned();
        let Some(open) = self.open.get(&index) else { return Ok(()) };
        if let Some(merge) = open.index.merge(cell).filter(|merge| merge.first != cell) {
            return Err(PatchError::Covered { sheet, cell, merge });
        }
        let in_array =
            |(area, what): &&(Area, &str)| area.contains(cell) && (area.first != area.last || *what == "模拟运算表");
        if let Some((area, _)) = open.index.arrays.iter().find(in_array) {
            return Err(PatchError::InArray { sheet, cell, area: *area });
        }
        if let Some((_, table)) = open.headers.iter().find(|(area, _)| area.contains(cell)) {
            return Err(PatchError::TableHeader { sheet, cell, table: table.clone() });
        }
        Ok(())
    }

    pub(super) fn load_strings(&mut self) -> Result<(), PatchError> {
        if self.strings.is_some() {
            return Ok(());
        }
        let related = self.related(&self.workbook)?;
        let part =
            related.into_iter().find(|(relation, _)| relation.kind == "sharedStrings").and_then(|(_, part)| part);
        let strings = match part {
            Some(part) => content::shared_strings(&self.text(&part)?.text, &part)?,
            None => Vec::new(),
        };
        self.strings = Some(strings);
        Ok(())
    }
}

fn within(sheet: &str, cell: CellRef) -> Result<(), PatchError> {
    let (row, col) = cell.indices();
    if row < ROWS && col < COLUMNS {
        return Ok(());
    }
    Err(PatchError::OutsideSheet { sheet: sheet.to_owned(), place: cell.to_string() })
}
