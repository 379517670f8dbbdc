//! Which table a sheet is, and the reading of its cells.

use std::collections::BTreeMap;

use super::grid::{self, Paths, Standing};
use super::knowledge::{Shape, Summed, TableDef};
use super::parsed::Parsed;
use super::{by_function, by_item};
use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::{import as codes, import_summed as summed_codes};
use crate::import::Options;
use crate::import::cell::codes::{Shape as CodeShape, split};
use crate::import::cell::label::{comparable, half_width, is_empty};
use crate::import::cell::money::{Exactness, Money};
use crate::import::cell::number::{self, Written};
use crate::import::cell::unit::Stated as UnitStated;
use crate::import::grid::{GridCell, GridRow, Sheet, Value};
use crate::import::header::above::Context;
use crate::import::header::find::{Header, HeaderColumn};
use crate::import::header::merged::Merged;
use crate::import::header::table::Table;
use crate::import::knowledge::field_names::HeaderWord;
use crate::import::knowledge::known::Knowledge;
use crate::import::knowledge::profile::{ExportKind, Profile};
use crate::import::lines::causes::detail;
use crate::import::lines::made::code_of;
use crate::import::lines::table_work::Work;
use crate::model::{Coded, Count, Figure, Quantity, Stated};
use crate::origin::{Origin, column_letters};

/// Rows at the top in which a title, the unit's name and the unit of money stand.
const TOP: usize = 8;

/// Reads a sheet as one of the tables that are known; `None` where it is none.
pub(in crate::import) fn read<'a>(
    sheet: &'a Sheet,
    merged: &Merged,
    knowledge: &Knowledge,
    options: &Options<'_>,
) -> Option<Work<'a>> {
    let def = which(sheet, &knowledge.summed)?;
    let standing = match def.shape {
        Shape::Function => grid::by_codes(sheet),
        Shape::Items => grid::by_items(sheet),
        Shape::Unused => return Some(unused(sheet)),
    }?;
    let paths = grid::paths(sheet, merged, &standing);
    // A title alone may stand above a list of lines: its columns must be the table's own.
    let known = paths.values().filter(|path| def.columns.iter().any(|column| column.is(path)));
    let by_items = def.shape == Shape::Items;
    if known.count() == 0 && !by_items {
        return None;
    }
    let table = table(sheet, &standing, &paths);
    let mut work = Work::begin(sheet, table, Some(Profile::common(ExportKind::Summed)));
    let parsed = parse(&mut work, (def, knowledge), (&standing, &paths), options);
    work.summed = parsed.map(Box::new);
    Some(work)
}

/// The table that the name of a sheet begins with: `Z03 收入决算表(财决03表)`.
pub(in crate::import) fn named<'k>(sheet: &Sheet, summed: &'k Summed) -> Option<&'k TableDef> {
    let name = comparable(sheet.name.as_deref().unwrap_or_default());
    let by_prefix = |def: &&TableDef| {
        def.prefixes.iter().any(|prefix| {
            let behind = name.strip_prefix(comparable(prefix).as_str());
            behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        })
    };
    summed.tables.iter().find(by_prefix)
}

fn which<'k>(sheet: &Sheet, summed: &'k Summed) -> Option<&'k TableDef> {
    if let Some(found) = named(sheet, summed) {
        return Some(found);
    }
    // A sheet of this system that is none of these tables may have a title that looks like one of theirs.
    let titles: Vec<String> = top(sheet).map(|text| title(&text)).collect();
    let by_title =
        |def: &&TableDef| def.titles.iter().any(|known| titles.iter().any(|found| *found == comparable(known)));
    summed.tables.iter().find(by_title)
}

/// A table that the disclosure has no use for.
fn unused(sheet: &Sheet) -> Work<'_> {
    let whole = Standing { header: 0..0, body: 0..sheet.rows.len() };
    let mut work = Work::begin(sheet, table(sheet, &whole, &Paths::new()), Some(Profile::common(ExportKind::Summed)));
    work.refused = Some("公开表用不到这张表".to_owned());
    work
}

