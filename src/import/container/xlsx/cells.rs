//! The cells of one sheet, its hidden rows and columns and merged areas, in one walk.

use std::io::BufRead;
use std::sync::Arc;

use super::book::{Book, Entry};
use super::shared::Shared;
use super::strings::{text, unescaped};
use crate::import::container::number_format::Kind;
use crate::import::container::package::Package;
use crate::import::container::pieces::append;
use crate::import::container::sheet::{SheetBuilder, Used};
use crate::import::container::stored;
use crate::import::container::xml::{Step, Xml};
use crate::import::container::{Stop, part};
use crate::import::grid::{GridCell, Value};
use crate::origin::CellRef;

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Reads the sheet's part into `builder`.
///
/// # Errors
/// The part is missing or broken, or a limit is reached.
pub(super) fn read(
    package: &mut Package<'_>,
    book: &Book,
    sheet: &Entry,
    builder: &mut SheetBuilder<'_>,
    used: &mut Used,
) -> Result<(), Stop> {
    let Some(xml) = part::open(package, &sheet.part, book.depth)? else {
        return Err(Stop::Broken("工作簿里缺少这张工作表的内容".to_owned()));
    };
    let mut reading = Reading { xml, book, builder, used, shared: Shared::default(), row: 0, col: 0 };
    loop {
        match reading.xml.step()? {
            Step::Open => reading.open()?,
            Step::Close if reading.xml.name() == "row" => {
                reading.row = reading.row.saturating_add(1);
                reading.col = 0;
            }
            Step::End => return Ok(()),
            _ => {}
        }
    }
}

struct Reading<'r, 's, R> {
    xml: Xml<R>,
    book: &'r Book,
    builder: &'r mut SheetBuilder<'s>,
    used: &'r mut Used,
    shared: Shared,
    /// Where a cell without address stands.
    row: u32,
    col: u32,
}

/// What a cell's element says.
#[derive(Default)]
struct Raw {
    kind: String,
    style: Option<u32>,
    value: Option<String>,
    inline: Option<String>,
    formula: Option<Formula>,
}

/// A formula as it is written.
enum Formula {
    Own(String),
    Shared(u32),
}

