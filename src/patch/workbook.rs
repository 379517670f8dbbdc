//! The workbook part: its sheets and how it is to be calculated.

use super::xml::{Node, Scan, Tag};
use super::{PatchError, splice::Splice};

/// What kind of sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// Cells.
    Worksheet,
    /// One chart.
    Chart,
    /// A dialog of Excel 5.
    Dialog,
    /// Macros of Excel 4, in cells.
    Macros,
    /// The part is not in the package.
    Missing,
}

/// Whether a sheet's tab is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is shown.
    Visible,
    /// The user can show it.
    Hidden,
    /// Only a program can show it.
    VeryHidden,
}

/// One sheet of the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name, by which the edits address it.
    pub name: String,
    /// What kind it is.
    pub kind: SheetKind,
    /// Whether its tab is shown.
    pub shown: Shown,
    /// The number by which parts of the package mean it (`sheetId`).
    pub id: u32,
}

/// Where a sheet is stored.
#[derive(Clone, Debug)]
pub(super) struct SheetPlace {
    pub(super) part: String,
}

/// Local name of the root element.
pub(super) fn root(text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        if let Node::Open(tag) = node {
            return Ok(tag.local().to_owned());
        }
    }
    Err(scan.damaged("没有内容"))
}

/// The sheets with their relations' ids; the kind is not known yet.
pub(super) fn sheets(text: &str, part: &str) -> Result<Vec<(SheetInfo, String)>, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut sheets = Vec::new();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() == "sheet" && scan.around() == ["workbook", "sheets"] {
            sheets.push((sheet(&tag), tag.prefixed("id").unwrap_or_default()));
        }
    }
    Ok(sheets)
}

fn sheet(tag: &Tag<'_>) -> SheetInfo {
    SheetInfo {
        name: tag.value("name").unwrap_or_default(),
        kind: SheetKind::Missing,
        shown: match tag.value("state").as_deref() {
            Some("hidden") => Shown::Hidden,
            Some("veryHidden") => Shown::VeryHidden,
            _ => Shown::Visible,
        },
        id: tag.value("sheetId").and_then(|id| id.parse().ok()).unwrap_or_default(),
    }
}

/// The elements that stand before `calcPr` by the schema; Excel rejects a workbook with another order.
const BEFORE_CALCULATION: [&str; 9] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// The text with `calcPr` asking for a full calculation on loading.
pub(super) fn with_full_calculation(text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    let mut place = None;
    let mut prefix = "";
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        match tag.local() {
            "workbook" if scan.around().is_empty() => {
                prefix = tag.prefix();
                place = Some(tag.span().end);
            }
            "calcPr" if scan.around() == ["workbook"] => {
                match tag.attribute("fullCalcOnLoad") {
                    Some(attribute) => splice.replace(attribute.value, "1"),
                    None => splice.insert(tag.tail(), " fullCalcOnLoad=\"1\""),
                }
                return splice.apply(text, part);
            }
            name if scan.around() == ["workbook"] && BEFORE_CALCULATION.contains(&name) => {
                place = Some(scan.content(&tag)?.end);
            }
            _ => {}
        }
    }
    let place = place.ok_or_else(|| scan.damaged("没有内容"))?;
    splice.insert(place, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
    splice.apply(text, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calculation_is_asked_for_at_its_place() {
        for (before, after) in [
            (
                "<workbook><sheets><sheet/></sheets><definedNames/><extLst/></workbook>",
                "<workbook><sheets><sheet/></sheets><definedNames/><calcPr fullCalcOnLoad=\"1\"/><extLst/></workbook>",
            ),
            (
                "<x:workbook><x:sheets/><x:pivotCaches/></x:workbook>",
                "<x:workbook><x:sheets/><x:calcPr fullCalcOnLoad=\"1\"/><x:pivotCaches/></x:workbook>",
            ),
            (
                "<workbook><calcPr calcId='1'/></workbook>",
                "<workbook><calcPr calcId='1' fullCalcOnLoad=\"1\"/></workbook>",
            ),
            ("<workbook><calcPr fullCalcOnLoad='0'/></workbook>", "<workbook><calcPr fullCalcOnLoad='1'/></workbook>"),
        ] {
            assert_eq!(with_full_calculation(before, "p").unwrap(), after);
            assert_eq!(with_full_calculation(after, "p").unwrap(), after);
        }
    }
}
