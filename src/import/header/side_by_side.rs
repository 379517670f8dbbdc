//! Tables that stand side by side on a sheet, with columns between them that are empty all the way down.
//!
//! Each becomes a sheet of its own whose cells keep their places, so that everything after sees one table below the other.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::import::cell::label::is_empty;
use crate::import::grid::{GridRow, Sheet};
use crate::import::header::above::Context;
use crate::import::header::find::{Header, MOST_COLUMNS, Vocabulary, find_all};
use crate::import::header::merged::Merged;
use crate::import::knowledge::field::Field;
use crate::import::knowledge::field_names::HeaderWord;

/// One of several tables side by side.
pub(in crate::import) struct Part {
    /// Its cells, at their places.
    pub(in crate::import) sheet: Sheet,
    /// What the lines above all of the tables say.
    pub(in crate::import) above: Context,
}

/// Columns on their way to being a table.
struct Block {
    columns: RangeInclusive<u32>,
    /// Its own header, where it has one that makes it a whole table.
    header: Option<Known>,
    /// Whether it is another table than its neighbour, header or not.
    apart: bool,
}

/// A header that was found.
struct Known {
    /// Its rows in the sheet, the last one included.
    rows: RangeInclusive<u32>,
    fields: BTreeSet<Field>,
}

/// The tables of a sheet apart; none where they do not stand side by side.
pub(in crate::import) fn apart(sheet: &Sheet, vocabulary: &Vocabulary<'_>) -> Vec<Part> {
    let blocks = blocks(sheet);
    if blocks.len() < 2 {
        return Vec::new();
    }
    let mut tables: Vec<Block> = Vec::new();
    for columns in blocks {
        let header = own_header(&cut(sheet, &columns), vocabulary);
        let beside = tables.last().and_then(|last| last.header.as_ref());
        let apart = header.is_none()
            && beside.is_some_and(|known| repeats(known, &words_at(sheet, &columns, &known.rows), vocabulary));
        match tables.last_mut() {
            // Remarks beyond an empty column belong to the table on their left; what is left of all tables to the first.
            Some(last) if header.is_none() && !apart || last.header.is_none() && !last.apart => {
                last.columns = *last.columns.start()..=*columns.end();
                last.header = last.header.take().or(header);
            }
            _ => tables.push(Block { columns, header, apart }),
        }
    }
    if tables.len() < 2 {
        return Vec::new();
    }
    let top = tables.iter().filter_map(|table| table.header.as_ref().map(|known| *known.rows.start())).min();
    let above = sheet.rows.partition_point(|row| row.index < top.unwrap_or(0));
    let above = Context::read(sheet, 0..above);
    tables.iter().map(|table| Part { sheet: cut(sheet, &table.columns), above: above.clone() }).collect()
}

/// The words of a block beside a header.
fn words_at(sheet: &Sheet, columns: &RangeInclusive<u32>, rows: &RangeInclusive<u32>) -> Vec<HeaderWord> {
    let inside = sheet.rows.iter().filter(|row| rows.contains(&row.index));
    let cells = inside.flat_map(|row| &row.cells).filter(|(col, _)| columns.contains(col));
    cells.map(|(_, cell)| HeaderWord::read(&cell.text)).collect()
}

/// Whether words name what a table counts by already: they belong to another one.
fn repeats(known: &Known, words: &[HeaderWord], vocabulary: &Vocabulary<'_>) -> bool {
    let fields = words.iter().filter_map(|word| vocabulary.names.field(std::slice::from_ref(word)));
    fields.map(|(field, _)| field).any(|field| matches!(field, Field::Coded(..)) && known.fields.contains(&field))
}

/// Runs of columns that hold anything. A row of one filled cell is a title or a note and may stand anywhere.
fn blocks(sheet: &Sheet) -> Vec<RangeInclusive<u32>> {
    let mut used = vec![false; MOST_COLUMNS as usize];
    for row in &sheet.rows {
        let filled = || row.cells.iter().filter(|(_, cell)| !is_empty(&cell.text));
        if filled().nth(1).is_some() {
            for (col, _) in filled() {
                if let Some(used) = used.get_mut(*col as usize) {
                    *used = true;
                }
            }
        }
    }
    let mut blocks: Vec<RangeInclusive<u32>> = Vec::new();
    for col in (0..MOST_COLUMNS).zip(&used).filter(|(_, used)| **used).map(|(col, _)| col) {
        match blocks.last_mut() {
            Some(block) if block.end() + 1 == col => *block = *block.start()..=col,
            _ => blocks.push(col..=col),
        }
    }
    blocks
}

/// The header of a whole table: something to count by, and amounts.
fn own_header(sheet: &Sheet, vocabulary: &Vocabulary<'_>) -> Option<Known> {
    let headers = find_all(sheet, &Merged::of(sheet), vocabulary);
    headers.iter().find_map(|header| {
        let fields = fields(header, vocabulary)?;
        let rows = sheet.rows.get(header.rows.clone())?;
        Some(Known { rows: rows.first()?.index..=rows.last()?.index, fields })
    })
}

/// The fields of a header; none where they make no whole table.
fn fields(header: &Header, vocabulary: &Vocabulary<'_>) -> Option<BTreeSet<Field>> {
    let mut fields = BTreeSet::new();
    let mut amounts = false;
    for column in &header.columns {
        let field = vocabulary.names.field(&column.path).map(|(field, _)| field);
        let last = column.path.last().map_or("", |word| word.words.as_str());
        amounts |= field == Some(Field::Amount) || field.is_none() && vocabulary.funds.column(last).is_some();
        fields.extend(field);
    }
    let counts_by = fields.iter().any(|field| matches!(field, Field::Coded(..)));
    (counts_by && amounts).then_some(fields)
}

/// The sheet with the cells of these columns only.
fn cut(sheet: &Sheet, columns: &RangeInclusive<u32>) -> Sheet {
    let row = |row: &GridRow| {
        let cells: Vec<_> = row.cells.iter().filter(|(col, _)| columns.contains(col)).cloned().collect();
        (!cells.is_empty()).then_some(GridRow { fields: 0, cells, ..*row })
    };
    Sheet {
        file: sheet.file.clone(),
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows: sheet.rows.iter().filter_map(row).collect(),
        merges: sheet.merges.iter().filter(|(first, _)| columns.contains(&first.indices().1)).copied().collect(),
        marks: sheet.marks.clone(),
    }
}
