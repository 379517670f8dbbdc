//! Rows and columns of a table, which may stand for many.

use std::io::BufRead;

use super::cell::{self, Cell, Struck};
use crate::import::container::Stop;
use crate::import::container::sheet::{SheetBuilder, Used};
use crate::import::container::xml::{Step, Xml};
use crate::origin::CellRef;

/// Rows and columns that a spreadsheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Reads the table that just opened, up to its end.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    struck: &Struck,
    builder: &mut SheetBuilder<'_>,
    used: &mut Used,
) -> Result<(), Stop> {
    let depth = xml.depth();
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "table-column" => {
                    let last = column.saturating_add(repeated(xml, "number-columns-repeated", COLUMNS));
                    if hidden(xml) {
                        builder.hide_columns(column, last - 1);
                    }
                    column = last;
                }
                "table-row" => {
                    let count = repeated(xml, "number-rows-repeated", ROWS);
                    if hidden(xml) {
                        builder.hide_rows(row, row.saturating_add(count - 1));
                    }
                    let cells = cells(xml, struck)?;
                    put(&cells, row, count, builder, used)?;
                    row = row.saturating_add(count);
                }
                _ => {}
            },
            Step::Close if xml.depth() < depth => return Ok(()),
            Step::End => return Err(Stop::Broken("表格没有结束".to_owned())),
            _ => {}
        }
    }
}

fn hidden<R: BufRead>(xml: &Xml<R>) -> bool {
    matches!(xml.attribute("visibility"), Some("collapse" | "filter"))
}

/// How many rows or columns the element stands for.
fn repeated<R: BufRead>(xml: &Xml<R>, name: &str, most: u32) -> u32 {
    xml.number(name).unwrap_or(1).clamp(1, most)
}

/// The cells of the row that just opened: first column, how many alike, cell.
fn cells<R: BufRead>(xml: &mut Xml<R>, struck: &Struck) -> Result<Vec<(u32, u32, Cell)>, Stop> {
    let depth = xml.depth();
    let mut col = 0_u32;
    let mut cells = Vec::new();
    loop {
        match xml.step()? {
            Step::Open if matches!(xml.name(), "table-cell" | "covered-table-cell") => {
                let count = repeated(xml, "number-columns-repeated", COLUMNS);
                if let Some(cell) = cell::read(xml, struck)? {
                    cells.push((col, count, cell));
                }
                col = col.saturating_add(count);
            }
            Step::Close if xml.depth() < depth => return Ok(cells),
            Step::End => return Err(Stop::Broken("行没有结束".to_owned())),
            _ => {}
        }
    }
}

fn put(
    cells: &[(u32, u32, Cell)],
    row: u32,
    rows: u32,
    builder: &mut SheetBuilder<'_>,
    used: &mut Used,
) -> Result<(), Stop> {
    if cells.is_empty() {
        return Ok(());
    }
    for row in row..row.saturating_add(rows) {
        for (first, count, cell) in cells {
            for col in *first..first.saturating_add(*count) {
                if cell.span != (1, 1) {
                    let last = (row.saturating_add(cell.span.0 - 1), col.saturating_add(cell.span.1 - 1));
                    let corner = CellRef::zero_based;
                    builder.merge(used, (corner(row, col), corner(last.0, last.1)))?;
                }
                if let Some(content) = &cell.content {
                    builder.scale((row, col), cell.shift);
                    if cell.struck {
                        builder.strike((row, col));
                    }
                    builder.put_formula(used, (row, col), content.clone(), cell.formula.as_deref())?;
                }
            }
        }
    }
    Ok(())
}
