//! Writing into cells of a blank that may hold something already.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::number::{self, Shown};
use crate::amount::{Amount, Unit};
use crate::disclosure::Table;
use crate::finding::codes::fill::{FORMAT, OCCUPIED, OVERWRITTEN, REFUSED};
use crate::finding::{Finding, Place};
use crate::import::cell::label::comparable;
use crate::origin::CellRef;
use crate::patch::{CellContent, Held, Package, PatchError, RowInsertion, Value};

/// The blank while it is being filled.
pub(super) struct Cells {
    pub package: Package,
    pub findings: Vec<Finding>,
    /// How many cells were written.
    pub written: usize,
    /// How many rows were inserted.
    pub inserted: u32,
    /// The file as the user named it.
    pub name: Arc<str>,
    /// Cells whose content changed, by sheet.
    pub changed: BTreeSet<(String, CellRef)>,
    /// Figures of ours that stand behind a formula of the blank, by sheet and cell.
    pub expected: BTreeMap<(String, CellRef), Expected>,
    formats: Vec<String>,
    force: bool,
}

/// A figure that a formula of the blank should give.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub amount: Amount,
    pub place: Place,
    /// How the result is to be read.
    pub look: Look,
}

/// How a form shows its figures.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub unit: Unit,
    pub decimals: u32,
    pub shown: Shown,
}

/// A place in a form: where it is, and in the form's words.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub sheet: &'a str,
    pub cell: CellRef,
    pub table: &'a Table,
    pub row: usize,
    pub col: usize,
}

impl At<'_> {
    /// The place for findings, at the blank's cell.
    fn place(&self) -> Place {
        let mut place = self.table.place(self.row, self.col);
        if let Place::Published { sheet, cell, .. } = &mut place {
            *sheet = self.sheet.into();
            *cell = Some(self.cell);
        }
        place
    }
}

impl Cells {
    pub fn new(package: Package, name: Arc<str>, formats: Vec<String>, force: bool) -> Cells {
        Cells {
            package,
            findings: Vec::new(),
            written: 0,
            inserted: 0,
            name,
            changed: BTreeSet::new(),
            expected: BTreeMap::new(),
            formats,
            force,
        }
    }

    /// Inserts rows; what was remembered below them moves along.
    pub fn insert(&mut self, sheet: &str, rows: &RowInsertion) -> Result<(), PatchError> {
        self.package.insert_rows(sheet, rows)?;
        self.inserted += rows.count;
        let moved = |(name, cell): (String, CellRef)| {
            let (row, col) = cell.indices();
            let by = if name == sheet && row > rows.after { rows.count } else { 0 };
            (name, CellRef::zero_based(row + by, col))
        };
        self.changed = std::mem::take(&mut self.changed).into_iter().map(moved).collect();
        let expected = std::mem::take(&mut self.expected).into_iter();
        self.expected = expected.map(|(at, expected)| (moved(at), expected)).collect();
        let told = self.findings.iter_mut().flat_map(|finding| &mut finding.places);
        for place in told.chain(self.expected.values_mut().map(|expected| &mut expected.place)) {
            if let Place::Published { sheet, cell: Some(cell), .. } = place {
                *cell = moved((sheet.to_string(), *cell)).1;
            }
        }
        Ok(())
    }

    /// What a cell's number format shows of figures.
    fn shown(&self, content: &CellContent) -> (Shown, &str) {
        let format = usize::try_from(content.style).ok().and_then(|style| self.formats.get(style));
        let format = format.map_or("General", String::as_str);
        (number::read(format), format)
    }

    /// Puts a figure into its cell: not over a formula, nor over another figure unless that was asked for.
    pub fn figure(&mut self, at: At<'_>, amount: Amount, unit: Unit) -> Result<(), PatchError> {
        let content = self.package.read_cell(at.sheet, at.cell)?;
        let (shown, format) = self.shown(&content);
        let look = Look { unit, decimals: at.table.decimals, shown };
        if content.formula.is_some() && !content.covered {
            let expected = Expected { amount, place: at.place(), look };
            self.expected.insert((at.sheet.to_owned(), at.cell), expected);
            return Ok(());
        }
        let held = read_amount(&content.held, &look);
        if held.is_some_and(|held| held.printed(unit, look.decimals) == amount.printed(unit, look.decimals)) {
            return Ok(());
        }
        if !(look.shown.fits && matches!(look.shown.shift, 0 | 4)) {
            let format = format.to_owned();
            self.odd_format(at, format);
        }
        if !is_placeholder(&content.held) {
            let finding = Finding::new(if self.force { &OVERWRITTEN } else { &OCCUPIED }).at(at.place());
            let finding = finding.with("held", words(&content.held)).with("wanted", printed(amount, &look));
            self.findings.push(match held {
                Some(held) => finding.comparing(amount, held, unit),
                None => finding,
            });
            if !self.force {
                return Ok(());
            }
        }
        let number = number::stored(amount, unit, &look.shown, look.decimals);
        self.set(at, &Value::Number(number), &printed(amount, &look))
    }

    /// Said once for each form: all of its figures usually share the format.
    fn odd_format(&mut self, at: At<'_>, format: String) {
        let same = |finding: &Finding| {
            finding.code.id == FORMAT.id && finding.details.iter().any(|(_, d)| d.to_string() == *at.table.name)
        };
        if !self.findings.iter().any(same) {
            let finding = Finding::new(&FORMAT).at(at.place()).with("table", &*at.table.name);
            self.findings.push(finding.with("format", format));
        }
    }

