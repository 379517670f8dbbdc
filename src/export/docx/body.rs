//! The text: paragraphs, tables and the sections that they stand in.

use super::contents::{self, Entry, bookmark};
use super::estimate;
use super::package::{R, W};
use super::runs::runs;
use super::section::{Page, properties};
use super::table;
use super::xml::Xml;
use crate::disclosure::{Disclosure, Orientation, Table};
use crate::document::{Block, Document, Style};

/// The part with the text.
pub(super) fn body(document: &Document, disclosure: &Disclosure) -> Vec<u8> {
    let mut writer = Writer {
        xml: Xml::part(),
        document,
        disclosure,
        entries: entries(document, disclosure),
        headings: 0,
        page: upright(document),
        sections: 0,
        breaks: false,
    };
    writer.xml.open("w:document", &[W, R]);
    writer.xml.open("w:body", &[]);
    for (block, page) in document.blocks.iter().zip(pages(document, disclosure)) {
        writer.block(block, page);
    }
    let (page, first) = (writer.page, writer.sections == 0);
    properties(&mut writer.xml, page, first);
    writer.xml.finish()
}

/// The page that each block stands on: a table's as it lies, and a heading's as the table's right below it.
pub(super) fn pages(document: &Document, disclosure: &Disclosure) -> Vec<Page> {
    let mut pages = Vec::with_capacity(document.blocks.len());
    let mut below = None;
    for block in document.blocks.iter().rev() {
        let page = match block {
            Block::Table { index, .. } => disclosure.tables.get(*index).map(|table| lying(document, table)),
            Block::Paragraph { style: Style::Heading(_), .. } => below,
            _ => None,
        };
        below = page;
        pages.push(page.unwrap_or(upright(document)));
    }
    pages.reverse();
    pages
}

/// The page of a table.
fn lying(document: &Document, table: &Table) -> Page {
    match table.look.orientation {
        Orientation::Landscape => Page { orientation: Orientation::Landscape, margins_mm: table.look.margins_mm },
        Orientation::Portrait => upright(document),
    }
}

/// The page of running text.
fn upright(document: &Document) -> Page {
    Page { orientation: Orientation::Portrait, margins_mm: document.look.margins_mm }
}

/// What the list of contents holds: headings of the first two levels and titles of tables.
fn entries(document: &Document, disclosure: &Disclosure) -> Vec<Entry> {
    let pages = estimate::pages(document, disclosure, |block| heading(block, disclosure).is_some());
    let headings = document.blocks.iter().filter_map(|block| heading(block, disclosure));
    let entries = headings.zip(pages).enumerate();
    entries.map(|(index, ((text, level), page))| Entry { text, level, bookmark: bookmark(index), page }).collect()
}

/// Words and level of a block that the list of contents leads to.
fn heading(block: &Block, disclosure: &Disclosure) -> Option<(String, u8)> {
    match block {
        Block::Paragraph { style: Style::Title, text } => Some((text.clone(), 1)),
        Block::Paragraph { style: Style::Heading(level @ (1 | 2)), text } => Some((text.clone(), *level)),
        Block::Table { index, level: level @ (1 | 2) } => {
            disclosure.tables.get(*index).map(|table| (table.title.clone(), *level))
        }
        _ => None,
    }
}

struct Writer<'a> {
    xml: Xml,
    document: &'a Document,
    disclosure: &'a Disclosure,
    entries: Vec<Entry>,
    /// Headings written so far.
    headings: usize,
    page: Page,
    /// Sections ended so far.
    sections: usize,
    /// Whether what follows begins a page.
    breaks: bool,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, page: Page) {
        if *block == Block::NewPage {
            self.breaks = true;
            return;
        }
        self.turn(page);
        match block {
            Block::NewPage => {}
            Block::Paragraph { style, text } => {
                self.paragraph(*style, text, heading(block, self.disclosure).is_some());
            }
            Block::Contents(text) => {
                let breaks = std::mem::take(&mut self.breaks);
                contents::write(&mut self.xml, (text, breaks), &self.entries);
            }
            Block::Table { index, level } => {
                if let Some(table) = self.disclosure.tables.get(*index) {
                    self.table(table, *level);
                }
            }
        }
    }

    /// Ends the section where what follows needs another page.
    fn turn(&mut self, page: Page) {
        if page == self.page {
            return;
        }
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        small(&mut self.xml);
        properties(&mut self.xml, self.page, self.sections == 0);
        self.xml.close();
        self.xml.close();
        self.page = page;
        self.sections += 1;
        self.breaks = false;
    }

    fn paragraph(&mut self, style: Style, text: &str, listed: bool) {
        let id = match style {
            Style::Title => "PartTitle",
            Style::Heading(1) => "Heading1",
            Style::Heading(2) => "Heading2",
            Style::Heading(_) => "Heading3",
            Style::Body => "Body",
            Style::Cover => "Cover",
        };
        self.styled(id, text, listed);
    }

    fn styled(&mut self, style: &str, text: &str, listed: bool) {
        let breaks = std::mem::take(&mut self.breaks);
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml.value("w:pStyle", style);
        if breaks {
            self.xml.empty("w:pageBreakBefore", &[]);
        }
        self.xml.close();
        let number = self.headings.to_string();
        if listed {
            let name = bookmark(self.headings);
            self.xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &name)]);
            self.headings += 1;
        }
        runs(&mut self.xml, text);
        if listed {
            self.xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
        }
        self.xml.close();
    }

    fn table(&mut self, table: &Table, level: u8) {
        let breaks = std::mem::take(&mut self.breaks);
        let (number, name) = (self.headings.to_string(), bookmark(self.headings));
        let listed = (1..=2).contains(&level);
        self.headings += usize::from(listed);
        let mark = listed.then_some((number.as_str(), name.as_str()));
        table::title(&mut self.xml, table, (breaks, mark, level), &self.document.look.latin);
        table::mark(&mut self.xml, table, &self.document.look.latin);
        table::write(&mut self.xml, table, self.page.width(), &self.document.look.latin);
        table::notes(&mut self.xml, table, &self.document.look.latin);
        if table.notes.is_empty() {
            table::separator(&mut self.xml);
        }
    }
}

/// A paragraph that takes next to no room.
fn small(xml: &mut Xml) {
    xml.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
}
