//! The forms filled: rows, words, leaves, formulas, results, controls.

use super::aggregate::{Direct, aggregate, belongs};
use super::annex;
use super::control;
use super::evaluate::evaluate;
use super::header::header;
use super::names::Names;
use super::pool::{Amounts, Class, Pools};
use super::preface::preface;
use super::rounding;
use super::rows::{BlockRow, BlockRows, RowKind, skeleton};
use super::sums::{self, Sum};
use super::words::filled;
use crate::amount::Amount;

use crate::disclosure::{At, Cell, Column, Disclosure, Formula, Look, Orientation, Role, Rounding, Row, Span, Table};
use crate::edition::{BlockDef, ColumnDef, Edition, FiguresDef, Form, MarkPlace, Part};
use crate::finding::{Checked, Finding, Place, codes};
use crate::model::Budget;

/// A form on its way: its table and what its cells are made from.
pub(super) struct Draft<'a> {
    pub form: &'a Form,
    pub blocks: Vec<BlockRows<'a>>,
    /// What each block is made of.
    pub amounts: Vec<&'a Amounts<'a>>,
    /// 序号 of each row.
    pub numbers: Vec<u32>,
    /// By block, row and column.
    pub direct: Vec<Vec<Vec<Option<Direct>>>>,
}

/// Fills the edition's forms from a budget.
///
/// The amounts are exact 元; every formula has its exact result. Lines that no row of a form takes, codes that are not down
/// to the last level, and names that disagree are findings. Printed figures that do not add up are dealt with as the
/// edition says; [`fill_rounded`] has its own say.
pub fn fill(budget: &Budget, edition: &Edition) -> Checked<Disclosure> {
    fill_rounded(budget, edition, edition.head.rounding.mode)
}

/// Like [`fill`], with `rounding` instead of what the edition says about printed figures that do not add up.
pub fn fill_rounded(budget: &Budget, edition: &Edition, rounding: Rounding) -> Checked<Disclosure> {
    let mut findings = control::about_input(budget, edition);
    findings.extend(annex::about_input(budget, edition));
    findings.extend(control::natures(budget, edition));
    let names = Names::of(budget, edition, &mut findings);
    let pools = Pools::of(budget);
    let drafts: Vec<Draft<'_>> = edition.forms.iter().map(|form| draft(form, &pools)).collect();
    control::shallow_codes(&drafts, budget, &mut findings);
    let mut disclosure = Disclosure {
        edition: edition.head.id.clone(),
        kind: edition.head.kind,
        fiscal_year: budget.fiscal_year,
        owner: budget.department.clone(),
        title: filled(&edition.head.title, budget, edition, None),
        preface: preface(budget, edition),
        tables: drafts.iter().map(|draft| blank_table(draft, budget, edition, &names)).collect(),
        adjustments: Vec::new(),
    };
    let first = disclosure.tables.len();
    disclosure.tables.extend(annex::tables(budget, edition, first));
    control::nameless_codes(&drafts, &names, budget, &mut findings);
    let sums = sums::all(&drafts);
    for (index, draft) in drafts.iter().enumerate() {
        place_figures(index, draft, &sums, &mut disclosure.tables[index]);
    }
    let computed = evaluate(&mut disclosure);
    for (draft, table) in drafts.iter().zip(&mut disclosure.tables) {
        note_emptiness(draft.form, table, &|note| filled(note, budget, edition, Some(draft.form)));
    }
    match computed {
        Ok(()) => {
            control::compare(&drafts, budget, &disclosure, &mut findings);
            rounding::settle((&drafts, &sums), edition, rounding, &mut disclosure).collect(&mut findings);
        }
        Err(at) => findings.push(circular(&disclosure, at)),
    }
    Checked { value: disclosure, findings }
}

pub(super) fn circular(disclosure: &Disclosure, at: At) -> Finding {
    let place = disclosure.tables.get(at.table).map(|table| table.place(at.row, at.col));
    let finding = Finding::new(&codes::tables::CIRCULAR);
    place.into_iter().fold(finding, |finding, place: Place| finding.at(place))
}

fn draft<'a>(form: &'a Form, pools: &'a Pools<'a>) -> Draft<'a> {
    let amounts: Vec<&Amounts<'_>> = form.blocks.iter().map(|block| pools.get(form, block)).collect();
    let classes: Vec<&[Class<'_>]> = amounts.iter().map(|amounts| amounts.classes.as_slice()).collect();
    let (blocks, numbers) = skeleton(form, &classes);
    let direct = form
        .blocks
        .iter()
        .zip(&blocks)
        .zip(&amounts)
        .map(|((block, rows), amounts)| aggregate(form, block, rows, &amounts.classes))
        .collect();
    Draft { form, blocks, amounts, numbers, direct }
}

