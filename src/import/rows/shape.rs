//! Records of a text that have not as many fields as the others: what stands in them has slid into other columns.

use std::collections::BTreeMap;

use crate::import::cell::label::is_empty;
use crate::import::grid::{GridRow, Sheet};
use crate::import::header::table::Table;

/// Why a record is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Misshapen {
    /// It has so many fields, and the others so many.
    Fields(u32, u32),
    /// The text breaks off in it.
    Cut,
}

/// A short record among so many whole ones is no habit of the writer.
const RARE: usize = 10;

/// The rows of a table whose fields are not those of the header, as positions in the sheet's rows.
///
/// Writers that leave out empty fields at the end write short records; where any record ends with an empty field, the
/// writer of this text does not, and a short record has lost a separator.
pub(in crate::import) fn misshapen(sheet: &Sheet, table: &Table) -> BTreeMap<usize, Misshapen> {
    let header = &sheet.rows[table.header.rows.clone()];
    let named = header.iter().map(used).max().unwrap_or(0);
    let body = || table.body.iter().map(|at| (*at, &sheet.rows[*at]));
    let Some(usual) = usual(body().map(|(_, row)| row.fields)).filter(|fields| *fields > 0) else {
        return BTreeMap::new();
    };
    let header_fields = header.iter().map(|row| row.fields).max().unwrap_or(0);
    let padded = header.iter().chain(body().map(|(_, row)| row)).any(|row| row.fields > used(row));
    let short = body().filter(|(_, row)| row.fields < usual).count();
    let strict = padded || usual >= named && short * RARE <= table.body.len();
    let judge = Judge { usual, header: header_fields, named, strict };
    let last = sheet.rows.len().saturating_sub(1);
    let verdict = |(at, row): (usize, &GridRow)| {
        let cut = sheet.marks.unended && at == last;
        Some((at, judge.verdict(row, cut, || ends_short(sheet, table, at))?))
    };
    body().filter_map(verdict).collect()
}

struct Judge {
    /// Fields of most records.
    usual: u32,
    /// Fields of the header.
    header: u32,
    /// Columns up to the last one that the header names.
    named: u32,
    /// Whether a record with fewer fields than the others has lost one.
    strict: bool,
}

impl Judge {
    fn verdict(&self, row: &GridRow, last: bool, ends_short: impl Fn() -> bool) -> Option<Misshapen> {
        let filled = row.cells.iter().filter(|(_, cell)| !is_empty(&cell.text)).count();
        let few = row.fields < self.usual;
        if last && (few && self.strict || ends_short()) {
            return Some(Misshapen::Cut);
        }
        // Fewer than two cells are a remark below the table.
        let wrong = row.fields > self.usual.max(self.header)
            || row.fields > self.header && used(row) > self.named
            || few && self.strict;
        (wrong && filled > 1).then_some(Misshapen::Fields(row.fields, self.usual))
    }
}

/// Columns up to the last one that holds anything.
fn used(row: &GridRow) -> u32 {
    row.cells.iter().rev().find(|(_, cell)| !is_empty(&cell.text)).map_or(0, |(col, _)| col + 1)
}

/// What most of the numbers are; of two equally frequent ones the larger.
fn usual(numbers: impl Iterator<Item = u32>) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    numbers.for_each(|number| *counts.entry(number).or_default() += 1);
    counts.into_iter().max_by_key(|(number, count)| (*count, *number)).map(|(number, _)| number)
}

/// Whether the last field of a record is a number with fewer decimals than all the others in its column have.
fn ends_short(sheet: &Sheet, table: &Table, at: usize) -> bool {
    let row = &sheet.rows[at];
    let Some((col, cell)) = row.cells.last().filter(|(col, _)| col + 1 == row.fields) else { return false };
    let decimals = |text: &str| {
        let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        (!whole.is_empty() && digits(whole.trim_start_matches('-')) && digits(decimals)).then_some(decimals.len())
    };
    let Some(own) = decimals(&cell.text) else { return false };
    let others = table.body.iter().filter(|other| **other != at).filter_map(|other| sheet.rows[*other].cell(*col));
    let others: Vec<usize> = others.filter_map(|cell| decimals(&cell.text)).collect();
    others.len() >= 5 && others.iter().all(|other| *other > own)
}
