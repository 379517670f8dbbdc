//! Workbooks with more in them than is held at once: told by their directory, their rows passed on, read again in parts.

use std::io::BufRead;
use std::ops::Range;
use std::sync::Arc;

use super::detect::{Format, packed};
use super::given::{Given, KeptRow};
use super::guard::caught;
use super::package::{Bytes, Package};
use super::recent::Recent;
use super::sheet::{Frame, Used};
use super::{Notes, Refusal, Source, xlsx};
use crate::import::grid::Sheet;
use crate::import::limits::Limits;

/// A cell that holds anything takes at least so many bytes: `<c><v>1</v></c>`.
const SHORTEST_CELL: u64 = 15;

/// What takes the rows of several sheets: the sheet's place and name, the row's number and cells.
pub(in crate::import) type ToRows<'a> = dyn FnMut((usize, &Arc<str>), u32, &[Given]) -> Result<(), Refusal> + 'a;

/// Whether a file is a workbook (.xlsx, .xlsm) that exceeds what `held` lets be read as a whole. Mostly the directory tells;
/// between what is surely small and surely large, cells are counted.
pub(in crate::import) fn is_long<'a>(source: Source<'a>, file: Box<dyn Bytes + 'a>, held: &Limits) -> bool {
    caught(source, || {
        let mut package = Package::over(source, file)?;
        let least = SHORTEST_CELL.saturating_mul(held.cells as u64);
        if package.sizes().sum::<u64>() < least || !is_workbook(&mut package) {
            return Ok(false);
        }
        Ok(package.sizes().any(|size| size > held.part_bytes) || has_more_cells(&mut package, held.cells)?)
    })
    .unwrap_or(false)
}

fn is_workbook(package: &mut Package<'_>) -> bool {
    matches!(packed(package), Ok(Format::Xlsx | Format::Xlsm))
}

fn has_more_cells(package: &mut Package<'_>, most: usize) -> Result<bool, Refusal> {
    let mut cells = 0;
    for (index, name) in package.files() {
        if !name.to_ascii_lowercase().ends_with(".xml") {
            continue;
        }
        let mut part = package.stream(index)?;
        let mut tags = Tags::default();
        // What cannot be unpacked is for the reader to say.
        while let Ok(bytes) = part.fill_buf()
            && !bytes.is_empty()
        {
            cells += tags.contents(bytes);
            if cells > most {
                return Ok(true);
            }
            let length = bytes.len();
            part.consume(length);
        }
    }
    Ok(false)
}

/// The tags of markup that comes in pieces.
#[derive(Default)]
struct Tags {
    /// The name so far of the tag that is open.
    name: Option<u64>,
}

impl Tags {
    /// How many contents of cells (`<v>`, `<is>`) begin in the next piece.
    fn contents(&mut self, piece: &[u8]) -> usize {
        const VALUE: u64 = 0x76;
        const INLINE: u64 = 0x6973;
        let mut count = 0;
        for byte in piece {
            match (byte, self.name) {
                (b'<', _) | (b':', Some(_)) => self.name = Some(0),
                (b'>' | b' ' | b'/', Some(name)) => {
                    count += usize::from(matches!(name, VALUE | INLINE));
                    self.name = None;
                }
                (_, Some(name)) => self.name = Some(name << 8 | u64::from(*byte)),
                (_, None) => {}
            }
        }
        count
    }
}

/// Passes the rows of all worksheets on in the file's order, with the sheet's place among them and its name; gives what the
/// file is, and the sheets without their cells: none where it is no workbook (.xlsx, .xlsm).
///
/// # Errors
/// The file cannot be read, a limit is reached, or a row is not taken.
pub(in crate::import) fn pass<'a>(
    source: Source<'a>,
    file: Box<dyn Bytes + 'a>,
    to: &mut ToRows<'_>,
    notes: &mut Notes,
) -> Result<(Format, Vec<Frame>), Refusal> {
    caught(source, || {
        let mut package = Package::over(source, file)?;
        let format = packed(&mut package)?;
        let is_workbook = matches!(format, Format::Xlsx | Format::Xlsm);
        let frames = if is_workbook { xlsx::pass(source, &mut package, to, notes)? } else { Vec::new() };
        Ok((format, frames))
    })
}

/// Some rows of a sheet as if they were all; up to `beginning` it has no others. Of the formulas without a result those are
/// computed that `computes` says. `None` where a row is none.
///
/// # Errors
/// A limit is reached.
pub(in crate::import) fn part(
    source: Source<'_>,
    (frame, beginning, rows): (&Frame, u32, &[KeptRow<'_>]),
    computes: impl Fn(u32, &str) -> bool,
    notes: &mut Notes,
) -> Result<Option<Sheet>, Refusal> {
    let mut builder = frame.part(source, &stretches(beginning, rows));
    let (mut used, mut recent) = (Used::default(), Recent::new());
    for row in rows {
        let computes = |formula: &str| computes(row.row, formula);
        if builder.put_kept(&mut used, row, &mut recent, computes)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(builder.finish(notes)))
}

/// The numbers of rows as stretches without gaps, the beginning as one.
fn stretches(beginning: u32, rows: &[KeptRow<'_>]) -> Vec<Range<u32>> {
    let mut stretches: Vec<Range<u32>> = std::iter::once(0..beginning).collect();
    for row in rows.iter().filter(|row| row.row >= beginning) {
        match stretches.last_mut() {
            Some(last) if last.end == row.row => last.end += 1,
            _ => stretches.push(row.row..row.row + 1),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_counted_across_pieces() {
        let text = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><x:c><x:is><x:t>a:v b</x:t></x:is></x:c><c s=\"1\"/><vm/><v></v></row>";
        for at in 0..text.len() {
            let mut tags = Tags::default();
            let (first, second) = text.as_bytes().split_at(at);
            assert_eq!(tags.contents(first) + tags.contents(second), 3, "{at}");
        }
    }
}
