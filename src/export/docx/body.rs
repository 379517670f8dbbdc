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
        after_table: false,
    };
    writer.xml.open("w:document", &[W, R]);
    writer.xml.open("w:body", &[]);
    for block in &document.blocks {
        writer.block(block);
    }
    if writer.after_table {
        writer.empty_paragraph();
    }
    let (page, first) = (writer.page, writer.sections == 0);
    properties(&mut writer.xml, page, first);
    writer.xml.finish()
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
    /// Whether the last thing written was a table: two in a row would become one.
    after_table: bool,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::NewPage => self.breaks = true,
            Block::Paragraph { style, text } => {
                self.turn(upright(self.document));
                self.paragraph(*style, text, heading(block, self.disclosure).is_some());
            }
            Block::Contents(text) => {
                self.turn(upright(self.document));
                let breaks = std::mem::take(&mut self.breaks);
                contents::write(&mut self.xml, (text, breaks), &self.entries);
                self.after_table = false;
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
        self.after_table = false;
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
        self.after_table = false;
    }

    fn table(&mut self, table: &Table, level: u8) {
        let landscape = Page { orientation: Orientation::Landscape, margins_mm: table.look.margins_mm };
        let page = if table.look.orientation == Orientation::Landscape { landscape } else { upright(self.document) };
        self.turn(page);
        let breaks = std::mem::take(&mut self.breaks);
        let (number, name) = (self.headings.to_string(), bookmark(self.headings));
        let listed = (1..=2).contains(&level);
        self.headings += usize::from(listed);
        let mark = listed.then_some((number.as_str(), name.as_str()));
        table::title(&mut self.xml, table, (breaks, mark, level), &self.document.look.latin);
        table::write(&mut self.xml, table, self.page.width(), &self.document.look.latin);
        table::notes(&mut self.xml, table, &self.document.look.latin);
        self.after_table = table.notes.is_empty();
        if self.after_table {
            self.empty_paragraph();
        }
    }

    /// What separates a table from what follows.
    fn empty_paragraph(&mut self) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        small(&mut self.xml);
        self.xml.close();
        self.xml.close();
        self.after_table = false;
    }
}

/// A paragraph that takes next to no room.
fn small(xml: &mut Xml) {
    xml.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
}
