//! `xl/worksheets/sheet1.xml` …

use std::fmt::Write;

use super::digits;
use super::escape;
use super::parts::{MAIN, RELATED, XML};
use super::sheet::{Area, Content, Ignored, Page, Row, Sheet};
use super::strings::{Numbers, Shared};
use crate::origin::{CellRef, column_letters};

impl Sheet {
    /// The part; `first` is whether the workbook opens with it.
    pub(super) fn xml(&self, first: bool, strings: &mut Shared) -> String {
        let cells: usize = self.rows().iter().map(|row| row.cells.len()).sum();
        let mut out = String::with_capacity(cells * 40 + self.links.len() * 70 + 2_000);
        let _ = write!(out, r#"{XML}<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">"#);
        if self.page.as_ref().is_none_or(|page| page.percent.is_none()) {
            out.push_str(r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#);
        }
        self.view(first, &mut out);
        self.columns(&mut out);
        self.data(strings, &mut out);
        if let Some(page) = self.page.as_ref().filter(|page| page.filter) {
            let _ = write!(out, r#"<autoFilter ref="{}"/>"#, reference(printed(page)));
        }
        self.merged(&mut out);
        self.hyperlinks(&mut out);
        if let Some(page) = &self.page {
            set_up(page, &mut out);
        }
        self.ignored(&mut out);
        out.push_str("</worksheet>");
        out
    }

    fn view(&self, first: bool, out: &mut String) {
        let selected = if first { r#" tabSelected="1""# } else { "" };
        let _ = write!(out, r#"<sheetViews><sheetView{selected} workbookViewId="0">"#);
        if let Some(page) = self.page.as_ref().filter(|page| page.frozen > 0) {
            let rows = page.frozen;
            let _ = write!(
                out,
                r#"<pane ySplit="{rows}" topLeftCell="A{}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>"#,
                rows + 1
            );
        }
        out.push_str(r#"</sheetView></sheetViews><sheetFormatPr defaultRowHeight="13.5"/>"#);
    }

    fn columns(&self, out: &mut String) {
        if self.widths.is_empty() {
            return;
        }
        out.push_str("<cols>");
        for (number, width) in (1..).zip(&self.widths) {
            // Five pixels of eight a character are Excel's own, on both sides of the text.
            let _ = write!(out, r#"<col min="{number}" max="{number}" width="{width}.625" customWidth="1"/>"#);
        }
        out.push_str("</cols>");
    }

    fn data(&self, strings: &mut Shared, out: &mut String) {
        let last = self.rows().iter().filter_map(|row| row.cells.last()).map(|cell| cell.col).max();
        let letters: Vec<String> = last.map(|last| (0..=last).map(column_letters).collect()).unwrap_or_default();
        let mut numbers = Numbers::of(self.texts());
        out.push_str("<sheetData>");
        for row in self.rows() {
            self.row_xml(row, &letters, (strings, &mut numbers), out);
        }
        out.push_str("</sheetData>");
    }

    fn row_xml(
        &self,
        row: &Row,
        letters: &[String],
        (strings, numbers): (&mut Shared, &mut Numbers),
        out: &mut String,
    ) {
        let number = (row.index + 1).to_string();
        let _ = write!(out, r#"<row r="{number}""#);
        if let Some(points) = row.points {
            let _ = write!(out, r#" ht="{}" customHeight="1""#, whole_pixels(points));
        }
        out.push('>');
        for cell in &row.cells {
            out.push_str(r#"<c r=""#);
            out.push_str(letters.get(cell.col as usize).map_or("", String::as_str));
            out.push_str(&number);
            out.push_str(r#"" s=""#);
            digits::whole(out, u64::from(cell.style.0));
            match cell.content {
                Content::Blank => out.push_str(r#""/>"#),
                Content::Text(word) => {
                    out.push_str(r#"" t="s"><v>"#);
                    digits::whole(out, u64::from(strings.use_of(word.0, (self.texts(), numbers))));
                    out.push_str("</v></c>");
                }
                Content::Number(number) => {
                    out.push_str(r#""><v>"#);
                    digits::decimal(out, number);
                    out.push_str("</v></c>");
                }
                Content::Formula(formula, result) => {
                    out.push_str(r#""><f>"#);
                    escape::push(out, self.texts().get(formula.0));
                    out.push_str("</f><v>");
                    digits::decimal(out, result);
                    out.push_str("</v></c>");
                }
            }
        }
        out.push_str("</row>");
    }

    fn merged(&self, out: &mut String) {
        if self.merges.is_empty() {
            return;
        }
        let _ = write!(out, r#"<mergeCells count="{}">"#, self.merges.len());
        for area in &self.merges {
            let _ = write!(out, r#"<mergeCell ref="{}"/>"#, reference(*area));
        }
        out.push_str("</mergeCells>");
    }

    fn hyperlinks(&self, out: &mut String) {
        if self.links.is_empty() {
            return;
        }
        let last = self.links.iter().map(|link| link.col).max().unwrap_or(0);
        let letters: Vec<String> = (0..=last).map(column_letters).collect();
        out.push_str("<hyperlinks>");
        for link in &self.links {
            out.push_str(r#"<hyperlink ref=""#);
            out.push_str(letters.get(link.col as usize).map_or("", String::as_str));
            digits::whole(out, u64::from(link.row) + 1);
            out.push('"');
            if let Some(file) = link.file {
                let _ = write!(out, r#" r:id="rId{}""#, file + 1);
            }
            if let Some(place) = self.place(link) {
                out.push_str(r#" location=""#);
                escape::push(out, place);
                out.push('"');
            }
            out.push_str("/>");
        }
        out.push_str("</hyperlinks>");
    }

    fn ignored(&self, out: &mut String) {
        if self.ignored.is_empty() {
            return;
        }
        out.push_str("<ignoredErrors>");
        for (ignored, areas) in &self.ignored {
            let what = match ignored {
                Ignored::NumberAsText => "numberStoredAsText",
                Ignored::OmitsCells => "formulaRange",
                Ignored::Differs => "formula",
            };
            let areas: Vec<String> = areas.iter().map(|area| reference(*area)).collect();
            let _ = write!(out, r#"<ignoredError sqref="{}" {what}="1"/>"#, areas.join(" "));
        }
        out.push_str("</ignoredErrors>");
    }
}

fn set_up(page: &Page, out: &mut String) {
    if page.centred {
        out.push_str(r#"<printOptions horizontalCentered="1"/>"#);
    }
    let [left, right, top, bottom, header, footer] = page.margins.map(|margin| margin.normalize());
    let _ = write!(
        out,
        r#"<pageMargins left="{left}" right="{right}" top="{top}" bottom="{bottom}" header="{header}" footer="{footer}"/>"#
    );
    let lies = if page.landscape { "landscape" } else { "portrait" };
    // 9 is A4; of a scale, or one page wide and as many as it takes high.
    let scale = page.percent.map_or_else(|| r#"fitToHeight="0""#.to_owned(), |percent| format!(r#"scale="{percent}""#));
    let _ =
        write!(out, r#"<pageSetup paperSize="9" {scale} orientation="{lies}" horizontalDpi="200" verticalDpi="200"/>"#);
    out.push_str("<headerFooter>");
    for (name, text) in [("oddHeader", page.header), ("oddFooter", page.footer)] {
        if !text.is_empty() {
            let _ = write!(out, "<{name}>{}</{name}>", escape::escaped(text));
        }
    }
    out.push_str("</headerFooter>");
    if !page.breaks.is_empty() {
        let count = page.breaks.len();
        let _ = write!(out, r#"<rowBreaks count="{count}" manualBreakCount="{count}">"#);
        for row in &page.breaks {
            // The format names the row above, counted from 1, which is the row below counted from 0.
            let _ = write!(out, r#"<brk id="{row}" max="16383" man="1"/>"#);
        }
        out.push_str("</rowBreaks>");
    }
}

/// The area that prints.
pub(super) fn printed(page: &Page) -> Area {
    Area { row: 0, col: 0, last_row: page.last.0, last_col: page.last.1 }
}

/// `A1:C5`, or `A1` for a single cell.
pub(super) fn reference(area: Area) -> String {
    let first = CellRef::zero_based(area.row, area.col);
    let last = CellRef::zero_based(area.last_row, area.last_col);
    if first == last { first.to_string() } else { format!("{first}:{last}") }
}

/// A height as Excel stores it: whole pixels of three quarters of a point, so that it is not rounded on opening.
fn whole_pixels(points: u32) -> String {
    let pixels = (points * 4 + 1) / 3;
    let quarters = pixels * 3;
    let rest = ["", ".25", ".5", ".75"][(quarters % 4) as usize];
    format!("{}{rest}", quarters / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_whole_pixels() {
        for (points, stored) in [(18, "18"), (20, "20.25"), (31, "30.75"), (409, "408.75")] {
            assert_eq!(whole_pixels(points), stored);
        }
    }
}
