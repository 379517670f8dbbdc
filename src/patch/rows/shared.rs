//! Shared formulas after an insertion: kept shared where every cell of the group still reads right, else written out.

use crate::origin::CellRef;
use crate::patch::Area;
use crate::patch::formula::{Home, moved_area, moved_formula, moved_row, translated};
use crate::patch::sheet::{SheetIndex, plain_formula, shared_number};
use crate::patch::splice::Splice;
use crate::patch::xml::{Content, Tag, escape_text};

use super::walk::View;

/// A cell with a shared formula, as it stands in the part.
pub(super) struct Member<'t> {
    pub(super) cell: CellRef,
    pub(super) tag: Tag<'t>,
    pub(super) content: Content,
}

/// A member with its formula before and after the insertion.
struct Reading<'m, 't> {
    member: &'m Member<'t>,
    /// The cell whose text it shares.
    master: CellRef,
    number: u32,
    after: String,
}

/// Edits all shared formulas of a sheet.
pub(super) fn edit(view: &View<'_>, sheet: &str, index: &SheetIndex, members: &[Member<'_>], splice: &mut Splice) {
    let mut readings: Vec<Reading<'_, '_>> = Vec::new();
    for member in members {
        let Some(number) = shared_number(&member.tag) else { continue };
        // Without a master nobody knows what the formula is.
        let Some(master) = index.master(number, member.cell) else { continue };
        let own = translated(&master.formula, master.cell, member.cell);
        let after = moved_formula(&own, view.insertion, Home::cell(sheet, member.cell.indices().0)).unwrap_or(own);
        readings.push(Reading { member, master: master.cell, number, after });
    }
    readings.sort_by_key(|reading| (reading.number, reading.master));
    for group in readings.chunk_by(|a, b| (a.number, a.master) == (b.number, b.master)) {
        edit_group(view, group, splice);
    }
}

fn edit_group(view: &View<'_>, group: &[Reading<'_, '_>], splice: &mut Splice) {
    let goes = |cell: CellRef| {
        let (row, col) = cell.indices();
        CellRef::zero_based(if view.own() { moved_row(row, view.insertion) } else { row }, col)
    };
    let master = group.iter().find(|reading| reading.member.cell == reading.master);
    let still_shared = master.is_some_and(|master| {
        let from = goes(master.master);
        group.iter().all(|reading| translated(&master.after, from, goes(reading.member.cell)) == reading.after)
    });
    for reading in group {
        let (tag, content) = (&reading.member.tag, &reading.member.content);
        if !still_shared {
            splice.replace(tag.start..content.end, plain_formula(tag, &reading.after));
        } else if reading.member.cell == reading.master {
            if content.text != reading.after {
                splice.replace(content.inner.clone(), escape_text(&reading.after));
            }
            move_reference(view, tag, splice);
        }
    }
}

/// The area of a group or array moves with its cells.
pub(super) fn move_reference(view: &View<'_>, tag: &Tag<'_>, splice: &mut Splice) {
    let Some(attribute) = tag.attribute("ref").filter(|_| view.own()) else { return };
    let Some(area) = Area::from_a1(attribute.raw) else { return };
    if let Some(moved) = moved_area(area, view.insertion, false).filter(|moved| *moved != area) {
        splice.replace(attribute.value, moved.to_string());
    }
}
