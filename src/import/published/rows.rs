//! The body of a published form: rows by label or code, figures as the file states them.

use super::columns::Columns;
use super::page::{Page, PageRow};
use super::titles::{self, Title};
use crate::amount::Unit;
use crate::disclosure::{Cell, Font, HeaderCell, Look, Orientation, Role, Row, Table};
use crate::edition::{BlockDef, ClassificationDef, ColumnDef, Edition, Form, RowDef};
use crate::finding::{Checked, Finding, codes};
use crate::import::cell::label::comparable;
use crate::import::cell::money::Money;
use crate::import::cell::unit::Stated;

/// What a row of the sheet is in one block.
#[derive(Clone)]
struct Known {
    key: String,
    level: u8,
    code: Option<String>,
    label: String,
}

/// A table, and the rows of its body that are none of the form's.
type WithOthers = (Table, Vec<(u32, String)>);

/// Reads a form's table.
pub(super) fn read(
    (page, edition): (&Page<'_>, &Edition),
    title: &Title<'_>,
    columns: &Columns,
    end: usize,
) -> Checked<WithOthers> {
    let form = title.form;
    let mut findings = Vec::new();
    let unit = unit(page, title, columns, &mut findings);
    let others = Vec::new();
    let mut reader = Reader { page, form, edition, columns, unit, next: vec![0; form.blocks.len()], findings, others };
    reader.missing_columns(title);
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for row in &page.rows[columns.body_row..end] {
        match note(row) {
            Some(text) => notes.push(text),
            None => rows.extend(reader.row(row)),
        }
    }
    let (findings, others) = (reader.findings, reader.others);
    Checked { value: (table(page, form, columns, (unit, rows, notes)), others), findings }
}

/// A line of words alone that begins with 注 or 说明.
pub(super) fn note(row: &PageRow<'_>) -> Option<String> {
    let mut cells = row.row.cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty());
    let text = cells.next()?.1.text.trim();
    (cells.next().is_none() && (text.starts_with('注') || text.starts_with("说明"))).then(|| text.to_owned())
}

/// The unit that the page states; the form's own where it states none, which is said.
fn unit(page: &Page<'_>, title: &Title<'_>, columns: &Columns, findings: &mut Vec<Finding>) -> Unit {
    let money = title.form.columns.iter().any(|column| column.role == Role::Value);
    match titles::unit(page, title.row, columns.body_row) {
        Some(Stated::Known(unit)) => unit,
        None if !money => title.form.unit,
        _ => {
            let place = page.place(page.rows[title.row].row, 0);
            let finding = Finding::new(&codes::import_published::NO_UNIT).at(place);
            findings.push(finding.with("table", title.form.name.as_str()).with("unit", title.form.unit.word()));
            title.form.unit
        }
    }
}

struct Reader<'a> {
    page: &'a Page<'a>,
    form: &'a Form,
    edition: &'a Edition,
    columns: &'a Columns,
    unit: Unit,
    /// By block: the fixed row after the last one met, since labels may repeat.
    next: Vec<usize>,
    findings: Vec<Finding>,
    others: Vec<(u32, String)>,
}

