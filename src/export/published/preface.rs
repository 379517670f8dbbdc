//! The sheets before the tables: cover (封面) and list of contents (目录).

use super::page::margins;
use super::styles::centred;
use crate::disclosure::layout::quoted_sheet;
use crate::disclosure::{Contents, Cover, Disclosure, Look, Orientation};
use crate::export::book::{Align, Area, Book, Page, Sheet, Style, Target};
use crate::export::measure::{HIGHEST_ROW, available, height};
use crate::export::text::storable;

/// Row of the first entry of the list of contents, counted from 0: below title and header.
const FIRST_ENTRY: u32 = 2;
/// Lowest height of a row of the list of contents in points.
const ROW_POINTS: u32 = 24;

/// The sheets, in order.
pub(super) fn sheets(book: &Book, disclosure: &Disclosure) -> Vec<Sheet> {
    let cover = disclosure.preface.cover.as_ref().map(|cover| self::cover(book, cover));
    let contents = disclosure.preface.contents.as_ref().map(|contents| self::contents(book, contents, disclosure));
    cover.into_iter().chain(contents).collect()
}

/// A line a row, each with an empty row above it where the edition leaves room.
fn cover(book: &Book, cover: &Cover) -> Sheet {
    let mut sheet = book.sheet(&cover.sheet);
    sheet.widths([u32::from(cover.width)]);
    let mut row = 0;
    for line in &cover.lines {
        if line.above > 0 {
            sheet.height(row, u32::from(line.above).min(HIGHEST_ROW));
            row += 1;
        }
        sheet.text((row, 0), &storable(&line.text), &centred(&line.font).format());
        sheet.height(row, height(&line.text, &line.font, available(u32::from(cover.width))));
        row += 1;
    }
    let look = (cover.orientation, cover.margins_mm);
    sheet.page(&page(look, 0, (row.saturating_sub(1), 0)));
    sheet
}

/// A row a table, whose title leads to its sheet.
fn contents(book: &Book, contents: &Contents, disclosure: &Disclosure) -> Sheet {
    let Look { title, header, body, .. } = &contents.look;
    let heading = centred(title).format();
    let header = Style { border: true, ..centred(header) }.format();
    let number = Style { border: true, ..centred(body) }.format();
    let link = Style { border: true, wrap: true, align: Some(Align::Left), ..Style::new(body) };
    let link = Style { colour: Some("0563C1"), underline: true, ..link }.format();
    let mut sheet = book.sheet(&contents.sheet);
    sheet.widths(contents.columns.iter().map(|(_, width)| u32::from(*width)));
    sheet.area(Area { row: 0, col: 0, last_row: 0, last_col: 1 }, &storable(&contents.title), &heading);
    sheet.height(0, ROW_POINTS * 2);
    for (col, (words, _)) in (0..).zip(&contents.columns) {
        sheet.text((1, col), &storable(words), &header);
    }
    sheet.height(1, ROW_POINTS);
    let mut row = FIRST_ENTRY;
    for (table, nth) in disclosure.tables.iter().zip(1_u32..) {
        sheet.number((row, 0), nth.into(), &number);
        let place = format!("{}!A1", quoted_sheet(&table.sheet));
        sheet.link((row, 1), (&storable(&table.title), Target::Inside(&place)), &link);
        let needed = height(&table.title, body, available(u32::from(contents.columns[1].1)));
        sheet.height(row, needed.max(ROW_POINTS));
        row += 1;
    }
    let look = (contents.look.orientation, contents.look.margins_mm);
    sheet.page(&page(look, FIRST_ENTRY, (row.saturating_sub(1), 1)));
    sheet
}

/// One page wide, as the tables' are, and without a number; `repeated` rows stand at the top of every page.
fn page((orientation, margins_mm): (Orientation, [u16; 4]), repeated: u32, last: (u32, u32)) -> Page {
    Page {
        landscape: orientation == Orientation::Landscape,
        centred: true,
        margins: margins(margins_mm),
        header: "",
        footer: "",
        once: 0,
        repeated,
        frozen: 0,
        percent: None,
        breaks: Vec::new(),
        last,
        filter: false,
    }
}
