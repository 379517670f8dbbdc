//! The list of what is wrong: a sheet of our own before all others, with links to the cells.

use std::fmt::Write as _;

use super::styles::{Section, element_of};
use crate::finding::render::columns;
use crate::origin::{CellRef, column_letters};
use crate::patch::sheet::escape_controls;
use crate::patch::splice::Splice;
use crate::patch::workbook::SheetPlace;
use crate::patch::xml::{Node, Scan, Tag, escape_attribute, escape_text};
use crate::patch::{Held, Package, PatchError, SheetInfo, SheetKind, Shown};

/// What the first cell of our list says; by it the list of an earlier run is known.
pub const NOTICE: &str = "问题清单（gongkai 标注）：再次标注时本页整页替换，请不要在本页填写";
/// Links on one sheet that Excel takes, less a few.
const MOST_LINKS: usize = 65_000;
/// Characters of one cell; Excel takes 32,767.
const LONGEST: usize = 8_000;
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Name of its sheet.
    pub name: String,
    /// Columns with their widths in characters.
    pub columns: Vec<(String, u16)>,
    /// Rows, each with at most as many cells as there are columns.
    pub rows: Vec<Vec<ListCell>>,
}

/// A cell of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListCell {
    /// Words; may be empty.
    Text(String),
    /// A number as decimal text.
    Number(String),
    /// A link to a cell of the workbook.
    Link {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: CellRef,
    },
}

/// Numbers of the styles that the list uses.
#[derive(Clone, Copy, Debug)]
struct Looks {
    head: usize,
    words: usize,
    link: usize,
}

impl Package {
    /// Position of the list of an earlier run.
    pub(super) fn own_list(&mut self) -> Result<Option<usize>, PatchError> {
        for index in 0..self.sheets.len() {
            let SheetInfo { name, kind, .. } = self.sheets[index].clone();
            if kind != SheetKind::Worksheet || !name.starts_with("问题清单") {
                continue;
            }
            let first = self.read_cell(&name, CellRef::zero_based(0, 0))?;
            self.open.remove(&index);
            if matches!(&first.held, Held::Text(text) if text == NOTICE) {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// Writes the list in the place of an earlier one, else before all sheets.
    pub(super) fn put_list(&mut self, list: &List) -> Result<(), PatchError> {
        let looks = self.looks()?;
        let text = sheet(list, looks, self.namespaces()?.main);
        if let Some(index) = self.own_list()? {
            let part = self.places[index].part.clone();
            let stored = self.text(&part)?;
            return self.put(
                &part,
                &stored.with(format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}")),
            );
        }
        let part = self.free_name("xl/worksheets/sheet", ".xml");
        self.add_part(&part, &text, TYPE)?;
        let workbook = self.workbook.clone();
        let relation = self.add_relation(&workbook, "worksheet", &part)?;
        let name = self.free_sheet_name(&list.name);
        let id = self.sheets.iter().map(|sheet| sheet.id).max().unwrap_or(0) + 1;
        let stored = self.text(&workbook)?;
        let relations = self.namespaces()?.relations;
        let text =
            with_first_sheet(&stored.text, &workbook, &NewSheet { name: &name, id, relation: &relation, relations })?;
        self.put(&workbook, &stored.with(text))?;
        self.sheets.insert(0, SheetInfo { name, kind: SheetKind::Worksheet, shown: Shown::Visible, id });
        self.places.insert(0, SheetPlace { part });
        Ok(())
    }

    fn free_sheet_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.sheets.iter().any(|sheet| crate::patch::package::same_name(&sheet.name, name));
        let mut name = wanted.to_owned();
        let mut number = 2;
        while taken(&name) {
            name = format!("{wanted}（{number}）");
            number += 1;
        }
        name
    }

    fn looks(&mut self) -> Result<Looks, PatchError> {
        let bold = self.style(Section::Fonts, |p| {
            element_of(
                p,
                "font",
                &format!("<{p}b/><{p}sz val=\"11\"/><{p}name val=\"宋体\"/><{p}charset val=\"134\"/>"),
            )
        })?;
        let blue = self.style(Section::Fonts, |p| {
            element_of(
                p,
                "font",
                &format!("<{p}u/><{p}sz val=\"11\"/><{p}color rgb=\"FF0563C1\"/><{p}name val=\"宋体\"/><{p}charset val=\"134\"/>"),
            )
        })?;
        let plain = self.style(Section::Fonts, |p| {
            element_of(p, "font", &format!("<{p}sz val=\"11\"/><{p}name val=\"宋体\"/><{p}charset val=\"134\"/>"))
        })?;
        let grey = self.style(Section::Fills, |p| {
            let colours = format!("<{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"FFE7EDF5\"/><{p}bgColor indexed=\"64\"/></{p}patternFill>");
            element_of(p, "fill", &colours)
        })?;
        let line = self.style(Section::Borders, |p| {
            let side = |name: &str| format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FFBFBFBF\"/></{p}{name}>");
            element_of(
                p,
                "border",
                &[side("left"), side("right"), side("top"), side("bottom"), format!("<{p}diagonal/>")].concat(),
            )
        })?;
        let mut look = |font: usize, fill: usize| {
            self.style(Section::Cells, |p| {
                format!(
                    "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{line}\" xfId=\"0\" applyFont=\"1\" \
                     applyBorder=\"1\" applyFill=\"1\" applyAlignment=\"1\"><{p}alignment vertical=\"top\" wrapText=\"1\"/></{p}xf>"
                )
            })
        };
        Ok(Looks { head: look(bold, grey)?, words: look(plain, 0)?, link: look(blue, 0)? })
    }
}

/// A sheet that the workbook part does not name yet.
#[derive(Clone, Copy, Debug)]
struct NewSheet<'a> {
    name: &'a str,
    id: u32,
    relation: &'a str,
    /// The namespace of relations of this package.
    relations: &'a str,
}

