//! Putting elements where the schema wants them: Excel rejects a part whose elements stand in another order.

use crate::patch::PatchError;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan, Tag};

/// Children of `worksheet`, in the schema's order, up to the last that is put here.
pub(super) const WORKSHEET: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
];

/// Children of `styleSheet`, likewise.
pub(super) const STYLES: &[&str] =
    &["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];

/// The text with an element put among the root's children, after those that stand before it and its own kind.
///
/// `element` is given the prefix of the root's name.
///
/// # Errors
/// Where the part is not well formed.
pub(super) fn inserted(
    text: &str,
    part: &str,
    (order, name): (&[&str], &str),
    element: impl FnOnce(&str) -> String,
) -> Result<String, PatchError> {
    let until = order.iter().position(|known| *known == name).map_or(order.len(), |at| at + 1);
    let mut scan = Scan::new(text, part);
    let mut place = None;
    let mut prefix = "";
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        match scan.around().len() {
            0 => {
                prefix = tag.prefix();
                place = Some(tag.span().end);
            }
            1 if order[..until].contains(&tag.local()) => place = Some(scan.content(&tag)?.end),
            _ => {}
        }
    }
    let place = place.ok_or_else(|| scan.damaged("没有内容"))?;
    let mut splice = Splice::default();
    splice.insert(place, element(prefix));
    splice.apply(text, part)
}

/// The text with a child put last into the only element `name` below the root; `None` where there is none.
///
/// `child` is given the prefix of that element's name, which certainly means the same namespace there.
///
/// # Errors
/// Where the part is not well formed.
pub(super) fn with_child(
    text: &str,
    part: &str,
    name: &str,
    child: impl FnOnce(&str) -> String,
) -> Result<Option<String>, PatchError> {
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() != name || scan.around().len() != 1 {
            continue;
        }
        let mut splice = Splice::default();
        let child = child(tag.prefix());
        if tag.empty {
            splice.replace(tag.tail()..tag.span().end, format!(">{child}</{}>", tag.name()));
        } else {
            splice.insert(scan.content(&tag)?.inner.end, child);
        }
        return splice.apply(text, part).map(Some);
    }
    Ok(None)
}

/// Value of an attribute of the only element `name` below the root.
///
/// # Errors
/// Where the part is not well formed.
pub(super) fn found<T>(
    text: &str,
    part: &str,
    name: &str,
    value: impl Fn(&Tag<'_>) -> Option<T>,
) -> Result<Option<T>, PatchError> {
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        match node {
            Node::Open(tag) if tag.local() == name && scan.around().len() == 1 => return Ok(value(&tag)),
            _ => {}
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_where_the_schema_wants_them() {
        let element = |prefix: &str| format!("<{prefix}new/>");
        for (before, name, after) in [
            (
                "<w><sheetData/><mergeCells/><pageMargins/></w>",
                "conditionalFormatting",
                "<w><sheetData/><mergeCells/><new/><pageMargins/></w>",
            ),
            (
                "<x:w><x:sheetData><x:row/></x:sheetData></x:w>",
                "legacyDrawing",
                "<x:w><x:sheetData><x:row/></x:sheetData><x:new/></x:w>",
            ),
            ("<w><drawing/><tableParts/></w>", "legacyDrawing", "<w><drawing/><new/><tableParts/></w>"),
        ] {
            assert_eq!(inserted(before, "p", (WORKSHEET, name), element).unwrap(), after);
        }
        assert_eq!(
            with_child("<c><l/></c>", "p", "l", |_| "<i/>".into()).unwrap().as_deref(),
            Some("<c><l><i/></l></c>")
        );
        assert_eq!(with_child("<c><a/></c>", "p", "l", |_| "<i/>".into()).unwrap(), None);
    }
}
