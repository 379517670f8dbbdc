//! XML Spreadsheet 2003 (`urn:schemas-microsoft-com:office:spreadsheet`), mostly saved as `.xls`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::encoding::decode_named;
use super::number_format::Style;
use super::sheet::{SHEETS, SheetBuilder, Used, too_large};
use super::xml::{Step, Xml};
use super::{Notes, Refusal, Source, Stop, stored};
use crate::finding::Finding;
use crate::finding::codes::import_container::{DAMAGED, SHEET_UNREADABLE};
use crate::import::grid::{GridCell, Sheet};
use crate::origin::{CellRef, Origin};

mod r1c1;

/// Reads all worksheets.
///
/// # Errors
/// No worksheet can be read, or a limit is reached.
pub(super) fn read(source: Source<'_>, notes: &mut Notes) -> Result<Vec<Sheet>, Refusal> {
    let decoded = decode_named(source.bytes, declared(source.bytes).as_deref());
    notes.evidence.push(decoded.evidence);
    super::note_mixed(source, &decoded.changes, notes);
    let document = without_declaration(&decoded.text);
    let mut reading = Reading {
        source,
        xml: Xml::new(document.as_bytes(), source.limits.depth),
        used: Used::default(),
        styles: BTreeMap::new(),
        sheets: Vec::new(),
    };
    if let Err(stop) = reading.workbook(notes) {
        match stop {
            Stop::Limit(refusal) => return Err(refusal),
            Stop::Broken(cause) if reading.sheets.is_empty() => {
                let finding = Finding::new(&DAMAGED).at(source.whole()).with("format", "XML 电子表格 2003");
                return Err(Box::new(finding.with("cause", cause)));
            }
            Stop::Broken(cause) => {
                let place = reading.sheets.last().map_or_else(|| source.whole(), Sheet::whole);
                let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", "末尾");
                notes.findings.push(finding.with("cause", cause));
            }
        }
    }
    Ok(reading.sheets)
}

/// The encoding that the XML declaration names.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let after = head.split_once("encoding=")?.1;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(after[1..].split_once(quote)?.0.to_owned())
}

/// The document without its declaration, which would name the encoding before decoding.
pub(super) fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(text, |(_, document)| document),
        None => text,
    }
}

struct Reading<'a> {
    source: Source<'a>,
    xml: Xml<&'a [u8]>,
    used: Used,
    /// What the cell styles make of cells, by their name.
    styles: BTreeMap<String, Style>,
    sheets: Vec<Sheet>,
}

/// Where the next row and cell stand, from 0.
#[derive(Default)]
struct Cursor {
    row: u32,
    col: u32,
    column: u32,
    /// How many rows the open row stands for.
    row_span: u32,
}

