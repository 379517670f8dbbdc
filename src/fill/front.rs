//! What stands above the header of a blank's form: labels with a place beside or below them for the value.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{At, Cells};
use super::plan::FormPlan;
use crate::disclosure::{Cell, Row, Table};
use crate::edition::{Annex, LaidCell};
use crate::finding::Finding;
use crate::finding::codes::fill::NO_COLUMN;
use crate::import::cell::label::comparable;
use crate::origin::CellRef;
use crate::patch::{Area, Package, PatchError};

/// The field of the date that stands in the line above the header, behind its prompt.
pub(super) const DATE: &str = "date";

/// The fields that a form has above its header.
pub(super) fn fields(annex: &Annex) -> Vec<&str> {
    let own = annex.fronts.iter().flat_map(|front| &front.cells).filter_map(|cell| cell.field.as_ref());
    let date = prompt_of_date(annex).map(|_| DATE);
    own.map(|field| field.get_ref().as_str()).chain(date).collect()
}

/// The words before the date in the line above the header: `截止时间：`.
pub(super) fn prompt_of_date(annex: &Annex) -> Option<&str> {
    annex.caption.iter().find_map(|words| words.strip_suffix("{date}"))
}

/// How a blank says which field a place is for.
struct Label<'a> {
    words: &'a str,
    /// Below the label instead of on its right.
    below: bool,
    /// On its right: how many rows below the label's first.
    down: u32,
}

/// The label of a field: the heading right above it, of the same width, else the one on its left.
fn label<'a>(cells: &[LaidCell<'a>], field: &LaidCell<'_>) -> Option<Label<'a>> {
    let headings = || cells.iter().filter_map(|cell| Some((cell, cell.def.text.as_deref()?)));
    let above = headings().find(|(cell, _)| {
        cell.row + cell.def.rows == field.row && cell.col == field.col && cell.def.cols == field.def.cols
    });
    if let Some((_, words)) = above {
        return Some(Label { words, below: true, down: 0 });
    }
    let beside =
        |cell: &LaidCell<'_>| (cell.row..cell.row + cell.def.rows).contains(&field.row) && cell.col < field.col;
    let left = headings().filter(|(cell, _)| beside(cell)).max_by_key(|(cell, _)| cell.col);
    left.map(|(cell, words)| Label { words, below: false, down: u32::try_from(field.row - cell.row).unwrap_or(0) })
}

/// The words of the form for a field above its header.
pub(super) fn heading(annex: &Annex, field: &str) -> String {
    let cells = annex.laid();
    let of = |cell: &&LaidCell<'_>| cell.def.field.as_ref().is_some_and(|known| known.get_ref() == field);
    let words = cells.iter().find(of).and_then(|cell| label(&cells, cell)).map(|label| label.words);
    words.or_else(|| prompt_of_date(annex).filter(|_| field == DATE)).unwrap_or_default().to_owned()
}

/// Where a blank leaves places for the fields, by what stands between title and header: field and cell.
///
/// # Errors
/// Where the sheet is damaged.
pub(super) fn recognise(
    annex: &Annex,
    (sheet, captions): (&str, &[(CellRef, String)]),
    package: &mut Package,
) -> Result<BTreeMap<String, String>, PatchError> {
    let cells = annex.laid();
    let plain = |words: &str| comparable(words).trim_end_matches(':').to_owned();
    let headings: BTreeSet<String> = cells.iter().filter_map(|cell| cell.def.text.as_deref()).map(plain).collect();
    let mut found = BTreeMap::new();
    for cell in &cells {
        let Some((field, label)) = cell.def.field.as_ref().zip(label(&cells, cell)) else { continue };
        let wanted = plain(label.words);
        let Some((at, _)) = captions.iter().find(|(_, words)| plain(words) == wanted) else { continue };
        let Some(place) = beside(package.read_cell(sheet, *at)?.merge, *at, &label) else { continue };
        let content = package.read_cell(sheet, place)?;
        let taken = captions.iter().any(|(other, words)| *other == place && headings.contains(&plain(words)));
        if !content.covered && !taken {
            found.insert(field.get_ref().clone(), place.to_string());
        }
    }
    if let Some(prompt) = prompt_of_date(annex).map(plain)
        && let Some((at, _)) = captions.iter().find(|(_, words)| plain(words) == prompt)
    {
        found.insert(DATE.to_owned(), at.to_string());
    }
    Ok(found)
}

/// The cell that a label at `at` means.
fn beside(merge: Option<Area>, at: CellRef, label: &Label<'_>) -> Option<CellRef> {
    let (row, col) = at.indices();
    let (bottom, right) = merge.map_or((row, col), |area| area.last.indices());
    match label.below {
        true => Some(CellRef::zero_based(bottom + 1, col)),
        false if row + label.down <= bottom => Some(CellRef::zero_based(row + label.down, right + 1)),
        false => None,
    }
}

/// Whether a table is that of a project, by its code or name.
pub(super) fn is_of(table: &Table, project: &str) -> bool {
    let wanted = comparable(project);
    ["code", "name"].iter().any(|field| words(table, field).is_some_and(|words| comparable(&words) == wanted))
}

/// What a table says in a field of words above its header; the paragraphs of a goal stand below each other.
fn words(table: &Table, field: &str) -> Option<String> {
    let (row, col) = *table.fields.get(field)?;
    let key = table.rows[row].keys.first()?.as_deref()?;
    let goes_on = |other: &&Row| {
        let rest = other.keys.first().and_then(Option::as_deref).and_then(|other| other.strip_prefix(key));
        rest.is_some_and(|rest| rest.is_empty() || rest.parse::<u32>().is_ok())
    };
    let own = table.rows[row..table.front].iter().take_while(goes_on);
    let text = own.filter_map(|row| match &row.cells[col] {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    });
    Some(text.collect::<Vec<_>>().join("\n")).filter(|text| !text.is_empty())
}

/// Fills the places above the header; what has none is told like a column that is not there.
pub(super) fn fill(cells: &mut Cells, plan: &FormPlan, table: &Table, annex: &Annex) -> Result<(), PatchError> {
    for (field, (row, col)) in &table.fields {
        let held = &table.rows[*row].cells[*col];
        let cell = plan.fields.get(field).and_then(|cell| CellRef::from_a1(cell));
        let at = cell.map(|cell| At { sheet: &plan.sheet, cell, table, row: *row, col: *col });
        match (at, held, held.amount()) {
            (_, Cell::Blank, _) => {}
            (Some(at), _, Some(amount)) => cells.figure(at, amount, plan.unit)?,
            (Some(at), _, None) => cells.text(at, &words(table, field).unwrap_or_default())?,
            (None, ..) => {
                let finding = Finding::new(&NO_COLUMN).at(table.whole()).with("table", &*table.name);
                cells.findings.push(finding.with("column", heading(annex, field)).with("count", 1usize));
            }
        }
    }
    let dated = plan.fields.get(DATE).and_then(|cell| CellRef::from_a1(cell)).zip(prompt_of_date(annex));
    if let Some((cell, prompt)) = dated
        && let Some(date) = table.caption.iter().find_map(|words| words.strip_prefix(prompt))
        && !date.is_empty()
    {
        let at = At { sheet: &plan.sheet, cell, table, row: usize::MAX, col: usize::MAX };
        cells.behind_prompt(at, date)?;
    }
    Ok(())
}
