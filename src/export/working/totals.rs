//! 合计公式: each computed figure with its formula.

use super::listing::{Column, Field, Id, Listing};
use super::texts::Texts;
use super::trail::{cells, named};
use crate::disclosure::{Cell, Disclosure};

const COLUMNS: &[Column] = &[
    Column("公开表", 30),
    Column("行", 30),
    Column("列", 24),
    Column("公开表单元格", 12),
    Column("结果", 14),
    Column("单位", 6),
    Column("公式（引用公开表的单元格）", 60),
];

/// One row a computed figure.
pub(super) fn listing(disclosure: &Disclosure, texts: &Texts) -> Listing {
    let mut rows = Vec::new();
    for (home, table) in disclosure.tables.iter().enumerate() {
        for (row, col, cell) in cells(table) {
            let Cell::Formula { formula, value } = cell else { continue };
            let figure = [
                Field::Money(*value, table.unit),
                texts.text(table.unit.word()),
                texts.text(format!("={}", formula.a1(disclosure, home))),
            ];
            rows.push(named(table, (row, col), texts).into_iter().chain(figure).collect());
        }
    }
    Listing { id: Id::Totals, columns: COLUMNS, rows, if_empty: "公开表中没有公式。" }
}
