//! Cells from ruled lines: where a line is missing between two fields they are one, merged, cell.

use super::page::{Area, POINT, Pt, Rule, half};
use super::rules::Frame;

/// Ends and crossings of lines that lie this near to each other are the same edge.
const SAME: Pt = 3 * POINT;
/// Lines that reach this far beyond the outermost line the other way leave a side of the table open.
const OPEN: Pt = 8 * POINT;

/// A cell: where it begins and how many fields it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub row: usize,
    pub col: usize,
    pub rows: usize,
    pub cols: usize,
}

/// The edges of a table and its cells, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lattice {
    /// Edges of the columns, from left to right; one more than columns.
    pub xs: Vec<Pt>,
    /// Edges of the rows, from top to bottom; one more than rows.
    pub ys: Vec<Pt>,
    pub fields: Vec<Field>,
}

impl Lattice {
    /// The cells of a frame; `None` where it is no table: an underline, a box around words.
    pub fn of(frame: &Frame) -> Option<Lattice> {
        let across = bearing(&frame.across, &frame.down);
        let down = bearing(&frame.down, &frame.across);
        let xs = edges(&down, &across)?;
        let ys = edges(&across, &down)?;
        let (cols, rows) = (xs.len() - 1, ys.len() - 1);
        if cols < 2 || cols * rows < 4 {
            return None;
        }
        let walls = walls(&xs, &ys, &down);
        let floors = walls_down(&xs, &ys, &across);
        let fields = fields(rows, cols, &walls, &floors);
        Some(Lattice { xs, ys, fields })
    }

    /// All of it.
    pub fn area(&self) -> Area {
        let ends = |edges: &[Pt]| (edges.first().copied().unwrap_or(0), edges.last().copied().unwrap_or(0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, right, top, bottom }
    }

    /// The same without its first rows.
    pub fn below(mut self, rows: usize) -> Lattice {
        self.ys.drain(..rows.min(self.ys.len()));
        self.fields.retain(|field| field.row >= rows);
        self.fields.iter_mut().for_each(|field| field.row -= rows);
        self
    }

    /// What a cell covers of the page.
    pub fn covers(&self, field: &Field) -> Area {
        Area {
            left: self.xs[field.col],
            right: self.xs[field.col + field.cols],
            top: self.ys[field.row],
            bottom: self.ys[field.row + field.rows],
        }
    }
}

/// Lines that reach from one line the other way to another, or out of the table; the others underline words.
fn bearing(lines: &[Rule], others: &[Rule]) -> Vec<Rule> {
    let meets = |line: &Rule, end: Pt| {
        let meets =
            |other: &Rule| (other.at - end).abs() <= SAME && other.from - SAME <= line.at && line.at <= other.to + SAME;
        others.iter().any(meets)
    };
    let outermost = |end: Pt| {
        !others.iter().any(|other| other.at < end - SAME) || !others.iter().any(|other| other.at > end + SAME)
    };
    let bears = |line: &&Rule| [line.from, line.to].iter().all(|&end| meets(line, end) || outermost(end));
    lines.iter().filter(bears).copied().collect()
}

/// Where the columns (or rows) of a table begin and end, by its lines that way; the ends of the others where a side is open.
fn edges(lines: &[Rule], others: &[Rule]) -> Option<Vec<Pt>> {
    let mut places: Vec<Pt> = lines.iter().map(|line| line.at).collect();
    places.sort_unstable();
    let (first, last) = (*places.first()?, *places.last()?);
    let before: Vec<Pt> = others.iter().map(|line| line.from).filter(|from| *from < first - OPEN).collect();
    let after: Vec<Pt> = others.iter().map(|line| line.to).filter(|to| *to > last + OPEN).collect();
    if before.len() > 1 {
        places.extend(before.iter().min());
    }
    if after.len() > 1 {
        places.extend(after.iter().max());
    }
    places.sort_unstable();
    let mut edges: Vec<Pt> = Vec::new();
    for place in places {
        if edges.last().is_none_or(|last| place - last > SAME) {
            edges.push(place);
        }
    }
    (edges.len() > 1).then_some(edges)
}

/// By row and inner edge of a column, whether a line stands there.
fn walls(xs: &[Pt], ys: &[Pt], down: &[Rule]) -> Vec<Vec<bool>> {
    let stands = |x: Pt, y: Pt| down.iter().any(|line| (line.at - x).abs() <= SAME && line.from <= y && y <= line.to);
    let row = |band: &[Pt]| xs[1..xs.len() - 1].iter().map(|&x| stands(x, half(band[0], band[1]))).collect();
    ys.windows(2).map(row).collect()
}

/// By inner edge of a row and column, whether a line stands there.
fn walls_down(xs: &[Pt], ys: &[Pt], across: &[Rule]) -> Vec<Vec<bool>> {
    let stands = |x: Pt, y: Pt| across.iter().any(|line| (line.at - y).abs() <= SAME && line.from <= x && x <= line.to);
    let edge = |&y: &Pt| xs.windows(2).map(|band| stands(half(band[0], band[1]), y)).collect();
    ys[1..ys.len() - 1].iter().map(edge).collect()
}

/// Rectangles of fields without a line between them; what would be of another shape is cut in rectangles.
fn fields(rows: usize, cols: usize, walls: &[Vec<bool>], floors: &[Vec<bool>]) -> Vec<Field> {
    let mut taken = vec![vec![false; cols]; rows];
    let mut fields = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if taken[row][col] {
                continue;
            }
            let wide = 1 + (col + 1..cols).take_while(|&next| !walls[row][next - 1] && !taken[row][next]).count();
            let goes_on = |next: &usize| {
                let open = (col..col + wide).all(|at| !floors[next - 1][at] && !taken[*next][at]);
                open && (col + 1..col + wide).all(|at| !walls[*next][at - 1])
            };
            let high = 1 + (row + 1..rows).take_while(goes_on).count();
            for line in &mut taken[row..row + high] {
                line[col..col + wide].fill(true);
            }
            fields.push(Field { row, col, rows: high, cols: wide });
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: Pt, from: Pt, to: Pt) -> Rule {
        Rule { at, from, to }
    }

    #[test]
    fn merged_cells_have_no_line_inside_and_sides_may_be_open() {
        // Two columns under one heading; no line on the left and the right.
        let across = vec![rule(0, 0, 20_000), rule(2000, 0, 20_000), rule(4000, 0, 20_000)];
        let down = vec![rule(10_000, 2000, 4000)];
        let lattice = Lattice::of(&Frame { across, down }).unwrap();
        assert_eq!(lattice.xs, [0, 10_000, 20_000]);
        let heading = Field { row: 0, col: 0, rows: 1, cols: 2 };
        assert_eq!((lattice.fields.len(), lattice.fields[0]), (3, heading));
    }

    #[test]
    fn a_box_around_words_is_no_table() {
        let across = vec![rule(0, 0, 20_000), rule(2000, 0, 20_000)];
        let down = vec![rule(0, 0, 2000), rule(20_000, 0, 2000)];
        assert_eq!(Lattice::of(&Frame { across, down }), None);
    }
}