impl Reader<'_> {
    fn missing_columns(&mut self, title: &Title<'_>) {
        let place = self.page.place(self.page.rows[title.row].row, 0);
        for (column, found) in self.form.columns.iter().zip(&self.columns.places) {
            if found.is_none() && column.role != Role::Sequence {
                let finding = Finding::new(&codes::import_published::NO_COLUMN).at(place.clone());
                let finding = finding.with("table", self.form.name.as_str());
                self.findings.push(finding.with("column", column.headers.joined()));
            }
        }
    }

    /// A row of the body; `None` where it is nothing of the form, which is said where it holds figures.
    fn row(&mut self, row: &PageRow<'_>) -> Option<Row> {
        let known: Vec<Option<Known>> = (0..self.form.blocks.len()).map(|block| self.recognise(block, row)).collect();
        if known.iter().all(Option::is_none) {
            self.unknown(row);
            let words = row.row.cells.iter().find(|(_, cell)| !cell.text.trim().is_empty());
            self.others.extend(words.map(|(_, cell)| (row.row.index, cell.text.trim().to_owned())));
            return None;
        }
        let cells = (0..self.form.columns.len()).map(|index| self.cell(index, row, &known)).collect();
        Some(Row {
            keys: known.iter().map(|known| known.as_ref().map(|known| known.key.clone())).collect(),
            levels: known.iter().map(|known| known.as_ref().map_or(0, |known| known.level)).collect(),
            cells,
            found_in: Some(row.row.index),
        })
    }

    /// The form's column of a role in a block, as the sheet's column.
    fn place_of(&self, block: usize, role: Role) -> Option<u32> {
        let key = &self.form.blocks[block].key;
        let own = |c: &&(usize, &crate::edition::ColumnDef)| {
            c.1.role == role && c.1.block.as_ref().is_some_and(|b| b.get_ref() == key)
        };
        let columns: Vec<_> = self.form.columns.iter().enumerate().collect();
        columns.iter().find(own).and_then(|(index, _)| self.columns.places[*index])
    }

    fn recognise(&mut self, block: usize, row: &PageRow<'_>) -> Option<Known> {
        let text = |col: Option<u32>| col.and_then(|col| row.cell(col)).map(|cell| cell.text.trim().to_owned());
        let label = text(self.place_of(block, Role::Label)).unwrap_or_default();
        let def: &BlockDef = &self.form.blocks[block];
        if !def.labels {
            return self.without_label(block, row);
        }
        if let Some(classification) = &def.classification {
            let known = match self.place_of(block, Role::Code) {
                Some(_) => classified(classification, &self.code(block, row, classification), &label),
                None => self.by_name(classification, &label),
            };
            // What stands below the codes of all blocks is a fixed row, also where its label is in the codes' column.
            let below =
                || tail(def, &label).or_else(|| tail(def, &text(self.place_of(block, Role::Code)).unwrap_or_default()));
            return known.or_else(below).or_else(|| unnamed(block_has_codes(self.form, def), &label));
        }
        let labels = self.labels(block, row);
        match fixed(&def.rows, &labels, self.next[block]) {
            Some(at) => {
                self.next[block] = at + 1;
                let row = &def.rows[at];
                Some(Known { key: row.key()?.to_owned(), level: row.level, code: None, label })
            }
            None => {
                tail(def, &label).or_else(|| tail(def, &text(self.place_of(block, Role::Code)).unwrap_or_default()))
            }
        }
    }

    /// The labels of a row in all the block's columns of labels.
    fn labels(&self, block: usize, row: &PageRow<'_>) -> Vec<String> {
        let key = &self.form.blocks[block].key;
        let columns = self.form.columns.iter().zip(&self.columns.places);
        let own =
            columns.filter(|(c, _)| c.role == Role::Label && c.block.as_ref().is_some_and(|b| b.get_ref() == key));
        let text = |col: Option<u32>| col.and_then(|col| row.cell(col)).map(|cell| cell.text.trim().to_owned());
        own.map(|(_, place)| text(*place).unwrap_or_default()).collect()
    }

    /// The code of a row: of one column, or of columns for its parts.
    fn code(&self, block: usize, row: &PageRow<'_>, classification: &ClassificationDef) -> String {
        let key = &self.form.blocks[block].key;
        let mut code = String::new();
        for (column, place) in self.form.columns.iter().zip(&self.columns.places) {
            let own = column.role == Role::Code && column.block.as_ref().is_some_and(|b| b.get_ref() == key);
            let Some(text) = place.filter(|_| own).and_then(|col| row.cell(col)).map(|cell| cell.text.trim()) else {
                continue;
            };
            let length = column.part.and_then(|part| part.of(&classification.levels)).map_or(0, |range| range.len());
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            // Some print the whole code in the column of each part; a part stored as a number has lost its zeros.
            match digits && text.len() > code.len() && text.starts_with(code.as_str()) {
                true => code = text.to_owned(),
                false if digits => code.push_str(&format!("{text:0>length$}")),
                false => code.push_str(text),
            }
        }
        code
    }

    /// A code of a form that prints names only, by the chart.
    fn by_name(&self, classification: &ClassificationDef, label: &str) -> Option<Known> {
        let total = classification.total.as_ref().is_some_and(|total| comparable(&total.label) == comparable(label));
        if total && !label.is_empty() {
            return Some(Known { key: "total".to_owned(), level: 0, code: None, label: label.to_owned() });
        }
        let wanted = comparable(label);
        let length = classification.levels.first().copied().unwrap_or(0);
        let code = self.edition.chart(classification.by).code_of(bare(&wanted), length)?;
        Some(Known { key: code.to_owned(), level: 0, code: None, label: label.to_owned() })
    }

    /// The one row of a block without labels: a row of figures and nothing else.
    fn without_label(&mut self, block: usize, row: &PageRow<'_>) -> Option<Known> {
        let def = &self.form.blocks[block];
        let fixed = def.rows.get(self.next[block])?;
        let columns = self.form.columns.iter().zip(&self.columns.places);
        let own = columns.filter(|(c, _)| c.block.as_ref().is_some_and(|key| *key.get_ref() == def.key));
        let read: Vec<Money> = own.filter_map(|(_, place)| Some(Money::read(row.cell((*place)?), self.unit))).collect();
        let figures = read.iter().filter(|money| matches!(money, Money::Amount(..))).count();
        if figures == 0 || read.iter().any(|money| matches!(money, Money::Bad(_))) {
            return None;
        }
        self.next[block] += 1;
        Some(Known { key: fixed.key()?.to_owned(), level: fixed.level, code: None, label: String::new() })
    }

    fn cell(&mut self, index: usize, row: &PageRow<'_>, known: &[Option<Known>]) -> Cell {
        let column = &self.form.columns[index];
        let block = column.block.as_ref();
        let block = block.and_then(|key| self.form.blocks.iter().position(|block| block.key == *key.get_ref()));
        let part = block.and_then(|block| known[block].as_ref());
        let text = |text: Option<String>| text.filter(|text| !text.is_empty()).map_or(Cell::Blank, Cell::Text);
        match column.role {
            Role::Sequence => Cell::Blank,
            Role::Code => text(part.and_then(|known| known.code.clone())),
            Role::Label => text(part.map(|known| known.label.clone())),
            Role::Value => self.figure(index, row, part.is_some()),
            Role::Text | Role::Quantity => {
                let words = self.columns.places[index].and_then(|col| row.cell(col));
                text(words.map(|cell| cell.text.trim().to_owned()))
            }
        }
    }

    fn figure(&mut self, index: usize, row: &PageRow<'_>, recognised: bool) -> Cell {
        let Some(col) = self.columns.places[index] else { return Cell::Blank };
        match Money::read(row.cell(col), self.unit) {
            Money::Nothing => Cell::Blank,
            Money::Amount(amount, ..) if amount.is_zero() => Cell::Blank,
            Money::Amount(value, ..) if recognised => Cell::Amount { value, sources: Vec::new() },
            Money::Amount(..) => {
                self.unknown(row);
                Cell::Blank
            }
            Money::Bad(_) => {
                let shown = row.cell(col).map(|cell| cell.text.to_string()).unwrap_or_default();
                let finding = Finding::new(&codes::import_published::NO_FIGURE).at(self.page.place(row.row, col));
                self.findings.push(finding.with("table", self.form.name.as_str()).with("text", shown));
                Cell::Blank
            }
        }
    }

    /// A row with figures that is no row of the form is said; one without is passed over.
    fn unknown(&mut self, row: &PageRow<'_>) {
        let figures = self.form.columns.iter().zip(&self.columns.places).filter_map(|(column, place)| {
            let col = (*place).filter(|_| column.role == Role::Value)?;
            Money::read(row.cell(col), self.unit).amount().filter(|amount| !amount.is_zero()).map(|_| col)
        });
        let Some(col) = figures.into_iter().next() else { return };
        let words = row.row.cells.iter().find(|(_, cell)| !cell.text.trim().is_empty());
        let finding = Finding::new(&codes::import_published::UNKNOWN_ROW).at(self.page.place(row.row, col));
        let finding = finding.with("table", self.form.name.as_str());
        let shown = words.map(|(_, cell)| cell.text.trim().to_owned()).unwrap_or_default();
        self.findings.push(finding.with("text", shown));
    }
}

