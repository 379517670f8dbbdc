//! The rows of a table: what each is by code or name, and its figures.

use super::super::page::{Page, PageRow};
use super::super::rows::note;
use super::columns::{Col, code};
use super::heads::has_amount;
use crate::amount::Unit;
use crate::disclosure::{Cell, Row};
use crate::edition::{ColumnKind, Vocabulary};
use crate::finding::codes::import_published::NO_FIGURE;
use crate::finding::{Finding, Severity};
use crate::import::cell::codes::{Shape, split};
use crate::import::cell::label::{comparable, is_bare_sum};
use crate::import::cell::money::{Money, Problem};

/// What a row is in a block.
#[derive(Clone, Debug, Default)]
struct Known {
    key: String,
    level: u8,
    code: Option<String>,
    label: String,
}

/// Reads the rows of one table, which may stand in several parts.
pub(super) struct Reader<'a> {
    pub vocabulary: &'a Vocabulary,
    pub name: &'a str,
    pub cols: &'a [Col],
    /// `income`, `expenditure` or nothing, for each block.
    pub sides: &'a [&'static str],
    pub unit: Unit,
    pub rows: Vec<Row>,
    pub notes: Vec<String>,
    pub findings: Vec<Finding>,
    pub unread: usize,
    /// The parts of the code last met, for each block.
    path: Vec<Vec<String>>,
}

impl<'a> Reader<'a> {
    pub fn new(
        vocabulary: &'a Vocabulary,
        name: &'a str,
        (cols, sides): (&'a [Col], &'a [&'static str]),
    ) -> Reader<'a> {
        Reader {
            vocabulary,
            name,
            cols,
            sides,
            unit: Unit::WanYuan,
            rows: Vec::new(),
            notes: Vec::new(),
            findings: Vec::new(),
            unread: 0,
            path: vec![Vec::new(); sides.len()],
        }
    }

    /// Reads a part of the table's body; `places` are the sheet's columns there, in order of the table's.
    pub fn read(&mut self, page: &Page<'_>, rows: std::ops::Range<usize>, places: &[u32]) {
        for row in &page.rows[rows] {
            match note(row) {
                Some(text) => self.notes.push(text),
                None => self.row(page, row, places),
            }
        }
    }

    fn row(&mut self, page: &Page<'_>, row: &PageRow<'_>, places: &[u32]) {
        if row.own.is_empty() {
            return;
        }
        let mut known: Vec<Option<Known>> = (0..self.sides.len()).map(|block| self.known(block, row, places)).collect();
        self.across_blocks(&mut known, row, places);
        let mut cells = vec![Cell::Blank; self.cols.len()];
        for index in 0..self.cols.len() {
            cells[index] = self.cell((index, places[index]), (page, row), &known);
        }
        if cells.iter().all(|cell| *cell == Cell::Blank) {
            // Words in the first cell alone, merged over the table: a note without its word.
            if !has_amount(row) && row.own.len() == 1 {
                self.notes.extend(row.row.cells.iter().map(|(_, cell)| cell.text.trim().to_owned()));
            }
            return;
        }
        let index = self.rows.len();
        self.rows.push(Row {
            keys: known.iter().map(|known| known.as_ref().map(|known| known.key(index))).collect(),
            levels: known.iter().map(|known| known.as_ref().map_or(0, |known| known.level)).collect(),
            cells,
            found_in: Some(row.row.index),
        });
    }

    /// A label may be merged over two blocks, its figure standing in the second: 支出合计 below both 功能分类 and 支出用途.
    fn across_blocks(&self, known: &mut [Option<Known>], row: &PageRow<'_>, places: &[u32]) {
        for block in 1..known.len() {
            let nameless = known[block].as_ref().is_some_and(|known| known.label.is_empty() && known.code.is_none());
            if nameless && !self.has_figure(block - 1, row, places) && self.sides[block] == self.sides[block - 1] {
                known[block] = known[block - 1].take();
            }
        }
    }

    /// Whether anything stands in the figures of a block.
    fn has_figure(&self, block: usize, row: &PageRow<'_>, places: &[u32]) -> bool {
        let value = |(col, _): &(&Col, &u32)| col.block == block && col.kind == ColumnKind::Value;
        let mut own = self.cols.iter().zip(places).filter(value);
        own.any(|(_, place)| row.cell(*place).is_some_and(|cell| !cell.text.trim().is_empty()))
    }

    fn known(&mut self, block: usize, row: &PageRow<'_>, places: &[u32]) -> Option<Known> {
        let cols = self.cols;
        let text = |kind: ColumnKind| {
            let own = cols.iter().zip(places).filter(move |(col, _)| col.block == block && col.kind == kind);
            own.map(|(_, place)| row.cell(*place).map(|cell| cell.text.trim().to_owned()).unwrap_or_default())
        };
        let mut codes: Vec<String> = text(ColumnKind::Code).collect();
        codes.extend(text(ColumnKind::Part));
        let labels: Vec<String> = text(ColumnKind::Label).collect();
        let filled = labels.iter().rposition(|text| !text.is_empty());
        // 小计 beside the name of a group is the group; a name in a later column alone stands below one in the first.
        let group =
            labels.first().filter(|first| !first.is_empty() && filled.is_some_and(|at| is_bare_sum(&labels[at])));
        let worded = codes.iter().find(|text| !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit()));
        let label = group.or(filled.map(|at| &labels[at])).or(worded).cloned().unwrap_or_default();
        let below = labels.len() > 1 && codes.is_empty() && labels[0].is_empty();
        let figures = self.has_figure(block, row, places);
        let total = codes.iter().chain(&labels).find(|text| is_bare_sum(text)).filter(|_| group.is_none());
        if let Some(total) = total.filter(|_| codes.iter().all(|text| code(text).is_none())) {
            let label = if label.is_empty() { total.clone() } else { label };
            return Some(self.labelled(block, label));
        }
        if let Some(digits) = self.digits(block, &codes) {
            let label = if label.is_empty() { name_beside(&codes) } else { label };
            return Some(coded(digits, label));
        }
        if label.is_empty() {
            return figures.then(Known::default);
        }
        let parts = split(&label, Shape::Digits);
        match parts.code.filter(|digits| parts.name.is_some() && code(digits).is_some()) {
            Some(digits) => Some(coded(digits, parts.name.unwrap_or_default())),
            None => {
                let known = self.labelled(block, label);
                let level = match known.level {
                    0 if below => 2,
                    0 if labels.len() > 1 && codes.is_empty() && !known.key.ends_with("total") => 1,
                    level => level,
                };
                Some(Known { level, ..known })
            }
        }
    }

