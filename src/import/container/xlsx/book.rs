//! What the sheets share: their list, texts, formats, calendar.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{strings, styles};
use crate::import::container::number_format::Style;
use crate::import::container::package::Package;
use crate::import::container::part::each;
use crate::import::container::relations::{Relation, joined, main_part, relations};
use crate::import::container::stored::Epoch;
use crate::import::container::{Source, Stop};

/// A workbook without its cells.
pub(super) struct Book {
    /// Where days are counted from.
    pub epoch: Epoch,
    /// The sheets in order.
    pub sheets: Vec<Entry>,
    /// The shared strings.
    pub strings: Vec<Arc<str>>,
    /// The shared strings of which a part is crossed out, by their place.
    pub struck: BTreeSet<usize>,
    /// For every cell style, what it makes of a cell.
    pub styles: Vec<Style>,
    /// How deep XML may be.
    pub depth: usize,
}

/// A sheet in the list.
pub(super) struct Entry {
    /// Its name.
    pub name: Arc<str>,
    /// Its part in the package.
    pub part: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// What it is, where it is no worksheet.
    pub skipped: Option<&'static str>,
}

impl Book {
    /// Reads the workbook part and what it refers to.
    ///
    /// # Errors
    /// One of the parts is broken, or a limit is reached.
    pub fn read(source: Source<'_>, package: &mut Package<'_>) -> Result<Book, Stop> {
        let depth = source.limits.depth;
        let main = main_part(package, depth)?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relations = relations(package, &main, depth)?;
        let mut book = Book {
            epoch: Epoch::Of1900,
            sheets: Vec::new(),
            strings: Vec::new(),
            struck: BTreeSet::new(),
            styles: Vec::new(),
            depth,
        };
        if package.find(&main).is_none() {
            return Err(Stop::Broken("里面没有工作簿".to_owned()));
        }
        each(package, (&main, "workbook"), depth, |xml| match xml.name() {
            "workbookPr" if matches!(xml.attribute("date1904"), Some("1" | "true")) => book.epoch = Epoch::Of1904,
            "sheet" => {
                let id = xml.attribute("id").unwrap_or_default();
                let number = book.sheets.len() + 1;
                let relation = relations.iter().find(|relation| relation.id == id);
                book.sheets.push(Entry {
                    name: xml.attribute("name").map_or_else(|| format!("Sheet{number}").into(), Arc::from),
                    part: relation
                        .map_or_else(|| format!("{folder}/worksheets/sheet{number}.xml"), |r| r.target.clone()),
                    hidden: matches!(xml.attribute("state"), Some("hidden" | "veryHidden")),
                    skipped: relation.and_then(Relation::skipped),
                });
            }
            _ => {}
        })?;
        let target =
            |kind| relations.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.as_str());
        let strings = target("sharedStrings").map_or_else(|| joined(folder, "sharedStrings.xml"), str::to_owned);
        (book.strings, book.struck) = strings::read(source, package, &strings)?;
        let styles = target("styles").map_or_else(|| joined(folder, "styles.xml"), str::to_owned);
        // Without formats, dates show as the numbers that they are; the cells themselves are not touched by it.
        book.styles = styles::read(package, &styles, depth)?;
        Ok(book)
    }
}
