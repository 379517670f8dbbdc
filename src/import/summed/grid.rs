//! The header of such a table: which words stand above each column.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::cell::label::{comparable, is_empty};
use crate::import::grid::{GridRow, Sheet, Value};
use crate::import::header::merged::Merged;

/// Cells at the left in which a code or 合计 may stand.
const LEFT: u32 = 4;

/// Where header and body of a sheet stand.
pub(super) struct Standing {
    pub header: Range<usize>,
    pub body: Range<usize>,
}

/// The words above each column from top to bottom, without what says nothing.
pub(super) type Paths = BTreeMap<u32, Vec<String>>;

/// Words that stand above every amount.
const SAYS_NOTHING: [&str; 2] = ["决算数", "金额"];

/// Finds the body by its first code or 合计, and the header above it.
pub(super) fn by_codes(sheet: &Sheet) -> Option<Standing> {
    let first = sheet.rows.iter().position(|row| {
        let left = row.cells.iter().filter(|(col, _)| *col < LEFT).map(|(_, cell)| comparable(&cell.text));
        let mut left = left.filter(|text| !text.is_empty());
        left.any(|text| text == "合计" || is_code(&text))
    })?;
    let header = sheet.rows[..first].iter().position(|row| row.cells.iter().any(|(_, cell)| heads(&cell.text)))?;
    Some(Standing { header: header..first, body: first..sheet.rows.len() })
}

/// Finds the header by its word 项目, which stands above every block of items.
pub(super) fn by_items(sheet: &Sheet) -> Option<Standing> {
    let header = sheet.rows.iter().position(|row| {
        row.cells.iter().any(|(_, cell)| comparable(&cell.text).starts_with("项目"))
            && row.cells.iter().any(|(_, cell)| comparable(&cell.text) == "行次")
    })?;
    let numbers = |row: &GridRow| row.cells.iter().any(|(_, cell)| comparable(&cell.text) == "栏次");
    let after = sheet.rows[header..].iter().position(numbers).map_or(header + 1, |at| header + at + 1);
    Some(Standing { header: header..after, body: after..sheet.rows.len() })
}

/// Whether a text is a functional code: 类, 款 or 项 with what is above it.
pub(super) fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit())
}

fn heads(text: &str) -> bool {
    let words = comparable(text);
    words == "项目" || words.contains("科目编码") || words.contains("科目名称") || words == "科目"
}

/// The words above each column. A word reaches over the cells that are merged with its own; where nothing is merged, over the
/// empty ones on its right that stand below the same words.
pub(super) fn paths(sheet: &Sheet, merged: &Merged, standing: &Standing) -> Paths {
    let mut paths: Paths = BTreeMap::new();
    let rows = &sheet.rows[standing.header.clone()];
    let widest = rows.iter().flat_map(|row| row.cells.iter().map(|(col, _)| *col)).max().unwrap_or(0);
    for row in rows.iter().filter(|row| !is_numbering(row)) {
        let mut last: Option<(String, Vec<String>)> = None;
        for col in 0..=widest {
            let path = paths.entry(col).or_default();
            let own = row.cell(col).map(|cell| comparable(&cell.text)).filter(|text| !text.is_empty());
            let word = own.or_else(|| covered(sheet, merged, row, col)).or_else(|| {
                let (word, above) = last.as_ref()?;
                (merged.is_empty() && above == path).then(|| word.clone())
            });
            let Some(word) = word else {
                last = None;
                continue;
            };
            last = Some((word.clone(), path.clone()));
            if path.last() != Some(&word) {
                path.push(word);
            }
        }
    }
    for path in paths.values_mut() {
        if path.len() > 1 {
            path.retain(|word| !SAYS_NOTHING.contains(&word.as_str()));
        }
    }
    paths
}

/// A row of column numbers says nothing of its columns; 类, 款, 项 may stand in it.
fn is_numbering(row: &GridRow) -> bool {
    let mut filled = row.cells.iter().filter(|(_, cell)| !is_empty(&cell.text));
    filled.clone().any(|(_, cell)| comparable(&cell.text) == "栏次")
        || filled.all(|(_, cell)| matches!(cell.value, Value::Number(_)))
}

/// The word of the merged area that covers an empty cell.
fn covered(sheet: &Sheet, merged: &Merged, row: &GridRow, col: u32) -> Option<String> {
    let areas = merged.beginning(0, row.index);
    let area = areas.iter().find(|area| area.holds(row.index, col))?;
    let top = sheet.rows.iter().find(|other| other.index == area.top)?;
    top.cell(area.left).map(|cell| comparable(&cell.text)).filter(|text| !text.is_empty())
}
