//! Filling one form.

use std::collections::BTreeMap;

use super::cells::{At, Cells};
use super::plan::{FormPlan, Growth};
use super::rows::{Gap, place};
use super::{front, indicators};
use crate::amount::Amount;
use crate::disclosure::{Block, Cell, Role, Table};
use crate::edition::Annex;
use crate::finding::codes::fill::{NO_COLUMN, NO_ROOM, NO_ROW, NO_SHEET, OTHER_ROWS};
use crate::finding::{Finding, Severity};
use crate::origin::CellRef;
use crate::patch::{PatchError, PatternFormulas, RowInsertion, Totals};

/// Where the rows of a block stand on the sheet, counted from 0, by key.
type Rows = BTreeMap<String, u32>;

/// What is known of a form besides plan and table.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    /// What it is in the edition, where it stands beside the tables of figures.
    pub annex: Option<&'a Annex>,
    /// The department, as forms name it that do not say themselves.
    pub owner: &'a str,
    /// The year of the disclosure.
    pub year: u16,
}

/// Fills a form of the blank with a table of ours.
pub(super) fn fill(cells: &mut Cells, plan: &FormPlan, table: &Table, way: Way<'_>) -> Result<(), PatchError> {
    if !cells.package.sheets().iter().any(|sheet| sheet.name == plan.sheet) {
        let finding = Finding::new(&NO_SHEET).at(crate::origin::Origin::file(&cells.name));
        cells.findings.push(finding.with("table", &*table.name).with("sheet", plan.sheet.as_str()));
        return Ok(());
    }
    let rows = make_rows(cells, plan, table)?;
    let filling = Filling { plan, table, records: way.annex.is_some(), rows };
    filling.captions(cells, way)?;
    if let Some(annex) = way.annex {
        front::fill(cells, plan, table, annex)?;
        filling.missing_records(cells);
    }
    filling.note(cells, way.annex.is_some())?;
    filling.missing_columns(cells);
    filling.samples(cells);
    let mut numbered: Vec<(u32, usize)> = Vec::new();
    for row in table.front..table.rows.len() {
        filling.row(cells, row, &mut numbered)?;
    }
    filling.numbers(cells, numbered)
}

/// Makes room for the rows of the growing blocks, and gives where the rows of all blocks stand then.
fn make_rows(cells: &mut Cells, plan: &FormPlan, table: &Table) -> Result<Vec<Rows>, PatchError> {
    let zero_based = |rows: &BTreeMap<String, u32>| rows.iter().map(|(key, row)| (key.clone(), row - 1)).collect();
    let known = |block: &Block| match table.column("level2") {
        Some(_) => indicators::matched(plan, &block.key, table),
        None => plan.rows.get(&block.key).map(zero_based).unwrap_or_default(),
    };
    let mut all: Vec<Rows> = table.blocks.iter().map(known).collect();
    for (at, block) in table.blocks.iter().enumerate() {
        let Some(Growth { pattern, empty }) = plan.grow.get(&block.key) else { continue };
        let keys: Vec<&str> = table.rows[table.front..].iter().filter_map(|row| row.keys.get(at)?.as_deref()).collect();
        let places = place(&keys, &all[at], (pattern - 1, *empty));
        for gap in &places.gaps {
            insert(cells, plan, gap)?;
            for (other, rows) in all.iter_mut().enumerate().filter(|(other, _)| *other != at) {
                debug_assert!(other != at);
                rows.values_mut().filter(|row| **row > gap.after).for_each(|row| *row += gap.count);
            }
        }
        all[at].extend(places.rows);
    }
    Ok(all)
}

fn insert(cells: &mut Cells, plan: &FormPlan, gap: &Gap) -> Result<(), PatchError> {
    let formulas = if gap.copies { PatternFormulas::Copy } else { PatternFormulas::Leave };
    let above = gap.pattern <= gap.after;
    let rows = RowInsertion {
        after: gap.after,
        count: gap.count,
        pattern: above.then_some(gap.pattern),
        totals: Totals::Grow,
        formulas,
    };
    cells.insert(&plan.sheet, &rows)?;
    if above {
        return Ok(());
    }
    let pattern = gap.pattern + gap.count;
    for letters in plan.columns.keys() {
        let Some(col) = plan.column(letters) else { continue };
        for row in gap.after + 1..=gap.after + gap.count {
            cells.style(&plan.sheet, CellRef::zero_based(pattern, col), CellRef::zero_based(row, col))?;
        }
    }
    Ok(())
}

