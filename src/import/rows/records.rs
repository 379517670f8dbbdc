//! The rows of a table as records: dimensions and amounts, before it is decided what each row is.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::amount::Unit;
use crate::import::cell::codes::{Shape, from_levels};
use crate::import::cell::label::{comparable, is_bare_sum, is_empty, is_group_sum, is_rubbish, is_sum, trimmed};
use crate::import::cell::money::Money;
use crate::import::cell::pool::{Entry, EntryId, Pool};
use crate::import::columns::layout::{DimensionColumns, Layout};
use crate::import::grid::{GridCell, GridRow, Sheet, Value};
use crate::import::header::find::MOST_COLUMNS;
use crate::import::header::merged::{Area, Merged};
use crate::import::header::table::Table;
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::profile::Profile;
use crate::import::rows::filled_down::FilledDown;

/// Places for dimensions in a record: all of them, and a second, finer 项目类别.
pub(in crate::import) const SLOTS: usize = Dimension::ALL.len() + 1;
/// The place of the second 项目类别.
pub(in crate::import) const FINER_CATEGORY: usize = Dimension::ALL.len();

/// One row of a table.
#[derive(Clone, Debug)]
pub(in crate::import) struct Record {
    /// Position in the sheet's rows.
    pub(in crate::import) at: usize,
    /// The dimensions, filled down where the profile says so.
    pub(in crate::import) dimensions: [EntryId; SLOTS],
    /// The words that call the row a sum (合计, 小计).
    pub(in crate::import) sum: Option<Arc<str>>,
    /// The fiscal year that the row gives, where it is one.
    pub(in crate::import) year: Option<u16>,
    /// Whether a cell of the row is an error or a formula without a result.
    pub(in crate::import) broken: bool,
    /// Whether a cell of the row is a date.
    pub(in crate::import) dated: bool,
}

impl Record {
    /// A dimension's entry.
    pub(in crate::import) fn of(&self, dimension: Dimension) -> EntryId {
        self.dimensions[dimension.index()]
    }
}

/// The rows of a table with their amounts.
#[derive(Debug)]
pub(in crate::import) struct Records {
    pub(in crate::import) rows: Vec<Record>,
    money: Vec<Money>,
    columns: usize,
    /// Columns that are filled on the first row of a group only, and how many rows take them from above.
    pub(in crate::import) filled: Vec<(&'static str, usize)>,
}

impl Records {
    /// How many columns of amounts there are.
    pub(in crate::import) fn columns(&self) -> usize {
        self.columns
    }

    /// The amounts of a record, one for each money column of the layout.
    pub(in crate::import) fn money(&self, record: usize) -> &[Money] {
        &self.money[record * self.columns..(record + 1) * self.columns]
    }
}

/// Reads all rows of a table; `units` gives the unit of each money column.
pub(in crate::import) fn read(
    (sheet, merged): (&Sheet, &Merged),
    table: &Table,
    (layout, profile): (&Layout, &Profile),
    units: &[Unit],
    pool: &mut Pool,
) -> Records {
    let filled = FilledDown::of((sheet, merged), table, layout);
    let mut reader = Reader::new(sheet, merged, layout, &filled);
    reader.constants = constants(layout, profile, pool);
    let mut records = Records {
        rows: Vec::with_capacity(table.body.len()),
        money: Vec::new(),
        columns: layout.money.len(),
        filled: Vec::new(),
    };
    for at in &table.body {
        let row = &sheet.rows[*at];
        let record = reader.record(*at, row, pool);
        money(row, layout, units, &mut records.money);
        records.rows.push(record);
    }
    records.filled = filled.said;
    records
}

/// The amounts of a row. A row mostly repeats one amount in several columns, whose cells then share their text.
fn money(row: &GridRow, layout: &Layout, units: &[Unit], into: &mut Vec<Money>) {
    let mut last: Option<(&GridCell, Unit, Money)> = None;
    for (column, unit) in layout.money.iter().zip(units) {
        let cell = row.cell(column.col);
        let again = last.zip(cell).filter(|((known, of, _), cell)| of == unit && is_same(known, cell));
        let read = again.map_or_else(|| Money::read(cell, *unit), |((.., money), _)| money);
        last = cell.map(|cell| (cell, *unit, read)).or(last);
        into.push(read);
    }
}

/// Whether two cells share their text and hold the same.
fn is_same(one: &GridCell, other: &GridCell) -> bool {
    Arc::ptr_eq(&one.text, &other.text) && one.value == other.value
}

struct Reader<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    first_money: u32,
    /// For each dimension of the layout: the areas over several rows in its columns.
    areas: Vec<Vec<(u32, Vec<Area>)>>,
    /// For each dimension of the layout: what was last given.
    last: Vec<[EntryId; 2]>,
    /// For each dimension of the layout: the cells of the row before and what they gave.
    before: Vec<Before<'a>>,
    /// For each column that a header can have: the text that was last found not to call its row a sum.
    no_sum: Vec<Option<&'a Arc<str>>>,
    constants: Vec<(Dimension, EntryId)>,
    filled: &'a FilledDown,
    /// The merged areas over several rows in the column of years.
    year_areas: Vec<Area>,
    last_year: Option<u16>,
    /// The 项目类别 of the row that gave the project last.
    project_category: EntryId,
}