/// The table with all its words and no figures yet.
pub(super) fn blank_table(draft: &Draft<'_>, budget: &Budget, edition: &Edition, names: &Names<'_>) -> Table {
    let form = draft.form;
    let fill = |template: &String| filled(template, budget, edition, Some(form));
    let mut columns = form.table_columns();
    for (column, def) in columns.iter_mut().zip(&form.columns) {
        column.headers.iter_mut().for_each(|words| *words = fill(words));
        column.figures = FiguresDef::of([&def.figures, &form.figures, &edition.head.figures]);
    }
    let rows: Vec<Row> = (0..draft.numbers.len()).map(|row| words_of_row(draft, row, &columns, names)).collect();
    Table {
        role: form.role.clone(),
        name: form.name.as_str().into(),
        title: fill(&form.title),
        sheet: fill(&form.sheet).into(),
        mark: mark(form, edition),
        caption: [fill(&form.caption[0]), fill(&form.caption[1]), fill(&form.caption[2])],
        unit: form.unit,
        decimals: form.decimals,
        header: header(&form.columns, &columns),
        number_label: form.number_label.clone(),
        columns,
        blocks: form.table_blocks(),
        notes: form.notes.iter().map(fill).collect(),
        front: 0,
        fields: std::collections::BTreeMap::new(),
        fields_found: std::collections::BTreeMap::new(),
        counted: std::collections::BTreeMap::new(),
        continued: Vec::new(),
        spans: totals_across(draft, &rows, &form.columns),
        rows,
        look: look(edition, form.orientation, form.row_points),
    }
}

/// The edition's look on a page that lies this way, with rows of this height where it differs from the edition's.
pub(super) fn look(edition: &Edition, orientation: Orientation, row_points: Option<u16>) -> Look {
    let look = &edition.head.look;
    Look {
        title: look.title.font(),
        caption: look.caption.font(),
        header: look.header.font(),
        body: look.body.font(),
        orientation,
        row_points: row_points.unwrap_or(look.row_points),
        margins_mm: look.margins_mm,
    }
}

/// The number of the table as printed.
fn mark(form: &Form, edition: &Edition) -> Option<(String, bool)> {
    let mark = form.mark.as_ref()?;
    let nth = edition.forms.iter().position(|other| other.role == form.role).unwrap_or(0) + 1;
    let text = mark.text.replace("{nn}", &format!("{nth:02}")).replace("{n}", &nth.to_string());
    Some((text, mark.at == MarkPlace::Above))
}

fn words_of_row(draft: &Draft<'_>, row: usize, columns: &[Column], names: &Names<'_>) -> Row {
    let part = |block: usize| draft.blocks[block][row].as_ref();
    let text = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) };
    let cell = |(at, column): (usize, &Column)| match (column.role, column.block) {
        (Role::Sequence, _) => Cell::Text(draft.numbers[row].to_string()),
        (Role::Code, Some(block)) => part(block).map_or(Cell::Blank, |part| text(&code(draft, (block, at), part))),
        (Role::Label, Some(block)) => {
            part(block).map_or(Cell::Blank, |part| text(&label(draft, (block, at), part, names)))
        }
        _ => Cell::Blank,
    };
    Row {
        cells: columns.iter().enumerate().map(cell).collect(),
        keys: (0..draft.blocks.len()).map(|block| part(block).map(|part| part.key.clone())).collect(),
        levels: (0..draft.blocks.len()).map(|block| part(block).map_or(0, |part| part.level)).collect(),
        found_in: None,
    }
}

/// Whether a column is the first of its block with this role.
fn is_first(form: &Form, at: usize) -> bool {
    let own = &form.columns[at];
    let alike = |other: &ColumnDef| other.role == own.role && other.block == own.block;
    !form.columns[..at].iter().any(alike)
}

/// Whether a block prints its codes in parts; its total then stands where the first of them does.
fn in_parts(form: &Form, block: &BlockDef) -> bool {
    let own = |column: &ColumnDef| column.block.as_ref().is_some_and(|key| *key.get_ref() == block.key);
    form.columns.iter().any(|column| own(column) && column.part.is_some())
}

/// What a column of codes prints of a row.
fn code(draft: &Draft<'_>, (block, at): (usize, usize), part: &BlockRow<'_>) -> String {
    let (form, def) = (draft.form, &draft.form.blocks[block]);
    let classification = def.classification.as_ref();
    match &part.kind {
        RowKind::Total if in_parts(form, def) && is_first(form, at) => {
            classification.and_then(|known| known.total.as_ref()).map(|total| total.label.clone()).unwrap_or_default()
        }
        RowKind::Total => String::new(),
        // What is neither a code's nor under one stands like a total.
        RowKind::Fixed(fixed) if fixed.shown_code().is_none() && in_parts(form, def) => {
            if is_first(form, at) {
                fixed.label.clone()
            } else {
                String::new()
            }
        }
        RowKind::Fixed(def) => part_of(def.shown_code().unwrap_or_default(), form.columns[at].part, &[3, 5, 7]),
        RowKind::Code { code, .. } => {
            part_of(code, form.columns[at].part, classification.map_or(&[], |known| known.levels.as_slice()))
        }
    }
}

