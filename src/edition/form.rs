//! One mandated table of an edition, as its TOML states it (表样).

use serde::Deserialize;
use toml::Spanned;

use super::words::{Headers, TotalDef};
use super::{FiguresDef, Numbering, Select};
use crate::amount::Unit;
use crate::disclosure::{Block, Column, Figures, Orientation, Role, Sign};

/// One mandated table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Role in the package, the same in every edition: `balance`, `revenue`, `expenditure`, `appropriation`, `general`,
    /// `basic`, `fund`, `capital`, `three_public`.
    pub role: String,
    /// Name for messages.
    pub name: String,
    /// Other names by which published workbooks call it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title as printed; `{year}` and `{owner}` are filled in.
    pub title: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Unit of the figures.
    pub unit: Unit,
    /// Decimals of the figures.
    pub decimals: u32,
    /// The line under the title: left, middle, right; `{owner}`, `{year}` and `{unit}` are filled in.
    pub caption: [String; 3],
    /// The number of the table as printed (表号), where it is: `公开{nn}表`.
    pub mark: Option<Mark>,
    /// How figures are printed, where it differs from the edition's.
    #[serde(default)]
    pub figures: FiguresDef,
    /// The word before the column numbers, where the form has that row.
    pub number_label: Option<String>,
    /// How the page lies.
    #[serde(with = "OrientationName")]
    pub orientation: Orientation,
    /// Height of a body row in points, where it differs from the edition's.
    pub row_points: Option<u16>,
    /// Note of the table when it is published empty.
    pub empty_note: String,
    /// Notes that always stand under the table.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Columns from left to right.
    #[serde(rename = "column")]
    pub columns: Vec<ColumnDef>,
    /// Blocks from left to right.
    #[serde(rename = "block")]
    pub blocks: Vec<BlockDef>,
}

#[derive(Deserialize)]
#[serde(remote = "Orientation", rename_all = "lowercase")]
pub(super) enum OrientationName {
    Portrait,
    Landscape,
}

#[derive(Deserialize)]
#[serde(remote = "Role", rename_all = "lowercase")]
pub(super) enum RoleName {
    Sequence,
    Code,
    Label,
    Value,
    Text,
    Quantity,
}

/// A column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDef {
    /// Key, unique within the form.
    pub key: String,
    /// What it holds.
    #[serde(with = "RoleName")]
    pub role: Role,
    /// A part of the code (类, 款, 项), where it is printed in columns of its own.
    pub part: Option<Part>,
    /// 栏次
    pub number: Option<u32>,
    /// The header's words from top to bottom; neighbours with the same words are merged.
    pub headers: Headers,
    /// The header's last cell is one with that of the column on its left.
    #[serde(default)]
    pub joined: bool,
    /// Key of its block; none for 序号.
    pub block: Option<Spanned<String>>,
    /// Width in characters.
    pub width: u16,
    /// Sum of other columns in 栏次 numbers.
    pub formula: Option<Spanned<String>>,
    /// Where the figure is taken from another form.
    pub link: Option<Link>,
    /// Which amounts it is made of, where they are others than its block's: 收入 beside 支出.
    pub pool: Option<Pool>,
    /// How its figures are printed, where it differs from the form's.
    #[serde(default)]
    pub figures: FiguresDef,
    /// Which lines it takes.
    #[serde(default)]
    pub select: Select,
}

/// Where the number of a table stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// As printed; `{n}` is the number of the table, `{nn}` the same in two digits.
    pub text: String,
    /// Above the title or below it.
    #[serde(default)]
    pub at: MarkPlace,
}

/// Above the title or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkPlace {
    /// 标题之上
    Above,
    /// 标题之下
    #[default]
    Below,
}

/// A part of a code (科目编码的类、款、项).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Part {
    /// 类
    #[serde(rename = "类")]
    Class,
    /// 款
    #[serde(rename = "款")]
    Section,
    /// 项
    #[serde(rename = "项")]
    Item,
}

impl Part {
    /// The bytes of a code that the part is, in a classification of these levels: 205, 05 and 02 of 2050502.
    pub fn of(self, levels: &[usize]) -> Option<std::ops::Range<usize>> {
        let index = match self {
            Part::Class => 0,
            Part::Section => 1,
            Part::Item => 2,
        };
        let end = *levels.get(index)?;
        let start = index.checked_sub(1).and_then(|before| levels.get(before)).copied().unwrap_or(0);
        (start < end).then_some(start..end)
    }
}

/// Which amounts a block is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pool {
    /// 支出预算明细
    Expenditure,
    /// 收入预算明细 where it was given and says what the block needs, else what funds the expenditure.
    Revenue,
    /// 机构运行信息 where it was given, else 支出预算明细.
    Operation,
}

/// Columns that share labels, with their rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockDef {
    /// Key, unique within the form.
    pub key: String,
    /// Which amounts it is made of.
    pub pool: Pool,
    /// Which lines all its rows take.
    #[serde(default)]
    pub select: Select,
    /// Rows from a classification, instead of fixed rows.
    pub classification: Option<ClassificationDef>,
    /// Fixed rows.
    #[serde(default, rename = "row")]
    pub rows: Vec<RowDef>,
    /// Fixed rows below those of all blocks, which share lines with the tails of the others: 收入总计 beside 支出总计.
    #[serde(default, rename = "tail")]
    pub tails: Vec<RowDef>,
    /// Whether its rows have labels in a column; one wide row has none.
    #[serde(default = "yes")]
    pub labels: bool,
}

