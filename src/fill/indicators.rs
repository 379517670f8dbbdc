//! Rows of indicators that a blank has printed already: 产出指标·数量指标, with the cells for the rest left empty.

use std::collections::BTreeMap;

use super::plan::FormPlan;
use crate::disclosure::{Cell, Table};
use crate::import::cell::label::comparable;
use crate::import::published::Placed;
use crate::origin::CellRef;
use crate::patch::{Held, Package, PatchError};

/// The columns by which a printed row says what goes into it.
const LEVELS: [&str; 2] = ["level2", "level3"];
/// Between the words of a printed row in a plan.
const BETWEEN: char = '·';

/// The printed rows of a form, counted from 1, by their words: `数量指标`, or `数量指标·培训人次` where the third level is
/// printed too. The same words again get a number: `数量指标#2`.
///
/// # Errors
/// Where the sheet is damaged.
pub(super) fn printed(placed: &Placed, package: &mut Package) -> Result<BTreeMap<String, u32>, PatchError> {
    let column = |key: &str| placed.table.column(key).and_then(|at| placed.table.columns[at].found_in);
    let columns: Vec<u32> = LEVELS.iter().filter_map(|key| column(key)).collect();
    let mut rows = BTreeMap::new();
    for (row, _) in &placed.other_rows {
        let mut words = Vec::new();
        for col in &columns {
            let content = package.read_cell(&placed.table.sheet, CellRef::zero_based(*row, *col))?;
            // A line for signatures is merged over all columns.
            let across = content.merge.is_some_and(|area| area.first.indices().1 != area.last.indices().1);
            if let Held::Text(text) = content.held
                && !(content.covered || across)
                && !comparable(&text).is_empty()
            {
                words.push(comparable(&text));
            }
        }
        if words.is_empty() {
            continue;
        }
        let words = words.join(&BETWEEN.to_string());
        let numbered = (2..).map(|number| format!("{words}#{number}"));
        let free = std::iter::once(words.clone()).chain(numbered).find(|key| !rows.contains_key(key));
        rows.extend(free.map(|key| (key, row + 1)));
    }
    Ok(rows)
}

/// Which of our rows goes into which printed one, counted from 0, by the row's key: by third level where that is printed,
/// else the next one of its second level. Rows for which none is left are not in it.
pub(super) fn matched(plan: &FormPlan, block: &str, table: &Table) -> BTreeMap<String, u32> {
    let mut matched = BTreeMap::new();
    let Some(printed) = plan.rows.get(block) else { return matched };
    let mut printed: Vec<(u32, &str)> = printed
        .iter()
        .map(|(key, row)| (row.saturating_sub(1), key.rsplit_once('#').map_or(key.as_str(), |(words, _)| words)))
        .collect();
    printed.sort_unstable();
    let [level2, level3] = LEVELS.map(|key| table.column(key));
    let words = |row: usize, col: Option<usize>| match col.and_then(|col| table.rows[row].cells.get(col)) {
        Some(Cell::Text(text)) => comparable(text),
        _ => String::new(),
    };
    let ours: Vec<usize> = (table.front..table.rows.len()).collect();
    for both in [true, false] {
        for &row in &ours {
            let Some(Some(key)) = table.rows[row].keys.first() else { continue };
            let wanted = match both {
                true => format!("{}{BETWEEN}{}", words(row, level2), words(row, level3)),
                false => words(row, level2),
            };
            if matched.contains_key(key) {
                continue;
            }
            if let Some(at) = printed.iter().position(|(_, words)| *words == wanted) {
                matched.insert(key.clone(), printed.remove(at).0);
            }
        }
    }
    matched
}
