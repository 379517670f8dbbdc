//! One cell: its value as an attribute, its text as paragraphs.

use std::collections::BTreeSet;
use std::io::BufRead;

use crate::import::container::Stop;
use crate::import::container::number_format::shift_between;
use crate::import::container::stored;
use crate::import::container::xml::{Step, Xml};
use crate::import::grid::{GridCell, Value};

/// The styles that cross out what they are given to.
#[derive(Default)]
pub(super) struct Struck(BTreeSet<String>);

impl Struck {
    /// Adds a style.
    pub fn add(&mut self, style: &str) {
        self.0.insert(style.to_owned());
    }

    /// Whether the element that just opened has one of them.
    fn by<R: BufRead>(&self, xml: &Xml<R>) -> bool {
        !self.0.is_empty() && xml.attribute("style-name").is_some_and(|style| self.0.contains(style))
    }
}

/// A cell that holds or covers anything.
pub(super) struct Cell {
    /// Its content.
    pub content: Option<GridCell>,
    /// Its formula without `=`.
    pub formula: Option<String>,
    /// Rows and columns that it covers.
    pub span: (u32, u32),
    /// By which power of ten its number is divided before it is shown.
    pub shift: i32,
    /// Whether its content is crossed out, whole or in part.
    pub struck: bool,
}

/// Reads the cell that just opened; `None` where it is empty. `crosses_out` tells which styles do.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, crosses_out: &Struck) -> Result<Option<Cell>, Stop> {
    let said = |name: &str| xml.attribute(name).map(str::to_owned);
    // An error is only told in the extension's attribute, which has the same name but for its prefix and comes second.
    let kinds: Vec<String> = xml.attributes("value-type").map(str::to_owned).collect();
    let value = ["value", "date-value", "time-value", "boolean-value", "string-value"].map(said);
    let formula = said("formula").map(|formula| a1(&formula));
    let span = (
        xml.number("number-rows-spanned").unwrap_or(1).clamp(1, 1_048_576),
        xml.number("number-columns-spanned").unwrap_or(1).clamp(1, 16_384),
    );
    let mut struck = crosses_out.by(xml);
    let text = paragraphs(xml, crosses_out, &mut struck)?;
    let shown = text.clone();
    let content = if kinds.iter().any(|kind| kind == "error") {
        Some(stored::error(text))
    } else {
        content(kinds.first().map_or("", String::as_str), value, text)
    };
    let content = match (content, &formula) {
        (None, Some(formula)) if kinds.is_empty() => Some(stored::uncalculated(Some(formula))),
        (content, _) => content.filter(|cell| !cell.text.is_empty()),
    };
    let empty = content.is_none() && span == (1, 1);
    let shift = match content.as_ref().map(|cell| cell.value) {
        Some(Value::Number(number)) => shift_between(number, &shown),
        _ => 0,
    };
    Ok((!empty).then_some(Cell { content, formula, span, shift, struck }))
}

fn content(kind: &str, value: [Option<String>; 5], text: String) -> Option<GridCell> {
    let [number, date, time, flag, string] = value;
    match (kind, number, date, time, flag) {
        ("float" | "currency" | "percentage", Some(number), ..) => {
            Some(stored::written_number(&number, |text| text.into()))
        }
        ("date", _, Some(date), ..) => Some(stored::iso_date(&date)),
        ("time", _, _, Some(time), _) => Some(stored::iso_date(&clock(&time))),
        ("boolean", _, _, _, Some(flag)) => Some(stored::flag(flag == "true")),
        _ => {
            let text = string.unwrap_or(text);
            (!text.is_empty()).then(|| stored::text(text))
        }
    }
}

/// `PT08H30M00S` is `08:30:00`.
fn clock(duration: &str) -> String {
    let bare = duration.trim_start_matches("PT").trim_end_matches('S');
    bare.split_once('.').map_or(bare, |(whole, _)| whole).replace(['H', 'M'], ":")
}

/// `of:=SUM([.C4:.C5];[.D1])` is `SUM(C4:C5,D1)`.
fn a1(formula: &str) -> String {
    let bare = formula.split_once('=').map_or(formula, |(_, bare)| bare);
    bare.replace("[.", "").replace(":.", ":").replace(']', "").replace(';', ",")
}

/// The text of a cell up to its end: paragraphs are lines; notes and drawings are no content.
fn paragraphs<R: BufRead>(xml: &mut Xml<R>, crosses_out: &Struck, struck: &mut bool) -> Result<String, Stop> {
    let depth = xml.depth();
    let mut text = String::new();
    let mut paragraphs = 0;
    // Depth of the outermost element of a note or drawing, and of a paragraph.
    let (mut skipped, mut inside) = (None, None);
    loop {
        match xml.step()? {
            Step::Open if skipped.is_some() => {}
            Step::Open => match xml.name() {
                "annotation" | "shape" | "frame" | "table" | "custom-shape" | "control" => skipped = Some(xml.depth()),
                "p" | "h" if inside.is_none() => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    inside = Some(xml.depth());
                }
                "s" => {
                    let blanks = xml.number("c").unwrap_or(1).clamp(1, 1024);
                    text.extend((0..blanks).map(|_| ' '));
                }
                "span" => *struck |= crosses_out.by(xml),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Step::Text if skipped.is_none() && inside.is_some() => words(xml.text(), &mut text),
            Step::Close if xml.depth() < depth => return Ok(text),
            Step::Close => {
                if skipped.is_some_and(|skipped| xml.depth() < skipped) {
                    skipped = None;
                }
                if inside.is_some_and(|inside| xml.depth() < inside) {
                    inside = None;
                }
            }
            Step::End => return Err(Stop::Broken("单元格没有结束".to_owned())),
            Step::Text => {}
        }
    }
}

/// Runs of blanks and line ends in the XML are one blank; blanks that count are elements.
fn words(piece: &str, text: &mut String) {
    for c in piece.chars() {
        if !matches!(c, ' ' | '\t' | '\r' | '\n') {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}
