//! The rows above the header: label and value side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use super::fields::{of_project, text};
use crate::disclosure::{Cell, Row, Span};
use crate::edition::FrontCell;

/// Where fields stand: row and column.
type Fields = BTreeMap<String, (usize, usize)>;

/// The rows, with their merged cells and headings added to `spans`.
pub(super) fn front(subject: Subject<'_>, (spans, fields): (&mut Vec<Span>, &mut Fields)) -> Vec<Row> {
    let width = subject.annex.columns.len();
    let project = subject.project.map(|(_, project)| project);
    let mut rows = Vec::new();
    let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
    for def in &subject.annex.fronts {
        let goals: Vec<&str> = match project.filter(|_| def.each_goal) {
            Some(project) if !project.goals.is_empty() => project.goals.iter().map(|goal| &**goal).collect(),
            _ => vec![""],
        };
        for (nth, goal) in goals.iter().enumerate() {
            let at = rows.len();
            let mut cells = vec![Cell::Blank; width];
            let mut col = 0;
            for cell in &def.cells {
                while covered.contains(&(at, col)) {
                    col += 1;
                }
                // A heading beside paragraphs reaches over all of them.
                let rows_high = if def.each_goal && cell.text.is_some() { goals.len() } else { cell.rows };
                if nth > 0 && cell.text.is_some() {
                    continue;
                }
                if let Some(field) = &cell.field {
                    fields.entry(field.get_ref().clone()).or_insert((at, col));
                }
                let cols = cell.cols.min(width.saturating_sub(col));
                if let Some(place) = cells.get_mut(col) {
                    *place = content(cell, subject, goal);
                }
                note(spans, cell, Span { row: at, col, rows: rows_high, cols, heading: cell.text.is_some() });
                covered.extend((at..at + rows_high).flat_map(|row| (col..col + cols).map(move |col| (row, col))));
                col += cols;
            }
            let key = if nth == 0 { def.key.clone() } else { format!("{}{}", def.key, nth + 1) };
            rows.push(Row { keys: vec![Some(key)], levels: vec![0], cells, found_in: None });
        }
    }
    rows
}

fn content(cell: &FrontCell, subject: Subject<'_>, goal: &str) -> Cell {
    match (&cell.text, &cell.field) {
        (Some(words), _) => text(words),
        (None, Some(field)) if field.get_ref() == "goal" => text(goal),
        (None, Some(field)) => subject.project.map_or(Cell::Blank, |project| of_project(project, field.get_ref())),
        (None, None) => Cell::Blank,
    }
}

/// A cell of its own size that holds a value needs no mention.
fn note(spans: &mut Vec<Span>, cell: &FrontCell, span: Span) {
    if span.rows > 1 || span.cols > 1 || cell.text.is_some() {
        spans.push(span);
    }
}
