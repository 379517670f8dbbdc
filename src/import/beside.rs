//! Tables that stand side by side on a sheet, with columns between them that are empty all the way down.
//!
//! Each becomes a sheet of its own whose cells keep their places, so that everything after sees one table below the other.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::context::Context;
use super::field::Field;
use super::grid::{GridRow, Sheet};
use super::header::{Header, MOST_COLUMNS, Vocabulary, find_all};
use super::label::is_empty;
use super::merged::Merged;

/// One of several tables side by side.
pub(super) struct Part {
    /// Its cells, at their places.
    pub(super) sheet: Sheet,
    /// What the lines above all of the tables say.
    pub(super) above: Context,
}

/// The tables of a sheet apart; none where they do not stand side by side.
pub(super) fn apart(sheet: &Sheet, vocabulary: &Vocabulary<'_>) -> Vec<Part> {
    let blocks = blocks(sheet);
    if blocks.len() < 2 {
        return Vec::new();
    }
    let mut tables: Vec<(RangeInclusive<u32>, Option<u32>)> = Vec::new();
    for block in blocks {
        let header = own_header(&cut(sheet, &block), vocabulary);
        match tables.last_mut() {
            // Remarks beyond an empty column belong to the table on their left; what is left of all tables to the first.
            Some((range, first)) if header.is_none() || first.is_none() => {
                *range = *range.start()..=*block.end();
                *first = first.or(header);
            }
            _ => tables.push((block, header)),
        }
    }
    if tables.len() < 2 {
        return Vec::new();
    }
    let top = tables.iter().filter_map(|(_, header)| *header).min().unwrap_or(0);
    let above = sheet.rows.partition_point(|row| row.index < top);
    let above = Context::read(sheet, 0..above);
    tables.iter().map(|(range, _)| Part { sheet: cut(sheet, range), above: above.clone() }).collect()
}

/// Runs of columns that hold anything. A row of one filled cell is a title or a note and may stand anywhere.
fn blocks(sheet: &Sheet) -> Vec<RangeInclusive<u32>> {
    let filled =
        |row: &GridRow| row.cells.iter().filter(|(_, cell)| !is_empty(&cell.text)).map(|(col, _)| *col).collect();
    let rows = sheet.rows.iter().map(filled).filter(|cols: &Vec<u32>| cols.len() > 1);
    let used: BTreeSet<u32> = rows.flatten().filter(|col| *col < MOST_COLUMNS).collect();
    let mut blocks: Vec<RangeInclusive<u32>> = Vec::new();
    for col in used {
        match blocks.last_mut() {
            Some(block) if block.end() + 1 == col => *block = *block.start()..=col,
            _ => blocks.push(col..=col),
        }
    }
    blocks
}

/// The first row of the header of a whole table: something to count by, and amounts.
fn own_header(sheet: &Sheet, vocabulary: &Vocabulary<'_>) -> Option<u32> {
    let headers = find_all(sheet, &Merged::of(sheet), vocabulary);
    let whole = headers.into_iter().find(|header| is_whole(header, vocabulary))?;
    sheet.rows.get(whole.rows.start).map(|row| row.index)
}

fn is_whole(header: &Header, vocabulary: &Vocabulary<'_>) -> bool {
    let mut counts_by = false;
    let mut amounts = false;
    for column in &header.columns {
        let field = vocabulary.names.field(&column.path).map(|(field, _)| field);
        let last = column.path.last().map_or("", |word| word.words.as_str());
        counts_by |= matches!(field, Some(Field::Coded(..)));
        amounts |= field == Some(Field::Amount) || field.is_none() && vocabulary.funds.column(last).is_some();
    }
    counts_by && amounts
}

/// The sheet with the cells of these columns only.
fn cut(sheet: &Sheet, columns: &RangeInclusive<u32>) -> Sheet {
    let row = |row: &GridRow| {
        let cells: Vec<_> = row.cells.iter().filter(|(col, _)| columns.contains(col)).cloned().collect();
        (!cells.is_empty()).then(|| GridRow { index: row.index, line: row.line, hidden: row.hidden, cells })
    };
    Sheet {
        file: sheet.file.clone(),
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows: sheet.rows.iter().filter_map(row).collect(),
        merges: sheet.merges.iter().filter(|(first, _)| columns.contains(&first.indices().1)).copied().collect(),
    }
}
