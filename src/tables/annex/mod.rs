//! The forms beside the tables of figures, filled: goals (one table a project), purchases, assets, units.

mod counted;
mod fields;
mod front;
mod rows;

use std::collections::BTreeMap;

use self::counted::counted;
use self::front::front;
use self::rows::rows;
use super::assemble::look;
use super::header::merged_header;
use super::words::filled_words;
use crate::disclosure::{Block, Cell, Column, HeaderCell, Role, Row, Span, Table};
use crate::edition::{Annex, AnnexColumn, Edition, FiguresDef, Records};
use crate::finding::{Finding, codes};
use crate::model::{Budget, Project};

/// A form with what one of its tables is made for.
#[derive(Clone, Copy)]
struct Subject<'a> {
    annex: &'a Annex,
    budget: &'a Budget,
    edition: &'a Edition,
    /// The project, where the form has a table for each, with its index in the budget.
    project: Option<(usize, &'a Project)>,
}

/// The tables in order of publication; `first` is the index that the first of them will have in the disclosure.
pub(super) fn tables(budget: &Budget, edition: &Edition, first: usize) -> Vec<Table> {
    let mut tables = Vec::new();
    for annex in &edition.annexes {
        let of = |project| Subject { annex, budget, edition, project };
        let subjects: Vec<Subject<'_>> = match annex.records {
            Records::Indicators if !budget.projects.is_empty() => {
                budget.projects.iter().enumerate().map(|project| of(Some(project))).collect()
            }
            _ => vec![of(None)],
        };
        for subject in subjects {
            let table = table(subject, first + tables.len());
            tables.push(table);
        }
    }
    tables
}

/// What is published empty because no export was given for it, and what cannot be published so.
pub(super) fn about_input(budget: &Budget, edition: &Edition) -> Vec<Finding> {
    let missing = edition.annexes.iter().filter(|annex| !annex.records.given(budget));
    let (unknown, empty): (Vec<&Annex>, Vec<&Annex>) = missing.partition(|annex| annex.unknown(budget).is_some());
    let about = |code, annexes: Vec<&Annex>| {
        let names: Vec<String> = annexes.iter().map(|annex| format!("《{}》", annex.name)).collect();
        (!names.is_empty()).then(|| Finding::new(code).with("tables", names.join("")))
    };
    [about(&codes::tables::NOT_GIVEN, empty), about(&codes::tables::NOT_KNOWN, unknown)].into_iter().flatten().collect()
}

fn table(subject: Subject<'_>, index: usize) -> Table {
    let Subject { annex, edition, project, .. } = subject;
    let words = |template: &str| filled(template, subject);
    let pick = |own: &String, empty: &Option<String>| match (project, empty) {
        (None, Some(empty)) => words(empty),
        _ => words(own),
    };
    let mut spans = Vec::new();
    let mut fields = BTreeMap::new();
    let mut all = front(subject, (&mut spans, &mut fields));
    let front = all.len();
    let body = rows(subject, (index, front), &mut spans);
    let mut notes: Vec<String> = annex.notes.iter().map(|note| words(note)).collect();
    if !has_content(annex, &body) {
        notes.push(words(annex.unknown(subject.budget).unwrap_or(&annex.empty_note)));
    }
    all.extend(body);
    let mut counted = counted(subject, front);
    counted.retain(|&(row, col), _| all.get(row).and_then(|row| row.cells.get(col)) != Some(&Cell::Blank));
    Table {
        continued: Vec::new(),
        role: annex.role.clone(),
        name: pick(&annex.title, &annex.empty_title).into(),
        title: pick(&annex.title, &annex.empty_title),
        sheet: pick(&annex.sheet, &annex.empty_sheet).into(),
        mark: None,
        caption: [words(&annex.caption[0]), words(&annex.caption[1]), words(&annex.caption[2])],
        unit: annex.unit,
        decimals: annex.decimals,
        header: header(annex, subject),
        number_label: None,
        columns: annex.columns.iter().map(|column| self::column(column, subject)).collect(),
        blocks: vec![Block { key: "body".to_owned(), label_column: label_column(annex) }],
        rows: all,
        front,
        fields,
        fields_found: BTreeMap::new(),
        counted,
        spans,
        notes,
        look: look(edition, annex.orientation, annex.row_points),
    }
}

/// Whether a table says anything: rows of records, or a figure in one of its fixed rows.
fn has_content(annex: &Annex, rows: &[Row]) -> bool {
    let figure = |(cell, column): (&Cell, &AnnexColumn)| match cell {
        Cell::Blank => false,
        Cell::Text(_) => column.role == Role::Quantity,
        Cell::Amount { value, .. } => !value.is_zero(),
        Cell::Formula { .. } => false,
    };
    match annex.rows.is_empty() {
        true => !rows.is_empty(),
        false => rows.iter().any(|row| row.cells.iter().zip(&annex.columns).any(figure)),
    }
}

fn label_column(annex: &Annex) -> usize {
    annex.columns.iter().position(|column| column.role == Role::Label).unwrap_or(0)
}

fn column(column: &AnnexColumn, subject: Subject<'_>) -> Column {
    Column {
        key: column.key.clone(),
        role: column.role,
        number: None,
        headers: column.headers.iter().map(|words| filled(words, subject)).collect(),
        figures: FiguresDef::of([&subject.edition.head.figures]),
        block: Some(0),
        width: column.width,
        found_in: None,
    }
}

/// The header; a joined column is merged with the one on its left.
fn header(annex: &Annex, subject: Subject<'_>) -> Vec<HeaderCell> {
    let words =
        |column: &AnnexColumn| -> Vec<String> { column.headers.iter().map(|words| filled(words, subject)).collect() };
    let columns: Vec<(Vec<String>, bool)> = annex.columns.iter().map(|column| (words(column), column.joined)).collect();
    merged_header(&columns)
}

fn filled(template: &str, subject: Subject<'_>) -> String {
    let Subject { annex, budget, edition, project } = subject;
    let mut text = filled_words(template, budget, edition, Some(annex.unit));
    if let Some((index, project)) = project {
        text = text.replace("{number}", &(index + 1).to_string()).replace("{project}", &project.name);
    }
    let date = budget.assets.iter().find_map(|asset| asset.date.as_deref());
    text.replace("{date}", date.unwrap_or_default())
}

/// Merges cells of one column, `rows` of them from `row` on.
fn upright(row: usize, col: usize, rows: usize) -> Span {
    Span { row, col, rows, cols: 1, heading: false }
}