impl NewSheet<'_> {
    /// Its element among the children of `sheets`. What its neighbours declare on themselves does not hold here, so it
    /// takes its parent's prefix and declares the relation's itself.
    fn element(&self, sheets: &Tag<'_>) -> String {
        let NewSheet { id, relation, relations, .. } = self;
        let (prefix, name) = (sheets.prefix(), escape_attribute(self.name, '"'));
        format!("<{prefix}sheet name=\"{name}\" sheetId=\"{id}\" xmlns:r=\"{relations}\" r:id=\"{relation}\"/>")
    }
}

/// The workbook part with a sheet before all others; what counts sheets by place counts one more.
fn with_first_sheet(text: &str, part: &str, new: &NewSheet<'_>) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    let mut first = true;
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.local() {
            "sheets" if first && !tag.empty && scan.around() == ["workbook"] => {
                first = false;
                splice.insert(tag.span().end, new.element(&tag));
            }
            "definedName" => {
                if let Some(local) = tag.attribute("localSheetId") {
                    let at: u32 = local.raw.trim().parse().unwrap_or(0);
                    splice.replace(local.value, (at + 1).to_string());
                }
            }
            // The sheet that was open stays open: two selected sheets would be edited together.
            "workbookView" => match tag.attribute("activeTab") {
                Some(active) => {
                    let at: u32 = active.raw.trim().parse().unwrap_or(0);
                    splice.replace(active.value, (at + 1).to_string());
                }
                None => splice.insert(tag.tail(), " activeTab=\"1\""),
            },
            _ => {}
        }
    }
    if first {
        return Err(scan.damaged("没有工作表"));
    }
    splice.apply(text, part)
}

