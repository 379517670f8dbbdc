//! The cells of one sheet, its hidden rows and columns and merged areas, in one walk.

use std::io::BufRead;

use super::book::{Book, Entry};
use super::placing::Placing;
use super::plain;
use super::raw::{Address, Content, Formula, ROWS, Raw};
use super::shared::Shared;
use super::strings::text;
use crate::import::container::package::Package;
use crate::import::container::pieces::append;
use crate::import::container::recent::Recent;
use crate::import::container::sheet::{SheetBuilder, Used};
use crate::import::container::xml::{Step, Xml};
use crate::import::container::{Stop, part};
use crate::origin::CellRef;

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
    let Some(xml) = part::open(package, (&sheet.part, "worksheet"), book.depth)? else {
        return Err(Stop::Broken("工作簿里缺少这张工作表的内容".to_owned()));
    };
    let placing = Placing { book, builder, used, shared: Shared::default(), row: 0, col: 0, recent: Recent::new() };
    walk(xml, placing)
}

fn walk<R: BufRead>(xml: Xml<R>, placing: Placing<'_, '_>) -> Result<(), Stop> {
    let mut reading = Reading { xml, placing };
    loop {
        reading.plain_cells()?;
        match reading.xml.step()? {
            Step::Open => reading.open()?,
            Step::Close if reading.xml.name() == "row" => {
                reading.placing.row = reading.placing.row.saturating_add(1);
                reading.placing.col = 0;
            }
            Step::End => return Ok(()),
            _ => {}
        }
    }
}

struct Reading<'r, 's, R> {
    xml: Xml<R>,
    placing: Placing<'r, 's>,
}

impl<R: BufRead> Reading<'_, '_, R> {
    /// Takes the plain cells that follow here.
    fn plain_cells(&mut self) -> Result<(), Stop> {
        let ahead = self.xml.ahead(plain::DEPTH)?;
        let mut taken = 0;
        while let Some((raw, length)) = plain::cell(&ahead[taken..]) {
            let at = self.placing.place(raw.address);
            self.placing.put(at, &raw)?;
            taken += length;
        }
        self.xml.pass(taken);
        Ok(())
    }

    fn open(&mut self) -> Result<(), Stop> {
        let (xml, placing) = (&self.xml, &mut self.placing);
        let hidden = || matches!(xml.attribute("hidden"), Some("1" | "true"));
        match xml.name() {
            "row" => {
                if let Some(row) = xml.number("r").and_then(|row| row.checked_sub(1)).filter(|row| *row < ROWS) {
                    placing.row = row;
                }
                placing.col = 0;
                placing.builder.begin_row(placing.row);
                if hidden() {
                    placing.builder.hide_rows(placing.row, placing.row);
                }
            }
            "col" if hidden() => {
                if let (Some(first), Some(last)) = (xml.number("min"), xml.number("max"))
                    && first > 0
                    && last >= first
                {
                    placing.builder.hide_columns(first - 1, last - 1);
                }
            }
            "mergeCell" => {
                let corners = xml.attribute("ref").and_then(|area| area.split_once(':'));
                if let Some((first, last)) = corners
                    && let (Some(first), Some(last)) = (CellRef::from_a1(first), CellRef::from_a1(last))
                {
                    placing.builder.merge(placing.used, (first, last))?;
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                let text = self.inner()?;
                self.placing.builder.printed(&text);
            }
            "c" => self.cell()?,
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<(), Stop> {
        let address = Address::of(self.xml.attribute("r"));
        let at = self.placing.place(address);
        let raw = self.raw(at, address)?;
        Ok(self.placing.put(at, &raw)?)
    }

    /// Reads up to the end of the cell's element.
    fn raw(&mut self, at: (u32, u32), address: Address) -> Result<Raw<'static>, Stop> {
        let content = Content::of(self.xml.attribute("t"));
        let mut raw = Raw { address, content, style: self.xml.number("s"), ..Raw::default() };
        let depth = self.xml.depth();
        loop {
            match self.xml.step()? {
                Step::Open => match self.xml.name() {
                    "v" => raw.value = Some(self.inner()?.into()),
                    "is" => {
                        let (text, struck) = text(&mut self.xml)?;
                        (raw.inline, raw.struck) = (Some(text.into()), struck);
                    }
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
                self.placing.shared.keep(number, at, &text);
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
}

#[cfg(test)]
mod tests;
