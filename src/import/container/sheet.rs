//! Builds a sheet from cells in whatever order a file holds them, and counts them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::given::{Also, KeptRow};
use super::number_format::Style;
use super::package::megabytes;
use super::recent::Recent;
use super::{Notes, Refusal, Source, sums};
use crate::finding::codes::import_container::{BROKEN_CELL, COMPUTED, HIDDEN, TOO_LARGE};
use crate::finding::{Detail, Finding, Words};
use crate::import::grid::{GridCell, GridRow, Marks, Sheet, Value};
use crate::origin::{CellRef, Origin, column_letters};

mod passing;
mod twice;

pub(in crate::import) use passing::Frame;
use passing::Passing;
use twice::Twice;

/// The text of a formula that a reader cannot tell.
pub(super) const UNKNOWN: &str = "（公式）";

/// Broken cells are named one by one up to this many of a sheet.
const BROKEN_SHOWN: usize = 20;

/// Cells, merges and texts that all sheets of one file have used up of their limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    cells: usize,
    merges: usize,
    text: u64,
}

/// A sheet in the making.
pub(super) struct SheetBuilder<'a> {
    source: Source<'a>,
    name: Arc<str>,
    hidden: bool,
    /// Rows with their cells, as far as they come in order.
    rows: Vec<GridRow>,
    /// What came later than a cell behind it.
    late: Vec<((u32, u32), GridCell)>,
    /// Where the last cell stands.
    last: Option<(u32, u32)>,
    merges: Vec<(CellRef, CellRef)>,
    hidden_rows: Spans,
    hidden_columns: Spans,
    /// Formulas whose stored result is missing or nothing.
    formulas: Vec<((u32, u32), String)>,
    broken: Vec<((u32, u32), Cow<'static, str>)>,
    /// Rows that the file gives twice.
    twice: Twice,
    marks: Marks,
    /// Whether the result of any formula is stored and is not nothing: the file was calculated.
    calculated: bool,
    /// Where rows go that are not held.
    passing: Option<Passing<'a>>,
}

/// What may be too many.
pub(super) const CELLS: Words = Words { zh: "有内容的单元格数", en: "the number of cells that hold anything" };
/// What may be too many.
pub(super) const SHEETS: Words = Words { zh: "工作表数", en: "the number of sheets" };
/// What may be too long.
pub(super) const SHARED: Words = Words { zh: "共用文字的总长度", en: "the shared texts together" };

/// The finding that a limit was reached.
pub(super) fn too_large(source: Source<'_>, what: impl Into<Detail>, limit: impl std::fmt::Display) -> Refusal {
    Box::new(Finding::new(&TOO_LARGE).at(source.whole()).with("what", what).with("limit", limit.to_string()))
}