/// The part of a code that a column prints: all of it where the column does not say which.
fn part_of(code: &str, part: Option<Part>, levels: &[usize]) -> String {
    let own = match part {
        None => Some(code),
        Some(part) => part.of(levels).and_then(|range| code.get(range)),
    };
    own.unwrap_or_default().to_owned()
}

fn label(draft: &Draft<'_>, (block, at): (usize, usize), part: &BlockRow<'_>, names: &Names<'_>) -> String {
    let (form, def) = (draft.form, &draft.form.blocks[block]);
    match (&part.kind, def.classification.as_ref()) {
        (RowKind::Fixed(row), _) if row.shown_code().is_none() && in_parts(form, def) => String::new(),
        (RowKind::Fixed(row), _) => {
            let labels = form.columns[..at]
                .iter()
                .filter(|c| c.role == Role::Label && c.block.as_ref().is_some_and(|key| *key.get_ref() == def.key));
            row.label_in(labels.count()).to_owned()
        }
        _ if !is_first(form, at) => String::new(),
        (RowKind::Total, Some(classification)) if !in_parts(form, def) => {
            classification.total.as_ref().map(|total| total.label.clone()).unwrap_or_default()
        }
        (RowKind::Code { code, .. }, Some(classification)) => {
            let name = names.get(classification.by, code).map(|name| name.to_string()).unwrap_or_default();
            let number = classification.numbering.as_ref().filter(|_| part.level == 0);
            number.map(|number| number.of(nth_of_level(&draft.blocks[block], &part.key))).unwrap_or_default() + &name
        }
        (RowKind::Total | RowKind::Code { .. }, _) => String::new(),
    }
}

/// Which of the codes of the first level a code is, counted from 1.
fn nth_of_level(rows: &BlockRows<'_>, key: &str) -> usize {
    let top = rows.iter().flatten().filter(|row| row.level == 0 && matches!(row.kind, RowKind::Code { .. }));
    top.take_while(|row| row.key != key).count() + 1
}

/// Totals whose words stand across the columns of codes and names.
fn totals_across(draft: &Draft<'_>, rows: &[Row], columns: &[ColumnDef]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (block, def) in draft.form.blocks.iter().enumerate().filter(|(_, def)| in_parts(draft.form, def)) {
        let own = |column: &ColumnDef| column.block.as_ref().is_some_and(|key| *key.get_ref() == def.key);
        let words = |column: &&ColumnDef| own(column) && matches!(column.role, Role::Code | Role::Label);
        let Some(col) = columns.iter().position(|column| words(&column)) else { continue };
        let cols = columns[col..].iter().take_while(words).count();
        let totals = rows.iter().enumerate().filter(|(_, row)| row.keys[block].as_deref() == Some("total"));
        spans.extend(totals.map(|(row, _)| Span { row, col, rows: 1, cols, heading: false }));
    }
    spans
}

/// Puts the figures of one form into its table: leaves with their lines, formulas without results yet.
pub(super) fn place_figures(index: usize, draft: &Draft<'_>, sums: &[Sum], table: &mut Table) {
    for (block_index, block) in draft.form.blocks.iter().enumerate() {
        for row in (0..draft.numbers.len()).filter(|&row| draft.blocks[block_index][row].is_some()) {
            for (col, _) in draft.form.columns.iter().enumerate().filter(|(_, c)| belongs(c, block)) {
                let at = At { table: index, row, col };
                let direct = draft.direct[block_index][row][col].as_ref();
                table.rows[row].cells[col] = match sums::of(sums, at) {
                    Some(parts) => {
                        Cell::Formula { formula: Formula::signed(parts.iter().copied()), value: Amount::ZERO }
                    }
                    None => leaf(direct, &table.columns[col]),
                };
            }
        }
    }
}

/// A figure that is made of lines; one that comes to nothing prints as the form prints zero.
fn leaf(direct: Option<&Direct>, column: &Column) -> Cell {
    match direct {
        Some(direct) if !direct.value.is_zero() || column.figures.zero.is_some() => {
            Cell::Amount { value: direct.value, sources: direct.sources.clone() }
        }
        _ => Cell::Blank,
    }
}

/// A table without a single figure says so in its note.
pub(super) fn note_emptiness(form: &Form, table: &mut Table, filled: &dyn Fn(&str) -> String) {
    let figure = |cell: &Cell| cell.amount().is_some_and(|amount| !amount.is_zero());
    if !table.rows.iter().flat_map(|row| &row.cells).any(figure) {
        let at = if form.empty_note_last { table.notes.len() } else { 0 };
        table.notes.insert(at, filled(&form.empty_note));
        // A total that stands although there is no code has nothing to add up.
        if form.blocks.iter().filter_map(|block| block.classification.as_ref()).any(|c| c.keep_total_when_empty) {
            table.columns.iter_mut().for_each(|column| column.figures.zero = None);
        }
    }
}
