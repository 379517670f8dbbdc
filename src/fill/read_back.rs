//! The filled workbook read back from its bytes, by a reader that is not ours, before it leaves.

use std::collections::BTreeMap;

use super::cells::Cells;
use crate::import::second::{Seen, SeenCell, read_back};
use crate::origin::CellRef;
use crate::patch::{CellContent, Held, PatchError};

/// What the cells that were filled are meant to hold, asked before the file is written.
pub(super) type Filled = BTreeMap<(String, CellRef), CellContent>;

/// What was filled.
pub(super) fn filled(cells: &mut Cells) -> Result<Filled, PatchError> {
    let changed = cells.changed.clone().into_iter();
    changed.map(|(sheet, cell)| cells.package.read_cell(&sheet, cell).map(|content| ((sheet, cell), content))).collect()
}

/// Compares each filled cell with what another reader finds in the file.
///
/// # Errors
/// [`PatchError::ReadBack`] for the first that does not hold what it should, or where the file cannot be read.
pub(super) fn compare(filled: &Filled, bytes: &[u8]) -> Result<(), PatchError> {
    let seen = read_back(bytes).map_err(|problem| PatchError::ReadBack { place: String::new(), problem })?;
    for ((sheet, cell), meant) in filled {
        let of_name = seen.iter().find(|other| other.name == *sheet);
        let read = of_name.and_then(|sheet| sheet.cells.get(&cell.indices()));
        if !holds(meant, read) {
            let read = read.map(|read| format!("{:?}", read.value)).unwrap_or_default();
            let problem = format!("应为 {:?}，读回来是 {read}", meant.held);
            return Err(PatchError::ReadBack { place: format!("{sheet} 的 {cell}"), problem });
        }
    }
    Ok(())
}

fn holds(meant: &CellContent, read: Option<&SeenCell>) -> bool {
    let value = read.map(|cell| &cell.value);
    if meant.formula.is_some() != read.is_some_and(|cell| cell.formula.is_some()) {
        return false;
    }
    match (&meant.held, value) {
        (Held::Number(text), Some(Seen::Number(Some(number)) | Seen::Date(Some(number)))) => {
            text.parse::<rust_decimal::Decimal>().is_ok_and(|meant| meant.round_sf(15) == number.round_sf(15))
        }
        (Held::Text(text), Some(Seen::Text(read))) => {
            text.chars().filter(|c| !c.is_whitespace()).eq(read.chars().filter(|c| !c.is_whitespace()))
        }
        (Held::Text(text), None) => text.trim().is_empty(),
        (Held::Nothing, read) => matches!(read, None | Some(Seen::Nothing)),
        (Held::Bool(flag), Some(Seen::Bool(read))) => flag == read,
        (Held::Error(_), Some(Seen::Error(_))) | (Held::Date(_), Some(Seen::Date(_))) => true,
        _ => false,
    }
}
