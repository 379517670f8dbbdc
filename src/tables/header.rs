//! The header tree of a form as merged cells.

use crate::disclosure::{Column, HeaderCell};
use crate::edition::ColumnDef;

/// The header of a form of figures; the words are those of the table's columns.
pub(super) fn header(defs: &[ColumnDef], columns: &[Column]) -> Vec<HeaderCell> {
    let columns: Vec<(Vec<String>, bool)> =
        defs.iter().zip(columns).map(|(def, column)| (column.headers.clone(), def.joined)).collect();
    merged_header(&columns)
}

/// Header cells from the columns' words: neighbours that share their words down to a level are one cell there, and the last
/// words of a column reach down to the bottom; an empty word continues the one above it. A column that is joined to the one
/// on its left shares its last words too.
pub(super) fn merged_header(columns: &[(Vec<String>, bool)]) -> Vec<HeaderCell> {
    let depth = columns.iter().map(|(headers, _)| headers.len()).max().unwrap_or(0);
    let mut cells = Vec::new();
    for level in 0..depth {
        let mut col = 0;
        while col < columns.len() {
            let headers = &columns[col].0;
            let Some(text) = headers.get(level).filter(|word| level == 0 || !word.is_empty()) else {
                col += 1;
                continue;
            };
            let end = reach(headers, level);
            let shares = |(other, joined): &(Vec<String>, bool)| {
                let last = end == headers.len() || reach(other, level) == other.len();
                let alike = other.get(..=level) == headers.get(..=level) && reach(other, level) == end;
                alike && (!last || *joined)
            };
            let cols = 1 + columns[col + 1..].iter().take_while(|other| shares(other)).count();
            let rows = if end == headers.len() { depth - level } else { end - level };
            cells.push(HeaderCell {
                row: number(level),
                col: number(col),
                rows: number(rows),
                cols: number(cols),
                text: text.clone(),
            });
            col += cols;
        }
    }
    cells
}

/// The level below the word at `level` and what continues it.
fn reach(headers: &[String], level: usize) -> usize {
    let below = headers.iter().skip(level + 1).take_while(|word| word.is_empty()).count();
    (level + 1 + below).min(headers.len())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
