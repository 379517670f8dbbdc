//! Builds a sheet from cells in whatever order a file holds them, and counts them.

use std::sync::Arc;

use super::{Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::TOO_LARGE;
use crate::import::grid::{GridCell, GridRow, Sheet};
use crate::origin::CellRef;

/// Cells and merges that all sheets of one file have used up of their limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    cells: usize,
    merges: usize,
}

/// A sheet in the making.
pub(super) struct SheetBuilder {
    name: Arc<str>,
    hidden: bool,
    cells: Vec<(u32, u32, GridCell)>,
    merges: Vec<(CellRef, CellRef)>,
}

/// The finding that a limit was reached.
pub(super) fn too_large(source: Source<'_>, what: &str, limit: impl std::fmt::Display) -> Refusal {
    Box::new(Finding::new(&TOO_LARGE).at(source.whole()).with("what", what).with("limit", limit.to_string()))
}

impl SheetBuilder {
    /// An empty sheet.
    pub fn new(name: impl Into<Arc<str>>, hidden: bool) -> SheetBuilder {
        SheetBuilder { name: name.into(), hidden, cells: Vec::new(), merges: Vec::new() }
    }

    /// Adds a cell; a later one at the same place replaces it.
    ///
    /// # Errors
    /// Too many cells in the file.
    pub fn put(&mut self, source: Source<'_>, used: &mut Used, at: (u32, u32), cell: GridCell) -> Result<(), Refusal> {
        used.cells += 1;
        if used.cells > source.limits.cells {
            return Err(too_large(source, "有内容的单元格数", source.limits.cells));
        }
        self.cells.push((at.0, at.1, cell));
        Ok(())
    }

    /// Adds a merged area.
    ///
    /// # Errors
    /// Too many merged areas in the file.
    pub fn merge(&mut self, source: Source<'_>, used: &mut Used, area: (CellRef, CellRef)) -> Result<(), Refusal> {
        used.merges += 1;
        if used.merges > source.limits.merges {
            return Err(too_large(source, "合并区域数", source.limits.merges));
        }
        self.merges.push(area);
        Ok(())
    }

    /// The sheet, with rows and cells in order.
    pub fn finish(mut self, file: &Arc<str>) -> Sheet {
        // Stable, so that of two cells at one place the later one stays last and wins.
        self.cells.sort_by_key(|(row, col, _)| (*row, *col));
        let mut rows: Vec<GridRow> = Vec::new();
        for (row, col, cell) in self.cells {
            if rows.last().is_none_or(|last| last.index != row) {
                rows.push(GridRow { index: row, line: row, hidden: false, cells: Vec::new() });
            }
            let Some(last) = rows.last_mut() else { continue };
            match last.cells.last_mut() {
                Some((at, before)) if *at == col => *before = cell,
                _ => last.cells.push((col, cell)),
            }
        }
        Sheet { file: Arc::clone(file), name: Some(self.name), hidden: self.hidden, rows, merges: self.merges }
    }
}
