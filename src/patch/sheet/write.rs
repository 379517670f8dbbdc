//! Writing values into the cells of a sheet's part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::content::{CellContent, Held, Parsed, escape_controls};
use super::index::{RowAt, SheetIndex, plain_formula, shared_number};
use crate::origin::CellRef;
use crate::patch::formula::translated;
use crate::patch::splice::Splice;
use crate::patch::text::PartText;
use crate::patch::xml::{Node, Scan, Tag, escape_text};
use crate::patch::{Area, PatchError};

/// What to put into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing; the style stays.
    Blank,
    /// A number as decimal text, as it is to stand in the file: `1234.5`, `-3E-7`.
    Number(String),
    /// Words, stored in the cell itself, so that the workbook's shared strings stay as they are. Never taken for a formula.
    Text(String),
    /// A formula without `=`, as the file writes it (English function names, commas).
    Formula {
        /// The formula.
        formula: String,
        /// Its result as decimal text, where it is known.
        cached: Option<String>,
    },
}

/// Characters that a cell holds, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

impl Value {
    pub(super) fn check(&self) -> Result<(), PatchError> {
        match self {
            Value::Blank => Ok(()),
            Value::Number(text) if is_number(text) => Ok(()),
            Value::Number(text) => Err(PatchError::NotANumber { text: text.clone() }),
            Value::Text(text) => {
                let length = text.encode_utf16().count();
                if length > LONGEST_TEXT { Err(PatchError::TextTooLong { length }) } else { Ok(()) }
            }
            Value::Formula { cached: Some(text), .. } if !is_number(text) => {
                Err(PatchError::NotANumber { text: text.clone() })
            }
            Value::Formula { .. } => Ok(()),
        }
    }
}

/// Decimal digits with an optional sign, point and exponent.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    !whole.is_empty()
        && !fraction.is_empty()
        && !exponent.is_empty()
        && digits(whole)
        && digits(fraction)
        && digits(exponent)
}

/// What is to become of a cell's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Another value.
    Set(Value),
    /// Another stored result of its formula.
    Cached(Option<String>),
}

/// Edits of a cell that are not written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::patch) struct Pending {
    pub(super) change: Option<Change>,
    pub(super) style: Option<u32>,
    /// The element of its shared formula written out, where the formula's master goes.
    plain: Option<String>,
}

impl Pending {
    /// Whether the cell's content gives way to another value.
    fn sets(&self) -> bool {
        matches!(self.change, Some(Change::Set(_)))
    }
}

/// A sheet's part with what is known of it and what is to be written.
#[derive(Debug)]
pub(in crate::patch) struct OpenSheet {
    pub(in crate::patch) text: PartText,
    pub(in crate::patch) index: SheetIndex,
    pub(in crate::patch) pending: BTreeMap<CellRef, Pending>,
    /// Header rows of table objects and the tables' names.
    pub(in crate::patch) headers: Vec<(Area, String)>,
}

impl OpenSheet {
    pub(super) fn read_part(text: PartText, part: &str) -> Result<OpenSheet, PatchError> {
        let index = SheetIndex::read(&text.text, part)?;
        Ok(OpenSheet { text, index, pending: BTreeMap::new(), headers: Vec::new() })
    }

    /// Whether anything is to be written.
    pub(in crate::patch) fn is_edited(&self) -> bool {
        !self.pending.is_empty()
    }

    fn stored(&self, cell: CellRef, part: &str) -> Result<Option<Parsed>, PatchError> {
        let at = self.index.cell_at(cell).and_then(|at| self.text.text.get(at.span.clone()));
        at.map(|element| Parsed::read(element, part)).transpose()
    }

    /// Whether the cell holds a formula, with pending edits.
    pub(super) fn has_formula(&self, cell: CellRef) -> bool {
        match self.pending.get(&cell) {
            Some(Pending { change: Some(Change::Set(value)), .. }) => matches!(value, Value::Formula { .. }),
            _ => self.stored(cell, "").is_ok_and(|parsed| parsed.is_some_and(|parsed| parsed.formula.is_some())),
        }
    }