fn top(sheet: &Sheet) -> impl Iterator<Item = String> {
    let rows = sheet.rows.iter().take(TOP);
    rows.flat_map(|row| row.cells.iter().map(|(_, cell)| comparable(&cell.text))).filter(|text| !text.is_empty())
}

/// A title without its year and what stands in brackets behind it.
fn title(text: &str) -> String {
    let plain = HeaderWord::read(text).words;
    let plain = plain.trim_start_matches("部门").trim_start_matches("单位");
    plain.split_once("(财决").map_or(plain, |(before, _)| before).to_owned()
}

fn table(sheet: &Sheet, standing: &Standing, paths: &Paths) -> Table {
    let columns = paths.iter().filter(|(_, path)| !path.is_empty()).map(|(col, path)| HeaderColumn {
        col: *col,
        shown: path.iter().map(|word| word.as_str().into()).collect(),
        path: path.iter().map(|word| HeaderWord::read(word)).collect(),
    });
    let body = standing.body.clone();
    let filled = |at: &usize| sheet.rows[*at].cells.iter().any(|(_, cell)| !is_empty(&cell.text));
    Table {
        header: Header { rows: standing.header.clone(), columns: columns.collect() },
        context: Context::read(sheet, 0..standing.header.start),
        body: body.filter(filled).collect(),
        aside: BTreeMap::new(),
    }
}

/// Reads the table; `None` where its unit of money is not known, which is then said.
fn parse(
    work: &mut Work<'_>,
    (def, knowledge): (&TableDef, &Knowledge),
    (standing, paths): (&Standing, &Paths),
    options: &Options<'_>,
) -> Option<Parsed> {
    let stated = work.table.context.units.iter().find_map(|(stated, _)| match stated {
        UnitStated::Known(unit) => Some(*unit),
        UnitStated::Other(_) => None,
    });
    let Some(money) = stated.or(options.unit) else {
        work.gather.push(Finding::new(&codes::UNIT_UNKNOWN).at(work.sheet.whole()));
        work.refused = Some("金额单位没有确定".to_owned());
        return None;
    };
    work.said_unit = Some((money, if stated.is_some() { "表上方的“单位”" } else { "--unit" }.to_owned()));
    let mut parsed = Parsed {
        table: def.id.clone(),
        unit: unit_of(work.sheet),
        year: work.table.context.years.first().map(|(year, _)| *year).or(options.fiscal_year),
        place: work.sheet.whole(),
        rows: Vec::new(),
        figures: BTreeMap::new(),
        counts: BTreeMap::new(),
        columns: BTreeMap::new(),
        economic: BTreeMap::new(),
        unit_of_money: money,
    };
    let mut reader = Reader { work, money };
    match def.shape {
        Shape::Function => by_function::read(&mut reader, (def, knowledge), (standing, paths), &mut parsed),
        Shape::Items => by_item::read(&mut reader, def, (standing, paths), &mut parsed),
        Shape::Unused => {}
    }
    Some(parsed)
}

/// The unit that stands behind 编制单位, else what the file is called: exports are named after the unit.
fn unit_of(sheet: &Sheet) -> Coded {
    const LABELS: [&str; 6] = ["编制单位", "填报单位", "单位名称", "编报单位", "部门名称", "部门"];
    for row in sheet.rows.iter().take(TOP) {
        for (at, (_, cell)) in row.cells.iter().enumerate() {
            let plain: String = cell.text.chars().map(half_width).collect();
            let Some((label, behind)) = plain.split_once(':') else { continue };
            if !LABELS.contains(&comparable(label).as_str()) {
                continue;
            }
            let next = row.cells.get(at + 1).map(|(_, cell)| cell.text.to_string()).unwrap_or_default();
            let width = cell.text.chars().count() - behind.chars().count();
            let written: String = cell.text.chars().skip(width).collect();
            let written = if is_empty(&written) { next } else { written };
            let parts = split(written.trim(), CodeShape::Digits);
            if let Some(name) = parts.name.filter(|name| !is_empty(name)) {
                return Coded { code: parts.code.unwrap_or_default().into(), name: Some(name.as_str().into()) };
            }
        }
    }
    let file = sheet.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Coded { code: "".into(), name: Some(stem.into()) }
}

