//! What a cell holds.

use super::super::xml::{Node, Scan};
use super::super::{Area, PatchError};
use crate::origin::CellRef;

/// The value stored in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// A number, as its text stands in the file.
    Number(String),
    /// Words.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A date in words of ISO 8601, which few programs write.
    Date(String),
}

/// What there is in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellContent {
    /// The value, or the stored result of the formula.
    pub held: Held,
    /// The formula without `=`; that of a shared formula is written out for this cell.
    pub formula: Option<String>,
    /// Number of the cell's style in the workbook's `cellXfs`.
    pub style: u32,
    /// The merged area that the cell belongs to.
    pub merge: Option<Area>,
    /// Whether the cell lies below a merged area and is never shown.
    pub covered: bool,
}

/// A cell's element taken apart.
#[derive(Debug, Default)]
pub(in crate::patch) struct Parsed {
    pub(in crate::patch) kind: String,
    pub(in crate::patch) style: Option<u32>,
    pub(in crate::patch) value: Option<String>,
    pub(in crate::patch) inline: Option<String>,
    /// Text of the formula, its kind, and the number of its group.
    pub(in crate::patch) formula: Option<(String, String, Option<u32>)>,
}

impl Parsed {
    /// Takes the element of one cell apart.
    pub(in crate::patch) fn read(element: &str, part: &str) -> Result<Parsed, PatchError> {
        let mut scan = Scan::new(element, part);
        let mut parsed = Parsed::default();
        while let Some(node) = scan.next()? {
            let Node::Open(tag) = node else { continue };
            match (scan.around().len(), tag.local()) {
                (0, _) => {
                    parsed.kind = tag.value("t").unwrap_or_default();
                    parsed.style = tag.attribute("s").and_then(|s| s.raw.trim().parse().ok());
                }
                (1, "v") => parsed.value = Some(scan.content(&tag)?.text),
                (1, "f") => {
                    let kind = tag.value("t").unwrap_or_default();
                    parsed.formula = Some((scan.content(&tag)?.text, kind, super::shared_number(&tag)));
                }
                (1, "is") => parsed.inline = Some(rich_text(&mut scan, 1)?),
                _ => {}
            }
        }
        Ok(parsed)
    }

    /// The value that the element stands for.
    pub(super) fn held(&self, strings: &[String]) -> Held {
        let value = || self.value.clone().unwrap_or_default();
        match (self.kind.as_str(), &self.value) {
            ("inlineStr", _) => Held::Text(self.inline.clone().unwrap_or_default()),
            (_, None) => Held::Nothing,
            ("s", Some(number)) => {
                let found = number.trim().parse::<usize>().ok().and_then(|at| strings.get(at));
                found
                    .map_or_else(|| Held::Error(format!("共享字符串 {number} 不存在")), |text| Held::Text(text.clone()))
            }
            ("str", _) => Held::Text(unescape_controls(&value())),
            ("b", Some(flag)) => Held::Bool(flag.trim() == "1"),
            ("e", _) => Held::Error(value()),
            ("d", _) => Held::Date(value()),
            (_, Some(number)) if number.trim().is_empty() => Held::Nothing,
            _ => Held::Number(value().trim().to_owned()),
        }
    }
}

/// The texts of `sharedStrings`, in order.
pub(super) fn shared_strings(text: &str, part: &str) -> Result<Vec<String>, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut strings = Vec::new();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() == "si" && scan.around().len() == 1 {
            strings.push(if tag.empty { String::new() } else { rich_text(&mut scan, 1)? });
        }
    }
    Ok(strings)
}

/// The characters of the element just opened at `depth`, in all its runs, without phonetic guides (拼音).
fn rich_text(scan: &mut Scan<'_>, depth: usize) -> Result<String, PatchError> {
    let mut text = String::new();
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == "t" && !scan.around().contains(&"rPh") => {
                text.push_str(&scan.content(&tag)?.text);
            }
            Node::Close { .. } if scan.around().len() <= depth => break,
            _ => {}
        }
    }
    Ok(unescape_controls(&text))
}

/// Characters that XML cannot hold are written `_x000D_`.
pub(super) fn unescape_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_'));
        let unit = code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok()).and_then(char::from_u32);
        let (upto, after) = if let Some(c) = unit {
            out.push_str(&rest[..at]);
            out.push(c);
            (at, at + 7)
        } else {
            out.push_str(&rest[..at + 2]);
            (at, at + 2)
        };
        debug_assert!(upto <= after);
        rest = &rest[after..];
    }
    out.push_str(rest);
    out
}

/// The inverse of [`unescape_controls`]: a text that happens to look like such an escape has its first `_` escaped.
pub(in crate::patch) fn escape_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let looks_escaped = || {
            let code = text.get(at + 1..at + 7);
            code.is_some_and(|code| {
                code.starts_with('x') && code.ends_with('_') && code[1..5].bytes().all(|b| b.is_ascii_hexdigit())
            })
        };
        match c {
            '\n' | '\t' => out.push(c),
            '_' if looks_escaped() => out.push_str("_x005F_"),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

/// The header row of a table object and the table's name.
pub(super) fn table_header(text: &str, part: &str) -> Result<Option<(Area, String)>, PatchError> {
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() != "table" {
            return Ok(None);
        }
        let rows = tag.value("headerRowCount").and_then(|count| count.trim().parse::<u32>().ok()).unwrap_or(1);
        let Some(area) = tag.value("ref").and_then(|text| Area::from_a1(&text)) else { return Ok(None) };
        let ((top, _), (_, right)) = (area.first.indices(), area.last.indices());
        let header = rows.checked_sub(1).map(|below| Area { last: CellRef::zero_based(top + below, right), ..area });
        return Ok(header.map(|header| (header, tag.value("displayName").unwrap_or_default())));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_there_and_back() {
        for (text, stored) in [
            ("a\rb", "a_x000D_b"),
            ("_x000D_", "_x005F_x000D_"),
            ("换\n行\t", "换\n行\t"),
            ("_x00zz_ _x12", "_x00zz_ _x12"),
            ("__x0041_", "__x005F_x0041_"),
        ] {
            assert_eq!(escape_controls(text), stored);
            assert_eq!(unescape_controls(stored), text);
        }
    }

    #[test]
    fn shared_strings_join_runs_and_leave_phonetics_out() {
        let text = "<sst><si><t>预</t><rPh sb='0' eb='1'><t>yu</t></rPh></si><si/><si><r><t>a</t></r><r><rPr/><t> b</t></r></si></sst>";
        assert_eq!(shared_strings(text, "p").unwrap(), ["预", "", "a b"]);
    }
}
