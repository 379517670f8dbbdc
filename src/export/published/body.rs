//! The body of a table and the notes below it.

use std::collections::BTreeMap;

use super::grid::{Area, put};
use super::spans::Spans;
use super::styles::Styles;
use crate::disclosure::{Cell, Disclosure, Role, Row, Table};
use crate::export::book::{self, Format, Ignored, Sheet};
use crate::export::measure::{HIGHEST_ROW, available, height, indentation};
use crate::export::text::storable;

/// Longest formula that Excel reads, in characters.
pub(super) const LONGEST_FORMULA: usize = 8_192;

/// Writes the rows of the body of table `index`, and its notes; gives the rows of the sheet that begin a page.
pub(super) fn write(sheet: &mut Sheet, disclosure: &Disclosure, index: usize, styles: &Styles) -> Vec<u32> {
    let Some(table) = disclosure.tables.get(index) else { return Vec::new() };
    let mut triangles = Triangles::default();
    let spans = Spans::of(table, (0..table.rows.len()).map(|row| row_height(table, row)).collect());
    for (row, values) in table.rows.iter().enumerate() {
        for (col, cell) in values.cells.iter().enumerate() {
            if spans.hides(row, col) || spans.write(sheet, table, styles, (row, col)) {
                continue;
            }
            let at = table.sheet_cell(row, col).indices();
            let formula = formula_text(cell, disclosure, index);
            triangles.note(at, table.columns.get(col).map(|column| column.role), formula.as_deref());
            write_cell(sheet, at, (cell, formula), (style(table, values, col, styles), table));
        }
        let (at_row, _) = table.sheet_cell(row, 0).indices();
        sheet.height(at_row, spans.heights.get(row).copied().unwrap_or_default().min(HIGHEST_ROW));
    }
    triangles.silence(sheet);
    notes(sheet, table, styles);
    spans.breaks.iter().map(|&row| table.sheet_cell(row, 0).indices().0).collect()
}

/// The formula of a cell as a sheet can hold it; `None` where it is no formula, has no operands, or is longer than Excel
/// reads: the cell is then written as its value.
pub(super) fn formula_text(cell: &Cell, disclosure: &Disclosure, home: usize) -> Option<String> {
    let Cell::Formula { formula, .. } = cell else { return None };
    let text = formula.a1(disclosure, home);
    (!text.is_empty() && text.len() < LONGEST_FORMULA).then_some(text)
}

fn write_cell(
    sheet: &mut Sheet,
    at: (u32, u32),
    (cell, formula): (&Cell, Option<String>),
    (style, table): (&Format, &Table),
) {
    let column = usize::try_from(at.1).ok().and_then(|col| table.columns.get(col));
    let quantity = column.is_some_and(|column| column.role == Role::Quantity);
    match (cell, formula) {
        (Cell::Blank, _) => sheet.blank(at, style),
        (Cell::Text(text), _) if quantity => match text.parse::<rust_decimal::Decimal>() {
            Ok(number) => sheet.number(at, number, style),
            Err(_) => sheet.text(at, &storable(text), style),
        },
        (Cell::Text(text), _) => sheet.text(at, &storable(text), style),
        (Cell::Formula { value, .. }, Some(text)) => sheet.formula(at, (&text, value.in_unit(table.unit)), style),
        (Cell::Amount { value, .. } | Cell::Formula { value, .. }, _) => {
            sheet.number(at, value.in_unit(table.unit), style);
        }
    }
}

fn style<'s>(table: &Table, row: &Row, col: usize, styles: &'s Styles) -> &'s Format {
    if matches!(row.cells.get(col), Some(Cell::Amount { .. } | Cell::Formula { .. })) {
        return styles.figure(col);
    }
    match table.columns.get(col).map(|column| column.role) {
        Some(Role::Sequence) => &styles.sequence,
        Some(Role::Code) => &styles.code,
        Some(Role::Label) => styles.label(level(table, row, col)),
        Some(Role::Text) => styles.label(0),
        Some(Role::Quantity) => &styles.quantity,
        Some(Role::Value) | None => styles.figure(col),
    }
}

/// The depth of the label in a column, 0 for the outermost.
fn level(table: &Table, row: &Row, col: usize) -> u8 {
    let block = table.columns.get(col).and_then(|column| column.block);
    block.and_then(|index| row.levels.get(index)).copied().unwrap_or(0)
}

/// The height that the row's words need.
fn row_height(table: &Table, at: usize) -> u32 {
    let Some(row) = table.rows.get(at) else { return 0 };
    let merged = |col: usize| table.spans.iter().any(|span| span.row == at && span.col == col);
    let needed = row.cells.iter().zip(&table.columns).enumerate().map(|(col, (cell, column))| match cell {
        Cell::Text(text) if !merged(col) => {
            let indent = if column.role == Role::Label { indentation(level(table, row, col)) } else { 0 };
            height(text, &table.look.body, available(u32::from(column.width)).saturating_sub(indent))
        }
        _ => 0,
    });
    needed.max().unwrap_or(0).max(u32::from(table.look.row_points))
}

fn notes(sheet: &mut Sheet, table: &Table, styles: &Styles) {
    for (row, note) in (table.notes_row()..).zip(&table.notes) {
        let area = Area::in_row(row, 0, table.columns.len());
        put(sheet, area, &storable(note), &styles.note);
        let needed = height(note, &table.look.caption, available(area.width(table)));
        sheet.height(row, needed.max(u32::from(table.look.row_points)));
    }
}

/// Cells that Excel would mark with a green triangle although nothing is wrong with them: codes as text, sums that leave
/// out their neighbours, formulas unlike those around them. Excel takes one reason a cell.
#[derive(Default)]
struct Triangles {
    runs: BTreeMap<(Ignored, u32), Vec<(u32, u32)>>,
}

impl Triangles {
    fn note(&mut self, (row, col): (u32, u32), role: Option<Role>, formula: Option<&str>) {
        let reason = match (role, formula) {
            (Some(Role::Sequence | Role::Code), _) => Ignored::NumberAsText,
            (_, Some(text)) if text.contains("SUM(") => Ignored::OmitsCells,
            (_, Some(_)) => Ignored::Differs,
            _ => return,
        };
        let runs = self.runs.entry((reason, col)).or_default();
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }

    fn silence(self, sheet: &mut Sheet) {
        for ((reason, col), runs) in self.runs {
            for (row, last_row) in runs {
                sheet.ignore(reason, book::Area { row, col, last_row, last_col: col });
            }
        }
    }
}
