//! The forms beside the tables of figures (附表) in a published workbook: goals, purchases, assets, units.
//!
//! Found like the forms, by title and header; what stands above the header of a project's goals is in [`super::front`].

use std::collections::BTreeMap;

use super::columns::{self, Columns, Wanted};
use super::front::{self, Front};
use super::page::{Page, PageRow};
use super::rows::{bare, note, plain_look};
use super::titles::{self, without_fields};
use crate::amount::Unit;
use crate::disclosure::{Block, Cell, Column, Role, Row, Table};
use crate::edition::{Annex, AnnexColumn, TOTAL_ROW};
use crate::finding::{Finding, codes};
use crate::import::cell::label::comparable;
use crate::import::cell::money::Money;
use crate::import::cell::unit::Stated;

/// The longest cell that may be a title: it names a project.
const LONGEST: usize = 200;
/// The shortest words of a title by which an annex is told from anything else.
const SHORTEST: usize = 4;
/// How far below a title its header may begin: a project's goals stand between.
const REACH: usize = 60;

/// An annex's title on a sheet.
pub(super) struct Title<'a> {
    /// Index into the page's rows.
    pub row: usize,
    pub annex: &'a Annex,
}

/// The titles on a page from top to bottom.
pub(super) fn titles<'a>(page: &Page<'_>, annexes: &'a [Annex]) -> Vec<Title<'a>> {
    let words: Vec<(String, &Annex)> = annexes.iter().map(|annex| (literal(&annex.title), annex)).collect();
    let titled = |(row, candidate): (usize, &PageRow<'_>)| {
        let mut own = candidate.own.values();
        let (first, second) = (own.next()?, own.next());
        if second.is_some() || first.chars().count() > LONGEST || first.starts_with('注') {
            return None;
        }
        let fits = |(words, _): &&(String, &Annex)| words.chars().count() >= SHORTEST && first.contains(words.as_str());
        let (_, annex) = words.iter().filter(fits).max_by_key(|(words, _)| words.len())?;
        Some(Title { row, annex })
    };
    page.rows.iter().enumerate().filter_map(titled).collect()
}

/// The longest part of a title that is the same in every disclosure, in comparable form.
fn literal(template: &str) -> String {
    let parts = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.map(comparable).max_by_key(|part| part.len()).unwrap_or_default()
}

/// The table below a title; `None` where nothing there looks like the annex.
pub(super) fn read(page: &Page<'_>, title: &Title<'_>, end: usize, findings: &mut Vec<Finding>) -> Option<Table> {
    let annex = title.annex;
    let paths = annex.columns.iter().map(|column| column.headers.iter().map(|word| without_fields(word)).collect());
    let paths = paths.collect();
    let wanted = Wanted { from: title.row + 1, paths, number_label: None, reach: REACH, vocabulary: None };
    let columns = columns::find(page, &wanted, end)?;
    let name = match annex.fronts.is_empty() {
        true => annex.name.clone(),
        false => page.rows[title.row].row.cells.iter().map(|(_, cell)| cell.text.trim()).collect(),
    };
    let mut reader = Reader { page, annex, columns: &columns, unit: annex.unit, name: &name, findings };
    reader.unit = reader.stated(title);
    let front = front::read(&mut reader, title.row);
    let (rows, notes) = reader.body(end);
    Some(table(&reader, front, (rows, notes)))
}

/// Reads one annex.
pub(super) struct Reader<'a, 'p> {
    pub page: &'a Page<'p>,
    pub annex: &'a Annex,
    pub columns: &'a Columns,
    pub unit: Unit,
    /// How messages name the table.
    pub name: &'a str,
    pub findings: &'a mut Vec<Finding>,
}

impl Reader<'_, '_> {
    /// The unit that title, lines or header state; the annex's own where they state none, which is said.
    fn stated(&mut self, title: &Title<'_>) -> Unit {
        let money = !self.annex.fronts.is_empty() || self.annex.columns.iter().any(|column| column.role == Role::Value);
        match titles::unit(self.page, title.row, self.columns.body_row) {
            Some(Stated::Known(unit)) => unit,
            _ if !money => self.annex.unit,
            _ => {
                let place = self.page.place(self.page.rows[title.row].row, 0);
                let finding = Finding::new(&codes::import_published::NO_UNIT).at(place);
                self.findings.push(finding.with("table", self.name).with("unit", self.annex.unit.word()));
                self.annex.unit
            }
        }
    }

    /// An amount; what is none is said.
    pub fn money(&mut self, row: &PageRow<'_>, col: u32) -> Cell {
        match Money::read(row.cell(col), self.unit) {
            Money::Amount(value, ..) if !value.is_zero() => Cell::Amount { value, sources: Vec::new() },
            Money::Nothing | Money::Amount(..) => Cell::Blank,
            Money::Bad(_) => {
                let shown = row.cell(col).map(|cell| cell.text.to_string()).unwrap_or_default();
                let finding = Finding::new(&codes::import_published::NO_FIGURE).at(self.page.place(row.row, col));
                self.findings.push(finding.with("table", self.name).with("text", shown));
                Cell::Blank
            }
        }
    }