impl<R: BufRead> Reading<'_, '_, R> {
    fn open(&mut self) -> Result<(), Stop> {
        let xml = &self.xml;
        let hidden = || matches!(xml.attribute("hidden"), Some("1" | "true"));
        match xml.name() {
            "row" => {
                if let Some(row) = xml.number("r").and_then(|row| row.checked_sub(1)).filter(|row| *row < ROWS) {
                    self.row = row;
                }
                self.col = 0;
                if hidden() {
                    self.builder.hide_rows(self.row, self.row);
                }
            }
            "col" if hidden() => {
                if let (Some(first), Some(last)) = (xml.number("min"), xml.number("max"))
                    && first > 0
                    && last >= first
                {
                    self.builder.hide_columns(first - 1, last - 1);
                }
            }
            "mergeCell" => {
                let corners = xml.attribute("ref").and_then(|area| area.split_once(':'));
                if let Some((first, last)) = corners
                    && let (Some(first), Some(last)) = (CellRef::from_a1(first), CellRef::from_a1(last))
                {
                    self.builder.merge(self.used, (first, last))?;
                }
            }
            "c" => self.cell()?,
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<(), Stop> {
        let address = self.xml.attribute("r").map(|a1| {
            let inside = |at: &(u32, u32)| at.0 < ROWS && at.1 < COLUMNS;
            CellRef::from_a1(a1).map(CellRef::indices).filter(inside)
        });
        let running = (self.row, self.col.min(COLUMNS - 1));
        let at = address.flatten().unwrap_or(running);
        self.col = at.1 + 1;
        let raw = self.raw(at)?;
        if address == Some(None) {
            self.builder.put_broken(self.used, at, "单元格地址不合规范")?;
            return Ok(());
        }
        let formula = raw.formula.as_ref();
        match self.value(&raw) {
            Err(why) => self.builder.put_broken(self.used, at, why)?,
            // Excel stores an empty text as a result of its own.
            Ok(None) if formula.is_none() || (raw.kind == "str" && raw.value.is_some()) => {}
            Ok(None) => {
                let text = formula.and_then(|formula| self.formula(formula, at));
                let cell = stored::uncalculated(text.as_deref());
                self.builder.put_formula(self.used, at, cell, text.as_deref())?;
            }
            Ok(Some(cell)) => {
                let nothing = matches!(cell.value, Value::Number(number) if number.is_zero());
                let text = formula.filter(|_| nothing).and_then(|formula| self.formula(formula, at));
                self.builder.put_formula(self.used, at, cell, text.as_deref())?;
            }
        }
        Ok(())
    }

    fn formula(&self, formula: &Formula, at: (u32, u32)) -> Option<String> {
        match formula {
            Formula::Own(text) => Some(text.clone()),
            Formula::Shared(number) => self.shared.text(*number, at),
        }
    }

    /// Reads up to the end of the cell's element.
    fn raw(&mut self, at: (u32, u32)) -> Result<Raw, Stop> {
        let mut raw = Raw {
            kind: self.xml.attribute("t").unwrap_or("n").to_owned(),
            style: self.xml.number("s"),
            ..Raw::default()
        };
        let depth = self.xml.depth();
        loop {
            match self.xml.step()? {
                Step::Open => match self.xml.name() {
                    "v" => raw.value = Some(self.inner()?),
                    "is" => raw.inline = Some(text(&mut self.xml)?),
                    "f" => raw.formula = self.written(at)?,
                    _ => {}
                },
                Step::Close if self.xml.depth() < depth => return Ok(raw),
                Step::End => return Ok(raw),
                _ => {}
            }
        }
    }

    fn written(&mut self, at: (u32, u32)) -> Result<Option<Formula>, Stop> {
        let shared = self.xml.number("si").filter(|_| self.xml.attribute("t") == Some("shared"));
        let text = self.inner()?;
        Ok(match (shared, text.is_empty()) {
            (Some(number), true) => Some(Formula::Shared(number)),
            (Some(number), false) => {
                self.shared.keep(number, at, &text);
                Some(Formula::Own(text))
            }
            (None, true) => None,
            (None, false) => Some(Formula::Own(text)),
        })
    }

    /// All text up to the end of the element that just opened.
    fn inner(&mut self) -> Result<String, Stop> {
        let depth = self.xml.depth();
        let mut text = String::new();
        loop {
            match self.xml.step()? {
                Step::Text => append(&mut text, self.xml.text())?,
                Step::Close if self.xml.depth() < depth => return Ok(text),
                Step::End => return Ok(text),
                _ => {}
            }
        }
    }

    /// What the cell holds; `None` for nothing, and why where it cannot be told.
    fn value(&self, raw: &Raw) -> Result<Option<GridCell>, &'static str> {
        if matches!(raw.kind.as_str(), "inlineStr" | "is") {
            return Ok(raw.inline.as_deref().filter(|text| !text.is_empty()).map(stored::text));
        }
        let Some(value) = raw.value.as_deref().filter(|value| !value.is_empty()) else { return Ok(None) };
        let cell = match raw.kind.as_str() {
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                let text = index.and_then(|index| self.book.strings.get(index)).ok_or("文字表里没有它的文字")?;
                if text.is_empty() {
                    return Ok(None);
                }
                stored::text(Arc::clone(text))
            }
            "str" => stored::text(&*unescaped(value)),
            "b" => stored::flag(matches!(value.trim(), "1" | "true")),
            "e" => stored::error(value),
            "d" => stored::iso_date(value),
            "n" => self.number(value, raw.style),
            _ => return Err("单元格类型不明"),
        };
        Ok(Some(cell))
    }

    fn number(&self, value: &str, style: Option<u32>) -> GridCell {
        let kind = style.and_then(|style| self.book.styles.get(usize::try_from(style).ok()?));
        match (kind, value.trim().parse::<f64>()) {
            (Some(Kind::Date), Ok(serial)) if serial.is_finite() => stored::date(serial, self.book.epoch),
            (Some(Kind::Duration), Ok(days)) if days.is_finite() => stored::duration(days),
            _ => stored::written_number(value),
        }
    }
}
