//! Rows that no line parts: some tables rule only their columns, and their figures stand one below the other.

use super::figure;
use super::lattice::{Field, Lattice};
use super::page::{Glyph, Pt, half};
use super::words::lines;

/// The same lattice with an edge between rows that hold several whole figures one below the other.
pub(super) fn split(lattice: Lattice, glyphs: &[Glyph]) -> Lattice {
    let mut cuts: Vec<Vec<Pt>> = vec![Vec::new(); lattice.ys.len().saturating_sub(1)];
    for field in lattice.fields.iter().filter(|field| field.rows == 1) {
        let found = cuts_of(&lattice, field, glyphs);
        if found.len() > cuts[field.row].len() {
            cuts[field.row] = found;
        }
    }
    if cuts.iter().all(Vec::is_empty) { lattice } else { cut(&lattice, &cuts) }
}

/// Half way between the figures of a cell that holds several and nothing else.
fn cuts_of(lattice: &Lattice, field: &Field, glyphs: &[Glyph]) -> Vec<Pt> {
    let area = lattice.covers(field);
    let inside = lines(glyphs.iter().filter(|glyph| area.holds(glyph.area.middle())).copied());
    if inside.len() < 2 || !inside.iter().all(|line| figure::is_whole(&line.text())) {
        return Vec::new();
    }
    inside.windows(2).map(|pair| half(pair[0].area.bottom, pair[1].area.top)).collect()
}

fn cut(lattice: &Lattice, cuts: &[Vec<Pt>]) -> Lattice {
    let before = |row: usize| cuts[..row].iter().map(Vec::len).sum::<usize>();
    let mut ys = lattice.ys.clone();
    ys.extend(cuts.iter().flatten());
    ys.sort_unstable();
    let mut fields = Vec::new();
    for field in &lattice.fields {
        let first = field.row + before(field.row);
        let pieces = if field.rows == 1 { cuts[field.row].len() + 1 } else { 1 };
        let last = field.row + field.rows - 1;
        let rows = last + before(last + 1) + 1 - first;
        fields.extend((0..pieces).map(|at| Field {
            row: first + at,
            rows: if pieces > 1 { 1 } else { rows },
            ..*field
        }));
    }
    fields.sort_by_key(|field| (field.row, field.col));
    Lattice { xs: lattice.xs.clone(), ys, fields }
}
