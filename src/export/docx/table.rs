//! Tables: exact columns, since WPS lays tables out by them alone, and head rows that every page repeats.

use super::runs::lines;
use super::styles::font;
use super::xml::Xml;
use crate::disclosure::{Font, HeaderCell, Role, Row, Table};
use crate::export::caption::{self, Part};
use crate::export::measure::{TWIPS, height, width};

/// Room at each side of a cell in twentieths of a point.
const SIDE: u32 = 57;
/// Both sides and a little air.
const PADDING: u32 = 2 * SIDE + 20;
/// Room above and below the title of a table in twentieths of a point.
pub(super) const AROUND_TITLE: u32 = 60;

/// The title above a table: (whether it begins a page, number and name of its bookmark where it is listed).
pub(super) fn title(
    xml: &mut Xml,
    table: &Table,
    (breaks, listed, level): (bool, Option<(&str, &str)>, u8),
    latin: &str,
) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:keepNext", &[]);
    if breaks {
        xml.empty("w:pageBreakBefore", &[]);
    }
    let around = AROUND_TITLE.to_string();
    xml.empty("w:spacing", &[("w:before", &around), ("w:after", &around)]);
    xml.value("w:jc", "center");
    if level > 0 {
        xml.value("w:outlineLvl", &(level - 1).to_string());
    }
    xml.close();
    if let Some((number, name)) = listed {
        xml.empty("w:bookmarkStart", &[("w:id", number), ("w:name", name)]);
    }
    text(xml, &table.title, &table.look.title, latin);
    if let Some((number, _)) = listed {
        xml.empty("w:bookmarkEnd", &[("w:id", number)]);
    }
    xml.close();
}

/// The number of a table (表号) below its title.
pub(super) fn mark(xml: &mut Xml, table: &Table, latin: &str) {
    if let Some((text, _)) = &table.mark {
        paragraph(xml, (text, "right", 0), &table.look.caption, latin);
    }
}

/// The notes below a table.
pub(super) fn notes(xml: &mut Xml, table: &Table, latin: &str) {
    for note in &table.notes {
        paragraph(xml, (note, "left", 0), &table.look.caption, latin);
    }
}

/// The table itself, `room` twentieths of a point wide.
///
/// Where rows stand above the header they are a table of their own: an office program repeats only the first rows of one.
pub(super) fn write(xml: &mut Xml, table: &Table, room: u32, latin: &str) {
    let grid = grid(table, room);
    let writer = Writer { table, grid: &grid, latin };
    writer.begin_table(xml);
    writer.caption(xml);
    if table.front > 0 {
        for row in 0..table.front {
            writer.row(xml, row);
        }
        xml.close();
        separator(xml);
        writer.begin_table(xml);
    }
    writer.header(xml);
    writer.numbers(xml);
    for row in table.front..table.rows.len() {
        writer.row(xml, row);
    }
    if table.rows.len() <= table.front {
        writer.blank(xml);
    }
    xml.close();
}

/// Heights of a table's rows, in twentieths of a point, as far as they can be told.
pub(super) struct Heights {
    /// Rows that stand once above the head.
    pub before: Vec<u32>,
    /// Rows that every page repeats.
    pub head: Vec<u32>,
    /// The other rows.
    pub rows: Vec<u32>,
}

