//! How a table prints: paper, margins, repeated rows, footer.

use rust_decimal::Decimal;

use super::grid::column_index;
use crate::disclosure::{Orientation, Table};
use crate::export::book::Page;

/// Distance of the footer from the edge of the paper, in millimetres.
const FOOTER_MM: u16 = 8;

/// The page: A4 as the look says, one page wide and any number tall, the rows down to the body repeated, and the page's
/// number in the middle of its foot.
pub(super) fn page(table: &Table, breaks: Vec<u32>) -> Page {
    Page {
        landscape: table.look.orientation == Orientation::Landscape,
        centred: true,
        margins: margins(table.look.margins_mm),
        header: "",
        footer: "&C第 &P 页 共 &N 页",
        // What stands above a header that is not at the top is said once, and frozen it would fill the window.
        once: if table.front == 0 { 0 } else { table.header_row() },
        repeated: table.body_row(),
        frozen: if table.front == 0 { table.body_row() } else { 0 },
        // Excel does not heed page breaks where it fits the pages itself.
        percent: table.keeps_groups().then(|| Paper::of(table).percent),
        breaks,
        last: (last_row(table), column_index(table.columns.len().saturating_sub(1))),
        filter: false,
    }
}

/// The room that a page gives, and how much a table must shrink to be as wide.
pub(super) struct Paper {
    /// Scale in per cent.
    pub percent: u32,
    /// Height for rows in points of the sheet.
    pub points: u32,
}

impl Paper {
    /// That of a table's page.
    pub fn of(table: &Table) -> Paper {
        let [left, right, top, bottom] = table.look.margins_mm.map(u32::from);
        let (across, down) = match table.look.orientation {
            Orientation::Landscape => (297_u32, 210_u32),
            Orientation::Portrait => (210, 297),
        };
        // 72 points are 25.4 mm; a hundredth is kept free, since no two programs measure alike.
        let points = |whole: u32, used: u32| whole.saturating_sub(used) * 720 * 99 / 25_400;
        let units: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum();
        let columns = u32::try_from(table.columns.len()).unwrap_or(0);
        // A unit of width is 8 pixels in Excel's default font and nearly 10 in LibreOffice's stand-in for it; a column has 5
        // more. Four pixels are three points.
        let width = ((units * 10 + columns * 5) * 3 / 4).max(1);
        let percent = (points(across, left + right) * 100 / width).clamp(10, 100);
        Paper { percent, points: points(down, top + bottom) * 100 / percent }
    }
}

/// The last row that holds anything, counted from 0.
fn last_row(table: &Table) -> u32 {
    let rows = table.notes_row() + u32::try_from(table.notes.len()).unwrap_or(0);
    rows.saturating_sub(1)
}

/// The margins of a page, header and footer among them, in inches.
pub(super) fn margins([left, right, top, bottom]: [u16; 4]) -> [Decimal; 6] {
    [left, right, top, bottom, FOOTER_MM, FOOTER_MM].map(inches)
}

fn inches(millimetres: u16) -> Decimal {
    (Decimal::from(millimetres) / Decimal::new(254, 1)).round_dp(3)
}
