//! Styles that marks need: found where they are already, else added at the end of their section.

use super::super::splice::Splice;
use super::super::xml::{Node, Scan};
use super::super::{Package, PatchError};
use super::ordered::{STYLES, inserted, with_child};

/// A section of the style sheet.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    Fonts,
    Fills,
    Borders,
    Cells,
    Conditional,
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Section::Fonts => "fonts",
            Section::Fills => "fills",
            Section::Borders => "borders",
            Section::Cells => "cellXfs",
            Section::Conditional => "dxfs",
        }
    }
}

/// An element with content, under a prefix.
pub(super) fn element_of(prefix: &str, name: &str, content: &str) -> String {
    format!("<{prefix}{name}>{content}</{prefix}{name}>")
}

/// What a workbook without styles gets: the entries that the format takes for granted.
const EMPTY: &str = "<fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
                     <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>\
                     <cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"1\"><xf/></cellXfs>";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

impl Package {
    /// The number of an entry in a section of the style sheet; `element` is given the sheet's prefix.
    pub(super) fn style(&mut self, section: Section, element: impl Fn(&str) -> String) -> Result<usize, PatchError> {
        let part = self.style_sheet()?;
        let stored = self.text(&part)?;
        let (text, at) = with_entry(&stored.text, &part, section.name(), &element)?;
        self.put(&part, &stored.with(text))?;
        Ok(at)
    }

    fn style_sheet(&mut self) -> Result<String, PatchError> {
        let workbook = self.workbook.clone();
        if let Some(part) = self.related_part(&workbook, "styles")? {
            return Ok(part);
        }
        let part = self.free_name("xl/styles", ".xml");
        let text = format!("<styleSheet xmlns=\"{}\">{EMPTY}</styleSheet>", self.namespaces()?.main);
        self.add_part(&part, &text, TYPE)?;
        self.add_relation(&workbook, "styles", &part)?;
        Ok(part)
    }
}

/// The text with the entry in its section, and the entry's number.
fn with_entry(
    text: &str,
    part: &str,
    section: &str,
    element: &impl Fn(&str) -> String,
) -> Result<(String, usize), PatchError> {
    let mut scan = Scan::new(text, part);
    let mut wanted = String::new();
    let mut count = 0;
    let mut counted = None;
    let mut there = false;
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        match scan.around().len() {
            1 if tag.local() == section => {
                there = true;
                wanted = element(tag.prefix());
                counted = tag.attribute("count").map(|count| count.value);
            }
            2 if scan.parent() == section => {
                let end = scan.content(&tag)?.end;
                if text.get(tag.start..end) == Some(&wanted) {
                    return Ok((text.to_owned(), count));
                }
                count += 1;
            }
            _ => {}
        }
    }
    if !there {
        let whole = |prefix: &str| format!("<{prefix}{section} count=\"1\">{}</{prefix}{section}>", element(prefix));
        return Ok((inserted(text, part, (STYLES, section), whole)?, 0));
    }
    let mut splice = Splice::default();
    if let Some(range) = counted {
        splice.replace(range, (count + 1).to_string());
    }
    let text = splice.apply(text, part)?;
    let text = with_child(&text, part, section, element)?.unwrap_or(text);
    Ok((text, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_again_or_added() {
        let entry = |p: &str| format!("<{p}dxf><{p}font/></{p}dxf>");
        let without = "<styleSheet><cellXfs count=\"1\"><xf/></cellXfs><tableStyles/></styleSheet>";
        let (first, at) = with_entry(without, "p", "dxfs", &entry).unwrap();
        assert_eq!(
            first,
            "<styleSheet><cellXfs count=\"1\"><xf/></cellXfs><dxfs count=\"1\"><dxf><font/></dxf></dxfs><tableStyles/></styleSheet>"
        );
        assert_eq!((with_entry(&first, "p", "dxfs", &entry).unwrap(), at), ((first.clone(), 0), 0));
        let other = |p: &str| format!("<{p}dxf/>");
        let (second, at) = with_entry(&first, "p", "dxfs", &other).unwrap();
        assert!(second.contains("<dxfs count=\"2\"><dxf><font/></dxf><dxf/></dxfs>") && at == 1, "{second}");
        let (emptied, at) = with_entry("<s><dxfs count=\"0\"/></s>", "p", "dxfs", &other).unwrap();
        assert_eq!((emptied.as_str(), at), ("<s><dxfs count=\"1\"><dxf/></dxfs></s>", 0));
    }
}