    /// What the cell holds, with pending edits.
    pub(super) fn read(&self, cell: CellRef, strings: &[String], part: &str) -> Result<CellContent, PatchError> {
        let parsed = self.stored(cell, part)?.unwrap_or_default();
        let merge = self.index.merge(cell);
        let mut content = CellContent {
            held: parsed.held(strings),
            formula: self.formula(cell, &parsed),
            style: parsed.style.or_else(|| self.default_style(cell)).unwrap_or(0),
            merge,
            covered: merge.is_some_and(|merge| merge.first != cell),
        };
        let number = |text: &Option<String>| text.clone().map_or(Held::Nothing, Held::Number);
        let Some(pending) = self.pending.get(&cell) else { return Ok(content) };
        content.style = pending.style.unwrap_or(content.style);
        match &pending.change {
            None => {}
            Some(Change::Cached(cached)) => content.held = number(cached),
            Some(Change::Set(value)) => {
                (content.held, content.formula) = match value {
                    Value::Blank => (Held::Nothing, None),
                    Value::Number(text) => (Held::Number(text.clone()), None),
                    Value::Text(text) => (Held::Text(text.clone()), None),
                    Value::Formula { formula, cached } => (number(cached), Some(formula.clone())),
                };
            }
        }
        Ok(content)
    }

    pub(super) fn formula(&self, cell: CellRef, parsed: &Parsed) -> Option<String> {
        let (text, kind, group) = parsed.formula.as_ref()?;
        if kind != "shared" || !text.is_empty() {
            return Some(text.clone());
        }
        let master = self.index.master((*group)?, cell)?;
        Some(translated(&master.formula, master.cell, cell))
    }

    /// The style that a cell takes which is not stored: its row's, else its column's.
    pub(in crate::patch) fn default_style(&self, cell: CellRef) -> Option<u32> {
        let (row, col) = cell.indices();
        let row = self.index.find_row(row).ok().map(|at| &self.index.rows[at]);
        let of_row = row.and_then(|row| {
            let tag = self.row_tag(row);
            tag.is_set("customFormat").then(|| tag.attribute("s")?.raw.trim().parse().ok()).flatten()
        });
        of_row.or_else(|| self.index.column_style(col))
    }

