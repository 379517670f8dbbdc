//! The rows below the header: a row a record, or fixed rows that take records.

use super::fields::{money, of_entity, of_indicator, of_purchase, quantity, text};
use super::{Subject, label_column, upright};
use crate::amount::Amount;
use crate::disclosure::{AssetFigure, At, Cell, Formula, Row, Source, Span};
use crate::edition::{AnnexColumn, AnnexRow, Records, TOTAL_ROW};
use crate::model::{Asset, Budget};

/// The rows, with merged cells added to `spans`. `index` is the table's in the disclosure, `front` how many rows stand
/// above the header.
pub(super) fn rows(subject: Subject<'_>, (index, front): (usize, usize), spans: &mut Vec<Span>) -> Vec<Row> {
    let annex = subject.annex;
    let mut rows = match annex.records {
        Records::Assets => fixed(subject),
        _ => records(subject),
    };
    if let Some(label) = annex.total.as_ref().filter(|_| !rows.is_empty()) {
        rows.insert(0, total(subject, label));
    }
    sum_rows(subject, (index, front), &mut rows);
    sum_columns(subject, (index, front), &mut rows);
    merge(subject, front, &rows, spans);
    rows
}

/// A row a record, with its key counted from 1.
fn records(subject: Subject<'_>) -> Vec<Row> {
    let Subject { annex, budget, project, .. } = subject;
    let row = |index: usize, cell: &dyn Fn(&AnnexColumn, &str) -> Cell| {
        let fill = |column: &AnnexColumn| match &column.field {
            Some(field) => cell(column, field.get_ref()),
            None => Cell::Blank,
        };
        keyed((index + 1).to_string(), annex.columns.iter().map(fill).collect())
    };
    match annex.records {
        Records::Indicators => {
            let indicators = project.iter().flat_map(|(_, project)| &project.indicators);
            indicators.enumerate().map(|(n, i)| row(n, &|_, field| of_indicator(i, field))).collect()
        }
        Records::Purchases => {
            let purchases = budget.purchases.iter().enumerate();
            purchases.map(|(n, p)| row(n, &|column, field| of_purchase((n, p), (column, field), budget))).collect()
        }
        Records::Entities => {
            budget.entities.iter().enumerate().map(|(n, e)| row(n, &|_, field| of_entity(e, field))).collect()
        }
        Records::Assets => Vec::new(),
    }
}

fn keyed(key: String, cells: Vec<Cell>) -> Row {
    Row { keys: vec![Some(key)], levels: vec![0], cells, found_in: None }
}

/// The rows that the form fixes, each with what its assets come to.
fn fixed(subject: Subject<'_>) -> Vec<Row> {
    let cells = |def: &AnnexRow| {
        let assets: Vec<(usize, &Asset)> = assets_of(subject.budget, def).collect();
        let cell = |column: &AnnexColumn| match column.field.as_ref().map(|field| field.get_ref().as_str()) {
            Some("label") => text(&def.label),
            Some("quantity") => {
                let given = assets.iter().filter_map(|(_, asset)| asset.quantity.as_ref());
                quantity(Some(given.map(|count| count.number).sum()))
            }
            Some("value") => {
                let given = || assets.iter().filter_map(|(at, asset)| Some((at, asset.value.as_ref()?.amount)));
                let sources = given().map(|(at, _)| Source::Asset(*at, AssetFigure::Value)).collect();
                money(given().map(|(_, value)| value).sum(), sources)
            }
            _ => Cell::Blank,
        };
        subject.annex.columns.iter().map(cell).collect::<Vec<Cell>>()
    };
    let row = |def: &AnnexRow| Row { levels: vec![def.level], ..keyed(def.key.clone(), cells(def)) };
    subject.annex.rows.iter().map(row).collect()
}

/// The assets that a fixed row takes, with their indices.
pub(super) fn assets_of<'a>(budget: &'a Budget, def: &AnnexRow) -> impl Iterator<Item = (usize, &'a Asset)> + use<'a> {
    let kind = def.asset;
    budget.assets.iter().enumerate().filter(move |(_, asset)| Some(asset.kind) == kind)
}

fn total(subject: Subject<'_>, label: &str) -> Row {
    let columns = subject.annex.columns.len();
    let mut cells = vec![Cell::Blank; columns];
    if let Some(cell) = cells.get_mut(label_column(subject.annex)) {
        *cell = text(label);
    }
    keyed(TOTAL_ROW.to_owned(), cells)
}

/// Fixed rows that are sums of others, and the total of records.
fn sum_rows(subject: Subject<'_>, (table, front): (usize, usize), rows: &mut [Row]) {
    let annex = subject.annex;
    let count = rows.len();
    let position = |key: &str| annex.rows.iter().position(|row| row.key == key);
    for (at, def) in annex.rows.iter().enumerate().filter(|(_, def)| !def.sum.is_empty()) {
        let parts: Vec<usize> = def.sum.iter().filter_map(|key| position(key.get_ref())).collect();
        put_sums(subject, (table, front), (at, &parts), rows);
    }
    if annex.total.is_some() && count > 1 {
        let parts: Vec<usize> = (1..count).collect();
        put_sums(subject, (table, front), (0, &parts), rows);
    }
}

/// Puts the sums of `parts` into the columns of money of row `at`; a price is none that adds up.
fn put_sums(subject: Subject<'_>, (table, front): (usize, usize), (at, parts): (usize, &[usize]), rows: &mut [Row]) {
    for (col, _) in subject.annex.columns.iter().enumerate().filter(|(_, column)| column.adds_up()) {
        let formula = Formula::sum(parts.iter().map(|&row| At { table, row: front + row, col }));
        if let Some(cell) = rows.get_mut(at).and_then(|row| row.cells.get_mut(col)) {
            *cell = Cell::Formula { formula, value: Amount::ZERO };
        }
    }
}

/// Columns that are sums of others; the total of the rows stays one of rows.
fn sum_columns(subject: Subject<'_>, (table, front): (usize, usize), rows: &mut [Row]) {
    let annex = subject.annex;
    let position = |key: &str| annex.columns.iter().position(|column| column.key == key);
    for (col, column) in annex.columns.iter().enumerate().filter(|(_, column)| !column.sum.is_empty()) {
        let parts: Vec<usize> = column.sum.iter().filter_map(|key| position(key.get_ref())).collect();
        for (at, row) in rows.iter_mut().enumerate() {
            if matches!(row.cells.get(col), Some(Cell::Blank)) {
                let formula = Formula::sum(parts.iter().map(|&col| At { table, row: front + at, col }));
                row.cells[col] = Cell::Formula { formula, value: Amount::ZERO };
            }
        }
    }
}

/// Merges joined columns in every row, and equal words below each other where the form says so.
fn merge(subject: Subject<'_>, front: usize, rows: &[Row], spans: &mut Vec<Span>) {
    let columns = &subject.annex.columns;
    for (col, _) in columns.iter().enumerate().filter(|(_, column)| column.joined) {
        let left = col.saturating_sub(1);
        spans.extend((0..rows.len()).map(|at| Span { row: front + at, col: left, rows: 1, cols: 2, heading: false }));
    }
    for (col, _) in columns.iter().enumerate().filter(|(_, column)| column.merge) {
        let mut at = 0;
        while at < rows.len() {
            let same = |row: &&Row| row.cells.get(col) == rows[at].cells.get(col);
            let count = rows[at..].iter().take_while(same).count().max(1);
            if rows[at].cells.get(col) != Some(&Cell::Blank) {
                spans.push(upright(front + at, col, count));
            }
            at += count;
        }
    }
}
