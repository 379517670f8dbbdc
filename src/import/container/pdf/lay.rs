//! What stands where on a page: tables with their cells, and the lines of words above and below them.

use super::lattice::{Field, Lattice};
use super::page::{Area, Glyph, POINT, Page, Pt};
use super::rules::{frames, joined};
use super::words::{Line, lines};
use super::{aligned, figure, heading, unruled};

/// Characters nearer to each other than a tenth of their size are one run of text, even where it crosses a ruled line.
const RUN: Pt = 1;
/// Characters further apart than twice their size stand apart.
const APART: Pt = 20;
/// How many lines of words above a table may belong to it.
const MOST_ABOVE: usize = 12;
/// A line of running text is longer.
const PROSE: usize = 30;

/// A cell with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    pub field: Field,
    pub text: String,
    /// Whether a character is in it whose font does not say what it is.
    pub unknown: bool,
}

/// Words outside of the cells, by the column that they stand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub pieces: Vec<(usize, String)>,
}

impl Words {
    /// All of the line without blanks.
    pub fn bare(&self) -> String {
        let letters = self.pieces.iter().flat_map(|(_, text)| text.chars());
        letters.filter(|letter| !letter.is_whitespace()).collect()
    }
}

/// A table as it stands on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Laid {
    /// Which page, counted from 1.
    pub page: u32,
    /// Edges of its columns.
    pub xs: Vec<Pt>,
    /// How many rows it has.
    pub rows: usize,
    /// Cells that hold anything, and merged ones, row by row.
    pub cells: Vec<Filled>,
    pub above: Vec<Words>,
    pub below: Vec<Words>,
    /// Whether lines part its cells; otherwise the room between words does.
    pub ruled: bool,
}

/// The tables of a page from top to bottom.
pub(super) fn tables(page: &Page) -> Vec<Laid> {
    let frames = frames(&joined(page.across.clone()), &joined(page.down.clone()));
    let mut lattices: Vec<Lattice> = frames.iter().filter_map(Lattice::of).collect();
    lattices.sort_by_key(|lattice| (lattice.area().top, lattice.area().left));
    let mut outside = Vec::new();
    let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); lattices.len()];
    for glyph in &page.glyphs {
        match lattices.iter().position(|lattice| lattice.area().holds(glyph.area.middle())) {
            Some(at) => inside[at].push(*glyph),
            None => outside.push(*glyph),
        }
    }
    let mut laid: Vec<(Area, Laid)> = Vec::new();
    for (lattice, mut glyphs) in lattices.into_iter().zip(inside) {
        let titles = heading::rows(&lattice, &glyphs);
        let lattice = lattice.below(titles);
        outside.extend(glyphs.extract_if(.., |glyph| !lattice.area().holds(glyph.area.middle())));
        let lattice = unruled::split(lattice, &glyphs);
        laid.push((lattice.area(), table(page.number, &lattice, glyphs)));
    }
    let mut outside: Vec<Line> = lines(outside).into_iter().filter(|line| !is_page_number(line, page)).collect();
    laid.extend(aligned::take(page.number, &mut outside));
    laid.sort_by_key(|(area, _)| (area.top, area.left));
    around(&outside, &mut laid);
    laid.into_iter().map(|(_, table)| table).collect()
}

/// The words of each cell.
fn table(page: u32, lattice: &Lattice, glyphs: Vec<Glyph>) -> Laid {
    let mut of_fields: Vec<Vec<Glyph>> = vec![Vec::new(); lattice.fields.len()];
    for line in lines(glyphs) {
        for run in line.stretches(RUN) {
            for (at, glyph) in homes(lattice, run) {
                of_fields[at].push(glyph);
            }
        }
    }
    let filled = |(field, glyphs): (&Field, Vec<Glyph>)| {
        let lines = lines(glyphs);
        let unknown = lines.iter().any(Line::is_unknown);
        Filled { field: *field, text: wrapped(&lines), unknown }
    };
    let cells = lattice.fields.iter().zip(of_fields).map(filled);
    let cells = cells.filter(|cell| !cell.text.is_empty() || cell.field.rows * cell.field.cols > 1).collect();
    Laid {
        page,
        xs: lattice.xs.clone(),
        rows: lattice.ys.len().saturating_sub(1),
        cells,
        above: Vec::new(),
        below: Vec::new(),
        ruled: true,
    }
}

