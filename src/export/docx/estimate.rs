//! On which page each heading will stand, as far as that can be told without setting the pages.
//!
//! Running text has lines of one height, so its pages come out exactly where the fonts are installed; rows of tables grow with
//! their words and may be off by one. An office program computes the list of contents again when it is asked to.

use super::section::Page;
use super::styles::{ABOVE_COVER, title_line};
use super::table::AROUND_TITLE;
use super::{body, table};
use crate::disclosure::{Disclosure, Font, Orientation, Table};
use crate::document::{Block, Document, Style};
use crate::export::measure::{TWIPS, height, lines};

/// The page, counted from 1, of every block that the list of contents leads to, in order.
pub(super) fn pages(document: &Document, disclosure: &Disclosure, listed: impl Fn(&Block) -> bool) -> Vec<u32> {
    let upright = Page { orientation: Orientation::Portrait, margins_mm: document.look.margins_mm };
    let mut sheet = Sheet { page: 1, used: 0, lies: upright, breaks: false };
    let mut pages = Vec::new();
    for (block, lies) in document.blocks.iter().zip(body::pages(document, disclosure)) {
        if *block == Block::NewPage {
            sheet.breaks = true;
            continue;
        }
        sheet.begin(lies);
        match block {
            Block::NewPage => {}
            Block::Contents(_) => {
                let entries = document.blocks.iter().filter(|block| listed(block)).count();
                let line = u32::from(document.look.line_twips);
                sheet.put(u32::from(ABOVE_COVER) + u32::from(title_line(&document.look)));
                for _ in 0..entries {
                    sheet.put(line);
                }
            }
            Block::Paragraph { style, text } => {
                let at = sheet.paragraph(document, *style, text);
                pages.extend(listed(block).then_some(at));
            }
            Block::Table { index, .. } => {
                let Some(table) = disclosure.tables.get(*index) else { continue };
                let at = sheet.table(table);
                pages.extend(listed(block).then_some(at));
            }
        }
    }
    pages
}

/// The page that is being filled.
struct Sheet {
    page: u32,
    /// Height used so far, in twentieths of a point.
    used: u32,
    lies: Page,
    breaks: bool,
}

impl Sheet {
    /// Begins a page where the next block needs one.
    fn begin(&mut self, lies: Page) {
        if std::mem::take(&mut self.breaks) || lies != self.lies {
            self.page += 1;
            self.used = 0;
            self.lies = lies;
        }
    }

    /// Takes room; on the next page where this one is full. The page that it stands on.
    fn put(&mut self, height: u32) -> u32 {
        if self.used + height > self.lies.height() && self.used > 0 {
            self.page += 1;
            self.used = 0;
        }
        self.used += height;
        self.page
    }

    /// Lines of a paragraph; a heading stays on the page of what follows it.
    fn paragraph(&mut self, document: &Document, style: Style, text: &str) -> u32 {
        let look = &document.look;
        let (font, line) = match style {
            Style::Title | Style::Cover => (&look.title, u32::from(title_line(look))),
            Style::Heading(level) => (heading(document, level), u32::from(look.line_twips)),
            Style::Body => (&look.body, u32::from(look.line_twips)),
        };
        let indented = matches!(style, Style::Body | Style::Heading(_));
        let words = if indented { format!("　　{text}") } else { text.to_owned() };
        let count = lines(&words, font, self.lies.width() / TWIPS);
        if matches!(style, Style::Title | Style::Heading(_)) && self.used + (count + 1) * line > self.lies.height() {
            self.page += 1;
            self.used = 0;
        }
        if style == Style::Cover {
            self.put(u32::from(ABOVE_COVER));
        }
        let at = self.put(line);
        for _ in 1..count {
            self.put(line);
        }
        at
    }

    fn table(&mut self, table: &Table) -> u32 {
        let at = self.put(height(&table.title, &table.look.title, u32::MAX) * 20 + 2 * AROUND_TITLE);
        let heights = table::heights(table, self.lies.width());
        for height in heights.before.iter().chain(&heights.head) {
            self.put(*height);
        }
        for height in &heights.rows {
            let page = self.page;
            self.put(*height);
            if self.page != page {
                self.used += heights.head.iter().sum::<u32>();
            }
        }
        for note in &table.notes {
            self.put(height(note, &table.look.caption, self.lies.width() / TWIPS) * 20);
        }
        at
    }
}

fn heading(document: &Document, level: u8) -> &Font {
    let index = usize::from(level.clamp(1, 3)) - 1;
    &document.look.headings[index]
}