fn yes() -> bool {
    true
}

/// A classification (科目) whose codes in use become rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Classification {
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    Economic,
}

/// Rows from a classification: every code in use with its parents, and a total above them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassificationDef {
    /// Which classification.
    pub by: Classification,
    /// Lengths of its codes from 类 to the deepest that the form shows: 3, 5, 7.
    pub levels: Vec<usize>,
    /// The total above or below the codes, where there is one.
    pub total: Option<TotalDef>,
    /// Whether the total stands there although there is no code.
    #[serde(default)]
    pub keep_total_when_empty: bool,
    /// How the codes of the first level are numbered before their names: `一、`, `（一）`, `1.`.
    pub numbering: Option<Numbering>,
}

/// A fixed row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowDef {
    /// 序号 of the row that it stands in; the one after the row before it where it is not given.
    pub at: Option<u32>,
    /// Key, unique within the form; the code where it is not given.
    pub key: Option<String>,
    /// Label as printed.
    #[serde(default)]
    pub label: String,
    /// The labels where the block has several columns of them, from left to right.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What a published table may call it instead.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Depth of the label, 0 for the outermost.
    #[serde(default)]
    pub level: u8,
    /// A functional code that the row stands for: key and selection in one.
    pub code: Option<String>,
    /// An economic code that the row stands for, likewise.
    pub economic: Option<String>,
    /// Sum of other rows of the block in 序号 numbers. A selection beside it says what it must come to.
    pub formula: Option<Spanned<String>>,
    /// The same by the keys of rows, `-` before what is taken away; `*` stands for every code of the first level.
    #[serde(default)]
    pub sum: Vec<Spanned<String>>,
    /// The row is printed and never holds anything.
    #[serde(default)]
    pub blank: bool,
    /// Where the figures are taken from another form.
    pub link: Option<Link>,
    /// Which lines it takes.
    pub select: Option<Select>,
}

impl Form {
    /// Every name by which a published workbook may call it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.title].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

impl Form {
    /// The columns of a table of this form, standing where [`crate::disclosure::layout`] says.
    pub fn table_columns(&self) -> Vec<Column> {
        let block_of = |key: &Spanned<String>| self.blocks.iter().position(|block| block.key == *key.get_ref());
        let column = |def: &ColumnDef| Column {
            key: def.key.clone(),
            role: def.role,
            number: def.number,
            headers: def.headers.words().to_vec(),
            figures: Figures::default(),
            block: def.block.as_ref().and_then(block_of),
            width: def.width,
            found_in: None,
        };
        self.columns.iter().map(column).collect()
    }

    /// The blocks of a table of this form.
    pub fn table_blocks(&self) -> Vec<Block> {
        let own = |column: &ColumnDef, block: &BlockDef| {
            column.role == Role::Label && column.block.as_ref().is_some_and(|key| *key.get_ref() == block.key)
        };
        let label_column = |block: &BlockDef| self.columns.iter().position(|column| own(column, block)).unwrap_or(0);
        let block = |def: &BlockDef| Block { key: def.key.clone(), label_column: label_column(def) };
        self.blocks.iter().map(block).collect()
    }
}

impl BlockDef {
    /// All its fixed rows, those at the end among them.
    pub fn fixed_rows(&self) -> impl Iterator<Item = &RowDef> {
        self.rows.iter().chain(&self.tails)
    }

    /// Which amounts a column of it is made of.
    pub fn pool_of(&self, column: &ColumnDef) -> Pool {
        column.pool.unwrap_or(self.pool)
    }
}

impl RowDef {
    /// The row's key.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref().or(self.code.as_deref()).or(self.economic.as_deref())
    }

    /// The code that it shows in a column of codes.
    pub fn shown_code(&self) -> Option<&str> {
        self.economic.as_deref().or(self.code.as_deref())
    }

    /// The rows that its `sum` names, each added or taken away.
    pub fn sum_terms(&self) -> impl Iterator<Item = (Sign, &str)> {
        self.sum.iter().map(|term| match term.get_ref().strip_prefix('-') {
            Some(key) => (Sign::Minus, key.trim()),
            None => (Sign::Plus, term.get_ref().trim()),
        })
    }

    /// What messages call it: its label, or its labels joined.
    pub fn words(&self) -> String {
        let labels: Vec<&str> = self.labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
        if labels.is_empty() { self.label.clone() } else { labels.join("·") }
    }

    /// The label in the block's column of labels at `nth`.
    pub fn label_in(&self, nth: usize) -> &str {
        match self.labels.is_empty() {
            true if nth == 0 => &self.label,
            true => "",
            false => self.labels.get(nth).map_or("", String::as_str),
        }
    }
}

/// A figure that is taken from another form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Role of the other form.
    pub form: Spanned<String>,
    /// Key of its row; the key of the row at hand where it is not given.
    pub row: Option<String>,
    /// Keys of its columns, added up.
    pub columns: Vec<String>,
}