/// In which cells the characters of a run stand. Text that runs over into the next cell belongs where it begins.
fn homes(lattice: &Lattice, run: &[Glyph]) -> Vec<(usize, Glyph)> {
    let home = |glyph: &Glyph| {
        let middle = glyph.area.middle();
        lattice.fields.iter().position(|field| lattice.covers(field).holds(middle))
    };
    let own: Vec<(usize, Glyph)> = run.iter().filter_map(|glyph| Some((home(glyph)?, *glyph))).collect();
    let text: String = run.iter().map(|glyph| glyph.letter).collect();
    let (Some((first, _)), false) = (own.first().copied(), figure::is_figure(&text)) else { return own };
    own.into_iter().map(|(_, glyph)| (first, glyph)).collect()
}

/// The lines of a cell as one text. Two figures one below the other are never made one.
fn wrapped(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for line in lines.iter().map(Line::text) {
        if !last.is_empty() && figure::is_whole(&last) && figure::is_whole(&line) {
            text.push(' ');
        }
        text.push_str(&line);
        last = line;
    }
    text
}

/// Gives the lines of words around the tables to the one that they belong to.
fn around(lines: &[Line], tables: &mut [(Area, Laid)]) {
    let mut waiting: Vec<&Line> = Vec::new();
    let mut next = 0;
    for line in lines {
        while next < tables.len() && tables[next].0.top < line.area.middle().1 {
            give(&mut waiting, tables, next);
            next += 1;
        }
        waiting.push(line);
    }
    while next < tables.len() {
        give(&mut waiting, tables, next);
        next += 1;
    }
    if let Some((_, last)) = tables.last_mut() {
        last.below = waiting.iter().map(|line| words(line, &last.xs)).collect();
    }
}

/// Lines between a table and the one before it: notes of that one, and what heads this one.
fn give(waiting: &mut Vec<&Line>, tables: &mut [(Area, Laid)], to: usize) {
    let notes = match to {
        0 => 0,
        _ => waiting.iter().take_while(|line| is_note(&line.text())).count(),
    };
    if let Some((_, before)) = to.checked_sub(1).and_then(|before| tables.get_mut(before)) {
        before.below = waiting[..notes].iter().map(|line| words(line, &before.xs)).collect();
    }
    let rest = &waiting[notes..];
    let width = tables[to].0.right - tables[to].0.left;
    let prose = rest.iter().rposition(|line| is_prose(line, width)).map_or(0, |at| at + 1);
    let from = prose.max(rest.len().saturating_sub(MOST_ABOVE));
    let table = &mut tables[to].1;
    table.above = rest[from..].iter().map(|line| words(line, &table.xs)).collect();
    waiting.clear();
}

/// The stretches of a line by the column of the table that they stand over, each in a column of its own.
fn words(line: &Line, xs: &[Pt]) -> Words {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let stretches = line.pieces(APART);
    // Letters set far apart from each other, as in titles, are one word.
    let spread = stretches.len() > 2 && stretches.iter().all(|piece| piece.text.chars().count() == 1);
    for piece in if spread { line.pieces(APART * 10) } else { stretches } {
        let middle = piece.area.middle().0;
        let columns = xs.len().saturating_sub(1).max(1);
        let over = xs.partition_point(|edge| *edge <= middle).saturating_sub(1).min(columns - 1);
        let text = if spread { piece.text.replace(' ', "") } else { piece.text };
        match pieces.last_mut() {
            Some((last, before)) if *last >= over && *last + 1 >= columns => {
                before.push(' ');
                before.push_str(&text);
            }
            Some((last, _)) if *last >= over => {
                let col = *last + 1;
                pieces.push((col, text));
            }
            _ => pieces.push((over, text)),
        }
    }
    Words { pieces }
}

/// A number at the head or foot of the page: `12`, `- 12 -`, `第 3 页 共 10 页`, `3/10`.
fn is_page_number(line: &Line, page: &Page) -> bool {
    let margin = page.height / 8;
    let y = line.area.middle().1;
    if y > margin && y < page.height - margin {
        return false;
    }
    let text = line.text();
    let bare = |letter: &char| !letter.is_whitespace() && !"第页共/-—–－‐·.,，()（）PpAaGgEeOoFf".contains(*letter);
    let digits: String = text.chars().filter(bare).collect();
    (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !figure::is_whole(&text)
}

fn is_note(text: &str) -> bool {
    ["注", "说明", "备注", "*", "※"].iter().any(|begin| text.starts_with(begin))
}

/// A line of running text, which heads no table: it ends a sentence, or fills the width of the page with some.
fn is_prose(line: &Line, width: Pt) -> bool {
    let text = line.text();
    let ends = text.chars().count() > PROSE && text.ends_with(['。', '；', '，', '、']);
    ends || (line.area.right - line.area.left) * 10 > width * 8 && text.contains(['。', '；', '，'])
}

/// What lies this near to each other is at the same place.
pub(super) const NEAR: Pt = 6 * POINT;
