//! What the blank's own formulas give, compared with our figures.

use super::cells::{Cells, read_amount};
use crate::disclosure::Disclosure;
use crate::finding::Finding;
use crate::finding::codes::fill::{FORMULA_DIFFERS, NOT_COMPUTED};
use crate::origin::Origin;
use crate::patch::{Held, PatchError};

/// Renews the results that are stored with the blank's formulas, and compares those that stand for a figure of ours; gives
/// how many are known exactly.
pub(super) fn renew(cells: &mut Cells, disclosure: &Disclosure) -> Result<usize, PatchError> {
    let refreshed = cells.package.refresh_results(&cells.changed)?;
    for ((sheet, cell), expected) in std::mem::take(&mut cells.expected) {
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
                cells.findings.push(finding.comparing(expected.amount, given, look.unit));
            }
            None if content.held != Held::Nothing && !unknown => {
                let finding = Finding::new(&FORMULA_DIFFERS).at(expected.place).with("formula", formula);
                let theirs = format!("{:?}", content.held);
                let finding = finding.with("ours", printed(expected.amount)).with("theirs", theirs);
                cells.findings.push(finding.with("unit", look.unit.word()));
            }
            None => {}
        }
    }
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
