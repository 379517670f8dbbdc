//! Tables that go on on the next page, with their header printed again or not.

use std::collections::BTreeSet;

use super::figure;
use super::lay::{Filled, Laid, NEAR, Words};
use super::page::Pt;

/// How many rows a header has at most.
const HEADER: usize = 8;

/// A table with all its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// The first page and the last.
    pub pages: (u32, u32),
    /// Which table of the first page it is, counted from 0.
    pub nth: usize,
    pub cols: usize,
    pub above: Vec<Words>,
    pub rows: usize,
    pub cells: Vec<Filled>,
    pub below: Vec<Words>,
    /// Whether lines part its cells.
    pub ruled: bool,
    xs: Vec<Pt>,
}

/// The tables of all pages; `pages` holds those of each page from top to bottom.
pub(super) fn whole(pages: Vec<Vec<Laid>>) -> Vec<Whole> {
    let mut all: Vec<Whole> = Vec::new();
    for tables in pages {
        for (nth, table) in tables.into_iter().enumerate() {
            match all.last_mut() {
                Some(last) if nth == 0 && goes_on(last, &table) => last.go_on(table),
                _ => all.push(Whole::begin(table, nth)),
            }
        }
    }
    all
}

/// Whether a table is the rest of the last one of the page before.
fn goes_on(last: &Whole, next: &Laid) -> bool {
    let columns = last.xs.len() == next.xs.len() && {
        let moved = next.xs.first().zip(last.xs.first()).map_or(0, |(next, last)| next - last);
        last.xs.iter().zip(&next.xs).all(|(last, next)| (next - last - moved).abs() <= NEAR)
    };
    if !columns || last.pages.1 + 1 != next.page || last.ruled != next.ruled {
        return false;
    }
    let foot: BTreeSet<String> = next.below.iter().map(Words::bare).collect();
    let ended = last.below.iter().any(|words| !foot.contains(&words.bare()));
    let head: BTreeSet<String> = last.above.iter().map(Words::bare).collect();
    let titled = next.above.iter().any(|words| !head.contains(&without_continued(&words.bare())));
    !ended && !titled && !other_heading(last, next)
}

/// A title without the word that it goes on.
fn without_continued(title: &str) -> String {
    ["（续表）", "(续表)", "（续）", "(续)", "续表"]
        .iter()
        .fold(title.to_owned(), |title, word| title.replace(word, ""))
}

/// Whether the next table begins with a heading over all its columns that the last one does not begin with.
fn other_heading(last: &Whole, next: &Laid) -> bool {
    let over_all = |cell: &&Filled| cell.field.row == 0 && cell.field.cols == last.cols && !cell.text.is_empty();
    let heading = next.cells.iter().find(over_all);
    heading.is_some_and(|cell| {
        !last.cells.iter().take_while(|own| own.field.row < HEADER).any(|own| own.text == cell.text)
    })
}

/// The words of a row by column.
fn row(cells: &[Filled], row: usize) -> Vec<(usize, &str)> {
    let own = cells.iter().filter(|cell| cell.field.row == row && !cell.text.is_empty());
    own.map(|cell| (cell.field.col, cell.text.as_str())).collect()
}

impl Whole {
    fn begin(table: Laid, nth: usize) -> Whole {
        Whole {
            pages: (table.page, table.page),
            nth,
            cols: table.xs.len().saturating_sub(1),
            above: table.above,
            rows: table.rows,
            cells: table.cells,
            below: table.below,
            ruled: table.ruled,
            xs: table.xs,
        }
    }

    fn go_on(&mut self, table: Laid) {
        let repeated = self.repeated(&table);
        self.pages.1 = table.page;
        self.below = table.below;
        let mut rest: Vec<Filled> = table.cells.into_iter().filter(|cell| cell.field.row >= repeated).collect();
        let mut from = repeated;
        if self.is_broken_off(&rest, repeated) {
            for cell in rest.iter().filter(|cell| cell.field.row == repeated) {
                let last = self.rows - 1;
                let own = self.cells.iter_mut().find(|own| own.field.row == last && own.field.col == cell.field.col);
                own.into_iter().for_each(|own| own.text.push_str(&cell.text));
            }
            rest.retain(|cell| cell.field.row > repeated);
            from += 1;
        }
        for mut cell in rest {
            cell.field.row = cell.field.row - from + self.rows;
            self.cells.push(cell);
        }
        self.rows += table.rows.saturating_sub(from);
    }

    /// How many of the first rows are the header once more.
    fn repeated(&self, table: &Laid) -> usize {
        let first = row(&table.cells, 0);
        let Some(at) = (0..HEADER.min(self.rows)).find(|at| !first.is_empty() && row(&self.cells, *at) == first) else {
            return 0;
        };
        let again = |nth: &usize| {
            let own = row(&self.cells, at + nth);
            own == row(&table.cells, *nth) && !own.iter().any(|(_, text)| figure::is_whole(text))
        };
        (0..HEADER.min(table.rows)).take_while(again).count()
    }

    /// Whether a row is the rest of the last one, whose words did not fit on the page: it has no figure and nothing in the
    /// first column, and words only below words.
    fn is_broken_off(&self, rest: &[Filled], first: usize) -> bool {
        let Some(last) = self.rows.checked_sub(1) else { return false };
        let own = row(&self.cells, last);
        let next = row(rest, first);
        let below_words = |(col, text): &(usize, &str)| {
            !figure::is_figure(text) && own.iter().any(|(at, words)| at == col && !figure::is_figure(words))
        };
        let leftmost = own.first().map(|(col, _)| *col);
        !next.is_empty()
            && next.first().map(|(col, _)| *col) > leftmost
            && own.len() > next.len()
            && next.iter().all(below_words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lattice::Field;
    use super::*;

    fn laid(page: u32, rows: &[[&str; 3]], above: &[&str]) -> Laid {
        let cell = |row: usize, col: usize, text: &str| Filled {
            field: Field { row, col, rows: 1, cols: 1 },
            text: text.to_owned(),
            unknown: false,
        };
        let cells =
            rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, text)| cell(r, c, text)));
        Laid {
            page,
            xs: vec![0, 1000, 5000, 9000],
            rows: rows.len(),
            cells: cells.filter(|cell| !cell.text.is_empty()).collect(),
            above: above.iter().map(|text| Words { pieces: vec![(0, (*text).to_owned())] }).collect(),
            below: Vec::new(),
            ruled: true,
        }
    }

    #[test]
    fn a_table_over_two_pages_is_one_without_the_header_again() {
        let first = laid(1, &[["编码", "名称", "金额"], ["201", "一般公共服", "1.00"]], &["支出表"]);
        let second =
            laid(2, &[["编码", "名称", "金额"], ["", "务支出", ""], ["202", "外交", "2.00"]], &["支出表（续表）"]);
        let third = laid(3, &[["编码", "名称", "金额"], ["203", "国防", "3.00"]], &["收入表"]);
        let all = whole(vec![vec![first], vec![second], vec![third]]);
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].pages, all[0].rows), ((1, 2), 3));
        assert_eq!(row(&all[0].cells, 1), [(0, "201"), (1, "一般公共服务支出"), (2, "1.00")]);
        assert_eq!(row(&all[0].cells, 2), [(0, "202"), (1, "外交"), (2, "2.00")]);
    }
}
