//! The forms that are published beside the tables of figures (附表): goals of projects, purchases, assets, units.
//!
//! Their rows are not sums of lines but records of the budget; what a form prints of a record, in which column and under
//! which words, is data.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::form::{OrientationName, RoleName};
use crate::amount::Unit;
use crate::disclosure::{Orientation, Role};
use crate::model::{AssetKind, Fund};

/// One form beside the tables of figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Role in the package: `goals`, `purchases`, `assets`, `organisation`.
    pub role: String,
    /// Name for messages.
    pub name: String,
    /// Other names by which a blank workbook may call it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What its rows are made of.
    pub records: Records,
    /// Title as printed; `{year}`, `{owner}`, and with one table a project `{number}` and `{project}` are filled in.
    pub title: String,
    /// Title of the one table that is published where there is no project.
    pub empty_title: Option<String>,
    /// Name of the sheet, with the same words.
    pub sheet: String,
    /// Name of the sheet where there is no project.
    pub empty_sheet: Option<String>,
    /// Unit of the figures.
    pub unit: Unit,
    /// Decimals of the figures.
    pub decimals: u32,
    /// The line under the title: left, middle, right; `{date}` is the date that assets are stated for.
    pub caption: [String; 3],
    /// How the page lies.
    #[serde(with = "OrientationName")]
    pub orientation: Orientation,
    /// Height of a body row in points, where it differs from the edition's.
    pub row_points: Option<u16>,
    /// Note of the form when there is nothing to print in it.
    pub empty_note: String,
    /// Notes that always stand under the table.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Label of a first row that adds the others up, where there are any.
    pub total: Option<String>,
    /// Rows above the header, label and value side by side.
    #[serde(default, rename = "front")]
    pub fronts: Vec<FrontDef>,
    /// Columns from left to right.
    #[serde(rename = "column")]
    pub columns: Vec<AnnexColumn>,
    /// Fixed rows, instead of a row a record.
    #[serde(default, rename = "row")]
    pub rows: Vec<AnnexRow>,
}

/// What the rows of an annex are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Records {
    /// One table a project, a row an indicator.
    Indicators,
    /// A row a purchase.
    Purchases,
    /// Fixed rows that take assets.
    Assets,
    /// A row a unit.
    Entities,
}

/// A row above the header.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontDef {
    /// Key, unique within the form.
    pub key: String,
    /// Cells from left to right; what a cell of a row above covers is passed over.
    pub cells: Vec<FrontCell>,
    /// One such row a paragraph of the project's goals, a heading on its left reaching over all of them.
    #[serde(default)]
    pub each_goal: bool,
}

/// A cell above the header: words of the form, or a field of the project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontCell {
    /// The form's words.
    pub text: Option<String>,
    /// The field that is filled in.
    pub field: Option<Spanned<String>>,
    /// Columns that it covers.
    #[serde(default = "one")]
    pub cols: usize,
    /// Rows that it covers.
    #[serde(default = "one")]
    pub rows: usize,
}

fn one() -> usize {
    1
}

/// A column of an annex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexColumn {
    /// Key, unique within the form.
    pub key: String,
    /// What it holds.
    #[serde(with = "RoleName")]
    pub role: Role,
    /// The header's words from top to bottom; neighbours with the same words are merged.
    pub headers: Vec<String>,
    /// Width in characters.
    pub width: u16,
    /// The field of the record that it prints.
    pub field: Option<Spanned<String>>,
    /// Sum of other columns, by key.
    #[serde(default)]
    pub sum: Vec<Spanned<String>>,
    /// Purchases: which funds it takes.
    pub fund: Option<Vec<Fund>>,
    /// Purchases: whether it takes what was carried over.
    pub carry_over: Option<bool>,
    /// Cells below each other with the same words, within the same group on their left, are merged.
    #[serde(default)]
    pub merge: bool,
    /// The column is a second part of the one on its left, with which its cells are merged below the header and in it.
    #[serde(default)]
    pub joined: bool,
}

impl AnnexColumn {
    /// Whether its figures may be added up: a price is none, nor the budget of a project that stands in several rows.
    pub fn adds_up(&self) -> bool {
        let field = self.field.as_ref().map(|field| field.get_ref().as_str());
        self.role == Role::Value && !matches!(field, Some("price" | "project_budget"))
    }
}

/// A fixed row of an annex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexRow {
    /// Key, unique within the form.
    pub key: String,
    /// Label as printed.
    pub label: String,
    /// Depth of the label.
    #[serde(default)]
    pub level: u8,
    /// Which assets it takes.
    pub asset: Option<AssetKind>,
    /// Sum of other rows, by key, in the columns of money.
    #[serde(default)]
    pub sum: Vec<Spanned<String>>,
}

