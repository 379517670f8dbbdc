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
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    match table.look.orientation {
        Orientation::Landscape => sheet.set_landscape(),
        Orientation::Portrait => sheet.set_portrait(),
    };
    let [left, right, top, bottom] = table.look.margins_mm.map(inches);
    sheet.set_margins(left, right, top, bottom, inches(FOOTER_MM), inches(FOOTER_MM));
    sheet.set_footer("&C第 &P 页 共 &N 页");
    let last_column = column_index(table.columns.len().saturating_sub(1));
    sheet.set_repeat_rows(0, table.body_row().saturating_sub(1))?;
    sheet.set_print_area(0, 0, last_row(table), last_column)?;
    sheet.set_freeze_panes(table.body_row(), 0)?;
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
