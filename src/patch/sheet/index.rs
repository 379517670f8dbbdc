//! Where the rows and cells of a sheet stand in its part.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::xml::{Node, Scan, Tag, escape_text};
use super::super::{Area, PatchError};
use crate::origin::CellRef;

/// Number of rows of a sheet.
pub(crate) const ROWS: u32 = 1_048_576;
/// Number of columns of a sheet.
pub(crate) const COLUMNS: u32 = 16_384;

/// A row as it stands in the part.
#[derive(Clone, Debug)]
pub(crate) struct RowAt {
    /// Counted from 0.
    pub(crate) row: u32,
    /// The start tag.
    pub(crate) tag: Range<usize>,
    /// Whether the tag has no content: `<row/>`.
    pub(crate) empty: bool,
    /// The end tag, or the place after an empty one.
    pub(crate) close: Range<usize>,
    /// Its cells, as positions in [`SheetIndex::cells`].
    pub(crate) cells: Range<usize>,
}

/// A cell as it stands in the part.
#[derive(Clone, Debug)]
pub(crate) struct CellAt {
    /// Counted from 0.
    pub(crate) col: u32,
    /// From the start tag to the end tag.
    pub(crate) span: Range<usize>,
}

/// The cell that holds the text of a shared formula.
#[derive(Clone, Debug)]
pub(crate) struct Master {
    pub(crate) cell: CellRef,
    pub(crate) formula: String,
}

/// What is known of a sheet from one reading of its part.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetIndex {
    /// Prefix of the part's elements with its colon.
    pub(crate) prefix: String,
    /// The tag of `sheetData` and, where it has content, its end tag.
    pub(crate) data: Option<(Range<usize>, Option<Range<usize>>)>,
    pub(crate) rows: Vec<RowAt>,
    pub(crate) cells: Vec<CellAt>,
    pub(crate) merges: Vec<Area>,
    /// First and last column, counted from 0, and style.
    pub(crate) columns: Vec<(u32, u32, u32)>,
    /// Areas of array formulas and data tables, with the word for it.
    pub(crate) arrays: Vec<(Area, &'static str)>,
    /// Whether a row stands after one of a higher number: a fault that programs forgive.
    pub(crate) disordered: bool,
    /// By the group's number, in the order of the part: a later master takes over a number.
    pub(crate) masters: BTreeMap<u32, Vec<Master>>,
    /// The value of `dimension`'s `ref`.
    pub(crate) dimension: Option<(Range<usize>, Area)>,
    /// Relations of the sheet's table objects.
    pub(crate) tables: Vec<String>,
}

impl SheetIndex {
    /// Reads a sheet's part.
    ///
    /// # Errors
    /// Where it is not well formed, holds no `sheetData`, or a cell outside of the sheet.
    pub(crate) fn read(text: &str, part: &str) -> Result<SheetIndex, PatchError> {
        let mut scan = Scan::new(text, part);
        let mut index = SheetIndex::default();
        while let Some(node) = scan.next()? {
            match node {
                Node::Open(tag) => index.element(&mut scan, &tag)?,
                Node::Close { local: "sheetData", span } if scan.around().len() == 1 => {
                    if let Some((_, close)) = &mut index.data {
                        *close = Some(span);
                    }
                }
                _ => {}
            }
        }
        if index.data.is_none() {
            return Err(scan.damaged("缺少 sheetData"));
        }
        Ok(index)
    }