    fn row_tag(&self, row: &RowAt) -> Tag<'_> {
        Tag { text: self.text.text.get(row.tag.clone()).unwrap_or_default(), start: row.tag.start, empty: row.empty }
    }

    /// The part's text with the pending edits made; `None` where there are none.
    pub(in crate::patch) fn edited(mut self, part: &str) -> Result<Option<PartText>, PatchError> {
        if self.pending.is_empty() {
            return Ok(None);
        }
        let mut splice = Splice::default();
        self.unshare(&mut splice, part)?;
        let mut rows: BTreeMap<u32, Vec<(u32, Pending)>> = BTreeMap::new();
        for (cell, pending) in std::mem::take(&mut self.pending) {
            rows.entry(cell.indices().0).or_default().push((cell.indices().1, pending));
        }
        let mut new_rows = NewRows::default();
        for (row, cells) in &rows {
            match self.index.find_row(*row) {
                Ok(at) => self.edit_row(&mut splice, &self.index.rows[at], cells, part)?,
                Err(before) => new_rows.add(before, self.new_row(*row, cells)),
            }
        }
        new_rows.write(&self.index, &mut splice);
        self.widen_dimension(&mut splice, &rows);
        let text = splice.apply(&self.text.text, part)?;
        Ok(Some(self.text.with(text)))
    }

    fn edit_row(
        &self,
        splice: &mut Splice,
        row: &RowAt,
        cells: &[(u32, Pending)],
        part: &str,
    ) -> Result<(), PatchError> {
        let mut at_end = String::new();
        let mut added = BTreeSet::new();
        for (col, pending) in cells {
            match self.index.find_cell(row, *col) {
                Ok(at) => self.edit_cell(splice, self.index.cells[at].span.clone(), pending, part)?,
                Err(before) => {
                    let element = self.new_cell(CellRef::zero_based(row.row, *col), pending);
                    if element.is_empty() {
                        continue;
                    }
                    added.insert(*col);
                    match self.index.cells[row.cells.clone()].get(before - row.cells.start) {
                        Some(next) => splice.insert(next.span.start, element),
                        None => at_end.push_str(&element),
                    }
                }
            }
        }
        let tag = self.row_tag(row);
        if let (Some(spans), Some(first), Some(last)) = (tag.attribute("spans"), added.first(), added.last())
            && let Some(wider) = wider_spans(spans.raw, *first, *last)
        {
            splice.replace(spans.value, wider);
        }
        if !at_end.is_empty() {
            if row.empty {
                splice.replace(tag.tail()..row.tag.end, format!(">{at_end}</{}>", tag.name()));
            } else {
                splice.insert(row.close.start, at_end);
            }
        }
        Ok(())
    }

    fn edit_cell(
        &self,
        splice: &mut Splice,
        span: Range<usize>,
        pending: &Pending,
        part: &str,
    ) -> Result<(), PatchError> {
        let element = self.text.text.get(span.clone()).unwrap_or_default();
        splice.replace(span, edited_cell(element, pending, &self.index.prefix, part)?);
        Ok(())
    }

    fn new_row(&self, row: u32, cells: &[(u32, Pending)]) -> String {
        let prefix = &self.index.prefix;
        let cells: String =
            cells.iter().map(|(col, pending)| self.new_cell(CellRef::zero_based(row, *col), pending)).collect();
        if cells.is_empty() { cells } else { format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1) }
    }

    fn new_cell(&self, cell: CellRef, pending: &Pending) -> String {
        let prefix = &self.index.prefix;
        let value = match &pending.change {
            Some(Change::Set(value)) => value,
            _ => &Value::Blank,
        };
        if *value == Value::Blank && pending.style.is_none() {
            return String::new();
        }
        let style = pending
            .style
            .or_else(|| self.default_style(cell))
            .filter(|s| *s != 0)
            .map(|s| format!(" s=\"{s}\""))
            .unwrap_or_default();
        let (kind, children) = written(value, prefix);
        let kind = kind.map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        if children.is_empty() {
            return format!("<{prefix}c r=\"{cell}\"{style}/>");
        }
        format!("<{prefix}c r=\"{cell}\"{style}{kind}>{children}</{prefix}c>")
    }

    /// Where the master of a shared formula gives way to a value, its members get the formula written out.
    fn unshare(&mut self, splice: &mut Splice, part: &str) -> Result<(), PatchError> {
        let gone = |cell: &CellRef| self.pending.get(cell).is_some_and(Pending::sets);
        let masters = self.index.masters.iter().flat_map(|(number, masters)| masters.iter().map(move |m| (*number, m)));
        let orphaned: BTreeSet<(u32, CellRef)> =
            masters.filter(|(_, m)| gone(&m.cell)).map(|(number, m)| (number, m.cell)).collect();
        if orphaned.is_empty() {
            return Ok(());
        }
        let mut written_out = Vec::new();
        for row in &self.index.rows {
            for at in &self.index.cells[row.cells.clone()] {
                let cell = CellRef::zero_based(row.row, at.col);
                let element = self.text.text.get(at.span.clone()).unwrap_or_default();
                if gone(&cell) || !element.contains("shared") {
                    continue;
                }
                let Some((span, tag, number)) = shared_member(element, part)? else { continue };
                let Some(master) = self.index.master(number, cell) else { continue };
                if orphaned.contains(&(number, master.cell)) {
                    let formula = translated(&master.formula, master.cell, cell);
                    let range = at.span.start + span.start..at.span.start + span.end;
                    written_out.push((cell, range, plain_formula(&tag, &formula)));
                }
            }
        }
        for (cell, range, plain) in written_out {
            match self.pending.get_mut(&cell) {
                Some(pending) => pending.plain = Some(plain),
                None => splice.replace(range, plain),
            }
        }
        Ok(())
    }

    fn widen_dimension(&self, splice: &mut Splice, rows: &BTreeMap<u32, Vec<(u32, Pending)>>) {
        let Some((span, area)) = &self.index.dimension else { return };
        let (mut top, mut left) = area.first.indices();
        let (mut bottom, mut right) = area.last.indices();
        for (row, cells) in rows {
            for (col, pending) in cells {
                if matches!(pending.change, Some(Change::Set(Value::Blank))) {
                    continue;
                }
                (top, left) = (top.min(*row), left.min(*col));
                (bottom, right) = (bottom.max(*row), right.max(*col));
            }
        }
        let wider = Area { first: CellRef::zero_based(top, left), last: CellRef::zero_based(bottom, right) };
        if wider != *area {
            splice.replace(span.clone(), wider.to_string());
        }
    }
}

/// Rows to be put in, collected by the place before which they go.
#[derive(Default)]
struct NewRows {
    rows: BTreeMap<usize, String>,
}

impl NewRows {
    fn add(&mut self, before: usize, row: String) {
        self.rows.entry(before).or_default().push_str(&row);
    }

    fn write(self, index: &SheetIndex, splice: &mut Splice) {
        for (before, rows) in self.rows {
            if rows.is_empty() {
                continue;
            }
            match (index.rows.get(before), &index.data) {
                (Some(next), _) => splice.insert(next.tag.start, rows),
                (None, Some((_, Some(close)))) => splice.insert(close.start, rows),
                (None, Some((tag, None))) => {
                    let prefix = &index.prefix;
                    splice.replace(tag.clone(), format!("<{prefix}sheetData>{rows}</{prefix}sheetData>"));
                }
                (None, None) => {}
            }
        }
    }
}

