//! One table, from its parts on the sheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::page::Page;
use super::super::rows::plain_look;
use super::body::Reader;
use super::columns::{self, Col};
use super::{Assembled, Head, around};
use crate::amount::Unit;
use crate::disclosure::{Around, Block, Cell, Column, Orientation, Role, Row, Table};
use crate::edition::{ColumnKind, Vocabulary};
use crate::finding::codes::import_published::NO_UNIT;
use crate::finding::{Finding, Severity};
use crate::origin::CellRef;

/// The most decimals that figures are printed with.
const MOST_DECIMALS: u32 = 2;

/// One row of figures without a name is what the whole table is about.
fn name_single_row(rows: &mut [Row], cols: &[Col]) {
    let named = cols.iter().any(|col| matches!(col.kind, ColumnKind::Label | ColumnKind::Code | ColumnKind::Part));
    if let ([row], false) = (rows, named) {
        row.keys.iter_mut().for_each(|key| *key = Some("total".to_owned()));
    }
}

/// Reads the rows of all parts of a table; gives where it goes on in another sheet, and in which.
fn read_parts(
    pages: &[Page<'_>],
    table: &Assembled<'_>,
    (cols, vocabulary, year): (&[Col], &Vocabulary, Option<u16>),
    reader: &mut Reader<'_>,
) -> Vec<(usize, Arc<str>)> {
    let mut continued = Vec::new();
    let first = table.parts.first().map(|(at, _)| at);
    for (at, part) in &table.parts {
        if Some(at) != first {
            continued.push((reader.rows.len(), sheet_name(&pages[*at])));
        }
        let places = places(&pages[*at], part, (cols, vocabulary, year));
        reader.read(&pages[*at], part.body..part.end, &places);
    }
    continued
}

/// The finding that no unit is stated where there are amounts.
fn no_unit(page: &Page<'_>, head: &Head, (name, rows): (&str, &[Row])) -> Option<Finding> {
    rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Amount { .. })).then(|| {
        let place = page.sheet.place(page.rows[head.first].row, 0);
        let mut finding = Finding::new(&NO_UNIT).at(place).with("table", name).with("unit", reader_unit(None).word());
        finding.severity = Severity::Advisory;
        finding
    })
}

