//! Rows and cells out of tags and text.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Attributes;
use crate::finding::Finding;
use crate::finding::codes::import_shape::FILE_CUT;
use crate::import::container::number_format::shift_between;
use crate::import::container::sheet::{SheetBuilder, Used};
use crate::import::container::{Refusal, stored};
use crate::import::grid::{GridCell, Value};
use crate::origin::CellRef;

/// Most columns that a cell may span and that a sheet may have.
const COLUMNS: u32 = 16_384;

/// Most rows that a cell may span.
const ROWS: u32 = 65_534;

/// A page being read.
pub(super) struct Page<'a> {
    builder: SheetBuilder<'a>,
    used: Used,
    /// The next free row of the sheet.
    row: u32,
    /// Tables inside one another, the innermost last.
    tables: Vec<Table>,
    depth: usize,
    count: usize,
    /// Text of the cell or of the lines between tables.
    text: Text,
    /// Elements whose text is not shown: head, script.
    silent: u32,
    /// Whether the page said that it ends.
    ended: bool,
    refusal: Option<Refusal>,
}

/// An open table.
#[derive(Default)]
struct Table {
    /// The row that is open.
    row: Option<u32>,
    col: u32,
    cell: Option<Cell>,
    /// First column → last column and last row of cells that reach down from rows above.
    reaching: BTreeMap<u32, (u32, u32)>,
}

/// An open cell.
struct Cell {
    at: (u32, u32),
    across: u32,
    down: u32,
    /// The number that the program that wrote the page noted beside the text.
    noted: Option<f64>,
    /// Whether its text is crossed out, whole or in part.
    struck: bool,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub fn new(builder: SheetBuilder<'a>, used: Used, depth: usize) -> Page<'a> {
        Page {
            builder,
            used,
            row: 0,
            tables: Vec::new(),
            depth,
            count: 0,
            text: Text::default(),
            silent: 0,
            ended: false,
            refusal: None,
        }
    }

    /// Whether a limit was reached, after which nothing more is read.
    pub fn failed(&self) -> bool {
        self.refusal.is_some()
    }

    /// The sheet in the making, how many tables there were, what was used of the limits, and where the page breaks off in one.
    ///
    /// # Errors
    /// A limit was reached.
    pub fn finish(mut self) -> Result<(SheetBuilder<'a>, usize, Used, Option<Finding>), Refusal> {
        let cut = (!self.tables.is_empty() && !self.ended && self.refusal.is_none()).then(|| self.cut());
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_line();
        match self.refusal {
            Some(refusal) => Err(refusal),
            None => Ok((self.builder, self.count, self.used, cut)),
        }
    }

    /// Leaves out the row in which the page breaks off, if it stands in one.
    fn cut(&mut self) -> Finding {
        let place = self.builder.place_of(self.row.saturating_sub(1), 0);
        let mut why = "网页里的表格没有结束（缺少 </table>）".to_owned();
        if let Some(table) = self.tables.last_mut().filter(|table| table.row.is_some()) {
            table.cell = None;
            self.text.take();
            if let Some(row) = table.row {
                self.builder.cut(row);
                why.push_str("，断开的那一行没有采用");
            }
        }
        Finding::new(&FILE_CUT).at(place).with("why", why)
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) {
        let inside_table_only = self.tables.last().is_some_and(|table| table.cell.is_none());
        if self.silent == 0 && !inside_table_only {
            self.text.push(text);
        }
    }

    /// A tag opens.
    pub fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "head" | "script" | "style" | "title" | "select" => self.silent += 1,
            "body" => self.silent = 0,
            "table" => self.begin_table(),
            "tr" => {
                self.begin_row();
                let hidden =
                    attributes.get("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
                if let (true, Some(row)) = (hidden, self.tables.last().and_then(|table| table.row)) {
                    self.builder.hide_rows(row, row);
                }
            }
            "td" | "th" => self.begin_cell(attributes),
            "s" | "strike" | "del" => self.strike(),
            "span" | "font" if crosses_out(attributes) => self.strike(),
            "br" => self.text.line(),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => self.block(),
            _ => {}
        }
    }

    /// A tag closes.
    pub fn close(&mut self, name: &str) {
        match name {
            "head" | "script" | "style" | "title" | "select" => self.silent = self.silent.saturating_sub(1),
            "table" => self.end_table(),
            "body" | "html" => self.ended = true,
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => self.block(),
            _ => {}
        }
    }

