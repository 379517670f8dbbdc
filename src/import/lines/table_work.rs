//! One table on its way to lines: recognised, laid out, its rows judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::{import as codes, import_shape as shape_codes};
use crate::import::Options;
use crate::import::annex::{self, Annexed};
use crate::import::cell::label::is_empty;
use crate::import::cell::number::{self, Written};
use crate::import::cell::pool::Pool;
use crate::import::cell::unit;
use crate::import::columns::layout::{Layout, UNKNOWN_COLUMN};
use crate::import::columns::settled::{Setting, Units, years};
use crate::import::grid::{Sheet, Value};
use crate::import::header::merged::Merged;
use crate::import::header::table::Table;
use crate::import::knowledge::field::{Dimension, Field};
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::plausible::Plausible;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::lines::causes::Gather;
use crate::import::rows::records::{self, Records};
use crate::import::rows::role::{Verdict, judge};
use crate::import::rows::shape::{Misshapen, misshapen};
use crate::import::rows::wording;
use crate::import::summed::Parsed;
use crate::origin::column_letters;

/// A table with everything that is needed to make lines of it.
pub(in crate::import) struct Work<'a> {
    pub(in crate::import) sheet: &'a Sheet,
    pub(in crate::import) table: Table,
    pub(in crate::import) profile: Option<Profile>,
    pub(in crate::import) layout: Option<Layout>,
    pub(in crate::import) ready: Option<Ready>,
    /// Why no line is made of the table, where none is.
    pub(in crate::import) refused: Option<String>,
    pub(in crate::import) gather: Gather,
    /// What its columns were taken for, where it holds no lines.
    pub(in crate::import) fields: BTreeMap<u32, String>,
    /// The unit of its money and what said so, where it holds no lines.
    pub(in crate::import) said_unit: Option<(Unit, String)>,
    /// What was made of it, where it holds no lines.
    pub(in crate::import) annexed: Option<Annexed>,
    /// Whether rows were set aside whose values have slid: what is summed over them cannot be verified.
    pub(in crate::import) misshapen: bool,
    /// What it says, where it is already summed.
    pub(in crate::import) summed: Option<Box<Parsed>>,
}

/// What lines are made of.
pub(in crate::import) struct Ready {
    pub(in crate::import) records: Records,
    pub(in crate::import) verdicts: Vec<Verdict>,
    pub(in crate::import) units: Units,
    pub(in crate::import) year: Option<(u16, String)>,
}

/// Recognises a table and reads its rows.
pub(in crate::import) fn prepare<'a>(
    (sheet, merged, table): (&'a Sheet, &Merged, Table),
    knowledge: &Knowledge,
    options: &Options<'_>,
    pool: &mut Pool,
) -> Work<'a> {
    let profile = choose(&table, knowledge, options);
    let mut work = Work::begin(sheet, table, profile);
    let Some(profile) = work.profile.clone() else {
        work.refuse_unknown();
        work.layout = Some(Layout::described(&work.table.header, knowledge));
        return work;
    };
    work.set_misshapen_aside();
    let year = match years(&work.table.context).as_slice() {
        [year] => Some(*year),
        _ => options.fiscal_year,
    };
    let mut layout = Layout::of(&work.table.header, &profile, knowledge, year);
    work.take_unit_row(&mut layout);
    if profile.kind.makes_lines() {
        work.read_rows(merged, &layout, (&profile, options), (&knowledge.plausible, pool));
    } else {
        annex::read(&mut work, merged, &profile, knowledge, options);
    }
    work.layout = Some(layout);
    work
}

impl<'a> Work<'a> {
    /// A table of which something may be made, where its kind is known.
    pub(in crate::import) fn begin(sheet: &'a Sheet, table: Table, profile: Option<Profile>) -> Work<'a> {
        Work {
            sheet,
            table,
            profile,
            layout: None,
            ready: None,
            refused: None,
            gather: Gather::default(),
            said_unit: None,
            annexed: None,
            misshapen: false,
            summed: None,
            fields: BTreeMap::new(),
        }
    }
}

impl Work<'_> {
    /// Sets rows aside that have not as many fields as the others.
    fn set_misshapen_aside(&mut self) {
        let rows = misshapen(self.sheet, &self.table);
        for (at, why) in &rows {
            let place = self.sheet.place_of_row(&self.sheet.rows[*at]);
            match why {
                Misshapen::Cut => {
                    let why = "最后一行没有写完，也没有换行，这一行没有采用";
                    self.gather.push(Finding::new(&shape_codes::FILE_CUT).at(place).with("why", why));
                }
                Misshapen::Fields(has, usual) => {
                    let what = format!("这些行有 {has} 列，其他行有 {usual} 列");
                    self.gather.note(&shape_codes::FIELD_COUNT, what, place);
                }
            }
        }
        self.misshapen = !rows.is_empty();
        self.table.take_aside(rows.into_keys(), "列数与其他行不同");
    }