/// Reads cells of a sheet and notes what is wrong with them.
pub(super) struct Reader<'w, 'a> {
    work: &'w mut Work<'a>,
    money: Unit,
}

impl<'a> Reader<'_, 'a> {
    pub fn sheet(&self) -> &'a Sheet {
        self.work.sheet
    }

    fn cell(&self, at: usize, col: u32) -> Option<(&'a GridRow, &'a GridCell)> {
        let row = &self.sheet().rows[at];
        let cell = row.cell(col).filter(|cell| !is_nothing(&cell.text))?;
        Some((row, cell))
    }

    /// The amount of a cell; what is no amount is a finding.
    pub fn figure(&mut self, at: usize, col: u32) -> Option<Figure> {
        let (row, cell) = self.cell(at, col)?;
        let origin = self.sheet().place(row, col);
        let problem = match Money::read(Some(cell), self.money) {
            Money::Nothing => return None,
            Money::Amount(amount, unit, exactness) => {
                if exactness == Exactness::Rounded {
                    self.work.gather.note(&codes::ROUNDED, cell.text.to_string(), origin.clone());
                }
                return Some(Figure { amount, stated: Stated { text: cell.text.clone(), unit }, origin });
            }
            Money::Bad(problem) => problem,
        };
        let finding = self.work.gather.note(code_of(problem), cell.text.to_string(), origin);
        if let crate::import::cell::money::Problem::NoNumber(why) = problem {
            detail(finding, "why", why.words());
        }
        None
    }

    /// The number of things in a cell.
    pub fn count(&mut self, at: usize, col: u32) -> Option<Count> {
        let (row, cell) = self.cell(at, col)?;
        let origin = self.sheet().place(row, col);
        let number = match cell.value {
            Value::Number(number) => Some(number),
            Value::Text => match number::read(&cell.text) {
                Written::Number(number, None) => Some(number),
                _ => None,
            },
            _ => None,
        };
        if number.is_none() {
            self.work.gather.note(&codes::NO_NUMBER, cell.text.to_string(), origin.clone());
        }
        Some(Count { number: Quantity::of(number?), text: cell.text.clone(), origin })
    }

    /// Notes a column that is none of the table's, where it holds money.
    pub fn unknown_column(&mut self, col: u32, path: &[String], standing: &Standing) {
        let first = standing.body.clone().find(|at| {
            let money = self.cell(*at, col).map(|(_, cell)| Money::read(Some(cell), self.money));
            money.and_then(Money::amount).is_some_and(|amount| !amount.is_zero())
        });
        let Some(at) = first else { return };
        let place = self.place(at, col);
        let words = if path.is_empty() { format!("{} 列", column_letters(col)) } else { path.join("·") };
        self.work.gather.note(&summed_codes::COLUMN_UNKNOWN, words, place);
    }

    /// Sets a row aside, where it holds anything.
    pub fn aside(&mut self, at: usize, why: &'static str) {
        if self.work.table.body.contains(&at) {
            self.work.table.body.retain(|row| *row != at);
            self.work.table.aside.insert(at, why);
        }
    }

    /// Two rows of one code: the second is not used.
    pub fn repeated(&mut self, at: usize, key: &str) {
        let place = self.place(at, 0);
        self.work.gather.note(&summed_codes::ROW_TWICE, key, place);
        self.aside(at, "同一科目的第二行");
    }

    /// The same item says two things in two blocks.
    pub fn differs(&mut self, item: &str, first: &Figure, second: &Figure) {
        let finding = Finding::new(&summed_codes::TABLES_DISAGREE)
            .at(second.origin.clone())
            .at(first.origin.clone())
            .with("what", item.to_owned())
            .comparing(first.amount, second.amount, self.money);
        self.work.gather.push(finding);
    }

    fn place(&self, at: usize, col: u32) -> Origin {
        self.sheet().place(&self.sheet().rows[at], col)
    }
}

/// Whether a cell says that it does not apply.
fn is_nothing(text: &str) -> bool {
    let plain = comparable(text);
    plain.is_empty() || plain.chars().all(|c| matches!(c, '—' | '-' | '－' | '–' | '―' | '/'))
}
