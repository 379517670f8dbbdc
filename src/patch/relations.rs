//! Relations between parts, and the list of content types.

use super::xml::{Node, Scan};
use super::{PatchError, splice::Splice};

/// One relation of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id, as `r:id` names it.
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `drawing`; strict and transitional files agree on it.
    pub(super) kind: String,
    /// The target as it is written.
    pub(super) target: String,
    /// Whether the target lies outside of the package.
    pub(super) external: bool,
}

/// The part that holds the relations of `part`; of the package itself for an empty name.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// The relations written in a part's text, in order.
///
/// # Errors
/// Where it is not well formed.
pub(super) fn relations(text: &str, part: &str) -> Result<Vec<Relation>, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut found = Vec::new();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() != "Relationship" {
            continue;
        }
        let kind = tag.value("Type").unwrap_or_default();
        found.push(Relation {
            id: tag.value("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: tag.value("Target").unwrap_or_default(),
            external: tag.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")),
        });
    }
    Ok(found)
}

/// The part that a target of `part` means: relative to its folder, or from the root with a leading slash.
pub(super) fn resolve(part: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default().replace('\\', "/");
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    unquote(&path.join("/"))
}

/// Resolves `%20` and the like; targets are addresses, names in the archive mostly are not.
fn unquote(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'%').then(|| after.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
}

/// The text without the elements of the given local name for which `wanted` says so.
///
/// # Errors
/// Where it is not well formed.
pub(super) fn without(
    text: &str,
    part: &str,
    local: &str,
    wanted: impl Fn(&super::xml::Tag<'_>) -> bool,
) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() == local && wanted(&tag) {
            let end = scan.content(&tag)?.end;
            splice.replace(tag.start..end, "");
        }
    }
    splice.apply(text, part)
}

/// The text with `element` put before the end tag of its root, under the root's prefix.
///
/// # Errors
/// Where it is not well formed or has no root.
pub(super) fn with_last_child(
    text: &str,
    part: &str,
    element: impl FnOnce(&str) -> String,
) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    while let Some(node) = scan.next()? {
        let Node::Open(root) = node else { continue };
        let child = element(root.prefix());
        if root.empty {
            splice.replace(root.tail()..root.span().end, format!(">{child}</{}>", root.name()));
        } else {
            splice.insert(scan.content(&root)?.inner.end, child);
        }
        return splice.apply(text, part);
    }
    Err(scan.damaged("没有内容"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_however_they_are_written() {
        for (part, target, expected) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
            ("xl/workbook.xml", "worksheets\\sheet%201.xml#x", "xl/worksheets/sheet 1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("a.xml", "../../../b.xml", "b.xml"),
        ] {
            assert_eq!(resolve(part, target), expected, "{part} → {target}");
        }
        assert_eq!(relations_part(""), "_rels/.rels");
        assert_eq!(relations_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }

    #[test]
    fn only_the_element_meant_goes_or_comes() {
        let text = "<?xml version=\"1.0\"?>\n<x:Types xmlns:x=\"u\"><x:A n='1'/> <x:A n='2'></x:A></x:Types>\n";
        let less = without(text, "p", "A", |tag| tag.value("n").as_deref() == Some("2")).unwrap();
        assert_eq!(less, text.replace("<x:A n='2'></x:A>", ""));
        let more = with_last_child(text, "p", |prefix| format!("<{prefix}B/>")).unwrap();
        assert_eq!(more, text.replace("</x:Types>", "<x:B/></x:Types>"));
        assert_eq!(with_last_child("<a />", "p", |_| "<b/>".into()).unwrap(), "<a><b/></a>");
    }
}
