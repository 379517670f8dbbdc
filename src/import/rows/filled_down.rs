//! Columns that are filled on the first row of each group only (只在每组第一行填写), told by the layout itself.

use crate::import::cell::label::{is_empty, is_sum, trimmed};
use crate::import::columns::layout::Layout;
use crate::import::grid::{GridRow, Sheet};
use crate::import::header::merged::Merged;
use crate::import::header::table::Table;
use crate::import::knowledge::field::Dimension;

/// Fewer blanks may be forgotten cells.
const LEAST_BLANKS: usize = 2;
/// The dimensions that stand on the left of a group. What a line is spent on stands on each line.
const GROUPING: [Dimension; 4] = [Dimension::Entity, Dimension::Department, Dimension::Category, Dimension::Project];

/// Which columns of a table are filled down.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct FilledDown {
    pub(in crate::import) dimensions: Vec<Dimension>,
    pub(in crate::import) year: bool,
    /// How many rows take something from above, a column each.
    pub(in crate::import) said: Vec<(&'static str, usize)>,
}

impl FilledDown {
    /// Looks at all rows that hold an amount: a group's word stands on its first row and is never repeated on the next.
    pub(in crate::import) fn of((sheet, merged): (&Sheet, &Merged), table: &Table, layout: &Layout) -> FilledDown {
        let money: Vec<u32> = layout.money.iter().map(|column| column.col).collect();
        let lines: Vec<&GridRow> =
            table.body.iter().map(|at| &sheet.rows[*at]).filter(|row| is_line(row, layout, &money)).collect();
        let mut found = FilledDown::default();
        for dimension in GROUPING {
            let Some(columns) = layout.dimension(dimension) else { continue };
            let cols: Vec<u32> = columns.all().collect();
            // What the profile or a merged cell says needs no telling.
            if columns.fill_down || cols.iter().any(|col| !merged.tall_in(*col).is_empty()) {
                continue;
            }
            if let Some(blanks) = blanks(&lines, &cols) {
                found.dimensions.push(dimension);
                found.said.push((dimension.name(), blanks));
            }
        }
        let year = layout.year.filter(|col| merged.tall_in(*col).is_empty());
        if let Some(blanks) = year.and_then(|col| blanks(&lines, &[col])) {
            found.year = true;
            found.said.push(("预算年度", blanks));
        }
        found
    }

    /// Whether a dimension is filled down.
    pub(in crate::import) fn has(&self, dimension: Dimension) -> bool {
        self.dimensions.contains(&dimension)
    }
}

/// A row that looks like a line: an amount, the functional code where there is a column for it, no word for a sum.
fn is_line(row: &GridRow, layout: &Layout, money: &[u32]) -> bool {
    let filled = |col: u32| row.cell(col).is_some_and(|cell| !is_empty(&cell.text));
    let function = layout.dimension(Dimension::Function).is_none_or(|columns| columns.all().any(filled));
    money.iter().any(|col| filled(*col)) && function && !row.cells.iter().any(|(_, cell)| is_sum(&cell.text))
}

/// How many rows are blank in columns that are filled down; `None` where they are not.
fn blanks(lines: &[&GridRow], cols: &[u32]) -> Option<usize> {
    let mut last: Option<Vec<&str>> = None;
    let mut blanks = 0;
    for row in lines {
        let own: Vec<&str> = cols.iter().map(|col| row.cell(*col).map_or("", |cell| trimmed(&cell.text))).collect();
        if own.iter().all(|text| text.is_empty()) {
            // What is blank before anything was filled in is taken from nowhere.
            last.as_ref()?;
            blanks += 1;
        } else if last.as_ref() == Some(&own) {
            return None;
        } else {
            last = Some(own);
        }
    }
    (blanks >= LEAST_BLANKS).then_some(blanks)
}