    /// A row right under the header that holds nothing but units says them of its columns.
    fn take_unit_row(&mut self, layout: &mut Layout) {
        let Some(row) = self.table.body.first().map(|at| &self.sheet.rows[*at]) else { return };
        if !wording::states_units(row) {
            return;
        }
        for column in layout.money.iter_mut().filter(|column| column.unit.is_none()) {
            column.unit = row.cell(column.col).and_then(|cell| unit::in_cell(&cell.text));
        }
        for column in layout.beside.iter_mut().filter(|column| column.unit.is_none()) {
            column.unit = row.cell(column.col).and_then(|cell| unit::in_cell(&cell.text));
        }
        let first = self.table.body.first().copied();
        self.table.take_aside(first.into_iter(), "单位行");
    }

    fn refuse_unknown(&mut self) {
        let header: Vec<String> =
            self.table.header.columns.iter().map(crate::import::header::find::HeaderColumn::text).collect();
        let finding = Finding::new(&codes::UNKNOWN_KIND).at(self.sheet.whole());
        self.gather.push(finding.with("header", header.join("、")).with("rows", self.table.rows_read()));
        self.refused = Some("看不出是哪一种导出".to_owned());
    }

    fn read_rows(
        &mut self,
        merged: &Merged,
        layout: &Layout,
        (profile, options): (&Profile, &Options<'_>),
        (plausible, pool): (&Plausible, &mut Pool),
    ) {
        if !self.columns_suffice(layout, profile) {
            return;
        }
        let setting = Setting { sheet: self.sheet, table: &self.table, layout, profile, options, plausible };
        let (Some(units), year) = (setting.units(&mut self.gather), setting.year(&mut self.gather)) else {
            self.refused = Some("金额单位没有确定".to_owned());
            return;
        };
        if year.is_none() && layout.year.is_none() {
            self.refused = Some("预算年度没有确定".to_owned());
            return;
        }
        let records = records::read((self.sheet, merged), &self.table, (layout, profile), &units.columns, pool);
        let verdicts = judge(&records, layout, profile.kind, pool);
        self.ready = Some(Ready { records, verdicts, units, year });
    }

    /// What may be the amount under another name: amounts that are not taken, and columns of no known name that hold
    /// nothing but numbers.
    fn other_amounts(&self, layout: &Layout) -> String {
        let mut also = String::new();
        if !layout.untaken.is_empty() {
            also = format!("；有 {} 列，但配置没有说取哪一列", layout.untaken.join("、"));
        }
        let known = |col: u32| layout.beside.iter().any(|beside| beside.col == col);
        let unknown = layout.columns.iter().filter(|column| {
            column.field.is_none() && !known(column.col) && column.note.as_deref() == Some(UNKNOWN_COLUMN)
        });
        let like: Vec<String> = unknown
            .filter(|column| self.holds_numbers(column.col))
            .map(|column| format!("“{}”（{} 列）", column.header, column_letters(column.col)))
            .collect();
        if !like.is_empty() {
            also.push_str(&format!("；{} 里都是数，可能就是它改了名", like.join("、")));
        }
        also
    }

    /// Whether a column holds numbers in nearly all rows.
    fn holds_numbers(&self, col: u32) -> bool {
        let cells = self.table.body.iter().filter_map(|at| self.sheet.rows[*at].cell(col));
        let (mut filled, mut numbers) = (0, 0);
        for cell in cells.filter(|cell| !is_empty(&cell.text)) {
            filled += 1;
            numbers += usize::from(match cell.value {
                Value::Number(_) => true,
                Value::Text => matches!(number::read(&cell.text), Written::Number(..)),
                _ => false,
            });
        }
        numbers * 10 >= filled * 9 && numbers * 2 >= self.table.body.len()
    }

    /// Whether all columns are there and none is in doubt; findings say what is missing.
    fn columns_suffice(&mut self, layout: &Layout, profile: &Profile) -> bool {
        let header: Vec<&str> = layout.columns.iter().map(|c| c.header.as_str()).collect();
        let rows = &self.sheet.rows[self.table.header.rows.clone()];
        let shown = |at: usize| rows.get(at).map_or(0, |r| r.line + 1).to_string();
        let header_rows = if rows.len() > 1 { format!("{}–{}", shown(0), shown(rows.len() - 1)) } else { shown(0) };
        let mut names_missing: Vec<&str> = Vec::new();
        for (field, names) in &layout.missing {
            let also = if field == "金额" { self.other_amounts(layout) } else { String::new() };
            let finding = Finding::new(&codes::MISSING_COLUMN)
                .at(self.sheet.whole())
                .with("kind", profile.kind.name())
                .with("field", field.clone())
                .with("header_rows", header_rows.clone())
                .with("header", header.join("、"))
                .with("names", format!("{}{also}", names.join("、")));
            self.gather.push(finding);
            names_missing.push(field);
        }
        for (first, second, header) in &layout.doubled {
            let finding = Finding::new(&codes::DOUBLED_COLUMN)
                .at(self.sheet.whole())
                .with("first", column_letters(*first))
                .with("second", column_letters(*second))
                .with("header", header.clone());
            self.gather.push(finding);
        }
        self.refused = match (names_missing.is_empty(), layout.doubled.is_empty()) {
            (true, true) => None,
            (false, _) => Some(format!("缺少必需的列：{}", names_missing.join("、"))),
            (true, false) => Some("金额列有两列同名".to_owned()),
        };
        self.refused.is_none()
    }
}

/// The profile for a table: the forced one where it is of the table's kind, else the one of whose telling headers the
/// largest share is there, else the common names for the kind that the fields make it.
fn choose(table: &Table, knowledge: &Knowledge, options: &Options<'_>) -> Option<Profile> {
    let mut headers: BTreeSet<String> = BTreeSet::new();
    for column in &table.header.columns {
        headers.extend(column.path.iter().map(|w| w.words.clone()));
        headers.insert(column.path.iter().map(|w| w.words.as_str()).collect());
    }
    let headers: Vec<String> = headers.into_iter().collect();
    // At least 3 in 5 of the telling headers; compared as fractions.
    let known = knowledge.profiles.iter().map(|p| (p, p.found(&headers), p.distinguishing.len()));
    let fitting = known.filter(|(_, found, of)| *of > 0 && *found >= 3.min(*of) && found * 5 >= of * 3);
    let best = fitting.max_by(|(_, f1, o1), (_, f2, o2)| (f1 * o2, f1).cmp(&(f2 * o1, f2))).map(|(p, ..)| p);
    let by_fields = kind_by_fields(table, knowledge);
    if let Some(forced) = &options.profile {
        let kind = best.map(|p| p.kind).or(by_fields).or_else(|| knowledge.annexes.told_by(&headers));
        if kind.is_none_or(|kind| kind == forced.kind) {
            return Some(forced.clone());
        }
    }
    best.cloned().or_else(|| {
        let kind = by_fields.or_else(|| knowledge.annexes.told_by(&headers))?;
        let plain = |p: &&Profile| p.kind == kind && (p.distinguishing.is_empty() || !kind.makes_lines());
        let plain = knowledge.profiles.iter().find(plain);
        Some(plain.cloned().unwrap_or_else(|| Profile::common(kind)))
    })
}

/// What the fields alone make a table.
fn kind_by_fields(table: &Table, knowledge: &Knowledge) -> Option<ExportKind> {
    let fields: Vec<Field> =
        table.header.columns.iter().filter_map(|c| knowledge.names.field(&c.path)).map(|(f, _)| f).collect();
    let has = |wanted: Dimension| fields.iter().any(|f| matches!(f, Field::Coded(d, _) if *d == wanted));
    let last =
        |c: &crate::import::header::find::HeaderColumn| c.path.last().map(|w| w.words.clone()).unwrap_or_default();
    let funds = table.header.columns.iter().filter(|c| knowledge.names.field(&c.path).is_none());
    let wide = funds.filter(|c| knowledge.funds.column(&last(c)).is_some()).count();
    let money = wide > 0 || fields.contains(&Field::Amount);
    let detailed = has(Dimension::Economic)
        || has(Dimension::GovernmentEconomic)
        || has(Dimension::Project)
        || has(Dimension::Category);
    let spends = has(Dimension::Economic) || has(Dimension::Project) || has(Dimension::Category);
    if money && detailed && (has(Dimension::Function) || spends && (has(Dimension::Fund) || has(Dimension::Economic))) {
        Some(ExportKind::Expenditure)
    } else if money && !detailed && (wide > 0 || has(Dimension::Fund) || has(Dimension::RevenueItem)) {
        Some(ExportKind::Revenue)
    } else {
        None
    }
}