    /// The open cell is crossed out from here on.
    fn strike(&mut self) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.struck = true;
        }
    }

    /// A paragraph is a line of its cell, or a row of its own outside of tables.
    fn block(&mut self) {
        if self.tables.is_empty() { self.end_line() } else { self.text.soft_line() }
    }

    /// Ends a line of text outside of tables.
    fn end_line(&mut self) {
        let text = self.text.take();
        if !text.is_empty() {
            let at = (self.row, 0);
            self.row += 1;
            self.put(at, stored::text(text));
        }
    }

    fn begin_table(&mut self) {
        match self.tables.last() {
            None => self.end_line(),
            // The cell around an inner table ends where that begins; its table goes on below it.
            Some(_) => self.end_row(),
        }
        self.count += 1;
        if self.tables.len() < self.depth {
            self.tables.push(Table::default());
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.pop() {
            // Cells that reach further down than there are rows leave those rows empty.
            let reach = table.reaching.values().map(|(_, row)| row + 1).max().unwrap_or(0);
            self.row = self.row.max(reach.min(self.row.saturating_add(1)));
        }
        self.text.take();
    }

    fn begin_row(&mut self) {
        self.end_row();
        let row = self.row;
        if let Some(table) = self.tables.last_mut() {
            table.reaching.retain(|_, (_, last)| *last >= row);
            (table.row, table.col) = (Some(row), 0);
            self.row = self.row.saturating_add(1);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.row = None;
        }
    }

    fn begin_cell(&mut self, attributes: &Attributes<'_>) {
        self.end_cell();
        if self.tables.last().is_some_and(|table| table.row.is_none()) {
            self.begin_row();
        }
        let span =
            |name, most: u32| attributes.get(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1_u32).clamp(1, most);
        let (across, down) = (span("colspan", 1000), span("rowspan", ROWS));
        let noted = ["x:num", "sdval"].iter().find_map(|name| attributes.get(name)?.trim().parse().ok());
        let Some(table) = self.tables.last_mut() else { return };
        let Some(row) = table.row else { return };
        let col = table.free_column();
        table.col = col.saturating_add(across);
        if down > 1 {
            table.reaching.insert(col, (col + across - 1, row.saturating_add(down - 1)));
        }
        let struck = crosses_out(attributes);
        table.cell = Some(Cell { at: (row, col), across, down, noted, struck });
        self.text.take();
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.take()) else { return };
        let text = self.text.take();
        if (cell.across, cell.down) != (1, 1) {
            let (row, col) = (cell.at.0.saturating_add(cell.down - 1), cell.at.1.saturating_add(cell.across - 1));
            let area = (CellRef::zero_based(cell.at.0, cell.at.1), CellRef::zero_based(row, col));
            let outcome = self.builder.merge(&mut self.used, area);
            self.keep(outcome);
        }
        if !text.is_empty() {
            let (value, shift) = value(text, cell.noted);
            self.builder.scale(cell.at, shift);
            if cell.struck {
                self.builder.strike(cell.at);
            }
            self.put(cell.at, value);
        }
    }

    fn put(&mut self, at: (u32, u32), cell: GridCell) {
        if self.refusal.is_none() && at.1 < COLUMNS {
            let outcome = self.builder.put(&mut self.used, at, cell);
            self.keep(outcome);
        }
    }

    fn keep(&mut self, outcome: Result<(), Refusal>) {
        if let Err(refusal) = outcome {
            self.refusal.get_or_insert(refusal);
        }
    }
}

impl Table {
    /// The next column that no cell from above reaches into.
    fn free_column(&self) -> u32 {
        let mut col = self.col;
        while let Some((_, (last, _))) = self.reaching.range(..=col).next_back()
            && *last >= col
        {
            col = last + 1;
        }
        col
    }
}

/// Whether the attributes cross out what the element holds.
fn crosses_out(attributes: &Attributes<'_>) -> bool {
    attributes.get("style").is_some_and(|style| style.contains("line-through"))
}

/// The number that was noted, where the text shows one, and by which power of ten it was divided for that; the text may round
/// it. Otherwise the text.
fn value(text: String, noted: Option<f64>) -> (GridCell, i32) {
    let bare: String =
        text.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '\u{A0}' | '￥' | '¥' | '$' | '(' | ')')).collect();
    match noted {
        Some(number) if bare.parse::<Decimal>().is_ok() => {
            let cell = stored::number(number);
            let shift = if let Value::Number(number) = cell.value { shift_between(number, &bare) } else { 0 };
            (cell, shift)
        }
        _ => (stored::text(text), 0),
    }
}

/// Text as a page shows it: white space between words is one blank, lines only where the page breaks them.
#[derive(Default)]
struct Text {
    text: String,
    blank: bool,
    soft: bool,
}

impl Text {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.blank = true;
                continue;
            }
            if self.soft && !self.text.is_empty() {
                self.text.push('\n');
            } else if self.blank && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            (self.soft, self.blank) = (false, false);
            self.text.push(c);
        }
    }

    /// A line ends here.
    fn line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.blank = false;
    }

    /// A line ends here if more follows.
    fn soft_line(&mut self) {
        self.soft = true;
    }

    /// The text so far. Cells of nothing but blanks are how pages write empty ones.
    fn take(&mut self) -> String {
        (self.blank, self.soft) = (false, false);
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end_matches('\n').len());
        if text.chars().all(char::is_whitespace) { String::new() } else { text }
    }
}
