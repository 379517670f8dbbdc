//! Merged cells of the body, and where pages break so that a group stays together.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Area, column_index, put};
use super::page::Paper;
use super::styles::Styles;
use crate::disclosure::{Cell, Span, Table};
use crate::export::book::{Format, Sheet};
use crate::export::measure::{available, height};
use crate::export::text::storable;

/// The merged cells of a table by their first cell, and the heights of its rows.
pub(super) struct Spans {
    first: BTreeMap<(usize, usize), Span>,
    covered: BTreeSet<(usize, usize)>,
    /// Height of each row in points.
    pub heights: Vec<u32>,
    /// Rows that begin a new page, counted from 0.
    pub breaks: Vec<usize>,
}

impl Spans {
    /// Those of a table whose rows, without regard to merged cells, need `heights`.
    ///
    /// A merged cell that a page break must go through is divided there, each part with the words.
    pub fn of(table: &Table, mut heights: Vec<u32>) -> Spans {
        let mut spans: Vec<&Span> = table.spans.iter().collect();
        spans.sort_by_key(|span| span.rows);
        for span in spans {
            let area = Area { row: 0, col: span.col, last_row: 0, last_col: (span.col + span.cols).saturating_sub(1) };
            let needed = match words(table, span) {
                Some(text) if span.heading => height(text, &table.look.header, available(area.width(table))),
                Some(text) => height(text, &table.look.body, available(area.width(table))),
                None => 0,
            };
            let Some(rows) = heights.get_mut(span.row..span.row + span.rows) else { continue };
            let lacking = needed.saturating_sub(rows.iter().sum());
            // Shared out, so that the words of a group do not make its last row tower over the others.
            let share = lacking.div_ceil(u32::try_from(rows.len()).unwrap_or(1).max(1));
            rows.iter_mut().for_each(|row| *row += share);
        }
        let breaks = if table.keeps_groups() { breaks(table, &heights) } else { Vec::new() };
        let mut all = Spans { first: BTreeMap::new(), covered: BTreeSet::new(), heights, breaks };
        for span in &table.spans {
            all.add(*span);
        }
        all
    }

    fn add(&mut self, span: Span) {
        let end = span.row + span.rows;
        let cuts = self.breaks.iter().copied().filter(|cut| (span.row + 1..end).contains(cut)).chain([end]);
        let mut row = span.row;
        for cut in cuts.collect::<Vec<_>>() {
            let part = Span { row, rows: cut - row, ..span };
            let cells = (part.row..cut).flat_map(|row| (span.col..span.col + span.cols).map(move |col| (row, col)));
            self.covered.extend(cells);
            self.first.insert((part.row, part.col), part);
            row = cut;
        }
    }

    /// Whether the cell is written by a merged cell that begins elsewhere.
    pub fn hides(&self, row: usize, col: usize) -> bool {
        self.covered.contains(&(row, col)) && !self.first.contains_key(&(row, col))
    }

    /// Writes a merged cell or a heading; `false` where none begins here, or where it is a figure of one cell.
    pub fn write(&self, sheet: &mut Sheet, table: &Table, styles: &Styles, (row, col): (usize, usize)) -> bool {
        let Some(span) = self.first.get(&(row, col)) else { return false };
        let origin =
            table.spans.iter().find(|whole| whole.col == col && (whole.row..whole.row + whole.rows).contains(&row));
        let cell = origin.and_then(|whole| table.rows.get(whole.row)?.cells.get(col)).unwrap_or(&Cell::Blank);
        let (top, _) = table.sheet_cell(row, col).indices();
        let last_row = top + u32::try_from(span.rows.saturating_sub(1)).unwrap_or(0);
        let area = Area { row: top, col, last_row, last_col: (col + span.cols).saturating_sub(1) };
        match cell {
            Cell::Text(text) => put(sheet, area, &storable(text), style(span, styles)),
            Cell::Blank => put(sheet, area, "", style(span, styles)),
            Cell::Amount { value, .. } | Cell::Formula { value, .. } => {
                put(sheet, area, "", styles.figure(col));
                sheet.number((top, column_index(col)), value.in_unit(table.unit), styles.figure(col));
            }
        }
        true
    }
}

fn words<'a>(table: &'a Table, span: &Span) -> Option<&'a str> {
    match table.rows.get(span.row)?.cells.get(span.col)? {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

fn style<'s>(span: &Span, styles: &'s Styles) -> &'s Format {
    match (span.heading, span.rows) {
        (true, _) => &styles.header,
        (false, 1) if span.cols > 1 => styles.label(0),
        (false, _) => &styles.sequence,
    }
}

/// The rows that begin a page: before a group that does not fit on what is left, or, where a group is higher than a page,
/// before the row that does not.
fn breaks(table: &Table, heights: &[u32]) -> Vec<usize> {
    let paper = Paper::of(table);
    let repeated = super::head::header_points(table);
    let mut used = super::head::points_above(table) + repeated;
    let mut breaks = Vec::new();
    used += heights.iter().take(table.front).sum::<u32>();
    let mut row = table.front;
    while row < heights.len() {
        let end = group_end(table, row);
        let group: u32 = heights.get(row..end).map_or(0, |rows| rows.iter().sum());
        if used + group > paper.points && repeated + group <= paper.points && row > table.front {
            breaks.push(row);
            used = repeated;
        }
        for (at, points) in heights.iter().enumerate().take(end).skip(row) {
            if used + points > paper.points && at > table.front && breaks.last() != Some(&at) {
                breaks.push(at);
                used = repeated;
            }
            used += points;
        }
        row = end;
    }
    breaks
}

/// The row after the group that `row` begins: what the highest merged cell that begins here covers.
fn group_end(table: &Table, row: usize) -> usize {
    let begins = table.spans.iter().filter(|span| span.row == row).map(|span| span.rows);
    row + begins.max().unwrap_or(1).max(1)
}
