//! One filled form.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cell, Look, Source};
use crate::amount::Unit;
use crate::finding::Place;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 序号
    Sequence,
    /// 科目编码
    Code,
    /// 科目名称 or 项目
    Label,
    /// Figures of money.
    Value,
    /// Words of any length, which are not the row's label.
    Text,
    /// A number that is no money: 数量. Its cells are [`Cell::Text`] with plain digits.
    Quantity,
}

/// How figures are printed (数字写法).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Separators between thousands.
    pub thousands: bool,
    /// What stands for zero; nothing where there is none.
    pub zero: Option<String>,
}

/// A column of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The edition's key: `total`, `basic` … unique within the table.
    pub key: String,
    /// What it holds.
    pub role: Role,
    /// 栏次, where the form numbers it.
    pub number: Option<u32>,
    /// The header's words from top to bottom.
    pub headers: Vec<String>,
    /// How its figures are printed.
    pub figures: Figures,
    /// Index into [`Table::blocks`]; `None` for 序号.
    pub block: Option<usize>,
    /// Width in characters.
    pub width: u16,
    /// Column of the sheet, counted from 0, where the table was read from one and does not stand as [`super::layout`] says.
    pub found_in: Option<u32>,
}

impl Column {
    /// The header as messages name it: `本年收入·财政拨款收入`.
    pub fn words(&self) -> String {
        let printed: Vec<&str> = self.headers.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        printed.join("·")
    }
}

/// Columns that share their rows' labels: a form with 收入 on the left and 支出 on the right has two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The edition's key: `income`, `expenditure`, `body`.
    pub key: String,
    /// Column of its labels, counted from 0.
    pub label_column: usize,
}

/// A row of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the row is in each block: a classification code, or the edition's key for a fixed row; `None` where the block
    /// has nothing in this row.
    pub keys: Vec<Option<String>>,
    /// Depth of each block's label, 0 for the outermost.
    pub levels: Vec<u8>,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// Row of the sheet, counted from 0, where the table was read from one and does not stand as [`super::layout`] says.
    pub found_in: Option<u32>,
}

/// A cell of the header, possibly merged; rows count from 0 within the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Rows it covers.
    pub rows: u32,
    /// Columns it covers.
    pub cols: u32,
    /// Its words.
    pub text: String,
}

/// Cells of the body that print as one, a single cell that prints like such a group, or a heading above the header; rows and columns count from 0 within
/// [`Table::rows`] and [`Table::columns`]. The first cell holds the content, the others are blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First row.
    pub row: usize,
    /// First column.
    pub col: usize,
    /// Rows that it covers.
    pub rows: usize,
    /// Columns that it covers.
    pub cols: usize,
    /// Whether the words are the form's own, printed like the header (项目编码), and not what was filled in.
    pub heading: bool,
}

/// One filled form (公开表).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its role in the package, the same in every edition: `balance`, `revenue`, `expenditure`, `appropriation`,
    /// `general`, `basic`, `fund`, `capital`, `three_public`; and beside them `goals` (one table a project), `purchases`,
    /// `assets`, `organisation`.
    pub role: String,
    /// Short name for messages: `部门预算收支总表`.
    pub name: Arc<str>,
    /// Title as printed.
    pub title: String,
    /// Name of its sheet.
    pub sheet: Arc<str>,
    /// The number of the table as printed (公开01表), and whether it stands above the title.
    pub mark: Option<(String, bool)>,
    /// The line under the title: left, middle, right (`434 平乡县人民政府办公室`, `预算年度：2024`, `单位：万元`).
    pub caption: [String; 3],
    /// The unit of its figures.
    pub unit: Unit,
    /// Decimals of its figures.
    pub decimals: u32,
    /// Header cells, merged ones once.
    pub header: Vec<HeaderCell>,
    /// The word before the column numbers (`栏次`), where the form has that row.
    pub number_label: Option<String>,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Blocks from left to right.
    pub blocks: Vec<Block>,
    /// Rows from top to bottom; empty where the table is published empty.
    pub rows: Vec<Row>,
    /// How many of the rows, the first ones, stand above the header: label and value side by side (项目编码, 预算数 …).
    pub front: usize,
    /// Where the fields above the header stand, by the edition's name of the field (`code`, `budget`, `march` …): row and
    /// column, counted from 0 like those of [`Table::rows`].
    pub fields: BTreeMap<String, (usize, usize)>,
    /// Columns of the sheet, counted from 0, of fields above the header, by row and column of the table, where the table was
    /// read from a sheet: they need not stand in the columns of the body.
    pub fields_found: BTreeMap<(usize, usize), u32>,
    /// What words that are figures (数量, 指标值) come from, by row and column counted from 0; money says it in its cell.
    pub counted: BTreeMap<(usize, usize), Vec<Source>>,
    /// Where the table goes on: the first row that stands on another sheet, and the name of that sheet.
    pub continued: Vec<(usize, Arc<str>)>,
    /// Merged cells of the body, those above the header among them.
    pub spans: Vec<Span>,
    /// Notes under the table, among them the one of an empty table.
    pub notes: Vec<String>,
    /// How it looks.
    pub look: Look,
}

