//! What was understood, as `inspect` and the working paper show it.

use std::sync::Arc;

use super::grid::Sheet;
use super::label::is_empty;
use super::lines::Made;
use super::open::Opened;
use super::rows::first_words;
use super::work::Work;
use crate::origin::{Origin, Spot, column_letters};
use crate::reading::{ColumnReading, FileReading, RowAside, TableReading};

/// The reading of a file.
pub(super) fn file(file: &Opened, tables: Vec<TableReading>) -> FileReading {
    FileReading {
        file: Arc::clone(&file.name),
        format: file.format.clone(),
        format_id: file.format_id,
        evidence: file.evidence.clone(),
        unreadable: file.grid.is_none(),
        tables,
    }
}

/// The reading of a table.
pub(super) fn table(work: &Work<'_>, made: &Made) -> TableReading {
    let header = &work.sheet.rows[work.table.header.rows.clone()];
    let shown = |row: Option<&super::grid::GridRow>| row.map_or(0, |r| r.line + 1);
    let ready = work.ready.as_ref();
    let by_row = || Some((ready?.year.clone()?.0, ready?.year.clone()?.1));
    TableReading {
        origin: work.sheet.whole(),
        kind: work.profile.as_ref().map(|p| p.kind.name().to_owned()),
        profile: work.profile.as_ref().map(super::profile::Profile::label),
        header_rows: Some((shown(header.first()), shown(header.last()))),
        unit: ready.and_then(|r| r.units.shown.clone()),
        fiscal_year: year_of(made)
            .map(|year| (year, "预算年度列".to_owned()))
            .filter(|_| reads_years(work))
            .or_else(by_row),
        columns: columns(work),
        rows_read: work.table.rows_read(),
        rows_used: made.used.len(),
        lines_made: made.lines.len() + made.revenue.len() + made.records,
        aside: aside(work, made),
    }
}

fn reads_years(work: &Work<'_>) -> bool {
    work.layout.as_ref().is_some_and(|layout| layout.year.is_some())
}

/// The one year of the lines; `None` where there are several or none.
fn year_of(made: &Made) -> Option<u16> {
    let mut years = made.lines.iter().map(|l| l.fiscal_year).chain(made.revenue.iter().map(|r| r.fiscal_year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

fn columns(work: &Work<'_>) -> Vec<ColumnReading> {
    let makes_lines = work.profile.as_ref().is_some_and(|p| p.kind.makes_lines());
    let Some(layout) = work.layout.as_ref().filter(|_| makes_lines) else {
        let plain = work.table.header.columns.iter();
        return plain
            .map(|c| ColumnReading {
                letters: column_letters(c.col),
                header: c.text(),
                field: work.fields.get(&c.col).cloned(),
                note: None,
            })
            .collect();
    };
    let mut columns: Vec<ColumnReading> = layout
        .columns
        .iter()
        .map(|c| ColumnReading {
            letters: column_letters(c.col),
            header: c.header.clone(),
            field: c.field.clone(),
            note: c.note.clone(),
        })
        .collect();
    for (money, unit) in layout.money.iter().zip(work.ready.iter().flat_map(|r| &r.units.columns)) {
        let letters = column_letters(money.col);
        if let Some(column) = columns.iter_mut().find(|c| c.letters == letters) {
            column.note = Some(unit.word().to_owned());
        }
    }
    columns
}

/// The rows set aside, in order; where the table is not used at all, all of them.
fn aside(work: &Work<'_>, made: &Made) -> Vec<RowAside> {
    let by_words = work.table.aside.iter().map(|(at, reason)| (*at, (*reason).to_owned()));
    let mut rows: Vec<(usize, String)> =
        by_words.chain(made.aside.iter().map(|(at, reason)| (*at, reason.clone()))).collect();
    if let Some(reason) = &work.refused {
        rows.extend(work.table.body.iter().map(|at| (*at, reason.clone())));
    }
    rows.sort();
    rows.into_iter().map(|(at, reason)| row_aside(work.sheet, at, reason)).collect()
}

fn row_aside(sheet: &Sheet, at: usize, reason: String) -> RowAside {
    let row = &sheet.rows[at];
    let first = row.cells.iter().find(|(_, c)| !is_empty(&c.text)).map_or(0, |(col, _)| *col);
    let place = sheet.place(row, first);
    let origin = match place.spot {
        Spot::Field { record, line, .. } => {
            Origin { file: place.file, spot: Spot::Field { record, line, field: None } }
        }
        _ => place,
    };
    RowAside { origin, reason, text: first_words(row) }
}

/// The reading of a sheet without a header.
pub(super) fn unrecognised(sheet: &Sheet) -> TableReading {
    let filled = |row: &super::grid::GridRow| row.cells.iter().any(|(_, c)| !is_empty(&c.text));
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|at| filled(&sheet.rows[*at])).collect();
    TableReading {
        origin: sheet.whole(),
        kind: None,
        profile: None,
        header_rows: None,
        unit: None,
        fiscal_year: None,
        columns: Vec::new(),
        rows_read: rows.len(),
        rows_used: 0,
        lines_made: 0,
        aside: rows.into_iter().map(|at| row_aside(sheet, at, "没有认出表头".to_owned())).collect(),
    }
}
