//! Which parts speak of rows, and to which sheet each belongs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::places::{self, Place};
use super::walk::View;
use super::{PatternFormulas, anchors, legacy, sheet, sources};
use crate::patch::formula::Insertion;
use crate::patch::relations::relations_part;
use crate::patch::text::PartText;
use crate::patch::xml::{Node, Scan};
use crate::patch::{Area, Note, Package, PatchError};

type Changed = Vec<(String, PartText)>;

/// A part to look at: its name, the last word of the relation that led to it, and the sheet that it belongs to.
struct Visit {
    part: String,
    kind: String,
    sheet: Option<usize>,
}

/// The new text of every part that changes with the insertion.
pub(super) fn all_parts(
    package: &mut Package,
    target: usize,
    insertion: &Insertion,
    formulas: PatternFormulas,
) -> Result<Changed, PatchError> {
    let mut changed = Changed::new();
    let mut queue: VecDeque<Visit> = VecDeque::new();
    let by_part: BTreeMap<String, usize> =
        package.places.iter().enumerate().map(|(at, place)| (place.part.clone(), at)).collect();
    queue.push_back(Visit { part: package.workbook.clone(), kind: "officeDocument".to_owned(), sheet: None });
    let mut seen = BTreeSet::new();
    while let Some(visit) = queue.pop_front() {
        if !seen.insert(visit.part.clone()) {
            continue;
        }
        let name = visit.sheet.map(|at| package.sheets[at].name.as_str());
        let view = View { insertion, sheet: name };
        let kind = kind_of(&visit.kind);
        match kind {
            Kind::Other => continue,
            Kind::Log => {
                package.notes.insert(Note::RevisionLogStale);
                continue;
            }
            _ => {}
        }
        let stored = package.text(&visit.part)?;
        let pattern = (visit.sheet == Some(target)).then_some(formulas);
        let text = moved_part(&kind, &view, pattern, &stored.text, &visit.part)?;
        if text != stored.text {
            changed.push((visit.part.clone(), stored.with(text)));
        }
        changed.extend(moved_links(package, &view, &visit.part)?);
        for (relation, part) in package.related(&visit.part)? {
            let Some(part) = part else { continue };
            let sheet = by_part.get(&part).copied().or(visit.sheet);
            queue.push_back(Visit { sheet: sheet.filter(|_| belongs(&relation.kind)), part, kind: relation.kind });
        }
    }
    Ok(changed)
}

fn moved_part(
    kind: &Kind,
    view: &View<'_>,
    formulas: Option<PatternFormulas>,
    text: &str,
    part: &str,
) -> Result<String, PatchError> {
    match kind {
        Kind::Cells => sheet::moved(view, formulas, text, part),
        Kind::Places(places) => view.part(places, text, part),
        Kind::Pivot => {
            refuse_cut(view, text, part)?;
            view.part(places::PIVOT_TABLE, text, part)
        }
        Kind::PivotCache => sources::moved(view.insertion, text, part),
        Kind::Drawing => anchors::moved(view, text, part),
        Kind::Legacy => legacy::moved(view, text, part),
        Kind::Log | Kind::Other => Ok(text.to_owned()),
    }
}

/// How a kind of part is edited.
enum Kind {
    /// A sheet with cells.
    Cells,
    /// By a list of places.
    Places(&'static [Place]),
    Pivot,
    PivotCache,
    Drawing,
    Legacy,
    /// The log of changes of a shared workbook.
    Log,
    Other,
}

fn kind_of(relation: &str) -> Kind {
    match relation {
        "officeDocument" => Kind::Places(places::WORKBOOK),
        "worksheet" | "xlMacrosheet" | "xlIntlMacrosheet" => Kind::Cells,
        "dialogsheet" | "chartsheet" => Kind::Places(places::SHEET),
        "drawing" => Kind::Drawing,
        "vmlDrawing" => Kind::Legacy,
        "chart" | "chartEx" => Kind::Places(places::CHART),
        "comments" | "threadedComment" => Kind::Places(places::COMMENTS),
        "table" => Kind::Places(places::TABLE),
        "pivotTable" => Kind::Pivot,
        "pivotCacheDefinition" => Kind::PivotCache,
        "ctrlProp" => Kind::Places(places::CONTROL),
        "tableSingleCells" => Kind::Places(places::SINGLE_CELLS),
        "namedSheetView" => Kind::Places(places::SHEET_VIEWS),
        "connections" => Kind::Places(places::CONNECTIONS),
        "revisionHeaders" => Kind::Log,
        _ => Kind::Other,
    }
}

/// Whether a part of this kind is one sheet's own; charts and caches name their sheets.
fn belongs(relation: &str) -> bool {
    !matches!(relation, "chart" | "chartEx" | "pivotCacheDefinition" | "connections")
}

/// Links of drawings and cells to places in the workbook stand in the relations.
fn moved_links(package: &Package, view: &View<'_>, part: &str) -> Result<Option<(String, PartText)>, PatchError> {
    let Some(holder) = package.container.find(&relations_part(part)) else { return Ok(None) };
    let stored = package.text(&holder)?;
    if !stored.text.contains("\"#") && !stored.text.contains("'#") {
        return Ok(None);
    }
    let text = view.links(places::LINKS, &stored.text, &holder)?;
    Ok((text != stored.text).then(|| (holder, stored.with(text))))
}

/// A pivot table is written anew as a whole; rows inside it would be overwritten.
fn refuse_cut(view: &View<'_>, text: &str, part: &str) -> Result<(), PatchError> {
    let mut scan = Scan::new(text, part);
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        let area = tag.value("ref").filter(|_| tag.local() == "location").and_then(|text| Area::from_a1(&text));
        let cut =
            area.filter(|area| view.own() && area.rows().0 < view.insertion.at && view.insertion.at <= area.rows().1);
        if let Some(area) = cut {
            let sheet = view.insertion.sheet.clone();
            return Err(PatchError::Splits { sheet, row: view.insertion.at, what: "数据透视表", area });
        }
    }
    Ok(())
}
