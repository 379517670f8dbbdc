//! What the blank's own formulas give, compared with our figures.

use super::cells::{Cells, read_amount};
use crate::disclosure::Disclosure;
use crate::finding::codes::fill::{FORMULA_DIFFERS, NOT_COMPUTED, OCCUPIED, REFUSED};
use crate::finding::{Finding, Place};
use crate::origin::{CellRef, Origin};
use crate::patch::{Held, PatchError, Readers};

/// Renews the results that are stored with the blank's formulas, and compares those that stand for a figure of ours; gives
/// how many are known exactly.
pub(super) fn renew(cells: &mut Cells, disclosure: &Disclosure) -> Result<usize, PatchError> {
    let refreshed = cells.package.refresh_results(&cells.changed)?;
    let expected = std::mem::take(&mut cells.expected);
    let mut differing: Vec<((String, CellRef), Finding)> = Vec::new();
    for ((sheet, cell), expected) in expected {
        let content = cells.package.read_cell(&sheet, cell)?;
        let unknown = refreshed.unknown.iter().any(|(name, at)| *name == sheet && *at == cell);
        let look = &expected.look;
        let given = if unknown { None } else { read_amount(&content.held, look) };
        let printed = |amount: crate::amount::Amount| amount.printed(look.unit, look.decimals);
        let formula = format!("={}", content.formula.unwrap_or_default());
        match given {
            Some(given) if printed(given) == printed(expected.amount) => {}
            Some(given) => {
                let finding = Finding::new(&FORMULA_DIFFERS).at(expected.place).with("formula", formula);
                let finding = finding.with("ours", printed(expected.amount)).with("theirs", printed(given));
                let finding = finding.with("unit", look.unit.word());
                differing.push(((sheet, cell), finding.comparing(expected.amount, given, look.unit)));
            }
            None if content.held != Held::Nothing && !unknown => {
                let finding = Finding::new(&FORMULA_DIFFERS).at(expected.place).with("formula", formula);
                let theirs = format!("{:?}", content.held);
                let finding = finding.with("ours", printed(expected.amount)).with("theirs", theirs);
                differing.push(((sheet, cell), finding.with("unit", look.unit.word())));
            }
            None => {}
        }
    }
    fold(cells, differing)?;
    if !refreshed.unknown.is_empty() {
        let shown: Vec<String> =
            refreshed.unknown.iter().take(5).map(|(sheet, cell)| format!("{sheet}!{cell}")).collect();
        let more = if refreshed.unknown.len() > 5 { "…" } else { "" };
        let finding = Finding::new(&NOT_COMPUTED).at(Origin::file(&cells.name));
        let finding = finding.with("count", refreshed.unknown.len());
        cells.findings.push(finding.with("cells", format!("{}{more}", shown.join("、"))));
    }
    debug_assert!(!disclosure.tables.is_empty() || cells.written == 0);
    Ok(refreshed.exact.len())
}

/// A formula that reads a cell which was not filled as it should be differs because of that: it is told under that cell.
fn fold(cells: &mut Cells, differing: Vec<((String, CellRef), Finding)>) -> Result<(), PatchError> {
    let unfilled = |finding: &Finding| match finding.places.first() {
        Some(Place::Published { sheet, cell: Some(cell), .. })
            if [OCCUPIED.id, REFUSED.id].contains(&finding.code.id) =>
        {
            Some((sheet.to_string(), *cell))
        }
        _ => None,
    };
    let roots: Vec<Option<(String, CellRef)>> = cells.findings.iter().map(unfilled).collect();
    let readers = match differing.is_empty() {
        true => Readers::new(),
        false => cells.package.readers(&roots.iter().flatten().cloned().collect())?,
    };
    for (at, finding) in differing {
        let reads = |root: &Option<(String, CellRef)>| {
            root.as_ref().and_then(|root| readers.get(root)).is_some_and(|readers| readers.contains(&at))
        };
        match roots.iter().position(reads) {
            Some(root) => cells.findings[root].follows.push(finding),
            None => cells.findings.push(finding),
        }
    }
    Ok(())
}
