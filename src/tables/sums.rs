//! Which cells a form adds up to which: across by 栏次, down by 序号 or by the levels of codes, over from another form.
//!
//! A cell that is a total both across and down is written with one formula, but a reader adds up both.

use super::aggregate::belongs;
use super::assemble::Draft;
use super::rows::{BlockRow, BlockRows, RowKind};
use crate::disclosure::{At, Sign};
use crate::edition::{ColumnDef, Expression, Form, Link, RowDef};

/// The cells that a figure is the sum of.
pub(super) type Parts = Vec<(Sign, At)>;

/// Columns or rows of one table, by index, that are added up.
type Terms = Vec<(Sign, usize)>;

/// The columns that a column's formula adds up.
fn across(form: &Form, column: &ColumnDef) -> Option<Terms> {
    let terms = Expression::parse(column.formula.as_ref()?.get_ref()).ok()?.terms;
    let find = |number| form.columns.iter().position(|c| c.number == Some(number));
    Some(terms.into_iter().filter_map(|(sign, number)| Some((sign, find(number)?))).collect())
}

/// The rows that a row's formula adds up, or those of the codes right below it.
fn down(rows: &BlockRows<'_>, part: &BlockRow<'_>) -> Option<Terms> {
    match &part.kind {
        RowKind::Fixed(def) if !def.sum.is_empty() => Some(by_keys(rows, def)),
        RowKind::Fixed(def) => {
            let terms = Expression::parse(def.formula.as_ref()?.get_ref()).ok()?.terms;
            let at = |number| rows.iter().position(|row| row.as_ref().is_some_and(|row| row.number == Some(number)));
            Some(terms.into_iter().filter_map(|(sign, number)| Some((sign, at(number)?))).collect())
        }
        RowKind::Code { children, .. } if children.is_empty() => None,
        RowKind::Code { children, .. } => Some(children.iter().map(|&row| (Sign::Plus, row)).collect()),
        RowKind::Total => Some(top_codes(rows)),
    }
}

/// The codes of the first level.
fn top_codes(rows: &BlockRows<'_>) -> Terms {
    let top = |row: &Option<BlockRow<'_>>| {
        row.as_ref().is_some_and(|row| row.level == 0 && matches!(row.kind, RowKind::Code { .. }))
    };
    rows.iter().enumerate().filter(|(_, row)| top(row)).map(|(row, _)| (Sign::Plus, row)).collect()
}

/// The rows that a row's `sum` names.
fn by_keys(rows: &BlockRows<'_>, def: &RowDef) -> Terms {
    let mut terms = Terms::new();
    for (sign, key) in def.sum_terms() {
        if key == "*" {
            terms.extend(top_codes(rows));
        } else {
            let at = rows.iter().position(|row| row.as_ref().is_some_and(|row| row.key == key));
            terms.extend(at.map(|at| (sign, at)));
        }
    }
    terms
}

/// The figures of another form that a cell takes over, where that form has them.
fn linked(part: &BlockRow<'_>, column: &ColumnDef, drafts: &[Draft<'_>]) -> Option<Parts> {
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

/// Every total of every form with its parts, in order of table, row, column and way; a cell may be one more than once.
pub(super) fn all(drafts: &[Draft<'_>]) -> Vec<Sum> {
    let mut sums = Vec::new();
    for (table, draft) in drafts.iter().enumerate() {
        let columns: Vec<Option<Terms>> = draft.form.columns.iter().map(|column| across(draft.form, column)).collect();
        for (block, rows) in draft.form.blocks.iter().zip(&draft.blocks) {
            for (row, part) in rows.iter().enumerate().filter_map(|(row, part)| Some((row, part.as_ref()?))) {
                let below = down(rows, part);
                for (col, column) in draft.form.columns.iter().enumerate().filter(|(_, c)| belongs(c, block)) {
                    let at = At { table, row, col };
                    let across = columns[col].as_ref().map(|terms| parts(terms, |col| At { col, ..at }));
                    let down = below.as_ref().map(|terms| parts(terms, |row| At { row, ..at }));
                    let ways = [(Way::Across, across), (Way::Down, down), (Way::Over, linked(part, column, drafts))];
                    let sum = |(way, parts): (Way, Option<Parts>)| Some(Sum { total: at, parts: parts?, way });
                    sums.extend(ways.into_iter().filter_map(sum));
                }
            }
        }
    }
    sums.sort_by_key(|sum| (sum.total, sum.way));
    sums
}

fn parts(terms: &Terms, at: impl Fn(usize) -> At) -> Parts {
    terms.iter().map(|&(sign, index)| (sign, at(index))).collect()
}

/// What a cell is written as the sum of: the first of its ways, in the order of [`Way`].
pub(super) fn of(sums: &[Sum], at: At) -> Option<&Parts> {
    let first = sums.get(sums.partition_point(|sum| sum.total < at))?;
    (first.total == at).then_some(&first.parts)
}
