//! Word documents (.docx) as their words: paragraphs in order, each with its place.
//!
//! Sizes are looked at before anything is unpacked, as for workbooks; entities are not resolved. Words that a reviewer
//! deleted are left out, the second form of drawings (`mc:Fallback`) too.

use std::sync::Arc;

use super::package::Package;
use super::xml::{Step, Xml};
use super::{Refusal, Source};
use crate::document::{Paragraph, Text, WordCell, WordTable};
use crate::finding::Finding;
use crate::finding::codes::import_container::DAMAGED;
use crate::origin::{Origin, Spot};

/// The part with the text.
const MAIN: &str = "word/document.xml";
/// Style of the entries of a list of contents.
const CONTENTS: &str = "TOC";

/// Columns of a table that Word allows.
const MOST_COLUMNS: usize = 63;

/// The words of a document; `None` where the file is no .docx.
///
/// # Errors
/// Damaged, encrypted, or larger than the limits allow.
pub(in crate::import) fn read(source: Source<'_>) -> Result<Option<Text>, Refusal> {
    if !source.bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let Ok(mut package) = Package::open(source) else { return Ok(None) };
    let Some(index) = package.find(MAIN) else { return Ok(None) };
    let part = package.stream(index)?;
    let mut reader = Reader {
        source,
        paragraphs: Vec::new(),
        running: 0,
        open: Vec::new(),
        tables: 0,
        grids: Vec::new(),
        titled: None,
        hidden: 0,
        in_text: false,
        fields: Vec::new(),
    };
    reader.read(Xml::new(part, source.limits.depth))?;
    Ok(Some(Text { file: Arc::clone(source.file), paragraphs: reader.paragraphs, tables: reader.grids }))
}

struct Reader<'a> {
    source: Source<'a>,
    paragraphs: Vec<Paragraph>,
    /// Paragraphs of running text so far: what a person can count.
    running: u32,
    /// Paragraphs that are open, the innermost last: text boxes stand within paragraphs.
    open: Vec<(String, bool)>,
    /// How many tables are open.
    tables: usize,
    /// The outermost tables so far.
    grids: Vec<WordTable>,
    /// The last paragraph with words outside tables and the list of contents.
    titled: Option<usize>,
    /// How many elements are open whose words do not count.
    hidden: usize,
    in_text: bool,
    /// For each open field, whether it is a list of contents.
    fields: Vec<bool>,
}

impl Reader<'_> {
    fn read<R: std::io::BufRead>(&mut self, mut xml: Xml<R>) -> Result<(), Refusal> {
        let mut instruction = false;
        loop {
            match xml.step().map_err(|cause| self.damaged(cause))? {
                Step::End => return Ok(()),
                Step::Open => {
                    instruction = xml.name() == "instrText";
                    let name = xml.name().to_owned();
                    let value = xml.attribute("val").or(xml.attribute("fldCharType")).unwrap_or_default().to_owned();
                    self.opened(&name, &value)?;
                }
                Step::Close => {
                    instruction = false;
                    let name = xml.name().to_owned();
                    self.closed(&name);
                }
                Step::Text if instruction => {
                    if xml.text().trim_start().starts_with(CONTENTS)
                        && let Some(last) = self.fields.last_mut()
                    {
                        *last = true;
                    }
                }
                Step::Text => {
                    if self.in_text && self.hidden == 0 {
                        let text = xml.text().to_owned();
                        self.said(&text);
                    }
                }
            }
        }
    }

    fn opened(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        match name {
            "p" => {
                if self.paragraphs.len() >= self.source.limits.cells {
                    return Err(self.damaged("段落数超过上限".to_owned()));
                }
                self.open.push((String::new(), self.fields.contains(&true)));
            }
            "pStyle" if value.starts_with(CONTENTS) => {
                if let Some((_, contents)) = self.open.last_mut() {
                    *contents = true;
                }
            }
            "tbl" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.grids.push(WordTable { title: self.titled, rows: Vec::new() });
                }
            }
            "tr" if self.tables == 1 => {
                self.grids.iter_mut().last().into_iter().for_each(|grid| grid.rows.push(Vec::new()))
            }
            "tc" if self.tables == 1 => self.row(|row| row.push(WordCell { columns: 1, ..WordCell::default() })),
            "gridSpan" if self.tables == 1 => {
                let columns = value.parse().unwrap_or(1).clamp(1, MOST_COLUMNS);
                self.cell(|cell| cell.columns = columns);
            }
            "vMerge" if self.tables == 1 => self.cell(|cell| cell.continued = value != "restart"),
            "t" => self.in_text = true,
            "del" | "moveFrom" | "Fallback" => self.hidden += 1,
            "tab" | "br" | "cr" if self.hidden == 0 => self.said(" "),
            "fldChar" if value == "begin" => self.fields.push(false),
            "fldChar" if value == "end" => {
                self.fields.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn closed(&mut self, name: &str) {
        match name {
            "p" => {
                let Some((text, in_contents)) = self.open.pop() else { return };
                let in_table = self.tables > 0;
                if in_table {
                    self.cell(|cell| cell.text.push_str(&text));
                } else if !in_contents && !text.trim().is_empty() {
                    self.titled = Some(self.paragraphs.len());
                }
                let origin = Origin { file: Arc::clone(self.source.file), spot: Spot::Paragraph(self.running) };
                self.paragraphs.push(Paragraph { text, origin, in_table, in_contents });
                self.running += u32::from(!in_table && !in_contents);
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "t" => self.in_text = false,
            "del" | "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    /// Changes the row that is open.
    fn row(&mut self, change: impl FnOnce(&mut Vec<WordCell>)) {
        if let Some(row) = self.grids.last_mut().and_then(|grid| grid.rows.last_mut()) {
            change(row);
        }
    }

    /// Changes the cell that is open.
    fn cell(&mut self, change: impl FnOnce(&mut WordCell)) {
        self.row(|row| {
            if let Some(cell) = row.last_mut() {
                change(cell);
            }
        });
    }

    fn said(&mut self, text: &str) {
        if let Some((words, _)) = self.open.last_mut() {
            words.push_str(text);
        }
    }

    fn damaged(&self, cause: String) -> Refusal {
        Box::new(Finding::new(&DAMAGED).at(self.source.whole()).with("format", "Word 文档").with("cause", cause))
    }
}
