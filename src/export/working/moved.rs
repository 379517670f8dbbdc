//! 尾差调整: each published figure that is not its own rounding, so that printed sums close.

use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use super::trail::named;
use crate::disclosure::{Adjustment, Disclosure};

const COLUMNS: &[Column] = &[
    Column("公开表", 30),
    Column("行", 30),
    Column("列", 24),
    Column("公开表单元格", 12),
    Column("精确数", 18),
    Column("四舍五入", 14),
    Column("公开数", 14),
    Column("调整", 10),
    Column("单位", 6),
];

/// One row a moved figure; `None` where figures are exact.
pub(super) fn listing(disclosure: &Disclosure, texts: &Texts) -> Option<Listing> {
    let row = |moved: &Adjustment| {
        let table = &disclosure.tables[moved.at.table];
        let money = [moved.exact, moved.rounded, moved.printed, moved.moved()];
        let figures = money.map(|amount| Field::Money(amount, table.unit));
        let unit = texts.text(table.unit.word());
        named(table, (moved.at.row, moved.at.col), texts).into_iter().chain(figures).chain([unit]).collect()
    };
    let rows: Vec<Vec<Field>> = disclosure.adjustments.iter().map(row).collect();
    (!rows.is_empty()).then_some(Listing { id: Id::Moved, columns: COLUMNS, rows, if_empty: "" })
}