impl<'a> SheetBuilder<'a> {
    /// An empty sheet.
    pub fn new(source: Source<'a>, name: impl Into<Arc<str>>, hidden: bool) -> SheetBuilder<'a> {
        SheetBuilder {
            source,
            name: name.into(),
            hidden,
            rows: Vec::new(),
            late: Vec::new(),
            last: None,
            merges: Vec::new(),
            hidden_rows: Spans::default(),
            hidden_columns: Spans::default(),
            formulas: Vec::new(),
            broken: Vec::new(),
            twice: Twice::default(),
            marks: Marks::default(),
            calculated: false,
            passing: None,
        }
    }

    /// Adds a cell at row and column from 0; a later one at the same place replaces it.
    ///
    /// # Errors
    /// Too many cells in the file, or too much text in them.
    pub fn put(&mut self, used: &mut Used, at: (u32, u32), cell: GridCell) -> Result<(), Refusal> {
        self.give(used, at, cell, Also::Nothing)
    }

    fn give(&mut self, used: &mut Used, at: (u32, u32), cell: GridCell, also: Also) -> Result<(), Refusal> {
        used.cells += 1;
        if used.cells > self.source.limits.cells {
            return Err(too_large(self.source, CELLS, self.source.limits.cells));
        }
        used.text = used.text.saturating_add(cell.text.len() as u64);
        if used.text > self.source.limits.shown_bytes {
            let limit = megabytes(self.source.limits.shown_bytes);
            return Err(too_large(
                self.source,
                Words { zh: "各单元格文字的总长度", en: "the texts of all cells together" },
                limit,
            ));
        }
        self.twice.give(at.0);
        if let Some(passing) = &mut self.passing {
            self.last = Some(at);
            if self.twice.any() {
                return Err(Box::new(self.twice.finding(self.source, &self.name)));
            }
            let cell = match self.marks.scaled.remove(&at) {
                Some(shift) => shown(&cell, shift),
                None => cell,
            };
            return passing.give(self.source, at, cell, also);
        }
        match also {
            Also::Nothing => {}
            Also::Formula(formula) => self.formulas.push((at, formula)),
            Also::Broken(why) => self.broken.push((at, why)),
        }
        self.place(at, cell);
        Ok(())
    }

    /// Notes that the element of a row begins; the same number a second time is a second row.
    pub fn begin_row(&mut self, row: u32) {
        self.twice.begin(row);
    }

    fn place(&mut self, at: (u32, u32), cell: GridCell) {
        self.last = Some(at);
        let end = self.rows.last().map(|row| (row.index, row.cells.last().map_or(0, |(col, _)| *col)));
        if end.is_some_and(|end| at <= end) {
            self.late.push((at, cell));
        } else if let Some(row) = self.rows.last_mut().filter(|row| row.index == at.0) {
            row.cells.push((at.1, cell));
        } else {
            // The rows of a table are mostly as long as one another.
            let mut cells = Vec::with_capacity(self.rows.last().map_or(1, |row| row.cells.len()));
            cells.push((at.1, cell));
            self.rows.push(GridRow { index: at.0, line: at.0, hidden: false, fields: 0, cells });
        }
    }

    /// Puts what came late where it belongs: of two cells at one place, the later one.
    fn put_in_order(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let in_order = std::mem::take(&mut self.rows).into_iter();
        let in_order = in_order.flat_map(|row| row.cells.into_iter().map(move |(col, cell)| ((row.index, col), cell)));
        let mut cells: Vec<_> = in_order.chain(std::mem::take(&mut self.late)).collect();
        // Stable, so that the later one stays last.
        cells.sort_by_key(|(at, _)| *at);
        for pair in cells.windows(2).filter(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1) {
            self.twice.add(pair[0].0.0);
        }
        cells.reverse();
        cells.dedup_by_key(|(at, _)| *at);
        cells.into_iter().rev().for_each(|(at, cell)| self.place(at, cell));
    }

    /// Adds a cell that holds a formula (without its `=`), which is computed if the file holds no result.
    ///
    /// A stored zero counts as none: programs that write workbooks store it where they did not calculate.
    ///
    /// # Errors
    /// Too many cells in the file.
    pub fn put_formula(
        &mut self,
        used: &mut Used,
        at: (u32, u32),
        cell: GridCell,
        formula: Option<&str>,
    ) -> Result<(), Refusal> {
        let without_result = cell.value == Value::Uncalculated || cell.value == Value::Number(Decimal::ZERO);
        self.calculated |= formula.is_some() && !without_result;
        let formula = formula.filter(|_| without_result);
        self.give(used, at, cell, formula.map_or(Also::Nothing, |formula| Also::Formula(formula.to_owned())))
    }

    /// Adds a merged area.
    ///
    /// # Errors
    /// Too many merged areas in the file.
    pub fn merge(&mut self, used: &mut Used, area: (CellRef, CellRef)) -> Result<(), Refusal> {
        used.merges += 1;
        if used.merges > self.source.limits.merges {
            return Err(too_large(
                self.source,
                Words { zh: "合并区域数", en: "the number of merged areas" },
                self.source.limits.merges,
            ));
        }
        if area.0 != area.1 {
            self.merges.push(area);
        }
        Ok(())
    }

    /// The sheet's name.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Notes the style of the cell that is put next.
    pub fn style(&mut self, at: (u32, u32), style: Option<&Style>) {
        let Some(style) = style else { return };
        self.scale(at, style.shift);
        if style.struck {
            self.strike(at);
        }
    }

    /// Notes by which power of ten the number of the cell that is put next is divided before it is shown.
    pub fn scale(&mut self, at: (u32, u32), shift: i32) {
        if shift != 0 {
            self.marks.scaled.insert(at, shift);
        }
    }

    /// Notes that the content of the cell that is put next is crossed out, whole or in part.
    pub fn strike(&mut self, at: (u32, u32)) {
        if self.passing.is_none() {
            self.marks.struck.insert(at);
        }
    }

    /// Notes what is printed above and below each page.
    pub fn printed(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.marks.printed.push(text.into());
        }
    }

