//! Where pivot tables have their figures from.

use super::places::Holds;
use super::walk::View;
use crate::patch::PatchError;
use crate::patch::formula::Insertion;
use crate::patch::splice::Splice;
use crate::patch::xml::{Node, Scan};

/// The definition of a pivot cache after an insertion: a source names its sheet beside its area.
pub(super) fn moved(insertion: &Insertion, text: &str, part: &str) -> Result<String, PatchError> {
    let mut scan = Scan::new(text, part);
    let mut splice = Splice::default();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        // With a relation the source lies in another workbook.
        if !matches!(tag.local(), "worksheetSource" | "rangeSet" | "dataRef") || tag.prefixed("id").is_some() {
            continue;
        }
        let sheet = tag.value("sheet");
        let view = View { insertion, sheet: sheet.as_deref() };
        view.attribute(&tag, "ref", Holds::Growing, &mut splice);
    }
    splice.apply(text, part)
}
