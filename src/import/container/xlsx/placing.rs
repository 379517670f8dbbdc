//! Puts cells into the sheet, once their elements are read: where each stands and what it holds.

use std::sync::Arc;

use super::book::Book;
use super::raw::{Address, COLUMNS, Content, Formula, Raw};
use super::shared::Shared;
use super::strings::unescaped;
use crate::import::container::Refusal;
use crate::import::container::number_format::Kind;
use crate::import::container::recent::Recent;
use crate::import::container::sheet::{SheetBuilder, UNKNOWN, Used};
use crate::import::container::stored;
use crate::import::grid::{GridCell, Value};

/// A sheet that is being filled.
pub(super) struct Placing<'r, 's> {
    /// What the sheets share.
    pub book: &'r Book,
    /// Where the cells go.
    pub builder: &'r mut SheetBuilder<'s>,
    /// What all sheets have used up.
    pub used: &'r mut Used,
    /// The formulas that stand in one cell for many.
    pub shared: Shared,
    /// Where a cell without address stands.
    pub row: u32,
    /// Where a cell without address stands.
    pub col: u32,
    /// What was written last: a row mostly says one amount in several columns.
    pub recent: Recent,
}

impl Placing<'_, '_> {
    /// Where a cell stands, behind which the next one stands if it does not say.
    pub fn place(&mut self, address: Address) -> (u32, u32) {
        let at = match address {
            Address::At(row, col) => (row, col),
            Address::Running | Address::Broken => (self.row, self.col.min(COLUMNS - 1)),
        };
        self.col = at.1 + 1;
        at
    }

    /// Puts the cell that stands at `at`.
    ///
    /// # Errors
    /// A limit is reached.
    pub fn put(&mut self, at: (u32, u32), raw: &Raw<'_>) -> Result<(), Refusal> {
        if raw.address == Address::Broken {
            return self.builder.put_broken(self.used, at, "单元格地址不合规范");
        }
        let formula = raw.formula.as_ref();
        let style = raw.style.and_then(|style| self.book.styles.get(usize::try_from(style).ok()?)).copied();
        self.builder.style(at, style.as_ref());
        if raw.struck || self.is_struck(raw) {
            self.builder.strike(at);
        }
        match self.value(raw) {
            Err(why) => self.builder.put_broken(self.used, at, why),
            // Excel stores an empty text as a result of its own.
            Ok(None) if formula.is_none() || (raw.content == Content::Text && raw.value.is_some()) => Ok(()),
            Ok(None) => {
                let text = formula.and_then(|formula| self.formula(formula, at));
                let cell = stored::uncalculated(text.as_deref());
                self.builder.put_formula(self.used, at, cell, text.as_deref())
            }
            Ok(Some(cell)) => {
                let nothing = matches!(cell.value, Value::Number(number) if number.is_zero());
                let Some(formula) = formula else { return self.builder.put(self.used, at, cell) };
                let text = if nothing { self.formula(formula, at) } else { None };
                self.builder.put_formula(self.used, at, cell, Some(text.as_deref().unwrap_or(UNKNOWN)))
            }
        }
    }

    /// Whether a part of the shared text is crossed out.
    fn is_struck(&self, raw: &Raw<'_>) -> bool {
        let index = || raw.value.as_deref()?.trim().parse().ok();
        raw.content == Content::Shared
            && !self.book.struck.is_empty()
            && index().is_some_and(|index| self.book.struck.contains(&index))
    }

    fn formula(&self, formula: &Formula, at: (u32, u32)) -> Option<String> {
        match formula {
            Formula::Own(text) => Some(text.clone()),
            Formula::Shared(number) => self.shared.text(*number, at),
        }
    }

    /// What the cell holds; `None` for nothing, and why where it cannot be told.
    fn value(&mut self, raw: &Raw<'_>) -> Result<Option<GridCell>, &'static str> {
        if raw.content == Content::Inline {
            let text = raw.inline.as_deref().filter(|text| !text.is_empty());
            return Ok(text.map(|text| stored::text(self.recent.copy(text))));
        }
        let Some(value) = raw.value.as_deref().filter(|value| !value.is_empty()) else { return Ok(None) };
        let cell = match raw.content {
            Content::Shared => {
                let index = value.trim().parse::<usize>().ok();
                let text = index.and_then(|index| self.book.strings.get(index)).ok_or("文字表里没有它的文字")?;
                if text.is_empty() {
                    return Ok(None);
                }
                stored::text(Arc::clone(text))
            }
            Content::Text => stored::text(&*unescaped(value)),
            Content::Flag => stored::flag(matches!(value.trim(), "1" | "true")),
            Content::Error => stored::error(value),
            Content::Date => stored::iso_date(value),
            Content::Number => self.number(value, raw.style),
            Content::Inline | Content::Unknown => return Err("单元格类型不明"),
        };
        Ok(Some(cell))
    }

    fn number(&mut self, value: &str, style: Option<u32>) -> GridCell {
        let kind = style.and_then(|style| self.book.styles.get(usize::try_from(style).ok()?)).map(|style| style.kind);
        let serial = || value.trim().parse::<f64>().ok().filter(|serial| serial.is_finite());
        let shown = match kind {
            Some(Kind::Date) => serial().map(|serial| stored::date(serial, self.book.epoch)),
            Some(Kind::Duration) => serial().map(stored::duration),
            None | Some(Kind::Number) => None,
        };
        shown.unwrap_or_else(|| stored::written_number(value, |text| self.recent.copy(text)))
    }
}
