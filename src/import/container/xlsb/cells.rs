//! The cells of one sheet, its hidden rows and columns and merged areas.

use std::sync::Arc;

use super::book::Book;
use super::records::{Data, Records};
use crate::import::container::biff::formula::plain;
use crate::import::container::biff::{Biff, error_text, packed, styled};
use crate::import::container::package::Package;
use crate::import::container::sheet::{SheetBuilder, UNKNOWN, Used};
use crate::import::container::{Stop, stored};
use crate::import::grid::GridCell;
use crate::origin::CellRef;

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// BrtBeginSheet, BrtEndSheet
const SHEET: (u16, u16) = (129, 130);

/// Reads the sheet's part into `builder`.
///
/// # Errors
/// The part is missing or broken, or a limit is reached.
pub(super) fn read(
    package: &mut Package<'_>,
    book: &Book,
    part: &str,
    builder: &mut SheetBuilder<'_>,
    used: &mut Used,
) -> Result<(), Stop> {
    let Some(index) = package.find(part) else {
        return Err(Stop::Broken("工作簿里缺少这张工作表的内容".to_owned()));
    };
    let mut records = Records::new(package.stream(index)?, SHEET);
    let mut reading = Reading { book, builder, used, row: 0 };
    while let Some(kind) = records.step()? {
        let outcome = reading.record(kind, records.data());
        // A record that is shorter than its type needs.
        outcome.unwrap_or_else(|| Err(Stop::Broken("记录的内容不完整".to_owned())))?;
    }
    Ok(())
}

struct Reading<'r, 's> {
    book: &'r Book,
    builder: &'r mut SheetBuilder<'s>,
    used: &'r mut Used,
    row: u32,
}

impl Reading<'_, '_> {
    /// `None` where the record ends too early.
    fn record(&mut self, kind: u16, mut data: Data<'_>) -> Option<Result<(), Stop>> {
        match kind {
            // BrtRowHdr
            0 => {
                self.row = data.u32()?.min(ROWS - 1);
                self.builder.begin_row(self.row);
                let flags = data.take(8)?;
                if flags[7] & 0x10 != 0 {
                    self.builder.hide_rows(self.row, self.row);
                }
            }
            2..=11 | 62 => return self.cell(kind, data),
            // BrtColInfo
            60 => {
                let (first, last) = (data.u32()?, data.u32()?);
                data.take(8)?;
                if data.u16()? & 1 != 0 {
                    self.builder.hide_columns(first, last);
                }
            }
            // BrtBeginHeaderFooter: flags, then header and footer, some of them none
            479 => {
                data.u16()?;
                while let Some(text) = data.text() {
                    self.builder.printed(&text);
                }
            }
            // BrtMergeCell
            176 => {
                let (top, bottom, left, right) = (data.u32()?, data.u32()?, data.u32()?, data.u32()?);
                let corner = |row: u32, col: u32| CellRef::zero_based(row.min(ROWS - 1), col.min(COLUMNS - 1));
                let area = (corner(top, left), corner(bottom, right));
                return Some(self.builder.merge(self.used, area).map_err(Stop::from));
            }
            _ => {}
        }
        Some(Ok(()))
    }

    fn cell(&mut self, kind: u16, mut data: Data<'_>) -> Option<Result<(), Stop>> {
        let at = (self.row, data.u32()?.min(COLUMNS - 1));
        let style = usize::try_from(data.u32()? & 0x00FF_FFFF).ok()?;
        let style = self.book.styles.get(style);
        self.builder.style(at, style);
        let cell = match kind {
            2 => styled(packed(data.u32()?), style, self.book.epoch),
            5 | 9 => styled(data.f64()?, style, self.book.epoch),
            3 | 11 => stored::error(error_text(data.byte()?)),
            4 | 10 => stored::flag(data.byte()? != 0),
            6 | 8 => stored::text(data.text()?),
            7 => match self.book.strings.get(usize::try_from(data.u32()?).ok()?) {
                Some(text) => stored::text(Arc::clone(text)),
                None => {
                    let broken = self.builder.put_broken(self.used, at, "文字表里没有它的文字");
                    return Some(broken.map_err(Stop::from));
                }
            },
            // BrtCellRString: flags, then the text
            _ => {
                data.byte()?;
                stored::text(data.text()?)
            }
        };
        let formula = (8..=11).contains(&kind).then(|| formula(data, kind).unwrap_or_else(|| UNKNOWN.to_owned()));
        Some(self.put(at, cell, formula))
    }

    fn put(&mut self, at: (u32, u32), cell: GridCell, formula: Option<String>) -> Result<(), Stop> {
        if cell.text.is_empty() {
            return Ok(());
        }
        Ok(self.builder.put_formula(self.used, at, cell, formula.as_deref())?)
    }
}

/// The formula behind a number, as far as it is sums and products: flags, length, tokens.
fn formula(mut data: Data<'_>, kind: u16) -> Option<String> {
    if kind != 9 {
        return None;
    }
    data.u16()?;
    let length = usize::try_from(data.u32()?).ok()?;
    plain(data.take(length)?, Biff::Twelve)
}
