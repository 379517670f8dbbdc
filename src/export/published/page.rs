//! How a table prints: paper, margins, repeated rows, footer.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::grid::column_index;
use crate::disclosure::{Orientation, Table};
use crate::export::decimal::double;

/// OOXML's number for A4.
const A4: u8 = 9;
/// Distance of the footer from the edge of the paper, in millimetres.
const FOOTER_MM: u16 = 8;

/// Sets up the page: A4 as the look says, one page wide and any number tall, the rows down to the body repeated, and the
/// page's number in the middle of its foot.
pub(super) fn set_up(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_print_center_horizontally(true);
    // Excel does not heed page breaks where it fits the pages itself.
    match table.spans.is_empty() {
        true => sheet.set_print_fit_to_pages(1, 0),
        false => sheet.set_print_scale(Paper::of(table).percent),
    };
    match table.look.orientation {
        Orientation::Landscape => sheet.set_landscape(),
        Orientation::Portrait => sheet.set_portrait(),
    };
    let [left, right, top, bottom] = table.look.margins_mm.map(inches);
    sheet.set_margins(left, right, top, bottom, inches(FOOTER_MM), inches(FOOTER_MM));
    sheet.set_footer("&C第 &P 页 共 &N 页");
    let last_column = column_index(table.columns.len().saturating_sub(1));
    let below_header = table.body_row();
    match table.front {
        0 => sheet.set_repeat_rows(0, below_header.saturating_sub(1))?.set_freeze_panes(below_header, 0)?,
        // What stands above the header is said once; frozen it would fill the window.
        _ => sheet.set_repeat_rows(table.header_row(), below_header.saturating_sub(1))?,
    };
    sheet.set_print_area(0, 0, last_row(table), last_column)?;
    Ok(())
}

/// The room that a page gives, and how much a table must shrink to be as wide.
pub(super) struct Paper {
    /// Scale in per cent.
    pub percent: u16,
    /// Height for rows in points of the sheet.
    pub points: u32,
}

impl Paper {
    /// That of a table's page.
    pub fn of(table: &Table) -> Paper {
        let [left, right, top, bottom] = table.look.margins_mm.map(u32::from);
        let (across, down) = match table.look.orientation {
            Orientation::Landscape => (297, 210),
            Orientation::Portrait => (210, 297),
        };
        // 72 points are 25.4 mm; a hundredth is kept free, since no two programs measure alike.
        let points = |millimetres: u32| millimetres * 720 * 99 / 25_400;
        let units: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum();
        let columns = u32::try_from(table.columns.len()).unwrap_or(0);
        // A unit of width is 8 pixels in Excel's default font and nearly 10 in LibreOffice's stand-in for it; a column has 5
        // more. Four pixels are three points.
        let width = ((units * 10 + columns * 5) * 3 / 4).max(1);
        let percent = (points(across - left - right) * 100 / width).clamp(10, 100);
        Paper { percent: u16::try_from(percent).unwrap_or(100), points: points(down - top - bottom) * 100 / percent }
    }
}

/// Begins a page before each of these rows of the body.
pub(super) fn set_breaks(sheet: &mut Worksheet, table: &Table, rows: &[usize]) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    let breaks: Vec<u32> = rows.iter().map(|&row| table.sheet_cell(row, 0).indices().0).collect();
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// The last row that holds anything, counted from 0.
fn last_row(table: &Table) -> u32 {
    let rows = table.notes_row() + u32::try_from(table.notes.len()).unwrap_or(0);
    rows.saturating_sub(1)
}

fn inches(millimetres: u16) -> f64 {
    double((Decimal::from(millimetres) / Decimal::new(254, 1)).round_dp(3))
}
