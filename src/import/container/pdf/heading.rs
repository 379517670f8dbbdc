//! Titles inside the ruled lines: rows at the top of a table with one cell over all columns.

use super::lattice::{Field, Lattice};
use super::page::Glyph;
use super::words::{Line, lines};

/// How many rows may stand above and among the titles.
const DEEPEST: usize = 5;

/// How many rows at the top hold titles and not the table's header.
pub(super) fn rows(lattice: &Lattice, glyphs: &[Glyph]) -> usize {
    let all = lattice.xs.len().saturating_sub(1);
    let rows = lattice.ys.len().saturating_sub(1);
    let mut heading = 0;
    for row in 0..DEEPEST.min(rows.saturating_sub(1)) {
        let fields: Vec<&Field> = lattice.fields.iter().filter(|field| field.row == row).collect();
        let texts: Vec<String> = fields.iter().filter_map(|field| text(lattice, field, glyphs)).collect();
        let over_all = fields.len() == 1 && fields[0].cols == all && fields[0].rows == 1;
        match texts.as_slice() {
            [_] if over_all => heading = row + 1,
            [] | [_] => {}
            // Department and unit in cells of their own.
            [_, unit] if unit.contains(['：', ':']) => {}
            _ => break,
        }
    }
    heading
}

fn text(lattice: &Lattice, field: &Field, glyphs: &[Glyph]) -> Option<String> {
    let area = lattice.covers(field);
    let inside = glyphs.iter().filter(|glyph| area.holds(glyph.area.middle())).copied();
    let text: String = lines(inside).iter().map(Line::text).collect();
    (!text.is_empty()).then_some(text)
}
