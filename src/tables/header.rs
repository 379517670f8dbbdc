//! The header tree of a form as merged cells.

use crate::disclosure::HeaderCell;
use crate::edition::ColumnDef;

/// The header of a form of figures.
pub(super) fn header(columns: &[ColumnDef]) -> Vec<HeaderCell> {
    let columns: Vec<(Vec<String>, bool)> = columns.iter().map(|column| (column.headers.clone(), false)).collect();
    merged_header(&columns)
}

/// Header cells from the columns' words: neighbours that share their words down to a level are one cell there, and the last
/// words of a column reach down to the bottom. A column that is joined to the one on its left shares its last words too.
pub(super) fn merged_header(columns: &[(Vec<String>, bool)]) -> Vec<HeaderCell> {
    let depth = columns.iter().map(|(headers, _)| headers.len()).max().unwrap_or(0);
    let mut cells = Vec::new();
    for level in 0..depth {
        let mut col = 0;
        while col < columns.len() {
            let headers = &columns[col].0;
            let Some(text) = headers.get(level) else {
                col += 1;
                continue;
            };
            let shares = |(other, joined): &(Vec<String>, bool)| {
                let last = level + 1 == headers.len() || level + 1 == other.len();
                other.get(..=level) == headers.get(..=level) && (!last || *joined)
            };
            let cols = 1 + columns[col + 1..].iter().take_while(|other| shares(other)).count();
            let rows = if level + 1 == headers.len() { depth - level } else { 1 };
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

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
