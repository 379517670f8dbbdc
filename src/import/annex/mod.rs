//! Exports that hold no lines: goals of projects, purchases, assets, units.
//!
//! ```text
//! list (a header, a row a record)  ─┐
//! form (a sheet a project)         ─┴──▶ Annexed ──place──▶ Batch
//! ```
//!
//! Such an export often does not say which department or year it is of; [`place`] finds that out from the lines.

mod assets;
mod cells;
mod entities;
mod form;
mod goals;
mod list;
pub(super) mod place;
mod purchases;
mod sums;

use std::collections::BTreeMap;

pub(super) use form::{form_tables, is_form};

use super::Options;
use crate::import::header::merged::Merged;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::lines::table_work::Work;
use crate::model::{Asset, Coded, Entity, Project, Purchase};

/// What was made of a table that holds no lines.
#[derive(Debug, Default)]
pub(super) struct Annexed {
    pub projects: Vec<Loose<Project>>,
    pub purchases: Vec<Loose<Purchase>>,
    pub assets: Vec<Loose<Asset>>,
    pub entities: Vec<Loose<Entity>>,
    /// The department that the lines above the table name.
    pub department: Option<Coded>,
    /// Rows of the sheet that something was made of.
    pub used: Vec<usize>,
    /// Rows set aside, with the reason.
    pub aside: BTreeMap<usize, String>,
    /// What the columns were taken for.
    pub fields: BTreeMap<u32, String>,
}

/// A record that is not yet placed: its department is not known, its year may not be.
#[derive(Debug)]
pub(super) struct Loose<T> {
    pub record: T,
    /// The unit as the export gives it: with or without a code.
    pub entity: Option<Coded>,
    /// The year, where the export gives it.
    pub year: Option<u16>,
    /// The rows that it was made of.
    pub rows: Vec<usize>,
}

/// Fields of words of which none may be lost without a word.
const WORDS: [&str; 17] = [
    "项目编码",
    "项目名称",
    "资金用途",
    "绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "绩效指标描述",
    "指标值",
    "指标值确定依据",
    "品目代码",
    "品目名称",
    "资金性质",
    "项目",
    "单位名称",
    "单位性质",
    "经费保障形式",
];

/// Reads a list.
pub(super) fn read(
    work: &mut Work<'_>,
    merged: &Merged,
    profile: &Profile,
    knowledge: &Knowledge,
    options: &Options<'_>,
) {
    let Some(list) = list::List::of(work, merged, profile, (knowledge, options)) else { return };
    // Of other columns the readers of money and numbers say it themselves.
    let words: Vec<u32> =
        list.columns.iter().filter(|(field, _)| WORDS.contains(&field.as_str())).map(|(_, col)| *col).collect();
    for &at in list.body {
        list.cells.note_unreadable(at, words.iter().copied(), list.gather);
    }
    let mut annexed = match profile.kind {
        ExportKind::Goals => goals::read(list),
        ExportKind::Purchases => purchases::read(list, (&knowledge.funds, &knowledge.annexes)),
        ExportKind::Assets => assets::read(list, &knowledge.annexes),
        _ => entities::read(list),
    };
    annexed.department = work.table.context.department.as_ref().map(|(department, _)| department.clone());
    work.annexed = Some(annexed);
}

/// A record with nothing known of its department yet.
fn nobody() -> Coded {
    Coded::bare("")
}
