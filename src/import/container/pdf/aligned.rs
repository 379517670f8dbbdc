//! Tables without ruled lines: rows of figures whose words stand one below the other, in columns by the room between them.

use super::figure;
use super::lattice::Field;
use super::lay::{Filled, Laid};
use super::page::{Area, Pt};
use super::words::{Line, Piece};

/// Words further apart than their size stand in columns of their own.
const APART: Pt = 10;
/// So many rows of figures make a table.
const FEWEST: usize = 3;
/// Lines without figures between two rows of figures: labels over several lines, headings of groups.
const BETWEEN: usize = 3;

/// A line with its words.
struct Row {
    pieces: Vec<Piece>,
    area: Area,
}

impl Row {
    /// Whether it is words and at least one amount.
    fn has_figures(&self) -> bool {
        self.pieces.len() > 1 && self.pieces.iter().any(|piece| figure::is_whole(&piece.text))
    }
}

/// Takes the tables out of the lines of a page that stand in no ruled cell.
pub(super) fn take(page: u32, lines: &mut Vec<Line>) -> Vec<(Area, Laid)> {
    let rows: Vec<Row> = lines.iter().map(|line| Row { pieces: line.pieces(APART), area: line.area }).collect();
    let mut found = Vec::new();
    let mut spans = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let end = end(&rows, at);
        let figures = rows[at..end].iter().filter(|row| row.has_figures()).count();
        if figures >= FEWEST
            && let Some(table) = table(page, &rows[at..end])
        {
            found.push(table);
            spans.push(at..end);
        }
        at = end.max(at + 1);
    }
    let mut index = 0;
    lines.retain(|_| {
        index += 1;
        !spans.iter().any(|span| span.contains(&(index - 1)))
    });
    found
}

/// Where the rows of figures end that begin at `from`.
fn end(rows: &[Row], from: usize) -> usize {
    let mut end = from;
    if !rows[from].has_figures() {
        return end;
    }
    for (index, row) in rows.iter().enumerate().skip(from) {
        if row.has_figures() {
            end = index + 1;
        } else if index - end >= BETWEEN {
            break;
        }
    }
    end
}

fn table(page: u32, rows: &[Row]) -> Option<(Area, Laid)> {
    let columns = columns(rows);
    let area = rows.iter().map(|row| row.area).reduce(|all, area| all.with(&area))?;
    if columns.len() < 2 {
        return None;
    }
    let mut cells: Vec<Filled> = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        for piece in &line.pieces {
            let middle = piece.area.middle().0;
            let col = columns.iter().rposition(|(left, _)| *left <= middle).unwrap_or(0);
            match cells.last_mut() {
                Some(last) if last.field.row == row && last.field.col == col => {
                    last.text.push(' ');
                    last.text.push_str(&piece.text);
                }
                _ => {
                    let field = Field { row, col, rows: 1, cols: 1 };
                    cells.push(Filled { field, text: piece.text.clone(), unknown: piece.unknown });
                }
            }
        }
    }
    let mut xs: Vec<Pt> = columns.iter().map(|(left, _)| *left).collect();
    xs.push(area.right);
    let (above, below) = (Vec::new(), Vec::new());
    Some((area, Laid { page, xs, rows: rows.len(), cells, above, below, ruled: false }))
}

/// Where columns begin and end: stretches of the width of the page that words of the rows of figures cover.
fn columns(rows: &[Row]) -> Vec<(Pt, Pt)> {
    let pieces = rows.iter().filter(|row| row.has_figures()).flat_map(|row| &row.pieces);
    let mut spans: Vec<(Pt, Pt)> = pieces.map(|piece| (piece.area.left, piece.area.right)).collect();
    spans.sort_unstable();
    let mut columns: Vec<(Pt, Pt)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some((_, end)) if left <= *end => *end = right.max(*end),
            _ => columns.push((left, right)),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::super::page::Glyph;
    use super::super::words::lines;
    use super::*;

    #[test]
    fn rows_of_figures_without_lines_are_a_table() {
        let print = |text: &str, left: Pt, top: Pt| {
            let place = move |(at, letter): (usize, char)| {
                let left = left + Pt::try_from(at).unwrap() * 500;
                Glyph { letter, area: Area { left, right: left + 500, top, bottom: top + 1000 }, size: 1000 }
            };
            text.chars().collect::<Vec<_>>().into_iter().enumerate().map(place).collect::<Vec<_>>()
        };
        let rows = [("收入表", "", 0), ("行政运行", "1.00", 2000), ("其他", "12.00", 4000), ("合计", "13.00", 6000)];
        let glyphs = rows.iter().flat_map(|(label, amount, top)| {
            let right = 20_000 - Pt::try_from(amount.len()).unwrap() * 500;
            print(label, 0, *top).into_iter().chain(print(amount, right, *top))
        });
        let mut lines = lines(glyphs);
        let found = take(1, &mut lines);
        let texts: Vec<&str> = found[0].1.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["行政运行", "1.00", "其他", "12.00", "合计", "13.00"]);
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), ["收入表"]);
    }
}
