//! A second reading (第二遍读取) by calamine, a reader that is not ours: of what comes in, and of what goes out.
//!
//! Ours reads first, since it alone bounds what a file may ask for; the other one gets only what came through, within
//! [`Limits::read_twice`](super::limits::Limits), and may fail: its panics are caught, and that a file was read once is said.
//! `docs/architecture.md` tells what it can and cannot give.
//!
//! | what | file |
//! | --- | --- |
//! | calamine's cells in our words | `reader.rs` |
//! | where two readings of a sheet differ | `differ.rs` |
//! | which differences say nothing about the file | `known.rs` |

mod differ;
mod known;
mod reader;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use known::{KNOWN, Known};
pub use reader::{Seen, SeenCell, SeenSheet};

use self::reader::Kind;
use super::container::detect::Format;
use super::container::{Notes, Source, is_biff8};
use super::grid::Sheet;

/// Cells of the rectangle around all that a sheet holds, above which a format is not read twice whose second reader keeps a
/// place for each of them.
const MOST_PLACES: u64 = 4_000_000;

/// The sheets of a workbook (.xlsx) as calamine reads them: what a program that is not ours will see.
///
/// # Errors
/// Why it cannot be read.
pub fn read_back(bytes: &[u8]) -> Result<Vec<SeenSheet>, String> {
    let sheets = caught(|| reader::workbook(bytes, Kind::Xlsx))?;
    sheets.into_iter().map(|(name, cells)| Ok(SeenSheet { cells: cells?, name })).collect()
}

/// Reads a workbook again and notes the cells on which the two readings disagree; or that it was read once, and why.
pub(super) fn compare(source: Source<'_>, format: Format, sheets: &[Sheet], notes: &mut Notes) {
    let Some(kind) = kind(source, format) else { return };
    match fits(source, kind, sheets).and_then(|()| caught(|| reader::workbook(source.bytes, kind))) {
        Ok(theirs) => differ::note(source, (sheets, &theirs), notes),
        Err(why) => notes.evidence.push(format!("没有读第二遍：{why}")),
    }
}

/// How calamine takes the format; `None` where it does not, or where nobody wants a second reading.
fn kind(source: Source<'_>, format: Format) -> Option<Kind> {
    if source.limits.read_twice == 0 {
        return None;
    }
    Some(match format {
        Format::Xlsx | Format::Xlsm => Kind::Xlsx,
        Format::Xlsb => Kind::Xlsb,
        Format::Ods => Kind::Ods,
        // A stream of records without a compound file around it is ours alone.
        Format::Xls => Kind::Xls { biff8: is_biff8(source.bytes)? },
        _ => return None,
    })
}

/// Whether the second reader may be asked.
fn fits(source: Source<'_>, kind: Kind, sheets: &[Sheet]) -> Result<(), String> {
    let most = source.limits.read_twice;
    if u64::try_from(source.bytes.len()).is_ok_and(|size| size > most) {
        return Err(format!("文件超过 {} MB", most >> 20));
    }
    if kind != Kind::Xlsx && sheets.iter().any(|sheet| places(sheet) > MOST_PLACES) {
        return Err("工作表的范围太大".to_owned());
    }
    Ok(())
}

/// Cells of the rectangle from A1 to the last cell.
fn places(sheet: &Sheet) -> u64 {
    let rows = sheet.rows.last().map_or(0, |row| u64::from(row.index) + 1);
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(col, _)| u64::from(*col) + 1).max();
    rows.saturating_mul(last.unwrap_or(0))
}

/// Runs the other reader; its panic becomes a reason.
fn caught<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("另一个读取程序在这个文件上中断".to_owned()))
}

#[cfg(test)]
mod tests;
