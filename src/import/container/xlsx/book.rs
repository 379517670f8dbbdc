//! What the sheets share: their list, texts, formats, calendar.

use std::sync::Arc;

use super::part::each;
use super::{strings, styles};
use crate::import::container::Source;
use crate::import::container::Stop;
use crate::import::container::number_format::Kind;
use crate::import::container::package::Package;
use crate::import::container::stored::Epoch;

/// A workbook without its cells.
pub(super) struct Book {
    /// Where days are counted from.
    pub epoch: Epoch,
    /// The sheets in order.
    pub sheets: Vec<Entry>,
    /// The shared strings.
    pub strings: Vec<Arc<str>>,
    /// For every cell style, what its number format makes of a number.
    pub styles: Vec<Kind>,
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
        let main =
            relations(package, "", "_rels/.rels", depth)?.into_iter().find(|relation| relation.is("officeDocument"));
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = relations(package, folder, &joined(folder, &format!("_rels/{file}.rels")), depth)?;
        let mut book =
            Book { epoch: Epoch::Of1900, sheets: Vec::new(), strings: Vec::new(), styles: Vec::new(), depth };
        if package.find(&main).is_none() {
            return Err(Stop::Broken("里面没有工作簿".to_owned()));
        }
        each(package, &main, depth, |xml| match xml.name() {
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
        book.strings = strings::read(source, package, &strings)?;
        let styles = target("styles").map_or_else(|| joined(folder, "styles.xml"), str::to_owned);
        // Without formats, dates show as the numbers that they are; the cells themselves are not touched by it.
        book.styles = styles::read(package, &styles, depth)?;
        Ok(book)
    }
}

/// One relation of a part.
struct Relation {
    id: String,
    kind: String,
    /// The part in the package.
    target: String,
}

impl Relation {
    /// Whether it is of a kind, in the transitional or the strict namespace.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }

    fn skipped(&self) -> Option<&'static str> {
        match self.kind.rsplit('/').next().unwrap_or_default() {
            "chartsheet" => Some("图表工作表"),
            "dialogsheet" => Some("对话框工作表"),
            "xlMacrosheet" | "xlIntlMacrosheet" => Some("宏工作表"),
            _ => None,
        }
    }
}

fn relations(package: &mut Package<'_>, folder: &str, part: &str, depth: usize) -> Result<Vec<Relation>, Stop> {
    let mut relations = Vec::new();
    each(package, part, depth, |xml| {
        let said = |name| xml.attribute(name).unwrap_or_default();
        if xml.name() == "Relationship" {
            let target = joined(folder, said("Target"));
            relations.push(Relation { id: said("Id").to_owned(), kind: said("Type").to_owned(), target });
        }
    })?;
    Ok(relations)
}

/// A target seen from the folder of the part that names it; `/xl/…` counts from the package.
fn joined(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_are_found_from_the_part_that_names_them() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../docProps/app.xml", "docProps/app.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "./workbook.xml", "workbook.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(joined(folder, target), part);
        }
    }
}
