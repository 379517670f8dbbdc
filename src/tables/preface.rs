//! Cover and list of contents with the department's words.

use super::assemble::look;
use super::words::filled;
use crate::disclosure::{Contents, Cover, CoverLine, Preface};
use crate::edition::{CoverLineDef, Edition};
use crate::model::Budget;

/// What stands before the tables.
pub(super) fn preface(budget: &Budget, edition: &Edition) -> Preface {
    let words = |text: &str| filled(text, budget, edition, None);
    let line = |line: &CoverLineDef| CoverLine { text: words(&line.text), above: line.above, font: line.font.font() };
    let cover = edition.preface.cover.as_ref().map(|cover| Cover {
        sheet: cover.sheet.as_str().into(),
        lines: cover.lines.iter().map(line).collect(),
        width: cover.width,
        orientation: cover.orientation,
        margins_mm: edition.head.look.margins_mm,
    });
    let contents = edition.preface.contents.as_ref().map(|contents| Contents {
        sheet: contents.sheet.as_str().into(),
        title: words(&contents.title),
        columns: [&contents.number, &contents.table].map(|column| (column.header.clone(), column.width)),
        look: look(edition, contents.orientation, None),
    });
    Preface { cover, contents }
}
