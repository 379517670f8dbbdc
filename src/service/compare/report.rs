//! What differs, as programs read it; `docs/diff.schema.json` describes it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Compared;
use super::behind::{self, Behind};
use crate::amount::{Amount, Unit};
use crate::check::Change;
use crate::disclosure::{At, Disclosure};
use crate::model::Coded;
use crate::origin::Origin;
use crate::service::report::{GENERATOR, SCHEMA_VERSION};

/// The answer of `diff --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "diff --format json")]
pub struct DiffReport {
    /// Version of this form.
    pub schema_version: u32,
    /// Program and version.
    pub generator: &'static str,
    /// Whether nothing differs.
    pub same: bool,
    /// Departments that both sides have.
    pub departments: Vec<DepartmentDiff>,
    /// Departments that only the old side has.
    pub only_old: Vec<SideJson>,
    /// Departments that only the new side has.
    pub only_new: Vec<SideJson>,
}

/// A department on one side.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideJson {
    /// The department or unit.
    pub owner: Coded,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition.
    pub edition: String,
}

/// What differs in one department.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DepartmentDiff {
    /// The old side.
    pub old: SideJson,
    /// The new side.
    pub new: SideJson,
    /// Every figure that differs, in order of table and row.
    pub changes: Vec<ChangeJson>,
}

/// A figure that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeJson {
    /// 表
    pub table: String,
    /// 行
    pub row: String,
    /// 列
    pub column: String,
    /// The unit of the three figures.
    pub unit: Unit,
    /// 旧: decimal string; not there where the old side has no such row, column or table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// 新: likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// 增减: new less old.
    pub difference: String,
    /// Whether it is a total over other figures that differ.
    pub follows: bool,
    /// The old cell: `1部门预算收支总表!C6`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_cell: Option<String>,
    /// The new cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_cell: Option<String>,
    /// The lines behind it that differ, where a side was made from a budget.
    pub lines: Vec<LineJson>,
}

/// Lines that are the same but for their amount.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LineJson {
    /// Unit, project and codes.
    pub what: String,
    /// Sum of the old lines in 元.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Amount>,
    /// Sum of the new lines in 元.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Amount>,
    /// Where the old lines stand.
    pub old_origins: Vec<Origin>,
    /// Where the new lines stand.
    pub new_origins: Vec<Origin>,
}

impl DiffReport {
    /// Of departments compared and those that stand alone.
    pub(super) fn new(departments: Vec<DepartmentDiff>, old: &[&Compared], new: &[&Compared]) -> DiffReport {
        DiffReport {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            same: old.is_empty() && new.is_empty() && departments.iter().all(|one| one.changes.is_empty()),
            departments,
            only_old: old.iter().map(|one| side(one)).collect(),
            only_new: new.iter().map(|one| side(one)).collect(),
        }
    }
}

fn side(of: &Compared) -> SideJson {
    let disclosure = &of.disclosure;
    SideJson {
        owner: disclosure.owner.clone(),
        fiscal_year: disclosure.fiscal_year,
        edition: disclosure.edition.clone(),
    }
}

impl DepartmentDiff {
    /// Of two sides and what was found to differ.
    pub(super) fn new(old: &Compared, new: &Compared, changes: &[Change]) -> DepartmentDiff {
        let changes = changes.iter().map(|change| ChangeJson::new(old, new, change));
        DepartmentDiff { old: side(old), new: side(new), changes: changes.collect() }
    }
}

impl ChangeJson {
    fn new(old: &Compared, new: &Compared, change: &Change) -> ChangeJson {
        let at = |side: &Option<(Amount, At)>| side.map(|(_, at)| at);
        let figure = |amount: Amount| crate::finding::render::figure(amount, change.unit);
        let behind =
            if change.follows { Vec::new() } else { behind::lines((old, at(&change.old)), (new, at(&change.new))) };
        ChangeJson {
            table: change.table.to_string(),
            row: change.row.clone(),
            column: change.column.clone(),
            unit: change.unit,
            old: change.old.map(|(amount, _)| figure(amount)),
            new: change.new.map(|(amount, _)| figure(amount)),
            difference: figure(change.difference()),
            follows: change.follows,
            old_cell: at(&change.old).and_then(|at| cell(&old.disclosure, at)),
            new_cell: at(&change.new).and_then(|at| cell(&new.disclosure, at)),
            lines: behind.into_iter().map(LineJson::from).collect(),
        }
    }
}

fn cell(disclosure: &Disclosure, at: At) -> Option<String> {
    let table = disclosure.tables.get(at.table)?;
    Some(format!("{}!{}", table.sheet, table.sheet_cell(at.row, at.col)))
}

impl From<Behind> for LineJson {
    fn from(behind: Behind) -> LineJson {
        let amount = |side: &Option<(Amount, Vec<Origin>)>| side.as_ref().map(|(amount, _)| *amount);
        let (old, new) = (amount(&behind.old), amount(&behind.new));
        let origins = |side: Option<(Amount, Vec<Origin>)>| side.map(|(_, origins)| origins).unwrap_or_default();
        LineJson { what: behind.what, old, new, old_origins: origins(behind.old), new_origins: origins(behind.new) }
    }
}