    /// The code of a row, in one cell or over several: 类, 款, 项.
    fn digits(&mut self, block: usize, codes: &[String]) -> Option<String> {
        let parts: Vec<String> = codes.iter().map(|text| only_digits(text)).collect();
        let whole = parts
            .iter()
            .rfind(|part| part.len() >= 5)
            .or(parts.first().filter(|part| codes.len() == 1 && !part.is_empty()));
        if let Some(whole) = whole {
            return code(whole);
        }
        let last = parts.iter().rposition(|part| !part.is_empty())?;
        let known = self.path.get_mut(block)?;
        known.resize(parts.len(), String::new());
        let mut joined = String::new();
        for (index, part) in parts.iter().enumerate().take(last + 1) {
            let part = if part.is_empty() { known[index].clone() } else { padded(part, index) };
            if joined.len() >= 3 && part.len() == 3 && part == joined[..3] {
                continue;
            }
            joined.push_str(&part);
            known[index] = part;
        }
        code(&joined)
    }

    fn labelled(&self, block: usize, label: String) -> Known {
        let words = comparable(&label);
        let bare = unnumbered(&words);
        let side = self.sides.get(block).copied().unwrap_or_default();
        let key = match self.vocabulary.row(bare, side) {
            Some(row) if row.key == "total" && !side.is_empty() => format!("{side}_total"),
            Some(row) => row.key.clone(),
            None if side != "income" => self.class(bare).unwrap_or_default(),
            None => String::new(),
        };
        Known { key, level: depth(&words), code: None, label }
    }

    /// The code of a functional class by its name.
    fn class(&self, name: &str) -> Option<String> {
        let classes = self.vocabulary.function.names().filter(|(code, _)| code.len() == 3);
        let plain = |text: &str| comparable(text).trim_end_matches("支出").to_owned();
        classes.into_iter().find(|(_, known)| plain(&known.name) == plain(name)).map(|(code, _)| code.to_string())
    }