/// How high the rows of a table will be in `room` twentieths of a point.
pub(super) fn heights(table: &Table, room: u32) -> Heights {
    let grid = grid(table, room);
    let lowest = u32::from(table.look.row_points) * 20;
    let fitted = |text: &str, font: &Font, width: u32| height(text, font, width.saturating_sub(2 * SIDE) / TWIPS) * 20;
    let row = |index: usize| {
        let Some(row) = table.rows.get(index) else { return lowest };
        let of = |col: usize| {
            let span = table.spans.iter().find(|span| span.row == index && span.col == col);
            let room: u32 = grid.iter().skip(col).take(span.map_or(1, |span| span.cols)).sum();
            let shared = span.map_or(1, |span| u32::try_from(span.rows).unwrap_or(1)).max(1);
            fitted(&shown(table, row, col), &table.look.body, room) / shared
        };
        (0..grid.len()).map(of).max().unwrap_or(0).max(lowest)
    };
    let header = |depth: u32| {
        let cells = table.header.iter().filter(|cell| cell.row == depth && cell.rows == 1);
        let first = |cell: &HeaderCell| usize::try_from(cell.col).unwrap_or(0);
        let of = |cell: &HeaderCell| {
            let room: u32 = grid.iter().skip(first(cell)).take(usize::try_from(cell.cols).unwrap_or(1)).sum();
            fitted(&cell.text, &table.look.header, room)
        };
        cells.map(of).max().unwrap_or(0).max(lowest)
    };
    let mut head: Vec<u32> = (0..table.header_depth()).map(header).collect();
    head.extend(table.number_label.as_ref().map(|_| lowest));
    let mut before: Vec<u32> = (0..table.front).map(row).collect();
    if table.front == 0 {
        head.insert(0, lowest)
    } else {
        before.insert(0, lowest)
    }
    let rows = (table.front..table.rows.len().max(table.front + 1)).map(row).collect();
    Heights { before, head, rows }
}

/// What keeps a table apart from what follows: a paragraph as low as can be.
pub(super) fn separator(xml: &mut Xml) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
    xml.close();
    xml.close();
}

/// The columns' widths: as the form proportions them, filling the room; codes and figures get what they need on one line.
fn grid(table: &Table, room: u32) -> Vec<u32> {
    let needs: Vec<u32> = (0..table.columns.len()).map(|col| one_line(table, col)).collect();
    let mut fixed = vec![false; needs.len()];
    loop {
        let taken: u32 = needs.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(need, _)| need).sum();
        let widths = shared(table, &fixed, (&needs, room.saturating_sub(taken)));
        let short = (0..needs.len()).find(|col| !fixed[*col] && widths[*col] < needs[*col]);
        match short {
            Some(col) if taken + needs[col] < room => fixed[col] = true,
            _ => return widths,
        }
    }
}

/// What codes and figures of a column need, in twentieths of a point; nothing for words, which wrap.
fn one_line(table: &Table, col: usize) -> u32 {
    let wraps =
        table.columns.get(col).is_none_or(|column| matches!(column.role, Role::Label | Role::Text)) || table.front > 0;
    if wraps {
        return 0;
    }
    let texts = table.rows.iter().map(|row| shown(table, row, col));
    let longest = texts.map(|text| width(&text, &table.look.body)).max().unwrap_or(0);
    if longest == 0 { 0 } else { longest * TWIPS + PADDING }
}

/// The widths with those fixed as they need, and the rest of the room as the form proportions it.
fn shared(table: &Table, fixed: &[bool], (needs, room): (&[u32], u32)) -> Vec<u32> {
    let unit = |col: usize| table.columns.get(col).map_or(0, |column| u32::from(column.width));
    let units: u32 = (0..fixed.len()).filter(|col| !fixed[*col]).map(unit).sum::<u32>().max(1);
    let (mut used, mut before) = (0, 0);
    let share = |col: usize| {
        if fixed[col] {
            return needs[col];
        }
        before += unit(col);
        let edge = room * before / units;
        edge - std::mem::replace(&mut used, edge)
    };
    (0..fixed.len()).map(share).collect()
}

/// The text of a cell as printed; nothing where there is none.
fn shown(table: &Table, row: &Row, col: usize) -> String {
    row.cells.get(col).map(|cell| cell.printed(table, col)).unwrap_or_default()
}

fn properties(xml: &mut Xml, width: u32) {
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    xml.value("w:jc", "center");
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        border(xml, side, "single");
    }
    xml.close();
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.open("w:tblCellMar", &[]);
    for side in ["w:left", "w:right"] {
        xml.empty(side, &[("w:w", &SIDE.to_string()), ("w:type", "dxa")]);
    }
    xml.close();
    xml.close();
}