struct Filling<'a> {
    plan: &'a FormPlan,
    table: &'a Table,
    /// Whether its rows are records, which are told together where there is no room for them.
    records: bool,
    rows: Vec<Rows>,
}

impl Filling<'_> {
    fn at(&self, cell: CellRef, row: usize, col: usize) -> At<'_> {
        At { sheet: &self.plan.sheet, cell, table: self.table, row, col }
    }

    /// Department and year, where the blank leaves a place for them.
    fn captions(&self, cells: &mut Cells, way: Way<'_>) -> Result<(), PatchError> {
        let year = way.year.to_string();
        // The blank's own words stand before the place: only what follows ours goes behind them.
        let own = self.table.caption[0].trim();
        let own = own.rsplit_once(['：', ':']).map_or(own, |(_, after)| after.trim());
        let owner = if own.is_empty() { way.owner } else { own };
        for (cell, text) in [(&self.plan.owner, owner), (&self.plan.year, &*year)] {
            let Some(cell) = cell.as_deref().and_then(CellRef::from_a1).filter(|_| !text.is_empty()) else { continue };
            cells.behind_prompt(self.at(cell, usize::MAX, usize::MAX), text)?;
        }
        Ok(())
    }

    /// The note of a table that is published empty: the first of a table of figures, the last of one beside them.
    fn note(&self, cells: &mut Cells, beside: bool) -> Result<(), PatchError> {
        let cell = self.plan.note.as_deref().and_then(CellRef::from_a1);
        let note = if beside { self.table.notes.last() } else { self.table.notes.first() };
        match (cell, self.table.rows.len() == self.table.front, note) {
            (Some(cell), true, Some(note)) => cells.text(self.at(cell, usize::MAX, usize::MAX), note),
            _ => Ok(()),
        }
    }

    /// Codes that the blank shows as a sample and the data does not have: they stay, which must be seen.
    fn samples(&self, cells: &mut Cells) {
        for (block, rows) in self.plan.rows.iter().filter(|(block, _)| self.plan.grow.contains_key(*block)) {
            let Some(at) = self.table.blocks.iter().position(|own| own.key == *block) else { continue };
            let ours =
                |key: &str| self.table.rows.iter().any(|row| row.keys.get(at).and_then(Option::as_deref) == Some(key));
            let code = |key: &str| key.starts_with('@') || (key.len() >= 3 && key.bytes().all(|b| b.is_ascii_digit()));
            let left: Vec<&str> =
                rows.keys().map(String::as_str).filter(|key| code(key) && !ours(key) && !self.records).collect();
            let Some(first) = left.iter().filter_map(|key| rows.get(*key)).min() else { continue };
            let finding = Finding::new(&OTHER_ROWS).at(self.table.whole()).with("table", &*self.table.name);
            let finding = finding.with("count", left.len()).with("rows", left.join("、").replace('@', ""));
            let finding = finding.with("row", usize::try_from(*first).unwrap_or(0));
            cells.findings.push(Finding { severity: Severity::Advisory, ..finding });
        }
    }

    /// Figures of a column for which the blank has no place are not written, which is said with their number.
    fn missing_columns(&self, cells: &mut Cells) {
        for (col, column) in self.table.columns.iter().enumerate() {
            if column.role == Role::Sequence || self.plan.column(&column.key).is_some() {
                continue;
            }
            let body = self.table.rows[self.table.front..].iter();
            let filled = body.filter(|row| row.cells.get(col).is_some_and(holds_something)).count();
            if filled > 0 {
                let finding = Finding::new(&NO_COLUMN).at(self.table.whole()).with("table", &*self.table.name);
                cells.findings.push(finding.with("column", column.words()).with("count", filled));
            }
        }
    }

    fn row(&self, cells: &mut Cells, row: usize, numbered: &mut Vec<(u32, usize)>) -> Result<(), PatchError> {
        for (block, _) in self.table.blocks.iter().enumerate() {
            let Some(key) = self.table.rows[row].keys.get(block).and_then(Option::as_deref) else { continue };
            let Some(place) = self.rows.get(block).and_then(|rows| rows.get(key)) else {
                self.missing_row(cells, row, block);
                continue;
            };
            for (col, column) in self.table.columns.iter().enumerate() {
                let Some(letters) = self.plan.column(&column.key).filter(|_| column.block == Some(block)) else {
                    continue;
                };
                self.cell(cells, (row, col), CellRef::zero_based(*place, letters))?;
            }
            if self.plan.grow.contains_key(&self.table.blocks[block].key) {
                numbered.push((*place, row));
            }
        }
        Ok(())
    }

    fn cell(&self, cells: &mut Cells, (row, col): (usize, usize), cell: CellRef) -> Result<(), PatchError> {
        let at = self.at(cell, row, col);
        match (self.table.columns[col].role, &self.table.rows[row].cells[col]) {
            (Role::Value, held) => match held.amount() {
                Some(amount) => cells.figure(at, amount, self.plan.unit),
                None => Ok(()),
            },
            (Role::Text, Cell::Text(text)) => cells.text(at, text),
            (Role::Quantity, Cell::Text(text)) => cells.quantity(at, text),
            (Role::Code | Role::Label, Cell::Text(text)) => {
                // What a fixed row is called is the blank's own business.
                let block = self.table.columns[col].block.and_then(|block| self.table.blocks.get(block));
                let grows = block.is_some_and(|block| self.plan.grow.contains_key(&block.key));
                let printed = block.and_then(|block| self.plan.rows.get(&block.key));
                let key = self.table.columns[col].block.and_then(|block| self.table.rows[row].keys[block].as_deref());
                let is_printed = printed.zip(key).is_some_and(|(rows, key)| rows.contains_key(key));
                if grows && !is_printed { cells.text(at, text) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    /// Records for which the blank has no place: it has no empty row, and rows that hold something are not overwritten.
    fn missing_records(&self, cells: &mut Cells) {
        let body = self.table.rows.iter().enumerate().skip(self.table.front);
        let placed =
            |key: &Option<String>| key.as_ref().is_none_or(|key| self.rows.iter().any(|rows| rows.contains_key(key)));
        let is_record = |key: &Option<String>| key.as_deref().is_some_and(|key| key.parse::<u32>().is_ok());
        let missing = body.filter(|(_, row)| row.keys.iter().any(|key| is_record(key) && !placed(key)));
        let label = self.table.blocks.first().map_or(0, |block| block.label_column);
        let labels: Vec<&str> = missing.map(|(row, _)| self.table.label(row, label)).collect();
        if labels.is_empty() {
            return;
        }
        let shown = labels.iter().take(6).copied().collect::<Vec<_>>().join("、");
        let more = if labels.len() > 6 { "…" } else { "" };
        let finding = Finding::new(&NO_ROOM).at(self.table.whole()).with("table", &*self.table.name);
        cells.findings.push(finding.with("count", labels.len()).with("rows", format!("{shown}{more}")));
    }

    /// A row of ours for which the blank has no place; one without figures is no loss.
    fn missing_row(&self, cells: &mut Cells, row: usize, block: usize) {
        if self.table.rows[row].keys.iter().flatten().all(|key| key.parse::<u32>().is_ok()) && self.records {
            return;
        }
        let columns = self.table.columns.iter().enumerate();
        let own = columns.filter(|(_, column)| column.role == Role::Value && column.block == Some(block));
        let figures = own.filter_map(|(col, column)| {
            let amount = self.table.rows[row].cells[col].amount().filter(|amount| !amount.is_zero())?;
            Some((col, format!("{} {}", column.words(), amount.printed(self.plan.unit, self.table.decimals))))
        });
        let figures: Vec<(usize, String)> = figures.collect();
        let Some((col, _)) = figures.first() else { return };
        let label = self.table.label(row, *col).to_owned();
        let listed = figures.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("；");
        let finding = Finding::new(&NO_ROW).at(self.table.whole()).with("table", &*self.table.name);
        let finding = finding.with("row", label).with("figures", listed).with("unit", self.plan.unit.word());
        cells.findings.push(finding);
    }

    /// Numbers the rows of a growing table as they stand on the sheet.
    fn numbers(&self, cells: &mut Cells, mut numbered: Vec<(u32, usize)>) -> Result<(), PatchError> {
        let sequence = self.table.columns.iter().position(|column| column.role == Role::Sequence);
        let Some((col, letters)) =
            sequence.and_then(|col| Some((col, self.plan.column(&self.table.columns[col].key)?)))
        else {
            return Ok(());
        };
        numbered.sort_unstable();
        for (number, (place, row)) in numbered.into_iter().enumerate() {
            cells.sequence(self.at(CellRef::zero_based(place, letters), row, col), number + 1)?;
        }
        Ok(())
    }
}

fn holds_something(cell: &Cell) -> bool {
    match cell {
        Cell::Text(_) => true,
        _ => cell.amount().unwrap_or(Amount::ZERO) != Amount::ZERO,
    }
}