/// The part of the list.
fn sheet(list: &List, looks: Looks, main: &str) -> String {
    let all = |style: usize| Looks { head: style, words: style, link: style };
    let mut rows = row(1, &[ListCell::Text(NOTICE.to_owned())], all(looks.words), LINE);
    let head: Vec<ListCell> = list.columns.iter().map(|(title, _)| ListCell::Text(title.clone())).collect();
    rows.push_str(&row(2, &head, all(looks.head), height(&head, &list.columns)));
    let mut links = String::new();
    let mut linked = 0;
    for (number, cells) in (3_u32..).zip(&list.rows) {
        rows.push_str(&row(number, cells, looks, height(cells, &list.columns)));
        for (col, cell) in (0_u32..).zip(cells) {
            if let ListCell::Link { sheet, cell } = cell
                && linked < MOST_LINKS
            {
                linked += 1;
                let target = format!("'{}'!{cell}", sheet.replace('\'', "''"));
                let target = escape_attribute(&target, '"');
                // Writing to a string does not fail.
                let _ = write!(links, "<hyperlink ref=\"{}{number}\" location=\"{target}\"/>", column_letters(col));
            }
        }
    }
    let widths = (1_usize..).zip(&list.columns);
    let widths: String = widths
        .map(|(at, (_, width))| format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"))
        .collect();
    let links = if links.is_empty() { links } else { element_of("", "hyperlinks", &links) };
    let last = column_letters(u32::try_from(list.columns.len().max(1) - 1).unwrap_or(0));
    format!(
        "<worksheet xmlns=\"{main}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>{widths}</cols>\
         <sheetData>{rows}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:{last}1\"/></mergeCells>{links}\
         <pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

/// Points of a line of words, and of the tallest row.
const LINE: u32 = 15;
const TALLEST: u32 = 400;

/// The height that a row's words need, in points: not every program fits rows to wrapped words on opening.
fn height(cells: &[ListCell], widths: &[(String, u16)]) -> u32 {
    // A line is broken between characters and before brackets, so not all of its width is used.
    let used = |width: u16| usize::from(width - width / 8).max(1);
    let lines = cells.iter().zip(widths).map(|(cell, (_, width))| match cell {
        ListCell::Text(text) => text.lines().map(|line| columns(line) / used(*width) + 1).sum(),
        _ => 1,
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(TALLEST);
    (lines.max(1).saturating_mul(LINE) + 3).min(TALLEST)
}

fn row(number: u32, cells: &[ListCell], looks: Looks, points: u32) -> String {
    let mut text = format!("<row r=\"{number}\" ht=\"{points}\" customHeight=\"1\">");
    for (col, cell) in (0_u32..).zip(cells) {
        let place = format!("{}{number}", column_letters(col));
        let words = |words: &str, style: usize| {
            let cut: String = words.chars().take(LONGEST).collect();
            let cut = escape_controls(&cut);
            let cut = escape_text(&cut).into_owned();
            format!("<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{cut}</t></is></c>")
        };
        text.push_str(&match cell {
            ListCell::Text(text) if text.is_empty() => format!("<c r=\"{place}\" s=\"{}\"/>", looks.words),
            ListCell::Text(text) => words(text, looks.words),
            ListCell::Number(number) => format!("<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>", looks.words),
            ListCell::Link { cell, .. } => words(&cell.to_string(), looks.link),
        });
    }
    text.push_str("</row>");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_sheets_by_place_counts_one_more() {
        let before = "<x:workbook><x:bookViews><x:workbookView activeTab='2'/></x:bookViews><x:sheets><x:sheet name='a' sheetId='4' q:id='rId1'/>\
                      <x:sheet name='b' sheetId='5' q:id='rId2'/></x:sheets><x:definedNames><x:definedName name='n' localSheetId='1'>b!A1</x:definedName>\
                      </x:definedNames></x:workbook>";
        let new = NewSheet { name: "清单", id: 6, relation: "rId9", relations: "u" };
        let after = with_first_sheet(before, "p", &new).unwrap();
        let first = "<x:sheets><x:sheet name=\"清单\" sheetId=\"6\" xmlns:r=\"u\" r:id=\"rId9\"/><x:sheet name='a'";
        for part in [first, "activeTab='3'", "localSheetId='2'"] {
            assert!(after.contains(part), "{after}");
        }
        assert!(with_first_sheet("<workbook><sheets/></workbook>", "p", &new).is_err());
    }
}