    fn element<'a>(&mut self, scan: &mut Scan<'a>, tag: &Tag<'a>) -> Result<(), PatchError> {
        match (scan.around().len(), scan.parent(), tag.local()) {
            (0, ..) => self.prefix = tag.prefix().to_owned(),
            (1, _, "sheetData") => self.data = Some((tag.span(), None)),
            (1, _, "dimension") => {
                let attribute = tag.attribute("ref");
                self.dimension = attribute.and_then(|a| Some((a.value.clone(), Area::from_a1(a.raw)?)));
            }
            (2, "sheetData", "row") => self.row(scan, tag)?,
            (2, "cols", "col") => self.columns.extend(column(tag)),
            (2, "mergeCells", "mergeCell") => {
                self.merges.extend(tag.attribute("ref").and_then(|a| Area::from_a1(a.raw)));
            }
            (2, "tableParts", "tablePart") => self.tables.extend(tag.prefixed("id")),
            _ => {}
        }
        Ok(())
    }

    fn row<'a>(&mut self, scan: &mut Scan<'a>, tag: &Tag<'a>) -> Result<(), PatchError> {
        let next = self.rows.last().map_or(0, |row| row.row + 1);
        let row = match tag.attribute("r") {
            Some(r) => r.raw.trim().parse::<u32>().ok().and_then(|r| r.checked_sub(1)),
            None => Some(next),
        };
        let row = row.filter(|row| *row < ROWS).ok_or_else(|| scan.damaged("行号不对"))?;
        let first = self.cells.len();
        let end = tag.span().end;
        let mut at = RowAt { row, tag: tag.span(), empty: tag.empty, close: end..end, cells: first..first };
        if !tag.empty {
            let depth = scan.around().len() + 1;
            let mut next_col = 0;
            loop {
                match scan.next()?.ok_or_else(|| scan.damaged("内容不完整"))? {
                    Node::Open(cell) if scan.around().len() == depth && cell.local() == "c" => {
                        next_col = self.cell(scan, &cell, row, next_col)? + 1;
                    }
                    Node::Close { span, .. } if scan.around().len() < depth => {
                        at.close = span;
                        break;
                    }
                    _ => {}
                }
            }
        }
        at.cells.end = self.cells.len();
        self.disordered |= self.rows.last().is_some_and(|last| last.row >= row);
        self.rows.push(at);
        Ok(())
    }

    fn cell<'a>(&mut self, scan: &mut Scan<'a>, tag: &Tag<'a>, row: u32, next: u32) -> Result<u32, PatchError> {
        let col = match tag.attribute("r") {
            Some(r) => CellRef::from_a1(r.raw.trim()).map(|cell| cell.indices().1),
            None => Some(next),
        };
        let col = col.filter(|col| *col < COLUMNS).ok_or_else(|| scan.damaged("单元格地址不对"))?;
        let mut end = tag.span().end;
        if !tag.empty {
            let depth = scan.around().len() + 1;
            loop {
                match scan.next()?.ok_or_else(|| scan.damaged("内容不完整"))? {
                    Node::Open(child) if scan.around().len() == depth && child.local() == "f" => {
                        let formula = scan.content(&child)?.text;
                        self.formula(&child, CellRef::zero_based(row, col), formula);
                    }
                    Node::Close { span, .. } if scan.around().len() < depth => {
                        end = span.end;
                        break;
                    }
                    _ => {}
                }
            }
        }
        self.cells.push(CellAt { col, span: tag.start..end });
        Ok(col)
    }

    fn formula(&mut self, tag: &Tag<'_>, cell: CellRef, formula: String) {
        let area = || tag.value("ref").and_then(|text| Area::from_a1(&text));
        match tag.value("t").as_deref() {
            Some("shared") if !formula.is_empty() => {
                if let Some(number) = shared_number(tag) {
                    self.masters.entry(number).or_default().push(Master { cell, formula });
                }
            }
            Some("array") => self.arrays.extend(area().map(|area| (area, "数组公式"))),
            Some("dataTable") => self.arrays.extend(area().map(|area| (area, "模拟运算表"))),
            _ => {}
        }
    }

    /// Position of a row in [`SheetIndex::rows`], or the position before which it would stand.
    pub(crate) fn find_row(&self, row: u32) -> Result<usize, usize> {
        if !self.disordered {
            return self.rows.binary_search_by_key(&row, |at| at.row);
        }
        let after = || self.rows.iter().position(|at| at.row > row).unwrap_or(self.rows.len());
        self.rows.iter().position(|at| at.row == row).ok_or_else(after)
    }

    /// Position of a cell in [`SheetIndex::cells`], or the position before which it would stand in its row.
    pub(crate) fn find_cell(&self, row: &RowAt, col: u32) -> Result<usize, usize> {
        let cells = &self.cells[row.cells.clone()];
        let after = || cells.iter().position(|at| at.col > col).unwrap_or(cells.len());
        let found = cells.iter().position(|at| at.col == col).ok_or_else(after);
        found.map(|at| at + row.cells.start).map_err(|at| at + row.cells.start)
    }

    /// The cell, where it is stored.
    pub(crate) fn cell_at(&self, cell: CellRef) -> Option<&CellAt> {
        let (row, col) = cell.indices();
        let row = &self.rows[self.find_row(row).ok()?];
        self.find_cell(row, col).ok().map(|at| &self.cells[at])
    }

    /// The master of a shared formula for a member: the last one of this number that stands before it, else the first.
    pub(crate) fn master(&self, number: u32, member: CellRef) -> Option<&Master> {
        let masters = self.masters.get(&number)?;
        masters.iter().rev().find(|master| master.cell <= member).or_else(|| masters.first())
    }

    /// The merged area that a cell belongs to.
    pub(crate) fn merge(&self, cell: CellRef) -> Option<Area> {
        self.merges.iter().find(|area| area.contains(cell)).copied()
    }

    /// The style of a column counted from 0.
    pub(crate) fn column_style(&self, col: u32) -> Option<u32> {
        self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&col)).map(|(_, _, style)| *style)
    }
}

/// Number of the group of a shared formula.
pub(crate) fn shared_number(tag: &Tag<'_>) -> Option<u32> {
    tag.attribute("si")?.raw.trim().parse().ok()
}

/// The element of a shared formula written out for its cell; attributes that do not concern the sharing stay.
pub(crate) fn plain_formula(tag: &Tag<'_>, formula: &str) -> String {
    let kept: String = tag
        .attributes()
        .filter(|attribute| !matches!(attribute.name, "t" | "ref" | "si"))
        .map(|attribute| {
            tag.text.get(attribute.whole.start - tag.start..attribute.whole.end - tag.start).unwrap_or_default()
        })
        .collect();
    let name = tag.name();
    format!("<{name}{kept}>{}</{name}>", escape_text(formula))
}

fn column(tag: &Tag<'_>) -> Option<(u32, u32, u32)> {
    let number = |name: &str| tag.attribute(name).and_then(|a| a.raw.trim().parse::<u32>().ok());
    Some((number("min")?.checked_sub(1)?, number("max")?.checked_sub(1)?, number("style")?))
}
