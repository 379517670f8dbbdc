//! A list: a header, and a row a record.

use std::collections::BTreeMap;

use super::super::Options;
use super::super::codes::{Shape, split};
use super::super::gather::Gather;
use super::super::header::HeaderColumn;
use super::super::knowledge::Knowledge;
use super::super::merged::Merged;
use super::super::profile::{ExportKind, Profile};
use super::super::settle::years;
use super::super::unit::Stated as StatedUnit;
use super::super::work::Work;
use super::super::year;
use super::cells::Cells;
use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::{import as codes, import_annex};
use crate::model::Coded;

/// A list with what its columns hold.
pub(super) struct List<'a> {
    pub cells: Cells<'a>,
    pub gather: &'a mut Gather,
    /// Rows that may be data, as positions in the sheet's rows.
    pub body: &'a [usize],
    /// Column of each field.
    pub columns: BTreeMap<String, u32>,
    /// Columns whose header is none of the fields, with their words.
    pub others: Vec<(u32, String)>,
    /// The year that the lines above name.
    pub year: Option<u16>,
    /// The lines above the table, for a date among them.
    pub above: String,
}

impl<'a> List<'a> {
    /// The list of a table; `None` where a column or the unit is missing, which is said.
    pub fn of(
        work: &'a mut Work<'_>,
        merged: &'a Merged,
        profile: &Profile,
        (knowledge, options): (&Knowledge, &Options<'_>),
    ) -> Option<List<'a>> {
        let mut columns = BTreeMap::new();
        let mut others = Vec::new();
        let mut stated = None;
        for column in &work.table.header.columns {
            match field(column, profile.kind, knowledge) {
                Some(field) => {
                    if matches!(field.as_str(), "价值" | "采购金额" | "预算数") && stated.is_none() {
                        stated = column.path.iter().rev().find_map(|word| word.unit.clone());
                    }
                    columns.entry(field).or_insert(column.col);
                }
                None => others.push((column.col, column.path.last().map(|w| w.words.clone()).unwrap_or_default())),
            }
        }
        let missing: Vec<&str> =
            needed(profile.kind).iter().copied().filter(|field| !columns.contains_key(*field)).collect();
        if !missing.is_empty() {
            let header: Vec<String> = work.table.header.columns.iter().map(HeaderColumn::text).collect();
            let finding = Finding::new(&import_annex::MISSING).at(work.sheet.whole()).with("kind", profile.kind.name());
            work.gather.push(finding.with("fields", missing.join("、")).with("header", header.join("、")));
            work.refused = Some(format!("缺少必需的列：{}", missing.join("、")));
            return None;
        }
        let unit = match profile.kind {
            ExportKind::Entities => Some(Unit::Yuan),
            _ => unit(work, stated, (profile, options)),
        };
        let Some(unit) = unit else {
            work.refused = Some("金额单位没有确定".to_owned());
            return None;
        };
        let year = match years(&work.table.context).as_slice() {
            [year] => Some(*year),
            _ => options.fiscal_year,
        };
        let head = work.sheet.rows.iter().take(work.table.header.rows.start);
        let above =
            head.flat_map(|row| &row.cells).map(|(_, cell)| cell.text.to_string()).collect::<Vec<_>>().join("　");
        let cells = Cells { sheet: work.sheet, merged, unit };
        Some(List { cells, gather: &mut work.gather, body: &work.table.body, columns, others, year, above })
    }

    /// The words of a field in a row; empty where there is no such column.
    pub fn words(&self, at: usize, field: &str) -> String {
        self.columns.get(field).map(|col| self.cells.covered_words(at, *col)).unwrap_or_default()
    }

    /// The column of a field, or the first one.
    pub fn col(&self, field: &str) -> u32 {
        self.columns.get(field).copied().unwrap_or(0)
    }

    /// The unit that a row names, by code, name or both.
    pub fn entity(&self, at: usize) -> Option<Coded> {
        let parts = split(&self.words(at, "预算单位"), Shape::Digits);
        let name = Some(self.words(at, "单位名称")).filter(|name| !name.is_empty()).or(parts.name);
        match (parts.code, name) {
            (None, None) => None,
            (code, name) => Some(Coded { code: code.unwrap_or_default().into(), name: name.map(std::sync::Arc::from) }),
        }
    }

    /// The year of a row: its own, else the table's.
    pub fn year_of(&self, at: usize) -> Option<u16> {
        year::in_cell(&self.words(at, "预算年度")).or(self.year)
    }

    /// What the columns were taken for.
    pub fn fields(&self) -> BTreeMap<u32, String> {
        self.columns.iter().filter(|(field, _)| *field != "其他").map(|(field, col)| (*col, field.clone())).collect()
    }
}

/// The field of a column by its whole path of words, else by the last.
fn field(column: &HeaderColumn, kind: ExportKind, knowledge: &Knowledge) -> Option<String> {
    let joined: String = column.path.iter().map(|word| word.words.as_str()).collect();
    let last = column.path.last()?;
    let found = knowledge.annexes.field(kind, &joined).or_else(|| knowledge.annexes.field(kind, &last.words));
    found.map(str::to_owned)
}

/// The fields without which nothing can be made.
fn needed(kind: ExportKind) -> &'static [&'static str] {
    match kind {
        ExportKind::Goals => &["项目名称", "三级指标", "指标值"],
        ExportKind::Purchases => &["品目名称"],
        ExportKind::Assets => &["项目", "价值"],
        _ => &["单位名称"],
    }
}

/// The unit of a table's money: of the header, of the lines above, of the profile, of the command line.
pub(super) fn unit(
    work: &mut Work<'_>,
    header: Option<StatedUnit>,
    (profile, options): (&Profile, &Options<'_>),
) -> Option<Unit> {
    let line = work.table.context.units.last().map(|(unit, _)| unit.clone());
    let found = match header.or(line) {
        Some(StatedUnit::Known(unit)) => Some(unit),
        Some(StatedUnit::Other(word)) if options.unit.is_none() => {
            work.gather.push(Finding::new(&codes::UNIT_UNSUPPORTED).at(work.sheet.whole()).with("unit", word));
            return None;
        }
        _ => profile.unit.or(options.unit),
    };
    if found.is_none() {
        work.gather.push(Finding::new(&codes::UNIT_UNKNOWN).at(work.sheet.whole()).with("header", profile.kind.name()));
    }
    found
}