fn border(xml: &mut Xml, side: &'static str, kind: &str) {
    xml.empty(side, &[("w:val", kind), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")]);
}

/// A cell before it is written.
struct Written<'a> {
    /// First column, and how many it covers.
    columns: (usize, usize),
    /// `restart` or `continue` where it covers several rows.
    merged: Option<&'static str>,
    text: &'a str,
    alignment: &'static str,
    indent: u32,
    font: &'a Font,
    bare: bool,
}

struct Writer<'a> {
    table: &'a Table,
    grid: &'a [u32],
    latin: &'a str,
}

impl Writer<'_> {
    /// The line of department, year and unit, repeated with the head as printed forms do.
    fn caption(&self, xml: &mut Xml) {
        let look = &self.table.look.caption;
        let need = |text: &String| if text.is_empty() { 0 } else { width(text, look) * TWIPS + PADDING };
        let needs = [0, 1, 2].map(|part: usize| need(&self.table.caption[part]));
        let ranges = caption::ranges(needs, self.grid);
        if ranges.is_empty() {
            return;
        }
        self.begin(xml, true);
        for (part, range) in ranges {
            let (index, alignment) = match part {
                Part::Left => (0, "left"),
                Part::Middle => (1, "center"),
                Part::Right => (2, "right"),
            };
            let text = &self.table.caption[index];
            let columns = (range.start, range.len());
            self.cell(xml, &Written { columns, merged: None, text, alignment, indent: 0, font: look, bare: true });
        }
        xml.close();
    }

    fn header(&self, xml: &mut Xml) {
        for row in 0..self.table.header_depth() {
            self.begin(xml, true);
            let mut col = 0;
            while col < self.grid.len() {
                let found = self.table.header.iter().find(|cell| covers(cell, row, col));
                let (text, span, merged) = match found {
                    Some(cell) if cell.row == row => {
                        (cell.text.as_str(), span(cell, col), (cell.rows > 1).then_some("restart"))
                    }
                    Some(cell) => ("", span(cell, col), Some("continue")),
                    None => ("", 1, None),
                };
                self.head_cell(xml, (col, span), merged, text);
                col += span;
            }
            xml.close();
        }
    }

    fn numbers(&self, xml: &mut Xml) {
        let Some(label) = &self.table.number_label else { return };
        let columns = &self.table.columns;
        let first = columns.iter().position(|column| column.number.is_some()).unwrap_or(columns.len());
        self.begin(xml, true);
        if first > 0 {
            self.head_cell(xml, (0, first), None, label);
        }
        for (col, column) in columns.iter().enumerate().skip(first) {
            let text = column.number.map(|number| number.to_string()).unwrap_or_default();
            self.head_cell(xml, (col, 1), None, &text);
        }
        xml.close();
    }

    fn head_cell(&self, xml: &mut Xml, columns: (usize, usize), merged: Option<&'static str>, text: &str) {
        let font = &self.table.look.header;
        self.cell(xml, &Written { columns, merged, text, alignment: "center", indent: 0, font, bare: false });
    }

    fn begin_table(&self, xml: &mut Xml) {
        xml.open("w:tbl", &[]);
        properties(xml, self.grid.iter().sum());
        xml.open("w:tblGrid", &[]);
        for column in self.grid {
            xml.empty("w:gridCol", &[("w:w", &column.to_string())]);
        }
        xml.close();
    }

    fn row(&self, xml: &mut Xml, row: usize) {
        let Some(values) = self.table.rows.get(row) else { return };
        self.begin(xml, false);
        let mut col = 0;
        while col < self.grid.len() {
            col += self.body_cell(xml, values, (row, col));
        }
        xml.close();
    }

    /// Writes a cell of the body with all that it is merged with in this row; how many columns that are.
    fn body_cell(&self, xml: &mut Xml, values: &Row, (row, col): (usize, usize)) -> usize {
        let look = &self.table.look;
        let span = self.table.spans.iter().find(|span| {
            (span.row..span.row + span.rows).contains(&row) && (span.col..span.col + span.cols).contains(&col)
        });
        let count = span.map_or(1, |span| (span.col + span.cols - col).min(self.grid.len() - col)).max(1);
        let merged = span.filter(|span| span.rows > 1);
        let merged = merged.map(|span| if span.row == row { "restart" } else { "continue" });
        let text = if merged == Some("continue") { String::new() } else { shown(self.table, values, col) };
        let heading = span.is_some_and(|span| span.heading);
        let column = self.table.columns.get(col);
        let role = column.map_or(Role::Text, |column| column.role);
        let alignment = match role {
            _ if heading => "center",
            Role::Sequence | Role::Quantity => "center",
            Role::Value => "right",
            Role::Code | Role::Label | Role::Text => "left",
        };
        let level = column.and_then(|c| c.block).and_then(|block| values.levels.get(block)).copied().unwrap_or(0);
        let indent = if role == Role::Label && span.is_none() { u32::from(level) * 100 } else { 0 };
        let font = if heading { &look.header } else { &look.body };
        self.cell(xml, &Written { columns: (col, count), merged, text: &text, alignment, indent, font, bare: false });
        count
    }

    /// The empty row of a table that is published empty.
    fn blank(&self, xml: &mut Xml) {
        self.begin(xml, false);
        for col in 0..self.grid.len() {
            self.head_cell(xml, (col, 1), None, "");
        }
        xml.close();
    }

    fn begin(&self, xml: &mut Xml, head: bool) {
        let height = u32::from(self.table.look.row_points) * 20;
        xml.open("w:tr", &[]);
        xml.open("w:trPr", &[]);
        xml.empty("w:cantSplit", &[]);
        xml.empty("w:trHeight", &[("w:val", &height.to_string()), ("w:hRule", "atLeast")]);
        if head {
            xml.empty("w:tblHeader", &[]);
        }
        xml.close();
    }

    fn cell(&self, xml: &mut Xml, cell: &Written<'_>) {
        let (first, count) = cell.columns;
        let width: u32 = self.grid.iter().skip(first).take(count).sum();
        xml.open("w:tc", &[]);
        xml.open("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if count > 1 {
            xml.value("w:gridSpan", &count.to_string());
        }
        if let Some(merged) = cell.merged {
            xml.value("w:vMerge", merged);
        }
        if cell.bare {
            // Only the caption is bare; the line below it is the table's own.
            xml.open("w:tcBorders", &[]);
            for side in ["w:top", "w:left", "w:right"] {
                border(xml, side, "nil");
            }
            xml.close();
        }
        xml.value("w:vAlign", "center");
        xml.close();
        paragraph(xml, (cell.text, cell.alignment, cell.indent), cell.font, self.latin);
        xml.close();
    }
}

fn covers(cell: &HeaderCell, row: u32, col: usize) -> bool {
    let first = usize::try_from(cell.col).unwrap_or(usize::MAX);
    let count = usize::try_from(cell.cols).unwrap_or(0);
    (cell.row..cell.row + cell.rows).contains(&row) && col >= first && col - first < count
}

/// Columns from `col` to the end of a cell.
fn span(cell: &HeaderCell, col: usize) -> usize {
    let end = usize::try_from(cell.col + cell.cols).unwrap_or(usize::MAX);
    end.saturating_sub(col).max(1)
}

/// A paragraph of its own font: (words, alignment, indentation in twentieths of a point).
fn paragraph(xml: &mut Xml, (words, alignment, indent): (&str, &str, u32), font: &Font, latin: &str) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    if indent > 0 {
        xml.empty("w:ind", &[("w:left", &indent.to_string())]);
    }
    xml.value("w:jc", alignment);
    xml.close();
    text(xml, words, font, latin);
    xml.close();
}

fn text(xml: &mut Xml, words: &str, letters: &Font, latin: &str) {
    if words.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    font(xml, letters, latin);
    lines(xml, words);
    xml.close();
}