impl Records {
    /// The fields that a form may print of such a record.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Records::Indicators => &["level1", "level2", "level3", "description", "value", "basis"],
            Records::Purchases => &[
                "project",
                "project_budget",
                "item",
                "catalogue",
                "measure",
                "quantity",
                "price",
                "amount",
                "reserved",
            ],
            Records::Assets => &["label", "quantity", "value"],
            Records::Entities => &["name", "code", "nature", "rank", "funding"],
        }
    }
}

/// The fields of a project that a form may print above the header.
pub const PROJECT_FIELDS: &[&str] =
    &["code", "name", "budget", "fiscal", "other", "purpose", "march", "june", "october", "december", "goal"];

/// Those of them that are amounts.
pub const PROJECT_MONEY: &[&str] = &["budget", "fiscal", "other", "march", "june", "october", "december"];

/// A cell above the header with its row and column, counted from 0 among the form's own.
#[derive(Clone, Copy, Debug)]
pub struct LaidCell<'a> {
    /// The cell.
    pub def: &'a FrontCell,
    /// Row.
    pub row: usize,
    /// Column.
    pub col: usize,
}

impl Annex {
    /// The cells above the header where they stand; what a cell of a row above covers is passed over, and what is right of
    /// the last column is none.
    pub fn laid(&self) -> Vec<LaidCell<'_>> {
        let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut all = Vec::new();
        for (row, front) in self.fronts.iter().enumerate() {
            let mut col = 0;
            for def in &front.cells {
                while covered.contains(&(row, col)) {
                    col += 1;
                }
                let cols = def.cols.min(self.columns.len().saturating_sub(col));
                if cols == 0 {
                    break;
                }
                let rows = row..row + def.rows.min(self.fronts.len() - row);
                covered.extend(rows.flat_map(|row| (col..col + cols).map(move |col| (row, col))));
                all.push(LaidCell { def, row, col });
                col += cols;
            }
        }
        all
    }

    /// What is wrong with it, in Chinese, with the place in the text where there is one; `None` where it is sound.
    pub(super) fn problem(&self) -> Option<(Option<usize>, String)> {
        let known: Vec<&str> = self.columns.iter().map(|column| column.key.as_str()).collect();
        for (at, column) in self.columns.iter().enumerate() {
            if known[..at].contains(&column.key.as_str()) {
                return Some((None, format!("列 key “{}”写了两次，应各不相同", column.key)));
            }
            let unknown = column.field.iter().find(|field| !self.records.fields().contains(&field.get_ref().as_str()));
            if let Some(field) = unknown {
                return Some((Some(field.span().start), not_a_field(field.get_ref(), self.records.fields())));
            }
            if let Some(key) = column.sum.iter().find(|key| !known.contains(&key.get_ref().as_str())) {
                return Some((Some(key.span().start), format!("没有“{}”列", key.get_ref())));
            }
            if column.joined && at == 0 {
                return Some((None, format!("第一列“{}”左边没有列，不能写 joined", column.key)));
            }
        }
        self.front_problem().or_else(|| self.row_problem())
    }

    fn front_problem(&self) -> Option<(Option<usize>, String)> {
        for front in &self.fronts {
            for cell in &front.cells {
                let unknown = cell.field.iter().find(|field| !PROJECT_FIELDS.contains(&field.get_ref().as_str()));
                if let Some(field) = unknown {
                    return Some((Some(field.span().start), not_a_field(field.get_ref(), PROJECT_FIELDS)));
                }
                if cell.text.is_some() == cell.field.is_some() || cell.cols == 0 || cell.rows == 0 {
                    let problem =
                        format!("表头上方“{}”行的每一格应写 text 或 field 之一，cols、rows 至少是 1", front.key);
                    return Some((None, problem));
                }
            }
        }
        None
    }

    fn row_problem(&self) -> Option<(Option<usize>, String)> {
        let keys: Vec<&str> = self.rows.iter().map(|row| row.key.as_str()).collect();
        for (at, row) in self.rows.iter().enumerate() {
            if keys[..at].contains(&row.key.as_str()) {
                return Some((None, format!("行 key “{}”写了两次，应各不相同", row.key)));
            }
            if let Some(key) = row.sum.iter().find(|key| !keys.contains(&key.get_ref().as_str())) {
                return Some((Some(key.span().start), format!("没有“{}”行", key.get_ref())));
            }
        }
        match self.columns.iter().any(|column| column.role == Role::Label) {
            true => None,
            false => Some((None, "应有一个 role = \"label\" 的列".to_owned())),
        }
    }
}

fn not_a_field(found: &str, known: &[&str]) -> String {
    format!("没有“{found}”这个内容，应是其中之一：{}", known.join("、"))
}
