//! Copies of inputs that were marked (标注): how they are known.

use crate::import::grid::Sheet;
use crate::import::open::Opened;
use crate::patch::NOTICE;

/// What stands in the name of a marked copy, so that a walk passes it over.
pub const MARKED: &str = "（已标注）";

/// Takes the list that an earlier run put into a marked file out of what was read: it is not the user's.
pub fn forget_list(opened: &mut Opened) {
    let is_list = |sheet: &Sheet| {
        let first = sheet.rows.first().filter(|row| row.index == 0);
        first.and_then(|row| row.cell(0)).is_some_and(|cell| &*cell.text == NOTICE)
    };
    if let Some(grid) = &mut opened.grid {
        grid.sheets.retain(|sheet| !is_list(sheet));
    }
}