/// Whether a block prints codes.
fn block_has_codes(form: &Form, def: &BlockDef) -> bool {
    let own = |c: &&ColumnDef| c.block.as_ref().is_some_and(|key| *key.get_ref() == def.key);
    form.columns.iter().filter(own).any(|column| column.role == Role::Code)
}

/// A class whose name no chart has, in a form that prints names only: it counts as one all the same.
fn unnamed(has_codes: bool, label: &str) -> Option<Known> {
    let name = comparable(label);
    let numbered = bare(&name) != name;
    (!has_codes && numbered).then(|| Known {
        key: format!("@{}", bare(&name)),
        level: 0,
        code: None,
        label: label.to_owned(),
    })
}

/// A row of those below all blocks.
fn tail(def: &BlockDef, label: &str) -> Option<Known> {
    let at = fixed(&def.tails, std::slice::from_ref(&label.to_owned()), 0)?;
    let row = &def.tails[at];
    Some(Known { key: row.key()?.to_owned(), level: row.level, code: None, label: label.to_owned() })
}

fn classified(classification: &ClassificationDef, code: &str, label: &str) -> Option<Known> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        let wanted = classification.total.as_ref().map(|total| comparable(&total.label))?;
        let total = [label, code].into_iter().find(|text| comparable(text) == wanted)?;
        return Some(Known { key: "total".to_owned(), level: 0, code: None, label: total.to_owned() });
    }
    let depth = classification.levels.iter().filter(|&&length| length < digits.len()).count();
    let level = u8::try_from(depth).unwrap_or(0);
    Some(Known { key: digits.clone(), level, code: Some(digits), label: label.to_owned() })
}

