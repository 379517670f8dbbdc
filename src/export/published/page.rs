//! How a table prints: paper, margins, repeated rows, footer.

use rust_decimal::Decimal;

use super::grid::column_index;
use crate::disclosure::{Orientation, Table};
use crate::export::book::Page;

/// Distance of the footer from the edge of the paper, in millimetres.
const FOOTER_MM: u16 = 8;

/// The page: A4 as the look says, one page wide and any number tall, the rows down to the body repeated, and the page's
/// number in the middle of its foot.
pub(super) fn page(table: &Table) -> Page {
    let [left, right, top, bottom] = table.look.margins_mm;
    Page {
        landscape: table.look.orientation == Orientation::Landscape,
        centred: true,
        margins: [left, right, top, bottom, FOOTER_MM, FOOTER_MM].map(inches),
        header: "",
        footer: "&C第 &P 页 共 &N 页",
        repeated: table.body_row(),
        frozen: table.body_row(),
        last: (last_row(table), column_index(table.columns.len().saturating_sub(1))),
        filter: false,
    }
}

/// The last row that holds anything, counted from 0.
fn last_row(table: &Table) -> u32 {
    let rows = table.notes_row() + u32::try_from(table.notes.len()).unwrap_or(0);
    rows.saturating_sub(1)
}

fn inches(millimetres: u16) -> Decimal {
    (Decimal::from(millimetres) / Decimal::new(254, 1)).round_dp(3)
}