/// The cells of one dimension in the row before: neighbours mostly say the same of unit, department and fund.
struct Before<'a> {
    columns: Vec<u32>,
    cells: Vec<Option<&'a GridCell>>,
    /// What they gave; `None` where a merged area may give another row something else.
    found: Option<[EntryId; 2]>,
}

impl<'a> Before<'a> {
    fn of(columns: &DimensionColumns) -> Before<'a> {
        let columns: Vec<u32> = columns.all().collect();
        Before { cells: vec![None; columns.len()], columns, found: None }
    }

    /// What the cells of the row before gave, where this row has the same ones, which it has from now on.
    fn again(&mut self, row: &'a GridRow) -> Option<[EntryId; 2]> {
        let mut same = true;
        for (col, known) in self.columns.iter().zip(&mut self.cells) {
            let cell = row.cell(*col);
            let as_before = match (cell, *known) {
                (Some(cell), Some(known)) => is_same(cell, known),
                (None, None) => true,
                _ => false,
            };
            if !as_before {
                *known = cell;
                same = false;
            }
        }
        self.found.filter(|_| same)
    }
}

/// What the profile says of all rows, for dimensions without a column.
fn constants(layout: &Layout, profile: &Profile, pool: &mut Pool) -> Vec<(Dimension, EntryId)> {
    let without = profile.constants.iter().filter(|(dimension, _)| layout.dimension(**dimension).is_none());
    let entry = |(dimension, text): (&Dimension, &String)| {
        let parts = pool.split(text, shape(*dimension));
        (*dimension, pool.id(parts))
    };
    without.map(entry).collect()
}

/// How codes of a dimension look.
fn shape(dimension: Dimension) -> Shape {
    if dimension == Dimension::Project { Shape::Project } else { Shape::Digits }
}