/// The fixed row with these labels: the next one after the last met, else any.
fn fixed(rows: &[RowDef], labels: &[String], next: usize) -> Option<usize> {
    if labels.iter().all(|label| comparable(label).is_empty()) {
        return None;
    }
    let plain = |text: &str| bare(&comparable(text)).to_owned();
    let is = |row: &RowDef, alike: &dyn Fn(&str, &str) -> bool| {
        let printed = (0..labels.len()).all(|nth| alike(row.label_in(nth), &labels[nth]));
        printed || labels.first().is_some_and(|label| row.aliases.iter().any(|alias| alike(alias, label)))
    };
    let exact = |row: &RowDef| is(row, &|a, b| comparable(a) == comparable(b));
    let bare_alike = |row: &RowDef| is(row, &|a, b| plain(a) == plain(b));
    let after = |fits: &dyn Fn(&RowDef) -> bool| rows.iter().skip(next).position(fits).map(|at| at + next);
    let anywhere = |fits: &dyn Fn(&RowDef) -> bool| rows.iter().position(fits);
    after(&exact).or_else(|| anywhere(&exact)).or_else(|| after(&bare_alike)).or_else(|| anywhere(&bare_alike))
}

/// A label without its numbering and 其中: `一、教育支出`, `其中:办公费`.
pub(super) fn bare(label: &str) -> &str {
    let label = label.strip_prefix("其中").unwrap_or(label).trim_start_matches([':', '：']);
    match label.split_once('、') {
        Some((number, rest)) if number.chars().all(|c| "一二三四五六七八九十".contains(c)) => rest,
        _ => label,
    }
}

fn table(page: &Page<'_>, form: &Form, columns: &Columns, (unit, rows, notes): (Unit, Vec<Row>, Vec<String>)) -> Table {
    let mut table_columns = form.table_columns();
    for (column, place) in table_columns.iter_mut().zip(&columns.places) {
        column.found_in = *place;
    }
    Table {
        role: form.role.clone(),
        name: form.name.as_str().into(),
        title: form.name.clone(),
        sheet: page.sheet.name.clone().unwrap_or_else(|| page.sheet.file.clone()),
        mark: None,
        caption: Default::default(),
        unit,
        decimals: form.decimals,
        header: Vec::<HeaderCell>::new(),
        number_label: form.number_label.clone(),
        columns: table_columns,
        blocks: form.table_blocks(),
        rows,
        notes,
        front: 0,
        fields: std::collections::BTreeMap::new(),
        fields_found: std::collections::BTreeMap::new(),
        counted: std::collections::BTreeMap::new(),
        continued: Vec::new(),
        spans: Vec::new(),
        look: plain_look(form.orientation, form.row_points),
    }
}

/// A table that was read has no look of its own to keep.
pub(super) fn plain_look(orientation: Orientation, row_points: Option<u16>) -> Look {
    let font = Font { name: String::new(), half_points: 20, bold: false };
    Look {
        title: font.clone(),
        caption: font.clone(),
        header: font.clone(),
        body: font,
        orientation,
        row_points: row_points.unwrap_or(18),
        margins_mm: [20; 4],
    }
}
