//! The rows above the body: title, caption, header and 栏次.

use super::grid::{Area, put};
use super::styles::Styles;
use crate::disclosure::{HeaderCell, Table};
use crate::export::book::Sheet;
use crate::export::caption::{self, Part};
use crate::export::measure::{HIGHEST_ROW, available, height, width};
use crate::export::text::storable;

/// Lowest height of the title's row in points.
const TITLE_POINTS: u32 = 30;
/// Lowest height of the caption's and the header's rows in points.
const HEAD_POINTS: u32 = 20;

/// Writes everything above the body.
pub(super) fn write(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    title(sheet, table, styles);
    mark(sheet, table, styles);
    caption_line(sheet, table, styles);
    header(sheet, table, styles);
    numbers(sheet, table, styles);
}

/// Height of title and caption in points.
pub(super) fn points_above(table: &Table) -> u32 {
    let area = Area::in_row(table.title_row(), 0, table.columns.len());
    height(&table.title, &table.look.title, available(area.width(table))).max(TITLE_POINTS)
        + HEAD_POINTS * table.caption_row()
}

/// Height of the header in points.
pub(super) fn header_points(table: &Table) -> u32 {
    header_heights(table, usize::try_from(table.header_depth()).unwrap_or(0)).iter().sum()
}

fn title(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    let area = Area::in_row(table.title_row(), 0, table.columns.len());
    put(sheet, area, &storable(&table.title), &styles.title);
    let needed = height(&table.title, &table.look.title, available(area.width(table)));
    sheet.height(table.title_row(), needed.max(TITLE_POINTS));
}

/// The number of the table on its right, in a row of its own.
fn mark(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    if let (Some(row), Some((text, _))) = (table.mark_row(), &table.mark) {
        put(sheet, Area::in_row(row, 0, table.columns.len()), &storable(text), &styles.caption[2]);
        sheet.height(row, HEAD_POINTS);
    }
}

fn caption_line(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    let font = &table.look.caption;
    let columns: Vec<u32> = table.columns.iter().map(|column| available(u32::from(column.width))).collect();
    let needs = [0, 1, 2].map(|part: usize| width(&table.caption[part], font));
    let ranges = caption::ranges(needs, &columns);
    let mut points = HEAD_POINTS;
    for (index, (part, range)) in ranges.iter().enumerate() {
        let text = match index + 1 == ranges.len() {
            true => from_part(&table.caption, *part),
            false => table.caption[number(*part)].clone(),
        };
        let area = Area::in_row(table.caption_row(), range.start, range.end);
        put(sheet, area, &storable(&text), &styles.caption[number(*part)]);
        points = points.max(height(&text, font, available(area.width(table))));
    }
    sheet.height(table.caption_row(), points);
}

/// The words of a part and, where there were too few columns for them, of the parts after it.
fn from_part(caption: &[String; 3], part: Part) -> String {
    let words: Vec<&str> = caption[number(part)..].iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    words.join("　")
}

fn number(part: Part) -> usize {
    match part {
        Part::Left => 0,
        Part::Middle => 1,
        Part::Right => 2,
    }
}

fn header(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    let depth = usize::try_from(table.header_depth()).unwrap_or(0);
    // Every cell gets its border, also where the form leaves a hole in the header.
    for row in (table.header_row()..).take(depth) {
        for col in 0..table.columns.len() {
            sheet.blank((row, super::grid::column_index(col)), &styles.header);
        }
    }
    for cell in &table.header {
        put(sheet, area(table, cell), &storable(&cell.text), &styles.header);
    }
    for (row, points) in (table.header_row()..).zip(header_heights(table, depth)) {
        sheet.height(row, points.min(HIGHEST_ROW));
    }
}

fn area(table: &Table, cell: &HeaderCell) -> Area {
    let index = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Area {
        row: table.header_row() + cell.row,
        col: index(cell.col),
        last_row: table.header_row() + cell.row + cell.rows.saturating_sub(1),
        last_col: index(cell.col + cell.cols.saturating_sub(1)),
    }
}

/// Heights of the header's rows: enough for the cells of one row each; what a cell of several rows lacks goes to its last.
fn header_heights(table: &Table, depth: usize) -> Vec<u32> {
    let mut heights = vec![HEAD_POINTS; depth];
    let mut cells: Vec<&HeaderCell> = table.header.iter().collect();
    cells.sort_by_key(|cell| cell.rows);
    for cell in cells {
        let needed = height(&cell.text, &table.look.header, available(area(table, cell).width(table)));
        let rows = usize::try_from(cell.row).unwrap_or(depth)..usize::try_from(cell.row + cell.rows).unwrap_or(depth);
        let Some(covered) = heights.get_mut(rows) else { continue };
        let lacking = needed.saturating_sub(covered.iter().sum());
        if let Some(last) = covered.last_mut() {
            *last += lacking;
        }
    }
    heights
}

fn numbers(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    let (Some(row), Some(label)) = (table.number_row(), &table.number_label) else { return };
    // The word stands before the first number; the columns before that number share it.
    let first = table.columns.iter().position(|column| column.number.is_some()).unwrap_or(table.columns.len());
    if first > 0 {
        put(sheet, Area::in_row(row, 0, first), label, &styles.header);
    }
    for (col, column) in table.columns.iter().enumerate().skip(first) {
        let text = column.number.map(|number| number.to_string()).unwrap_or_default();
        put(sheet, Area::in_row(row, col, col + 1), &text, &styles.header);
    }
    sheet.height(row, HEAD_POINTS);
}
