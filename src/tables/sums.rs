//! Which cells a form adds up to which: across by 栏次, down by 序号 or by the levels of codes, over from another form.
//!
//! A cell that is a total both across and down is written with one formula, but a reader adds up both.

use super::aggregate::belongs;
use super::assemble::Draft;
use super::rows::{BlockRow, RowKind};
use crate::disclosure::{At, Sign};
use crate::edition::{BlockDef, ColumnDef, Expression, Link, row_numbers};

/// The cells that a figure is the sum of.
pub(super) type Parts = Vec<(Sign, At)>;

/// By the column's formula.
pub(super) fn across(draft: &Draft<'_>, column: &ColumnDef, at: At) -> Option<Parts> {
    let terms = Expression::parse(column.formula.as_ref()?.get_ref()).ok()?.terms;
    let find = |number| draft.form.columns.iter().position(|c| c.number == Some(number));
    Some(terms.into_iter().filter_map(|(sign, n)| find(n).map(|col| (sign, At { col, ..at }))).collect())
}

/// By the row's formula, or the codes right below it.
pub(super) fn down(draft: &Draft<'_>, block: &BlockDef, part: &BlockRow<'_>, at: At) -> Option<Parts> {
    match &part.kind {
        RowKind::Fixed(def) => {
            let terms = Expression::parse(def.formula.as_ref()?.get_ref()).ok()?.terms;
            let own = row_numbers(&block.rows);
            let find = |n| own.contains(&n).then(|| draft.numbers.binary_search(&n).ok()).flatten();
            Some(terms.into_iter().filter_map(|(sign, n)| find(n).map(|row| (sign, At { row, ..at }))).collect())
        }
        RowKind::Code { children, .. } if children.is_empty() => None,
        RowKind::Code { children, .. } => Some(children.iter().map(|&row| (Sign::Plus, At { row, ..at })).collect()),
        RowKind::Total => {
            let rows = draft.form.blocks.iter().position(|b| b.key == block.key).map(|b| &draft.blocks[b])?;
            let top = |row: &Option<BlockRow<'_>>| {
                row.as_ref().is_some_and(|row| row.level == 0 && matches!(row.kind, RowKind::Code { .. }))
            };
            let tops = rows.iter().enumerate().filter(|(_, row)| top(row));
            Some(tops.map(|(row, _)| (Sign::Plus, At { row, ..at })).collect())
        }
    }
}

/// The figures of another form that a cell takes over, where that form has them.
pub(super) fn linked(part: &BlockRow<'_>, column: &ColumnDef, drafts: &[Draft<'_>]) -> Option<Parts> {
    let own = match &part.kind {
        RowKind::Fixed(def) => def.link.as_ref(),
        _ => None,
    };
    let link: &Link = own.or(column.link.as_ref())?;
    let table = drafts.iter().position(|draft| draft.form.role == *link.form.get_ref())?;
    let target = &drafts[table];
    let key = link.row.as_deref().unwrap_or(&part.key);
    let has = |row: &Option<BlockRow<'_>>| row.as_ref().is_some_and(|row| row.key == key);
    let row = target.blocks.iter().find_map(|rows| rows.iter().position(has))?;
    let column = |key: &String| target.form.columns.iter().position(|column| column.key == *key);
    Some(link.columns.iter().filter_map(column).map(|col| (Sign::Plus, At { table, row, col })).collect())
}

/// Which way a total is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// 横向, by 栏次.
    Across,
    /// 纵向, by 序号 or levels of codes.
    Down,
    /// Taken over from another form.
    Over,
}

/// A total with its parts.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub total: At,
    pub parts: Parts,
    pub way: Way,
}

/// Every total of every form with its parts, in order of table, row and column; a cell may be one more than once.
pub(super) fn all(drafts: &[Draft<'_>]) -> Vec<Sum> {
    let mut sums = Vec::new();
    for (table, draft) in drafts.iter().enumerate() {
        for (block, rows) in draft.form.blocks.iter().zip(&draft.blocks) {
            for (row, part) in rows.iter().enumerate().filter_map(|(row, part)| Some((row, part.as_ref()?))) {
                for (col, column) in draft.form.columns.iter().enumerate().filter(|(_, c)| belongs(c, block)) {
                    let at = At { table, row, col };
                    let ways = [
                        (Way::Across, across(draft, column, at)),
                        (Way::Down, down(draft, block, part, at)),
                        (Way::Over, linked(part, column, drafts)),
                    ];
                    let sum = |(way, parts): (Way, Option<Parts>)| Some(Sum { total: at, parts: parts?, way });
                    sums.extend(ways.into_iter().filter_map(sum));
                }
            }
        }
    }
    sums.sort_by_key(|sum| (sum.total, sum.way));
    sums
}
