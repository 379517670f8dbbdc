//! A list: a header, and a row a record.

use std::collections::BTreeMap;

use super::super::Options;
use super::cells::Cells;
use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::{import as codes, import_annex};
use crate::import::cell::codes::{Shape, split};
use crate::import::cell::unit::Stated as StatedUnit;
use crate::import::cell::year;
use crate::import::columns::settled::years;
use crate::import::header::find::HeaderColumn;
use crate::import::header::merged::Merged;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::lines::causes::Gather;
use crate::import::lines::table_work::Work;
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
        for column in &work.table.header.columns {
            match field(column, profile.kind, knowledge) {
                Some(field) => {
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
        let money = Money::of(work, (&columns, &others), (profile.kind, knowledge));
        let own_units = money.own_units;
        let unit = match &money.main {
            // No amount, no unit.
            None => Some(Unit::Yuan),
            Some((header, stated)) => unit(work, (header, stated.clone()), (profile, options)),
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
        let cells = Cells { sheet: work.sheet, merged, unit, own_units };
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

/// The columns that hold money.
struct Money {
    /// The header that speaks for the table, with the unit that it states; `None` where no column holds money.
    main: Option<(String, Option<StatedUnit>)>,
    /// Units that headers state for their own column.
    own_units: BTreeMap<u32, Unit>,
}

impl Money {
    fn of(
        work: &Work<'_>,
        (columns, others): (&BTreeMap<String, u32>, &[(u32, String)]),
        (kind, knowledge): (ExportKind, &Knowledge),
    ) -> Money {
        let funds =
            others.iter().filter(|(_, words)| kind == ExportKind::Purchases && knowledge.funds.column(words).is_some());
        let fields = money_fields(kind).iter().filter_map(|field| columns.get(*field));
        let order: Vec<u32> = fields.copied().chain(funds.map(|(col, _)| *col)).collect();
        let header = |col: &u32| work.table.header.columns.iter().find(|column| column.col == *col);
        let mut money = Money { main: None, own_units: BTreeMap::new() };
        for column in order.iter().filter_map(header) {
            let stated = column.path.iter().rev().find_map(|word| word.unit.clone());
            if let Some(StatedUnit::Known(unit)) = stated {
                money.own_units.insert(column.col, unit);
            }
            // A unit that cannot be read at all speaks loudest.
            let foreign = matches!(stated, Some(StatedUnit::Other(_)));
            if foreign || money.main.as_ref().is_none_or(|(_, unit)| unit.is_none() && stated.is_some()) {
                money.main = Some((column.text(), stated));
            }
        }
        money
    }
}

/// The fields that hold money, the one that speaks for the others first.
fn money_fields(kind: ExportKind) -> &'static [&'static str] {
    match kind {
        ExportKind::Goals => &["预算数", "财政资金", "其他资金", "3月底", "6月底", "10月底", "12月底"],
        ExportKind::Purchases => &["采购金额", "合计", "单价", "预留份额"],
        ExportKind::Assets => &["价值"],
        _ => &[],
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
    (header, stated): (&str, Option<StatedUnit>),
    (profile, options): (&Profile, &Options<'_>),
) -> Option<Unit> {
    let above = work.table.context.units.last().map(|(unit, _)| (unit.clone(), "表上方的“单位”".to_owned()));
    let found = match stated.map(|unit| (unit, format!("表头“{header}”"))).or(above) {
        Some((StatedUnit::Known(unit), said)) => Some((unit, said)),
        Some((StatedUnit::Other(word), _)) if options.unit.is_none() => {
            work.gather.push(Finding::new(&codes::UNIT_UNSUPPORTED).at(work.sheet.whole()).with("unit", word));
            return None;
        }
        _ => profile
            .unit
            .map(|unit| (unit, format!("配置 {}", profile.id)))
            .or(options.unit.map(|unit| (unit, "用 --unit 指定".to_owned()))),
    };
    if found.is_none() {
        work.gather.push(Finding::new(&codes::UNIT_UNKNOWN).at(work.sheet.whole()).with("header", header));
    }
    work.said_unit.clone_from(&found);
    found.map(|(unit, _)| unit)
}