impl<'a> Reading<'a> {
    fn workbook(&mut self, notes: &mut Notes) -> Result<(), Stop> {
        let mut style = String::new();
        loop {
            match self.xml.step()? {
                Step::Open if self.xml.name() == "Style" => {
                    style = self.xml.attribute("ID").unwrap_or_default().to_owned();
                }
                Step::Open if matches!(self.xml.name(), "NumberFormat" | "Font") => self.style(&style),
                Step::Open if self.xml.name() == "Worksheet" => {
                    if self.sheets.len() >= self.source.limits.sheets {
                        return Err(too_large(self.source, SHEETS, self.source.limits.sheets).into());
                    }
                    let number = self.sheets.len() + 1;
                    let name = self.xml.attribute("Name").map_or_else(|| format!("Sheet{number}"), str::to_owned);
                    let mut builder = SheetBuilder::new(self.source, name, false);
                    let outcome = self.worksheet(&mut builder);
                    if let Err(Stop::Broken(cause)) = &outcome {
                        let place = Origin::sheet(self.source.file, builder.name());
                        let finding = Finding::new(&SHEET_UNREADABLE).at(place).with("where", builder.last_place());
                        notes.findings.push(finding.with("cause", cause.as_str()));
                        builder.cut_off();
                        self.sheets.push(builder.finish(notes));
                        return Ok(());
                    }
                    outcome?;
                    self.sheets.push(builder.finish(notes));
                }
                Step::End if self.sheets.is_empty() => return Err(Stop::Broken("里面没有工作表".to_owned())),
                Step::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Notes what the open element says of a style.
    fn style(&mut self, name: &str) {
        let plain = Style::built_in(0);
        let style = self.styles.entry(name.to_owned()).or_insert(plain);
        if let Some(code) = self.xml.attribute("Format") {
            style.shift = Style::of(code).shift;
        }
        style.struck |= self.xml.attribute("StrikeThrough") == Some("1");
    }

    fn worksheet(&mut self, builder: &mut SheetBuilder<'a>) -> Result<(), Stop> {
        let mut at = Cursor::default();
        loop {
            match self.xml.step()? {
                Step::Open => self.open(&mut at, builder)?,
                Step::Close => match self.xml.name() {
                    "Worksheet" => return Ok(()),
                    "Row" => at.row = at.row.saturating_add(at.row_span),
                    _ => {}
                },
                Step::Text => {}
                Step::End => return Err(Stop::Broken("工作表没有结束".to_owned())),
            }
        }
    }

    fn open(&mut self, at: &mut Cursor, builder: &mut SheetBuilder<'a>) -> Result<(), Stop> {
        let hidden = self.xml.attribute("Hidden") == Some("1");
        let span = self.xml.number("Span").unwrap_or(0).min(1_048_575);
        let index = self.xml.number("Index").and_then(|index| index.checked_sub(1));
        match self.xml.name() {
            "Column" => {
                let first = index.unwrap_or(at.column);
                at.column = first.saturating_add(span).saturating_add(1);
                if hidden {
                    builder.hide_columns(first, first.saturating_add(span));
                }
            }
            "Row" => {
                at.row = index.unwrap_or(at.row);
                (at.col, at.row_span) = (0, span + 1);
                builder.begin_row(at.row);
                if hidden {
                    builder.hide_rows(at.row, at.row.saturating_add(span));
                }
            }
            "Cell" => {
                at.col = index.unwrap_or(at.col);
                let across = self.cell((at.row, at.col), builder)?;
                at.col = at.col.saturating_add(across).saturating_add(1);
            }
            "Header" | "Footer" => {
                if let Some(text) = self.xml.attribute("Data") {
                    builder.printed(text);
                }
            }
            "Visible" => {
                if let Step::Text = self.xml.step()?
                    && self.xml.text().trim() != "SheetVisible"
                {
                    builder.hide();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads a cell up to its end; gives how many columns it covers besides its own.
    fn cell(&mut self, at: (u32, u32), builder: &mut SheetBuilder<'a>) -> Result<u32, Stop> {
        let across = self.xml.number("MergeAcross").unwrap_or(0).min(16_383);
        let down = self.xml.number("MergeDown").unwrap_or(0).min(1_048_575);
        let formula = self.xml.attribute("Formula").map(str::to_owned);
        let formula = formula.map(|formula| r1c1::to_a1(formula.trim_start_matches('='), at));
        builder.style(at, self.xml.attribute("StyleID").and_then(|style| self.styles.get(style)));
        let mut value = None;
        let depth = self.xml.depth();
        loop {
            match self.xml.step()? {
                // Comments hold a Data of their own.
                Step::Open if self.xml.name() == "Data" && self.xml.depth() == depth + 1 => {
                    let kind = self.xml.attribute("Type").unwrap_or("String").to_owned();
                    let (text, struck) = self.inner_text()?;
                    if struck {
                        builder.strike(at);
                    }
                    value = Some(data(&kind, &text));
                }
                Step::Close if self.xml.depth() < depth => break,
                Step::End => return Err(Stop::Broken("单元格没有结束".to_owned())),
                _ => {}
            }
        }
        if (across, down) != (0, 0) {
            let corner = CellRef::zero_based(at.0.saturating_add(down), at.1.saturating_add(across));
            builder.merge(&mut self.used, (CellRef::zero_based(at.0, at.1), corner))?;
        }
        // An empty text is a result that Excel stores.
        let stored_nothing = value.as_ref().is_some_and(|cell| cell.text.is_empty());
        match (value.filter(|_| !stored_nothing), formula) {
            (None, None) => {}
            (None, Some(_)) if stored_nothing => {}
            (Some(cell), None) => builder.put(&mut self.used, at, cell)?,
            (cell, Some(formula)) => {
                let cell = cell.unwrap_or_else(|| stored::uncalculated(Some(&formula)));
                builder.put_formula(&mut self.used, at, cell, Some(&formula))?;
            }
        }
        Ok(across)
    }

    /// All text up to the end of the element that just opened, formatting aside, and whether a part of it is crossed out.
    fn inner_text(&mut self) -> Result<(String, bool), Stop> {
        let depth = self.xml.depth();
        let (mut text, mut struck) = (String::new(), false);
        loop {
            match self.xml.step()? {
                Step::Open => struck |= matches!(self.xml.name(), "S" | "Strike"),
                Step::Text => text.push_str(self.xml.text()),
                Step::Close if self.xml.depth() < depth => return Ok((text, struck)),
                Step::End => return Err(Stop::Broken("单元格没有结束".to_owned())),
                _ => {}
            }
        }
    }
}

fn data(kind: &str, text: &str) -> GridCell {
    match kind {
        "Number" => stored::written_number(text, |text| text.into()),
        "DateTime" => stored::iso_date(text),
        "Boolean" => stored::flag(text.trim() == "1"),
        "Error" => stored::error(text),
        _ => stored::text(Arc::from(text)),
    }
}