impl Table {
    /// Index of the column with this key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// Index of the row that has this key in any block.
    pub fn row(&self, key: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.keys.iter().any(|known| known.as_deref() == Some(key)))
    }

    /// The cell of a field above the header, by the edition's name of the field (`code`, `budget`, `march` …); it may be
    /// [`Cell::Blank`].
    pub fn field(&self, name: &str) -> Option<&Cell> {
        let &(row, col) = self.fields.get(name)?;
        self.rows.get(row)?.cells.get(col)
    }

    /// The label that goes with a cell of the body.
    pub fn label(&self, row: usize, col: usize) -> &str {
        let block = self.columns.get(col).and_then(|column| column.block);
        let text = |at: usize| match self.rows.get(row)?.cells.get(at)? {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let label_column = block.and_then(|index| self.blocks.get(index)).map(|block| block.label_column);
        if let Some(label) = label_column.and_then(text) {
            return label;
        }
        // A total stands in the first of the columns of codes; a row of the second column of labels has none in the first.
        let words = |role| matches!(role, Role::Label | Role::Code);
        let own =
            self.columns.iter().enumerate().filter(|(_, c)| words(c.role) && c.block.is_some() && c.block == block);
        let word = |text: &&str| !text.bytes().all(|b| b.is_ascii_digit());
        own.filter_map(|(at, _)| text(at)).find(word).unwrap_or_default()
    }

    /// The heading that a value above the header belongs to: the one on its left, else the one above it.
    fn heading(&self, row: usize, col: usize) -> &str {
        let at = |wanted: &dyn Fn(&&Span) -> bool| {
            let found = self.spans.iter().filter(|span| span.heading).filter(wanted).max_by_key(|span| span.col)?;
            match self.rows.get(found.row)?.cells.get(found.col)? {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            }
        };
        let left = at(&|span| span.row == row && span.rows == 1 && span.col < col);
        let above = || at(&|span| span.row + 1 == row && span.col == col);
        let beside = || at(&|span| (span.row..span.row + span.rows).contains(&row) && span.col < col);
        left.or_else(above).or_else(beside).unwrap_or_default()
    }

    /// The words that say what a cell of the body is: of its row, and of its column. A field above the header has the
    /// heading that it belongs to for a column, and no row.
    pub fn words(&self, row: usize, col: usize) -> (&str, String) {
        match row < self.front {
            true => ("", self.heading(row, col).to_owned()),
            false => (self.label(row, col), self.columns.get(col).map(Column::words).unwrap_or_default()),
        }
    }

    /// The sheet that a row stands on.
    fn sheet_of(&self, row: usize) -> Arc<str> {
        let on = self.continued.iter().rev().find(|(from, _)| *from <= row);
        Arc::clone(on.map_or(&self.sheet, |(_, sheet)| sheet))
    }

    /// The place of a cell of the body, for findings.
    pub fn place(&self, row: usize, col: usize) -> Place {
        let (label, column) = self.words(row, col);
        Place::Published {
            table: Arc::clone(&self.name),
            row: label.into(),
            column: column.into(),
            sheet: self.sheet_of(row),
            cell: Some(self.sheet_cell(row, col)),
        }
    }

    /// Whether merged cells hold rows together that a page should not part.
    pub fn keeps_groups(&self) -> bool {
        self.front > 0 || self.spans.iter().any(|span| span.rows > 1 || span.heading)
    }

    /// The place of the table as a whole.
    pub fn whole(&self) -> Place {
        Place::Published {
            table: Arc::clone(&self.name),
            row: "".into(),
            column: "".into(),
            sheet: Arc::clone(&self.sheet),
            cell: None,
        }
    }
}
