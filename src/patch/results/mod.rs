//! Results that are stored with formulas, after an edit: exact where the formula is a sum or difference of cells that are
//! known, taken away where it is not, left alone where nothing that it reads was changed.

mod depend;
mod evaluate;
mod expression;

use std::collections::{BTreeMap, BTreeSet};

use super::formula::{Qualifier, Reference};
use super::package::same_name;
use super::sheet::{COLUMNS, ROWS};
use super::{Area, Package, PatchError, SheetKind};
use crate::origin::CellRef;

/// A cell by its sheet's position and its place there.
type Spot = (usize, CellRef);

/// By cell (sheet and place), the cells of the formulas that read it.
pub type Readers = BTreeMap<(String, CellRef), BTreeSet<(String, CellRef)>>;

/// A formula of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaAt {
    /// The cell that holds it.
    pub cell: CellRef,
    /// The formula without `=`; that of a shared formula is written out for its cell.
    pub formula: String,
    /// Whether it fills an area as an array formula or data table.
    pub array: bool,
    /// Whether a result is stored with it.
    pub has_result: bool,
}

/// What became of stored results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Sheet, cell and the exact result that is stored now, as decimal text.
    pub exact: Vec<(String, CellRef, String)>,
    /// Sheet and cell of formulas whose result is not known and was taken away.
    pub unknown: Vec<(String, CellRef)>,
}

impl Package {
    /// The formulas of a sheet, row by row.
    ///
    /// # Errors
    /// Where there is no such sheet or it is damaged.
    pub fn formulas(&mut self, sheet: &str) -> Result<Vec<FormulaAt>, PatchError> {
        self.flush()?;
        let index = self.open_sheet(sheet)?;
        match self.open.get(&index) {
            Some(open) => open.formulas(&self.places[index].part),
            None => Ok(Vec::new()),
        }
    }

    /// Renews the stored results of all formulas that read one of the `changed` cells (sheet and cell), directly or through
    /// other formulas, and of those that have none. A sum or difference of known cells gets its exact result; any other
    /// loses the one it has, and the workbook then asks to be calculated when it is opened.
    ///
    /// # Errors
    /// Where a sheet is damaged.
    pub fn refresh_results(&mut self, changed: &BTreeSet<(String, CellRef)>) -> Result<Refreshed, PatchError> {
        let book = depend::Book::read(self)?;
        let mut cells: BTreeSet<Spot> = BTreeSet::new();
        for (sheet, cell) in changed {
            cells.insert((self.sheet_index(sheet)?, *cell));
        }
        let stale = book.stale(cells);
        let results = evaluate::results(self, &book, &stale)?;
        let mut refreshed = Refreshed::default();
        for (spot, result) in results {
            let sheet = self.sheets[spot.0].name.clone();
            self.set_cached(&sheet, spot.1, result.as_deref())?;
            match result {
                Some(result) => refreshed.exact.push((sheet, spot.1, result)),
                None => refreshed.unknown.push((sheet, spot.1)),
            }
        }
        if !refreshed.unknown.is_empty() {
            self.request_recalculation()?;
        }
        Ok(refreshed)
    }

    /// The formulas that read each of these cells, directly or through other formulas, by the cell.
    ///
    /// # Errors
    /// Where a sheet is damaged.
    pub fn readers(&mut self, cells: &BTreeSet<(String, CellRef)>) -> Result<Readers, PatchError> {
        let book = depend::Book::read(self)?;
        let mut readers = Readers::new();
        for (sheet, cell) in cells {
            let from = BTreeSet::from([(self.sheet_index(sheet)?, *cell)]);
            let found = book.readers(from).into_iter();
            let named = found.map(|(sheet, cell)| (self.sheets[sheet].name.clone(), cell)).collect();
            readers.insert((sheet.clone(), *cell), named);
        }
        Ok(readers)
    }

    /// Positions of the sheets that hold cells.
    fn cell_sheets(&self) -> Vec<usize> {
        let holds = |index: &usize| matches!(self.sheets[*index].kind, SheetKind::Worksheet | SheetKind::Macros);
        (0..self.sheets.len()).filter(holds).collect()
    }
}

/// The cells that a reference means; `None` for those of other workbooks and of several sheets.
fn area_of(reference: &Reference<'_>, home: usize, names: &[String]) -> Option<(usize, Area)> {
    let sheet = match &reference.qualifier {
        Qualifier::None => home,
        Qualifier::Sheet(name) => names.iter().position(|known| same_name(known, name))?,
        Qualifier::Sheets(..) | Qualifier::Elsewhere => return None,
    };
    let corner = |corner: &super::formula::Corner, row: u32, col: u32| {
        let row = corner.row.as_ref().map_or(row, |index| index.value);
        (row, corner.col.as_ref().map_or(col, |index| index.value))
    };
    let (r0, c0) = corner(&reference.first, 0, 0);
    let (r1, c1) = match &reference.last {
        Some(last) => corner(last, ROWS - 1, COLUMNS - 1),
        None => (r0, c0),
    };
    let first = CellRef::zero_based(r0.min(r1), c0.min(c1));
    Some((sheet, Area { first, last: CellRef::zero_based(r0.max(r1), c0.max(c1)) }))
}

/// The defined names that mean fixed cells: name in lower case, and the references of its text.
type Names = BTreeMap<String, Option<Vec<(usize, Area)>>>;