    /// Notes that the sheet is hidden.
    pub fn hide(&mut self) {
        self.hidden = true;
    }

    /// Notes that rows from 0 are hidden, the last one included.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last);
    }

    /// Notes that columns from 0 are hidden, the last one included.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
    }

    /// Notes a cell whose content cannot be read; it stays in the sheet as an error.
    ///
    /// # Errors
    /// Too many cells in the file.
    pub fn put_broken(
        &mut self,
        used: &mut Used,
        at: (u32, u32),
        why: impl Into<Cow<'static, str>>,
    ) -> Result<(), Refusal> {
        self.give(used, at, super::stored::error("#读不出"), Also::Broken(why.into()))
    }

    /// Adds a row that was kept, as it was given; of its formulas those that `computes` says. `None` where it is none.
    ///
    /// # Errors
    /// Too many cells, or too much text in them.
    pub fn put_kept(
        &mut self,
        used: &mut Used,
        kept: &KeptRow<'_>,
        recent: &mut Recent,
        computes: impl Fn(&str) -> bool,
    ) -> Result<Option<()>, Refusal> {
        for kept_cell in &kept.cells {
            let Some(cell) = kept_cell.cell(recent) else { return Ok(None) };
            let at = (kept.row, kept_cell.col);
            match kept_cell.broken() {
                Some(why) => self.put_broken(used, at, why.to_owned())?,
                None => self.put_formula(used, at, cell, kept_cell.formula().filter(|formula| computes(formula)))?,
            }
        }
        Ok(Some(()))
    }

    /// Leaves out the row in which reading broke off: its values are not whole.
    pub fn cut_off(&mut self) {
        if let Some(row) = self.twice.open().or(self.last.map(|(row, _)| row)) {
            self.cut(row);
        }
    }

    /// Leaves out a row.
    pub fn cut(&mut self, row: u32) {
        self.rows.retain(|other| other.index != row);
        self.late.retain(|((other, _), _)| *other != row);
        self.formulas.retain(|((other, _), _)| *other != row);
    }

    /// The place of a cell by row and column from 0.
    pub fn place_of(&self, row: u32, col: u32) -> Origin {
        Origin::cell(self.source.file, &self.name, CellRef::zero_based(row, col))
    }

    /// The last cell so far, as words for “stopped at …”.
    pub fn last_place(&self) -> String {
        match self.last {
            Some((row, col)) => format!(" {} 之后", CellRef::zero_based(row, col)),
            None => "开头".to_owned(),
        }
    }

    /// The sheet, with rows and cells in order; plain sums without a stored result are computed.
    pub fn finish(mut self, notes: &mut Notes) -> Sheet {
        self.put_in_order();
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        let mut rows = std::mem::take(&mut self.rows);
        if self.twice.any() {
            rows.retain(|row| !self.twice.has(row.index));
            self.formulas.retain(|((row, _), _)| !self.twice.has(*row));
            notes.findings.push(self.twice.finding(self.source, &self.name));
        }
        for row in &mut rows {
            row.hidden = self.hidden_rows.contains(row.index);
        }
        let computed = sums::compute(&mut rows, &self.formulas);
        sums::take_back(&mut rows, &self.formulas, self.calculated);
        self.marks.scaled.retain(|at, shift| sums::cell_mut(&mut rows, *at).is_some_and(|cell| scale(cell, *shift)));
        self.marks.struck.retain(|at| sums::cell_mut(&mut rows, *at).is_some());
        let file = Arc::clone(self.source.file);
        self.note(&rows, computed, notes);
        let (hidden, merges, marks) = (self.hidden, self.merges, self.marks);
        Sheet { file, name: Some(self.name), hidden, rows, merges, marks }
    }

    fn note(&self, rows: &[GridRow], computed: usize, notes: &mut Notes) {
        let place = || Origin::sheet(self.source.file, &self.name);
        if computed > 0 {
            notes.findings.push(Finding::new(&COMPUTED).at(place()).with("count", computed));
        }
        for (at, why) in self.broken.iter().take(BROKEN_SHOWN) {
            let cell = Origin::cell(self.source.file, &self.name, CellRef::zero_based(at.0, at.1));
            notes.findings.push(Finding::new(&BROKEN_CELL).at(cell).with("why", why.clone().into_owned()));
        }
        if self.broken.len() > BROKEN_SHOWN {
            let more = format!("还有 {} 格也是这样", self.broken.len() - BROKEN_SHOWN);
            notes.findings.push(Finding::new(&BROKEN_CELL).at(place()).with("why", more));
        }
        let hidden = self.hidden_parts(rows);
        if !hidden.is_empty() {
            notes.findings.push(Finding::new(&HIDDEN).at(place()).with("what", hidden.join("、")));
        }
    }

    /// What is hidden and holds anything.
    fn hidden_parts(&self, rows: &[GridRow]) -> Vec<String> {
        let mut parts = Vec::new();
        if self.hidden && !rows.is_empty() {
            parts.push("这张工作表".to_owned());
        }
        let hidden = runs(rows.iter().filter(|row| row.hidden).map(|row| row.index));
        if !hidden.is_empty() {
            parts.push(format!("第 {} 行", listed(&hidden, |row| (row + 1).to_string())));
        }
        let used: BTreeSet<u32> = rows.iter().flat_map(|row| row.cells.iter().map(|(col, _)| *col)).collect();
        let hidden = runs(used.into_iter().filter(|col| self.hidden_columns.contains(*col)));
        if !hidden.is_empty() {
            parts.push(format!("{} 列", listed(&hidden, column_letters)));
        }
        parts
    }
}