    /// Puts words into their cell.
    pub fn text(&mut self, at: At<'_>, text: &str) -> Result<(), PatchError> {
        let content = self.package.read_cell(at.sheet, at.cell)?;
        if content.formula.is_some() || comparable(&words(&content.held)) == comparable(text) {
            return Ok(());
        }
        // A name that is printed once for several rows, in a merged cell, says it already.
        if content.covered
            && let Some(area) = content.merge
            && comparable(&words(&self.package.read_cell(at.sheet, area.first)?.held)) == comparable(text)
        {
            return Ok(());
        }
        if !is_placeholder(&content.held) {
            let finding = Finding::new(if self.force { &OVERWRITTEN } else { &OCCUPIED }).at(at.place());
            self.findings.push(finding.with("held", words(&content.held)).with("wanted", text));
            if !self.force {
                return Ok(());
            }
        }
        self.set(at, &Value::Text(text.to_owned()), text)
    }

    /// Puts a number that is no money into its cell.
    pub fn quantity(&mut self, at: At<'_>, text: &str) -> Result<(), PatchError> {
        let content = self.package.read_cell(at.sheet, at.cell)?;
        if content.formula.is_some() || !is_placeholder(&content.held) {
            return self.text(at, text);
        }
        let plain = text.parse::<Decimal>().is_ok() && self.shown(&content).1 != "@";
        let value = if plain { Value::Number(text.to_owned()) } else { Value::Text(text.to_owned()) };
        self.set(at, &value, text)
    }

    /// Puts the number of a row into its cell, over another number.
    pub fn sequence(&mut self, at: At<'_>, number: usize) -> Result<(), PatchError> {
        let content = self.package.read_cell(at.sheet, at.cell)?;
        let held = words(&content.held);
        let numbering = held.trim().parse::<u32>().is_ok() || is_placeholder(&content.held);
        if content.formula.is_some() || !numbering || held.trim() == number.to_string() {
            return Ok(());
        }
        let text = number.to_string();
        let as_text = matches!(content.held, Held::Text(_)) || self.shown(&content).1 == "@";
        let value = if as_text { Value::Text(text.clone()) } else { Value::Number(text.clone()) };
        self.set(at, &value, &text)
    }

    /// Puts words behind a prompt such as `编制部门：`, or into an empty cell.
    pub fn behind_prompt(&mut self, at: At<'_>, text: &str) -> Result<(), PatchError> {
        let content = self.package.read_cell(at.sheet, at.cell)?;
        let held = words(&content.held);
        if content.formula.is_some() || comparable(&held).contains(&comparable(text)) {
            return Ok(());
        }
        if is_placeholder(&content.held) {
            return self.set(at, &Value::Text(text.to_owned()), text);
        }
        let prompt = held.trim_end();
        if prompt.ends_with(['：', ':']) {
            return self.set(at, &Value::Text(format!("{prompt}{text}")), text);
        }
        self.text(at, text)
    }

    /// Gives a cell the style of another.
    pub fn style(&mut self, sheet: &str, from: CellRef, to: CellRef) -> Result<(), PatchError> {
        let style = self.package.read_cell(sheet, from)?.style;
        self.package.set_style(sheet, to, style)
    }

    fn set(&mut self, at: At<'_>, value: &Value, wanted: &str) -> Result<(), PatchError> {
        match self.package.set_cell(at.sheet, at.cell, value) {
            Ok(()) => {
                self.written += 1;
                self.changed.insert((at.sheet.to_owned(), at.cell));
                Ok(())
            }
            Err(
                refusal @ (PatchError::Covered { .. }
                | PatchError::InArray { .. }
                | PatchError::TableHeader { .. }
                | PatchError::OutsideSheet { .. }
                | PatchError::TextTooLong { .. }),
            ) => {
                let finding = Finding::new(&REFUSED).at(at.place()).with("wanted", wanted);
                self.findings.push(finding.with("reason", refusal.to_string()));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether what a cell holds only keeps a place: nothing, a zero, a dash.
pub(super) fn is_placeholder(held: &Held) -> bool {
    match held {
        Held::Nothing => true,
        Held::Number(text) => text.parse::<Decimal>().is_ok_and(|value| value.is_zero()),
        Held::Text(text) => matches!(comparable(text).as_str(), "" | "-" | "--" | "—" | "——" | "0" | "0.00"),
        _ => false,
    }
}

/// What a cell holds, as words.
fn words(held: &Held) -> String {
    match held {
        Held::Nothing => String::new(),
        Held::Number(text) | Held::Text(text) | Held::Error(text) | Held::Date(text) => text.clone(),
        Held::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// The amount that a cell's number stands for.
pub(super) fn read_amount(held: &Held, look: &Look) -> Option<Amount> {
    let value = match held {
        Held::Nothing => Decimal::ZERO,
        Held::Number(text) => {
            let value = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok());
            value.and_then(|value: Decimal| value.round_sf(15))?
        }
        _ => return None,
    };
    let unit = if look.shown.shift == 4 && look.unit == Unit::WanYuan { Unit::Yuan } else { look.unit };
    Amount::of(value.round_dp(12), unit).or_else(|| Amount::of(value.round_dp(4), unit))
}

fn printed(amount: Amount, look: &Look) -> String {
    amount.printed(look.unit, look.decimals)
}
