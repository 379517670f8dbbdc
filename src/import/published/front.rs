//! What stands above the header of an annex: headings with fields beside or below them (项目编码, 预算数, 支出计划 …).

use std::collections::BTreeMap;

use super::annexes::{Reader, words};
use super::page::PageRow;
use crate::disclosure::{Cell, Row, Span};
use crate::edition::{FrontCell, FrontDef, PROJECT_MONEY};
use crate::import::cell::label::comparable;

/// The rows above the header.
#[derive(Default)]
pub(super) struct Front {
    pub rows: Vec<Row>,
    /// Where the fields stand: row and column of the table.
    pub fields: BTreeMap<String, (usize, usize)>,
    /// The sheet's columns of the fields, counted from 0, by row and column of the table.
    pub found: BTreeMap<(usize, usize), u32>,
    /// The headings.
    pub spans: Vec<Span>,
}

/// A cell above the header with the column of the form that it begins in.
type Placed<'d> = (usize, &'d FrontCell);

/// Reads them; a row that is not found is left out with its fields.
pub(super) fn read(reader: &mut Reader<'_, '_>, title: usize) -> Front {
    let page = reader.page;
    let between = page.rows.get(title + 1..reader.columns.first_row).unwrap_or_default();
    let mut front = Front::default();
    // The sheet's row of the last form's row that was found, and the sheet's columns of its headings by the form's.
    let mut last: Option<u32> = None;
    let mut headings: BTreeMap<usize, u32> = BTreeMap::new();
    let laid = reader.annex.laid();
    for (at, def) in reader.annex.fronts.iter().enumerate() {
        let placed: Vec<Placed<'_>> =
            laid.iter().filter(|cell| cell.row == at).map(|cell| (cell.col, cell.def)).collect();
        let row = match placed.iter().any(|(_, cell)| cell.text.is_some()) {
            true => between.iter().find(|row| last.is_none_or(|last| row.row.index > last) && is(row, &placed)),
            // A row of fields alone stands right below the one before.
            false => last.and_then(|last| between.iter().find(|row| row.row.index == last + 1)),
        };
        let Some(row) = row else {
            last = last.filter(|_| placed.iter().all(|(_, cell)| cell.text.is_none())).map(|last| last + 1);
            continue;
        };
        last = Some(row.row.index);
        let below: Vec<&PageRow<'_>> = between.iter().filter(|other| other.row.index > row.row.index).collect();
        let own: BTreeMap<usize, u32> =
            placed.iter().filter_map(|(at, cell)| Some((*at, heading(row, cell)?))).collect();
        let columns = if own.is_empty() { &headings } else { &own };
        let found = add(reader, (def, &placed), (row, columns), &mut front);
        if let Some(place) = found.filter(|_| def.each_goal) {
            paragraphs(def, (row, &below), place, &mut front);
        }
        headings = own;
    }
    front
}

/// Whether a row of the sheet has every heading of a row of the form.
fn is(row: &PageRow<'_>, placed: &[Placed<'_>]) -> bool {
    placed.iter().filter(|(_, cell)| cell.text.is_some()).all(|(_, cell)| heading(row, cell).is_some())
}

/// The sheet's column of a heading.
fn heading(row: &PageRow<'_>, cell: &FrontCell) -> Option<u32> {
    let wanted = comparable(cell.text.as_ref()?);
    row.own.iter().find(|(_, words)| **words == wanted).map(|(col, _)| *col)
}

/// Adds a row; `columns` are the sheet's columns of its headings, or of those right above it. Gives the form's and the
/// sheet's column of its last field.
fn add(
    reader: &mut Reader<'_, '_>,
    (def, placed): (&FrontDef, &[Placed<'_>]),
    (row, columns): (&PageRow<'_>, &BTreeMap<usize, u32>),
    front: &mut Front,
) -> Option<(usize, u32)> {
    let at = front.rows.len();
    let mut cells = vec![Cell::Blank; reader.annex.columns.len()];
    let (mut left, mut place): (Option<u32>, Option<(usize, u32)>) = (None, None);
    for &(col, cell) in placed {
        let cols = u32::try_from(cell.cols).unwrap_or(1);
        if let Some(text) = &cell.text {
            cells[col] = Cell::Text(text.clone());
            front.spans.push(Span { row: at, col, rows: cell.rows, cols: cell.cols, heading: true });
            left = columns.get(&col).map(|found| found + cols);
            continue;
        }
        let Some(field) = cell.field.as_ref().map(|field| field.get_ref()) else { continue };
        let beside = left.take().or_else(|| columns.get(&col).copied());
        let Some(found) = beside.or(reader.columns.places.get(col).copied().flatten()) else { continue };
        cells[col] = if PROJECT_MONEY.contains(&field.as_str()) { reader.money(row, found) } else { words(row, found) };
        front.fields.insert(field.clone(), (at, col));
        place = Some((col, found));
        front.found.insert((at, col), found);
    }
    let (keys, levels) = (vec![Some(def.key.clone())], vec![0]);
    front.rows.push(Row { keys, levels, cells, found_in: Some(row.row.index) });
    place
}

/// The paragraphs of a goal, a row each as the form has them: the lines of its cell, and the rows below it as long as they
/// have words in its column and nothing else.
fn paragraphs(
    def: &FrontDef,
    (first, below): (&PageRow<'_>, &[&PageRow<'_>]),
    (col, found): (usize, u32),
    front: &mut Front,
) {
    let at = front.rows.len() - 1;
    let goes_on = |row: &&&PageRow<'_>| row.own.keys().eq([&found]);
    let rows = std::iter::once(first).chain(below.iter().take_while(goes_on).copied());
    let lines = |row: &PageRow<'_>| match words(row, found) {
        Cell::Text(text) => text.lines().map(|line| (row.row.index, line.trim().to_owned())).collect(),
        _ => Vec::new(),
    };
    let told: Vec<(u32, String)> = rows.flat_map(lines).filter(|(_, line)| !line.is_empty()).collect();
    for (nth, (index, line)) in told.iter().enumerate() {
        if nth > 0 {
            let cells = vec![Cell::Blank; front.rows[at].cells.len()];
            let keys = vec![Some(format!("{}{}", def.key, nth + 1))];
            front.rows.push(Row { keys, levels: vec![0], cells, found_in: Some(*index) });
        }
        front.rows[at + nth].cells[col] = Cell::Text(line.clone());
        front.found.insert((at + nth, col), found);
    }
    for span in front.spans.iter_mut().filter(|span| span.row == at && span.heading) {
        span.rows = told.len().max(1);
    }
}