impl<'a> Reader<'a> {
    fn new(sheet: &'a Sheet, merged: &Merged, layout: &'a Layout, filled: &'a FilledDown) -> Reader<'a> {
        let tall = |d: &DimensionColumns| d.all().map(|col| (col, merged.tall_in(col))).collect();
        Reader {
            sheet,
            layout,
            first_money: layout.money.iter().map(|m| m.col).min().unwrap_or(0),
            areas: layout.dimensions.iter().map(tall).collect(),
            last: vec![[EntryId::NONE; 2]; layout.dimensions.len()],
            before: layout.dimensions.iter().map(Before::of).collect(),
            no_sum: vec![None; MOST_COLUMNS as usize],
            constants: Vec::new(),
            filled,
            year_areas: layout.year.map(|col| merged.tall_in(col)).unwrap_or_default(),
            last_year: None,
            project_category: EntryId::NONE,
        }
    }

    fn record(&mut self, at: usize, row: &'a GridRow, pool: &mut Pool) -> Record {
        let year = self.year(row);
        let dated = row.cells.iter().any(|(_, cell)| cell.value == Value::Date);
        let broken = row.cells.iter().any(|(_, cell)| matches!(cell.value, Value::Error | Value::Uncalculated));
        let sum = self.sum_label(row, pool);
        let mut record = Record { at, dimensions: [EntryId::NONE; SLOTS], sum, year, broken, dated };
        for (place, columns) in self.layout.dimensions.iter().enumerate() {
            let found = match self.before[place].again(row) {
                Some(found) => found,
                None => {
                    let found = self.entries(place, columns, row, pool);
                    self.before[place].found =
                        self.areas[place].iter().all(|(_, areas)| areas.is_empty()).then_some(found);
                    found
                }
            };
            self.put(&mut record, columns.dimension, found);
        }
        if record.sum.is_none() {
            self.fill_down(&mut record);
            for (dimension, entry) in &self.constants {
                record.dimensions[dimension.index()] = *entry;
            }
        }
        record
    }

    /// The fiscal year that a row gives, or the merged cell or the first row of its group above it.
    fn year(&mut self, row: &GridRow) -> Option<u16> {
        let col = self.layout.year?;
        let cell = row.cell(col).filter(|cell| !is_empty(&cell.text));
        let Some(cell) = cell else {
            let after = self.year_areas.partition_point(|area| area.top <= row.index);
            let merged = self.year_areas[..after].last().is_some_and(|area| area.holds(row.index, col));
            return self.last_year.filter(|_| merged || self.filled.year);
        };
        let of_date = |text: &str| text.get(..4).and_then(crate::import::cell::year::in_cell);
        let dated = (cell.value == Value::Date).then(|| of_date(&cell.text)).flatten();
        self.last_year = dated.or_else(|| written(cell).and_then(|text| crate::import::cell::year::in_cell(&text)));
        self.last_year
    }

    /// The words that call a row a sum: alone in a cell, or at the end of a cell of a row that lacks the functional code.
    fn sum_label(&mut self, row: &'a GridRow, pool: &mut Pool) -> Option<Arc<str>> {
        let (col, label) = row.cells.iter().find(|(col, cell)| self.calls_sum(*col, cell))?;
        let filled =
            |d: &DimensionColumns| d.all().any(|c| c != *col && row.cell(c).is_some_and(|c| !is_empty(&c.text)));
        let given = |dimension| self.layout.dimension(dimension).map(filled);
        let has_function = given(Dimension::Function) == Some(true);
        // A row that gives all that a line needs is one, whatever its remark or the name of its project says.
        let complete =
            has_function && [Dimension::Category, Dimension::Fund].into_iter().all(|d| given(d) != Some(false));
        let counts = is_bare_sum(&label.text)
            || !has_function
            || *col < self.first_money && label.text.starts_with(char::is_whitespace);
        (counts && !complete).then(|| pool.string(trimmed(&label.text)))
    }

    /// Whether a cell beside the amounts has words for a sum. Neighbours mostly share their text, and most have none.
    fn calls_sum(&mut self, col: u32, cell: &'a GridCell) -> bool {
        let place = usize::try_from(col).unwrap_or(usize::MAX);
        if self.no_sum.get(place).copied().flatten().is_some_and(|known| Arc::ptr_eq(known, &cell.text)) {
            return false;
        }
        if is_sum(&cell.text) || is_group_sum(&cell.text) {
            return cell.value == Value::Text && self.layout.money.iter().all(|m| m.col != col);
        }
        if let Some(known) = self.no_sum.get_mut(place) {
            *known = Some(&cell.text);
        }
        false
    }

    /// What a row gives of a dimension: the entry, and a second one for a finer 项目类别.
    fn entries(&self, place: usize, columns: &DimensionColumns, row: &GridRow, pool: &mut Pool) -> [EntryId; 2] {
        let shape = shape(columns.dimension);
        let text = |col: Option<u32>| col.and_then(|col| self.text(place, col, row)).filter(|t| !is_bare_sum(t));
        let lost = [columns.code, columns.whole.first().copied()].into_iter().flatten();
        let lost =
            lost.filter_map(|col| row.cell(col)).find(|cell| has_lost_digits(cell)).map(|cell| Arc::clone(&cell.text));
        let text = |col: Option<u32>| text(col).filter(|_| lost.is_none() || col == columns.name);
        let whole = text(columns.whole.first().copied()).map(|t| pool.split(&t, shape)).unwrap_or_default();
        let by_level = || {
            let levels = columns.levels.map(|col| text(col).unwrap_or_default());
            from_levels([&levels[0], &levels[1], &levels[2]]).map(Arc::from)
        };
        let column = text(columns.code).map(|t| pool.split(&t, shape));
        let (code, code_name) = match column {
            // A code column may hold something that does not begin with a digit, such as a project code of letters.
            Some(parts) if parts.code.is_none() => (parts.name, None),
            Some(parts) => (parts.code, parts.name),
            None => (None, None),
        };
        let mut rubbish = None;
        let named = text(columns.name).and_then(|t| {
            if is_rubbish(&t) {
                rubbish = Some(pool.string(&t));
                return None;
            }
            let parts = pool.split(&t, shape);
            // 2010301-行政运行 in a column of names; a name that merely begins with digits stays whole.
            let own = parts.name.filter(|_| parts.code.is_some() && parts.code == code);
            Some(own.unwrap_or_else(|| pool.string(&t)))
        });
        let code = code.or(whole.code).or_else(by_level);
        let name = named.or(code_name).or(whole.name);
        let no_name = rubbish.or(whole.no_name).filter(|_| name.is_none());
        let finer = text(columns.whole.get(1).copied()).map(|t| pool.split(&t, shape)).unwrap_or_default();
        [pool.id(Entry { code, name, no_name, lost_code: lost }), pool.id(finer)]
    }

    /// The text of a cell, or of the merged area over several rows that covers it.
    fn text<'r>(&'r self, place: usize, col: u32, row: &'r GridRow) -> Option<Cow<'r, str>> {
        if let Some(text) = row.cell(col).and_then(written) {
            return Some(text);
        }
        let (_, areas) = self.areas[place].iter().find(|(of, _)| *of == col)?;
        let after = areas.partition_point(|area| area.top <= row.index);
        let area = areas[..after].last().filter(|area| area.holds(row.index, col))?;
        let top = self.sheet.rows.binary_search_by_key(&area.top, |r| r.index).ok()?;
        self.sheet.rows[top].cell(area.left).and_then(written)
    }

    fn put(&self, record: &mut Record, dimension: Dimension, found: [EntryId; 2]) {
        record.dimensions[dimension.index()] = found[0];
        if dimension == Dimension::Category {
            record.dimensions[FINER_CATEGORY] = found[1];
        }
    }

    /// Gives blank cells of a group what its first row says. A new value ends the groups on its right.
    fn fill_down(&mut self, record: &mut Record) {
        let first_col = |d: &DimensionColumns| d.all().min().unwrap_or(0);
        for place in 0..self.layout.dimensions.len() {
            let columns = &self.layout.dimensions[place];
            let told = self.filled.has(columns.dimension);
            if !columns.fill_down && !told {
                continue;
            }
            let own = [
                record.of(columns.dimension),
                if columns.dimension == Dimension::Category {
                    record.dimensions[FINER_CATEGORY]
                } else {
                    EntryId::NONE
                },
            ];
            let category = record.of(Dimension::Category);
            let of_another = told && columns.dimension == Dimension::Project && category != self.project_category;
            if columns.dimension == Dimension::Project && own != [EntryId::NONE; 2] {
                self.project_category = category;
            }
            if own == [EntryId::NONE; 2] && of_another {
                // A line without a project, not one of the project above.
            } else if own == [EntryId::NONE; 2] {
                self.put(record, columns.dimension, self.last[place]);
            } else if own != self.last[place] {
                self.last[place] = own;
                for (other, columns_there) in self.layout.dimensions.iter().enumerate() {
                    let given = !record.of(columns_there.dimension).is_none();
                    if first_col(columns_there) > first_col(columns) && !given {
                        self.last[other] = [EntryId::NONE; 2];
                    }
                }
            }
        }
    }
}

/// The text of a cell that holds something; a number as digits without exponent or trailing zeros.
fn written(cell: &GridCell) -> Option<Cow<'_, str>> {
    let text = match cell.value {
        Value::Number(number) => number.normalize().to_string().into(),
        Value::Date => crate::import::cell::dates::serial(&cell.text)
            .map_or(Cow::Borrowed(trimmed(&cell.text)), |n| n.to_string().into()),
        Value::Error | Value::Uncalculated => return None,
        _ => Cow::Borrowed(trimmed(&cell.text)),
    };
    (!text.is_empty()).then_some(text)
}

/// Whether a cell holds a code that a spreadsheet program took for a number and of which it kept 15 digits.
fn has_lost_digits(cell: &GridCell) -> bool {
    match cell.value {
        Value::Number(number) => number.normalize().abs() >= Decimal::from(EXACT_DIGITS),
        Value::Text => {
            let words = comparable(&cell.text).to_ascii_uppercase();
            let Some((mantissa, exponent)) = words.split_once('E') else { return false };
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let point = mantissa.split_once('.').is_some_and(|(whole, rest)| digits(whole) && digits(rest));
            point && digits(exponent.trim_start_matches('+'))
        }
        _ => false,
    }
}

/// The first number that has more digits than a spreadsheet program keeps.
const EXACT_DIGITS: i64 = 1_000_000_000_000_000;