/// Reads a table; `None` where nothing below its header is money.
pub(super) fn read(
    pages: &[Page<'_>],
    table: &Assembled<'_>,
    (vocabulary, year): (&Vocabulary, Option<u16>),
    findings: &mut Vec<Finding>,
) -> Option<(Table, Around)> {
    let (first, head) = table.parts.first()?;
    let page = &pages[*first];
    let lines = table.around.start..head.first;
    let own_year = around::year(page, lines.clone());
    let ranges = (head.first..head.below, head.body..head.end);
    let known = own_year.as_ref().map(|(year, _)| *year).or(year);
    let cols = columns::read(page, ranges, (vocabulary, known));
    if !cols.iter().any(|col| col.kind == ColumnKind::Value) {
        return None;
    }
    let name = name(page, table);
    let sides = sides(&cols, table);
    let stated = around::unit(page, table.around.start..head.body, vocabulary);
    let mut reader = Reader::new(vocabulary, &name, (&cols, &sides));
    reader.unit = stated.unwrap_or(Unit::WanYuan);
    let continued = read_parts(pages, table, (&cols, vocabulary, known), &mut reader);
    let Reader { mut rows, notes, findings: mut own, unread, .. } = reader;
    name_single_row(&mut rows, &cols);
    let title_at = head.title.as_ref().map(|title| CellRef::zero_based(page.rows[title.row].row.index, title.col));
    let at = title_at.unwrap_or(CellRef::zero_based(page.rows[head.first].row.index, 0));
    if stated.is_none() {
        own.extend(no_unit(page, head, (&name, &rows)));
    }
    findings.append(&mut own);
    let about = Around {
        file: Arc::clone(&page.sheet.file),
        title: table.title.clone(),
        at,
        year: own_year,
        owner: around::owner(page, lines, &vocabulary.words.title),
        unit_stated: stated.is_some(),
        hidden: page.sheet.hidden,
        main: table.role.is_some_and(|role| role.main),
        titled: table.titled,
        unread,
    };
    let built = Table {
        role: table.role.map_or_else(|| "other".to_owned(), |role| role.role.clone()),
        name: name.as_str().into(),
        title: name.clone(),
        sheet: sheet_name(page),
        caption: Default::default(),
        unit: reader_unit(stated),
        decimals: MOST_DECIMALS,
        header: Vec::new(),
        number_label: None,
        columns: table_columns(&cols, &sides),
        blocks: blocks(&cols, &sides),
        rows,
        notes,
        front: 0,
        fields: BTreeMap::new(),
        fields_found: BTreeMap::new(),
        counted: BTreeMap::new(),
        continued,
        mark: None,
        spans: Vec::new(),
        look: plain_look(Orientation::Portrait, None),
    };
    Some((built, about))
}

fn reader_unit(stated: Option<Unit>) -> Unit {
    stated.unwrap_or(Unit::WanYuan)
}

fn sheet_name(page: &Page<'_>) -> Arc<str> {
    page.sheet.name.clone().unwrap_or_else(|| page.sheet.file.clone())
}

/// The title as it stands, else the name of the table's kind.
fn name(page: &Page<'_>, table: &Assembled<'_>) -> String {
    let title = table.parts.first().and_then(|(_, head)| head.title.as_ref());
    let text = title.and_then(|title| page.rows[title.row].cell(title.col)).map(|cell| &*cell.text);
    let words = text.map(|text| text.split_whitespace().collect::<String>());
    words.unwrap_or_else(|| table.role.map_or_else(|| table.title.clone(), |role| role.name.clone()))
}

/// The sheet's columns of a part, in order of the table's columns: by their words, else where they stand.
fn places(
    page: &Page<'_>,
    part: &super::heads::Head,
    (cols, vocabulary, year): (&[Col], &Vocabulary, Option<u16>),
) -> Vec<u32> {
    let own = columns::read(page, (part.first..part.below, part.body..part.end), (vocabulary, year));
    let mut taken = std::collections::BTreeSet::new();
    let mut place = |col: &Col| {
        let same = own.iter().find(|other| other.headers == col.headers && !taken.contains(&other.at));
        let at = same.map_or(col.at, |other| other.at);
        taken.insert(at);
        at
    };
    cols.iter().map(&mut place).collect()
}

/// Whether a block is income or expenditure, where that shows.
fn sides(cols: &[Col], table: &Assembled<'_>) -> Vec<&'static str> {
    let count = cols.iter().map(|col| col.block + 1).max().unwrap_or(1);
    let two_sided =
        table.role.is_some_and(|role| matches!(role.role.as_str(), "balance" | "appropriation" | "general_flow"));
    let side = |block: usize| {
        let words: String =
            cols.iter().filter(|col| col.block == block).flat_map(|col| col.headers.first().cloned()).collect();
        match (words.contains("收入"), words.contains("支出")) {
            _ if !two_sided || count < 2 => "",
            (true, false) => "income",
            (false, true) => "expenditure",
            _ if block == 0 => "income",
            _ => "expenditure",
        }
    };
    (0..count).map(side).collect()
}

fn table_columns(cols: &[Col], sides: &[&'static str]) -> Vec<Column> {
    let mut result: Vec<Column> = Vec::new();
    for col in cols {
        let role = match col.kind {
            ColumnKind::Sequence => Role::Sequence,
            ColumnKind::Code | ColumnKind::Part => Role::Code,
            ColumnKind::Label => Role::Label,
            ColumnKind::Value | ColumnKind::OfWhich => Role::Value,
            ColumnKind::Aside | ColumnKind::Unknown => Role::Text,
        };
        let mut key = key(col, sides);
        let taken = result.iter().filter(|other| other.block == Some(col.block) && base(&other.key) == key).count();
        if taken > 0 {
            key = format!("{key}#{}", taken + 1);
        }
        let block = (role != Role::Sequence).then_some(col.block);
        result.push(Column {
            key,
            role,
            number: None,
            headers: col.headers.clone(),
            figures: Default::default(),
            block,
            width: 10,
            found_in: Some(col.at),
        });
    }
    result
}

fn base(key: &str) -> &str {
    key.split_once('#').map_or(key, |(base, _)| base)
}

/// The key of a column: its meaning, the side's name for the only or total column of a side, and before it `prior.` or `budget.`.
fn key(col: &Col, sides: &[&'static str]) -> String {
    let side = sides.get(col.block).copied().unwrap_or_default();
    let own = match (col.kind, col.meaning.key.as_str()) {
        (ColumnKind::Value, "" | "total") if !side.is_empty() => side,
        (ColumnKind::Value, "") if col.meaning.path.is_empty() => "total",
        (ColumnKind::Value, "") => "figure",
        (ColumnKind::Value, key) => key,
        (ColumnKind::OfWhich, _) => "of_which",
        _ => "words",
    };
    if col.meaning.group.is_empty() { own.to_owned() } else { format!("{}.{own}", col.meaning.group) }
}

fn blocks(cols: &[Col], sides: &[&'static str]) -> Vec<Block> {
    let block = |(index, side): (usize, &&'static str)| {
        let own = |kind: ColumnKind| cols.iter().rposition(|col| col.block == index && col.kind == kind);
        let first = cols.iter().position(|col| col.block == index).unwrap_or(0);
        let key = if side.is_empty() { format!("body{index}") } else { (*side).to_owned() };
        Block { key, label_column: own(ColumnKind::Label).or(own(ColumnKind::Code)).unwrap_or(first) }
    };
    sides.iter().enumerate().map(block).collect()
}

/// Tables of one unit are printed with as many decimals as any of them shows: a workbook drops zeros at the end.
pub(super) fn same_decimals(tables: &mut [Table]) {
    let mut most: BTreeMap<&'static str, u32> = BTreeMap::new();
    for table in tables.iter() {
        let amounts = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match cell {
            Cell::Amount { value, .. } => Some(value.in_unit(table.unit).normalize().scale()),
            _ => None,
        });
        let most = most.entry(table.unit.word()).or_default();
        *most = amounts.max().unwrap_or(0).min(MOST_DECIMALS).max(*most);
    }
    for table in tables {
        table.decimals = most.get(table.unit.word()).copied().unwrap_or(MOST_DECIMALS);
    }
}