    fn cell(&mut self, (index, place): (usize, u32), at: (&Page<'_>, &PageRow<'_>), known: &[Option<Known>]) -> Cell {
        let col = &self.cols[index];
        let text = |text: &str| if text.trim().is_empty() { Cell::Blank } else { Cell::Text(text.trim().to_owned()) };
        let part = known.get(col.block).and_then(Option::as_ref);
        let code = |kind: ColumnKind| matches!(kind, ColumnKind::Code | ColumnKind::Part);
        let first = self.cols.iter().position(|other| other.block == col.block && code(other.kind)) == Some(index);
        match col.kind {
            ColumnKind::Sequence => Cell::Blank,
            ColumnKind::Code | ColumnKind::Part if first => {
                part.and_then(|known| known.code.as_deref()).map_or(Cell::Blank, text)
            }
            ColumnKind::Code | ColumnKind::Part => Cell::Blank,
            ColumnKind::Label => {
                let last =
                    self.cols.iter().rposition(|other| other.block == col.block && other.kind == ColumnKind::Label);
                if last == Some(index) { part.map_or(Cell::Blank, |known| text(&known.label)) } else { Cell::Blank }
            }
            ColumnKind::Value | ColumnKind::OfWhich => self.figure(at, place),
            ColumnKind::Aside | ColumnKind::Unknown => at.1.cell(place).map_or(Cell::Blank, |cell| text(&cell.text)),
        }
    }

    fn figure(&mut self, (page, row): (&Page<'_>, &PageRow<'_>), col: u32) -> Cell {
        let problem = match Money::read(row.cell(col), self.unit) {
            Money::Nothing => return Cell::Blank,
            Money::Amount(amount, ..) if amount.is_zero() => return Cell::Blank,
            Money::Amount(value, ..) => return Cell::Amount { value, sources: Vec::new() },
            Money::Bad(problem) => problem,
        };
        self.unread += 1;
        let shown = row.cell(col).map(|cell| cell.text.trim().to_owned()).unwrap_or_default();
        let mut finding = Finding::new(&NO_FIGURE).at(page.place(row.row, col)).with("table", self.name);
        // Words among figures may be the form's own; an error is nobody's wish.
        if !matches!(problem, Problem::Error | Problem::Uncalculated) {
            finding.severity = Severity::Advisory;
        }
        self.findings.push(finding.with("text", shown));
        Cell::Blank
    }
}

impl Known {
    fn key(&self, index: usize) -> String {
        if self.key.is_empty() { format!("r{index}") } else { self.key.clone() }
    }
}

fn coded(digits: String, label: String) -> Known {
    let level = match digits.len() {
        3 => 0,
        5 => 1,
        _ => 2,
    };
    Known { key: digits.clone(), level, code: Some(digits), label }
}

/// The name that stands in the cell of the code: `2010301-行政运行`.
fn name_beside(codes: &[String]) -> String {
    codes.iter().filter_map(|text| split(text, Shape::Digits).name).next().unwrap_or_default()
}

fn only_digits(text: &str) -> String {
    match split(text, Shape::Digits).code {
        Some(code) if code.bytes().all(|b| b.is_ascii_digit()) => code,
        _ => String::new(),
    }
}

/// A part of a code that lost its leading zero as a number.
fn padded(part: &str, index: usize) -> String {
    if index > 0 && part.len() == 1 { format!("0{part}") } else { part.to_owned() }
}

/// Depth by numbering: 一、 is 1, （一） 2, 1. 3, 其中 9, none 0.
fn depth(words: &str) -> u8 {
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    let of_which = words.starts_with("其中");
    if of_which {
        9
    } else if words.starts_with(chinese) && words.trim_start_matches(chinese).starts_with(['、', '.']) {
        1
    } else if words.starts_with('(') && words[1..].starts_with(chinese) {
        2
    } else if words.starts_with(|c: char| c.is_ascii_digit() || c == '(') {
        3
    } else {
        0
    }
}

/// A label without its numbering.
pub(super) fn unnumbered(words: &str) -> &str {
    let rest = words.strip_prefix("其中").unwrap_or(words).trim_start_matches([':', '*', '★']);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some((number, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        return if number.chars().all(numeral) { after.trim_start_matches(['、', '.']) } else { rest };
    }
    let after = rest.trim_start_matches(numeral);
    let closed = after.len() < rest.len() && after.starts_with(['、', '.']);
    if closed { unnumbered(after.trim_start_matches(['、', '.'])) } else { rest }
}
