//! Which formulas read which cells, and so whose results an edit makes stale.

use std::collections::{BTreeMap, BTreeSet};

use super::{FormulaAt, Names, Spot, area_of};
use crate::patch::formula::{names_in, references};
use crate::patch::xml::{Node, Scan};
use crate::patch::{Area, Package, PatchError};

/// Functions that make references of their own, so that what they read is not seen in the formula.
const MAKE_REFERENCES: [&str; 2] = ["INDIRECT", "OFFSET"];

/// The formulas of a workbook with what they read.
pub(super) struct Book {
    pub(super) formulas: BTreeMap<Spot, FormulaAt>,
    /// `None` where a formula may read anything.
    reads: BTreeMap<Spot, Option<Vec<(usize, Area)>>>,
}

impl Book {
    pub(super) fn read(package: &mut Package) -> Result<Book, PatchError> {
        let sheets: Vec<String> = package.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let names = defined_names(package, &sheets)?;
        let mut book = Book { formulas: BTreeMap::new(), reads: BTreeMap::new() };
        for index in package.cell_sheets() {
            for at in package.formulas(&sheets[index])? {
                book.reads.insert((index, at.cell), reads(&at.formula, index, &sheets, &names));
                book.formulas.insert((index, at.cell), at);
            }
        }
        Ok(book)
    }

    /// The formulas that read one of these cells, directly or through others, as far as that can be seen.
    pub(super) fn readers(&self, mut from: BTreeSet<Spot>) -> BTreeSet<Spot> {
        let mut readers = BTreeSet::new();
        loop {
            let known = readers.len();
            for (spot, reads) in &self.reads {
                let reads = reads.iter().flatten().any(|(sheet, area)| holds_any(&from, *sheet, area));
                if reads && readers.insert(*spot) {
                    from.insert(*spot);
                }
            }
            if readers.len() == known {
                return readers;
            }
        }
    }

    /// The formulas whose results no longer hold when these cells have changed, and those that have none.
    pub(super) fn stale(&self, mut changed: BTreeSet<Spot>) -> BTreeSet<Spot> {
        let mut stale = BTreeSet::new();
        let mut fresh: Vec<Spot> = self.formulas.keys().copied().collect();
        loop {
            let known = stale.len();
            // Most formulas read what stands above or before them, so that one round nearly always settles all.
            fresh.retain(|spot| {
                let lacks = self.formulas.get(spot).is_some_and(|at| !at.has_result);
                let reads_changed = match self.reads.get(spot).and_then(Option::as_ref) {
                    None => true,
                    Some(areas) => areas.iter().any(|(sheet, area)| holds_any(&changed, *sheet, area)),
                };
                if lacks || reads_changed {
                    stale.insert(*spot);
                    changed.insert(*spot);
                }
                !(lacks || reads_changed)
            });
            if stale.len() == known {
                return stale;
            }
        }
    }
}

fn holds_any(cells: &BTreeSet<Spot>, sheet: usize, area: &Area) -> bool {
    cells.range((sheet, area.first)..=(sheet, area.last)).any(|(_, cell)| area.contains(*cell))
}

/// The cells that a formula reads; `None` where that cannot be seen.
fn reads(formula: &str, home: usize, sheets: &[String], names: &Names) -> Option<Vec<(usize, Area)>> {
    let upper = formula.to_ascii_uppercase();
    if MAKE_REFERENCES.iter().any(|function| upper.contains(function)) {
        return None;
    }
    let mut areas = Vec::new();
    for reference in references(formula) {
        areas.push(area_of(&reference, home, sheets)?);
    }
    for name in names_in(formula)? {
        areas.extend(names.get(&name.to_lowercase())?.as_ref()?.iter().copied());
    }
    Some(areas)
}

/// The defined names of the workbook; one whose text is more than references may read anything.
fn defined_names(package: &Package, sheets: &[String]) -> Result<Names, PatchError> {
    let part = package.workbook.clone();
    let text = package.text(&part)?;
    let mut scan = Scan::new(&text.text, &part);
    let mut names = Names::new();
    while let Some(node) = scan.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.local() != "definedName" {
            continue;
        }
        let Some(name) = tag.value("name") else { continue };
        let formula = scan.content(&tag)?.text;
        let plain = !formula.contains('(') && names_in(&formula).is_some_and(|inner| inner.is_empty());
        let areas = references(&formula).iter().map(|r| area_of(r, usize::MAX, sheets)).collect::<Option<Vec<_>>>();
        let areas = areas.filter(|_| plain);
        // A name of one sheet may be a name of another too: what the formula means is then both.
        let known = names.entry(name.to_lowercase()).or_insert_with(|| Some(Vec::new()));
        *known = match (known.take(), areas) {
            (Some(known), Some(more)) => Some([known, more].concat()),
            _ => None,
        };
    }
    Ok(names)
}
