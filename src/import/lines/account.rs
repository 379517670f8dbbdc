//! What was understood, as `inspect` and the working paper show it.

use std::sync::Arc;

use crate::amount::Unit;
use crate::import::cell::label::is_empty;
use crate::import::cell::unit::{self, Stated};
use crate::import::grid::{GridRow, Sheet, Value};
use crate::import::header::find::begins_like_a_code;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::Work;
use crate::import::open::Opened;
use crate::import::rows::wording::first_words;
use crate::origin::{Origin, Spot, column_letters};
use crate::reading::{ColumnReading, FileReading, RowAside, TableReading};

/// The reading of a file.
pub(in crate::import) fn file(file: &Opened, tables: Vec<TableReading>) -> FileReading {
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
pub(in crate::import) fn table(work: &Work<'_>, made: &Made) -> TableReading {
    let header = &work.sheet.rows[work.table.header.rows.clone()];
    let shown = |row: Option<&GridRow>| row.map_or(0, |r| r.line + 1);
    let ready = work.ready.as_ref();
    let by_row = || Some((ready?.year.clone()?.0, ready?.year.clone()?.1));
    TableReading {
        origin: work.sheet.whole(),
        kind: work.profile.as_ref().map(|p| p.kind.name().to_owned()),
        profile: work.profile.as_ref().map(crate::import::knowledge::profile::Profile::label),
        header_rows: Some((shown(header.first()), shown(header.last()))),
        unit: ready.and_then(|r| r.units.shown.clone()).or_else(|| work.said_unit.clone()),
        fiscal_year: year_of(made)
            .map(|year| (year, "预算年度列".to_owned()))
            .filter(|_| reads_years(work))
            .or_else(by_row),
        columns: columns(work),
        rows_read: work.table.rows_read(),
        rows_used: made.used.len(),
        lines_made: made.lines.len() + made.revenue.len() + made.balances.len() + made.statistics.len() + made.records,
        lines_are: work.profile.as_ref().map_or("条明细", |profile| profile.kind.lines()),
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
    // Of a table of no known kind, the layout says which names are known.
    let makes_lines = work.profile.as_ref().is_none_or(|p| p.kind.makes_lines());
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
pub(in crate::import) fn unrecognised(sheet: &Sheet) -> TableReading {
    let filled = |row: &GridRow| row.cells.iter().any(|(_, c)| !is_empty(&c.text));
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|at| filled(&sheet.rows[*at])).collect();
    let header = likely_header(sheet);
    TableReading {
        origin: sheet.whole(),
        kind: None,
        profile: None,
        header_rows: None,
        unit: header.and_then(|row| unit_above(sheet, row)),
        fiscal_year: None,
        columns: header.map(unknown_columns).unwrap_or_default(),
        rows_read: rows.len(),
        rows_used: 0,
        lines_made: 0,
        lines_are: "条明细",
        aside: rows.into_iter().map(|at| row_aside(sheet, at, "没有认出表头".to_owned())).collect(),
    }
}

/// Rows in which a header is looked for that no known name gives away.
const FIRST_ROWS: usize = 50;
/// At least so many words make a row look like a header.
const LEAST_WORDS: usize = 3;

/// The first row of several words above a row that holds numbers or codes: what a person would take for the header.
fn likely_header(sheet: &Sheet) -> Option<&GridRow> {
    let filled = |row: &GridRow| row.cells.iter().filter(|(_, c)| !is_empty(&c.text)).count();
    let words = |row: &GridRow| row.cells.iter().all(|(_, c)| c.value == Value::Text && !begins_like_a_code(&c.text));
    let rows: Vec<&GridRow> = sheet.rows.iter().filter(|row| filled(row) > 0).take(FIRST_ROWS).collect();
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let found = pairs.into_iter().find(|(row, next)| filled(row) >= LEAST_WORDS && words(row) && !words(next));
    found.map(|(row, _)| *row)
}

/// The unit that a line above says.
fn unit_above(sheet: &Sheet, header: &GridRow) -> Option<(Unit, String)> {
    let above = sheet.rows.iter().take_while(|row| row.index < header.index);
    let stated = above.flat_map(|row| &row.cells).find_map(|(_, cell)| unit::in_line(&cell.text));
    match stated {
        Some(Stated::Known(unit)) => Some((unit, "表上方的“单位”".to_owned())),
        _ => None,
    }
}

fn unknown_columns(row: &GridRow) -> Vec<ColumnReading> {
    let filled = row.cells.iter().filter(|(_, c)| !is_empty(&c.text));
    filled
        .map(|(col, cell)| ColumnReading {
            letters: column_letters(*col),
            header: cell.text.split_whitespace().collect::<Vec<_>>().join(" "),
            field: None,
            note: Some("不认识的列名".to_owned()),
        })
        .collect()
}