/// Makes a number what it is shown as; false where it is none, or nothing.
fn scale(cell: &mut GridCell, shift: i32) -> bool {
    let is_amount = matches!(cell.value, Value::Number(number) if !number.is_zero());
    *cell = shown(cell, shift);
    is_amount
}

/// The cell with its number divided by a power of ten, exactly; as it is where that has more digits than fit.
fn shown(cell: &GridCell, shift: i32) -> GridCell {
    let Value::Number(mut number) = cell.value else { return cell.clone() };
    let scale = i64::from(number.scale()) + i64::from(shift);
    match u32::try_from(scale).ok().and_then(|scale| number.set_scale(scale).ok()) {
        Some(()) => super::stored::exact(number),
        None => cell.clone(),
    }
}

/// Stretches of rows or columns, first and last.
#[derive(Debug, Default)]
struct Spans(Vec<(u32, u32)>);

/// So many stretches are put in order before more are added: no sheet has as many that lie apart.
const MOST_SPANS: usize = 1 << 21;

impl Spans {
    /// Adds a stretch, to the last one where it follows.
    fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if *end < u32::MAX && *end + 1 == first => *end = last,
            _ => self.0.push((first, last)),
        }
        if self.0.len() > MOST_SPANS {
            self.settle();
        }
    }

    /// Puts the stretches in order, without overlap, so that they can be searched.
    fn settle(&mut self) {
        self.0.sort_unstable();
        let mut settled: Vec<(u32, u32)> = Vec::new();
        for (first, last) in self.0.drain(..) {
            match settled.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => settled.push((first, last)),
            }
        }
        self.0 = settled;
    }

    /// Whether a number lies in one of the settled stretches.
    fn contains(&self, number: u32) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= number);
        after > 0 && number <= self.0[after - 1].1
    }
}

/// Neighbouring numbers as first and last.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

/// The first runs as people list them.
fn listed(runs: &[(u32, u32)], name: impl Fn(u32) -> String) -> String {
    const SHOWN: usize = 8;
    let one = |(first, last): &(u32, u32)| {
        if first == last { name(*first) } else { format!("{}–{}", name(*first), name(*last)) }
    };
    let mut text = runs.iter().take(SHOWN).map(one).collect::<Vec<_>>().join("、");
    if runs.len() > SHOWN {
        text.push_str(" 等");
    }
    text
}