/// The kind attribute and the children that a value is written as.
fn written(value: &Value, prefix: &str) -> (Option<&'static str>, String) {
    match value {
        Value::Blank => (None, String::new()),
        Value::Number(text) => (None, format!("<{prefix}v>{text}</{prefix}v>")),
        Value::Text(text) => {
            let stored = escape_controls(text);
            let odd = stored.trim() != stored || stored.contains(['\n', '\t']) || stored.contains("  ");
            let space = if odd { " xml:space=\"preserve\"" } else { "" };
            let text = escape_text(&stored);
            (Some("inlineStr"), format!("<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>"))
        }
        Value::Formula { formula, cached } => {
            let cached = cached.as_ref().map(|text| format!("<{prefix}v>{text}</{prefix}v>")).unwrap_or_default();
            (None, format!("<{prefix}f>{}</{prefix}f>{cached}", escape_text(formula)))
        }
    }
}

/// A cell's element with the edit made; attributes and children that it does not concern stay as they are written.
fn edited_cell(element: &str, pending: &Pending, prefix: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(element, part);
    let mut splice = Splice::default();
    let Some(Node::Open(tag)) = scan.next()? else { return Ok(element.to_owned()) };
    if let Some(style) = pending.style {
        match tag.attribute("s") {
            Some(s) => splice.replace(s.value, style.to_string()),
            None => splice.insert(tag.tail(), format!(" s=\"{style}\"")),
        }
    }
    let (gone, kind, children): (&[&str], Option<&str>, String) = match &pending.change {
        None => (&[], None, String::new()),
        Some(Change::Cached(cached)) => {
            let value = cached.as_ref().map(|text| format!("<{prefix}v>{text}</{prefix}v>"));
            (&["v", "is"], None, value.unwrap_or_default())
        }
        Some(Change::Set(value)) => {
            let (kind, children) = written(value, prefix);
            (&["f", "v", "is"], kind, children)
        }
    };
    if pending.change.is_some() {
        edit_kind(&mut splice, &tag, kind);
    }
    if tag.empty {
        if !children.is_empty() {
            splice.replace(tag.tail()..tag.span().end, format!(">{children}</{}>", tag.name()));
        }
        return splice.apply(element, part);
    }
    let mut place = tag.span().end;
    while let Some(node) = scan.next()? {
        let Node::Open(child) = node else { continue };
        let end = scan.content(&child)?.end;
        match (&pending.plain, child.local()) {
            (_, name) if gone.contains(&name) => splice.replace(child.start..end, ""),
            (Some(plain), "f") => splice.replace(child.start..end, plain.as_str()),
            _ => {}
        }
        if matches!(child.local(), "f" | "v" | "is") {
            place = end;
        }
    }
    splice.insert(place, children);
    splice.apply(element, part)
}

fn edit_kind(splice: &mut Splice, tag: &Tag<'_>, kind: Option<&str>) {
    // `cm` and `vm` point to what Excel knows of the old value (dynamic arrays, data types); it goes with the value.
    for attribute in tag.attributes().filter(|a| matches!(a.name, "cm" | "vm")) {
        splice.replace(attribute.whole, "");
    }
    match (tag.attribute("t"), kind) {
        (Some(old), Some(new)) => splice.replace(old.value, new),
        (Some(old), None) => splice.replace(old.whole, ""),
        (None, Some(new)) => splice.insert(tag.tail(), format!(" t=\"{new}\"")),
        (None, None) => {}
    }
}

/// The bytes of the formula in a cell's element, its tag and group, where it is shared.
fn shared_member<'a>(element: &'a str, part: &'a str) -> Result<Option<(Range<usize>, Tag<'a>, u32)>, PatchError> {
    let mut scan = Scan::new(element, part);
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() == "f" && scan.around().len() == 1 && tag.value("t").as_deref() == Some("shared") {
            let end = scan.content(&tag)?.end;
            return Ok(shared_number(&tag).map(|number| (tag.start..end, tag, number)));
        }
    }
    Ok(None)
}

/// `spans="2:5"` made to hold columns counted from 0; `None` where it does already.
fn wider_spans(spans: &str, first: u32, last: u32) -> Option<String> {
    let (from, to) = spans.split_once(':')?;
    let (from, to): (u32, u32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    let wider = (from.min(first + 1), to.max(last + 1));
    (wider != (from, to)).then(|| format!("{}:{}", wider.0, wider.1))
}
