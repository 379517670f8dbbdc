//! Words from characters: lines, and the pieces of a line that stand apart.
//!
//! Blanks of the file say little, since programs pad with them and split numbers where they like; what counts is the room
//! between two characters.

use super::page::{Area, Glyph, Pt};

/// A stretch of characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub area: Area,
    /// Whether a character is in it whose font does not say what it is.
    pub unknown: bool,
}

/// A line of characters from left to right, without blanks.
#[derive(Clone, Debug)]
pub(super) struct Line {
    glyphs: Vec<Glyph>,
    pub area: Area,
}

/// The lines that characters form, from top to bottom.
pub(super) fn lines(glyphs: impl IntoIterator<Item = Glyph>) -> Vec<Line> {
    let mut shown: Vec<Glyph> = glyphs.into_iter().filter(|glyph| !glyph.letter.is_whitespace()).collect();
    shown.sort_by_key(|glyph| (glyph.area.middle().1, glyph.area.left));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in shown {
        let middle = glyph.area.middle().1;
        match lines.last_mut() {
            Some(line) if (middle - line.area.middle().1).abs() * 2 <= glyph.size.max(line.size()) => line.add(glyph),
            _ => lines.push(Line { area: glyph.area, glyphs: vec![glyph] }),
        }
    }
    lines.iter_mut().for_each(Line::settle);
    lines
}

impl Line {
    fn add(&mut self, glyph: Glyph) {
        // The line stays where its first characters put it: a column of raised marks must not pull it along.
        self.area.left = self.area.left.min(glyph.area.left);
        self.area.right = self.area.right.max(glyph.area.right);
        self.glyphs.push(glyph);
    }

    fn size(&self) -> Pt {
        self.glyphs.first().map_or(0, |glyph| glyph.size)
    }

    /// From left to right; a character drawn twice, for a bold look, is one.
    fn settle(&mut self) {
        self.glyphs.sort_by_key(|glyph| glyph.area.left);
        let mut kept: Vec<Glyph> = Vec::with_capacity(self.glyphs.len());
        for glyph in self.glyphs.drain(..) {
            let near = kept.iter().rev().take(3);
            let twice = |other: &Glyph| {
                other.letter == glyph.letter && (glyph.area.left - other.area.left).abs() * 4 <= glyph.size
            };
            if !near.into_iter().any(twice) {
                kept.push(glyph);
            }
        }
        self.glyphs = kept;
    }

    /// Its stretches, apart where there is more room between two characters than `room` times the size of the letters, in
    /// tenths.
    pub fn stretches(&self, room: Pt) -> impl Iterator<Item = &[Glyph]> {
        self.glyphs.chunk_by(move |last, next| space(last, next) * 10 <= last.size.min(next.size) * room)
    }

    /// The same as words.
    pub fn pieces(&self, room: Pt) -> Vec<Piece> {
        self.stretches(room).filter_map(Piece::of).collect()
    }

    /// All of it as words.
    pub fn text(&self) -> String {
        Piece::of(&self.glyphs).map(|piece| piece.text).unwrap_or_default()
    }

    /// Whether a character is in it whose font does not say what it is.
    pub fn is_unknown(&self) -> bool {
        self.glyphs.iter().any(Glyph::is_unknown)
    }
}

/// The room between two characters.
fn space(last: &Glyph, next: &Glyph) -> Pt {
    next.area.left - last.area.right
}

impl Piece {
    /// Characters as words, with a blank where there is half a letter's room.
    fn of(glyphs: &[Glyph]) -> Option<Piece> {
        let (first, rest) = glyphs.split_first()?;
        let mut piece = Piece { text: first.letter.to_string(), area: first.area, unknown: false };
        piece.unknown = glyphs.iter().any(Glyph::is_unknown);
        let mut last = first;
        for glyph in rest {
            if space(last, glyph) * 2 > last.size.min(glyph.size) {
                piece.text.push(' ');
            }
            piece.text.push(glyph.letter);
            piece.area = piece.area.with(&glyph.area);
            last = glyph;
        }
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(letter: char, left: Pt, top: Pt) -> Glyph {
        let area = Area { left, right: left + 500, top, bottom: top + 1000 };
        Glyph { letter, area, size: 1000 }
    }

    #[test]
    fn numbers_in_pieces_are_whole_and_columns_apart() {
        let row = [('1', 0), ('.', 500), (' ', 1000), ('5', 1010), ('7', 9000)];
        let lines = lines(row.map(|(letter, left)| glyph(letter, left, 0)));
        let pieces: Vec<String> = lines[0].pieces(20).into_iter().map(|piece| piece.text).collect();
        assert_eq!(pieces, ["1.5", "7"]);
    }

    #[test]
    fn a_letter_drawn_twice_is_one_and_lines_are_apart() {
        let twice = [glyph('合', 0, 0), glyph('合', 20, 0), glyph('计', 600, 100), glyph('下', 0, 1300)];
        let texts: Vec<String> = lines(twice).iter().map(Line::text).collect();
        assert_eq!(texts, ["合计", "下"]);
    }
}