    /// The rows below the header and the notes below them.
    fn body(&mut self, end: usize) -> (Vec<Row>, Vec<String>) {
        let (mut rows, mut notes) = (Vec::new(), Vec::new());
        let page = self.page;
        for row in page.rows.get(self.columns.body_row..end).unwrap_or_default() {
            match note(row) {
                Some(text) => notes.push(text),
                None => rows.extend(self.row(row, &rows)),
            }
        }
        (rows, notes)
    }

    /// A row; `None` where it holds nothing of the annex, which is said where it holds figures.
    fn row(&mut self, row: &PageRow<'_>, above: &[Row]) -> Option<Row> {
        let mut cells: Vec<Cell> = (0..self.annex.columns.len()).map(|index| self.cell(index, row)).collect();
        if cells.iter().all(|cell| *cell == Cell::Blank) {
            return None;
        }
        self.continue_groups(row, above.last(), &mut cells);
        let total = |row: &&Row| row.keys.iter().flatten().any(|key| key == TOTAL_ROW);
        let Some((key, level)) = self.key(&cells, above.iter().filter(|row| !total(row)).count()) else {
            self.unknown(row, &cells);
            return None;
        };
        Some(Row { keys: vec![Some(key)], levels: vec![level], cells, found_in: Some(row.row.index) })
    }

    /// A group's words stand in the first of its merged cells and hold for all of them.
    fn continue_groups(&self, row: &PageRow<'_>, above: Option<&Row>, cells: &mut [Cell]) {
        let columns = self.annex.columns.iter().zip(&self.columns.places);
        for (index, ((column, place), cell)) in columns.zip(cells).enumerate() {
            let merged = place.is_some_and(|col| row.filled.contains_key(&col)) && *cell == Cell::Blank;
            if let Some(first) = above.and_then(|above| above.cells.get(index)).filter(|_| column.merge && merged) {
                *cell = first.clone();
            }
        }
    }

    fn cell(&mut self, index: usize, row: &PageRow<'_>) -> Cell {
        let Some(col) = self.columns.places[index] else { return Cell::Blank };
        match self.annex.columns[index].role {
            Role::Value => self.money(row, col),
            _ => words(row, col),
        }
    }

    /// What a row is: a fixed row by its label, the total, else a record counted from 1; `above` is how many stand above it.
    fn key(&self, cells: &[Cell], above: usize) -> Option<(String, u8)> {
        let is = |label: &str| {
            let wanted = comparable(label);
            let alike = |text: &str| comparable(text) == wanted || bare(&comparable(text)) == bare(&wanted);
            cells.iter().any(|cell| matches!(cell, Cell::Text(text) if alike(text)))
        };
        if self.annex.rows.is_empty() {
            let total = self.annex.total.as_deref().is_some_and(is);
            return Some((if total { TOTAL_ROW.to_owned() } else { (above + 1).to_string() }, 0));
        }
        let row = self.annex.rows.iter().find(|row| is(&row.label))?;
        Some((row.key.clone(), row.level))
    }

    fn unknown(&mut self, row: &PageRow<'_>, cells: &[Cell]) {
        let figure = cells.iter().zip(&self.columns.places).find(|(cell, _)| matches!(cell, Cell::Amount { .. }));
        let Some((_, Some(col))) = figure else { return };
        let text = row.row.cells.iter().map(|(_, cell)| cell.text.trim()).find(|text| !text.is_empty());
        let finding = Finding::new(&codes::import_published::UNKNOWN_ROW).at(self.page.place(row.row, *col));
        self.findings.push(finding.with("table", self.name).with("text", text.unwrap_or_default()));
    }
}

/// The words of a cell.
pub(super) fn words(row: &PageRow<'_>, col: u32) -> Cell {
    let text = row.cell(col).map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    text.map_or(Cell::Blank, |text| Cell::Text(text.to_owned()))
}

fn table(reader: &Reader<'_, '_>, front: Front, (body, notes): (Vec<Row>, Vec<String>)) -> Table {
    let (annex, unit) = (reader.annex, reader.unit.word());
    let column = |(column, place): (&AnnexColumn, &Option<u32>)| Column {
        key: column.key.clone(),
        role: column.role,
        number: None,
        headers: column.headers.iter().map(|word| without_fields(&word.replace("{unit}", unit))).collect(),
        figures: Default::default(),
        block: Some(0),
        width: column.width,
        found_in: *place,
    };
    let label_column = annex.columns.iter().position(|column| column.role == Role::Label).unwrap_or(0);
    let Front { rows: mut all, fields, found, spans } = front;
    let above = all.len();
    all.extend(body);
    Table {
        role: annex.role.clone(),
        name: reader.name.into(),
        title: reader.name.to_owned(),
        sheet: reader.page.sheet.name.clone().unwrap_or_else(|| reader.page.sheet.file.clone()),
        mark: None,
        caption: Default::default(),
        unit: reader.unit,
        decimals: annex.decimals,
        header: Vec::new(),
        number_label: None,
        columns: annex.columns.iter().zip(&reader.columns.places).map(column).collect(),
        blocks: vec![Block { key: "body".to_owned(), label_column }],
        rows: all,
        front: above,
        fields,
        fields_found: found,
        counted: BTreeMap::new(),
        continued: Vec::new(),
        spans,
        notes,
        look: plain_look(annex.orientation, annex.row_points),
    }
}
