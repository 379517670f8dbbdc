//! What is to be said of rows that lines were made of: crossed out, hidden.

use crate::amount::{Amount, Unit};
use crate::finding::codes::import_marks as codes;
use crate::finding::{Detail, Finding};
use crate::import::grid::GridRow;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::Work;
use crate::origin::{Origin, Spot};

/// So many rows are named.
const SHOWN: usize = 20;

/// Says what is strange about rows that count.
pub(in crate::import) fn say(work: &mut Work<'_>, unit: Unit, made: &Made) {
    let sheet = work.sheet;
    for at in &made.used {
        let row = &sheet.rows[*at];
        for (_, col) in sheet.marks.struck.range((row.index, 0)..=(row.index, u32::MAX)) {
            work.gather.note(&codes::STRUCK, "", sheet.place(row, *col));
        }
    }
    hidden(work, unit, made);
}

/// The rows that are hidden, with what they come to.
fn hidden(work: &mut Work<'_>, unit: Unit, made: &Made) {
    let rows: Vec<&GridRow> = made.used.iter().map(|at| &work.sheet.rows[*at]).filter(|row| row.hidden).collect();
    if rows.is_empty() {
        return;
    }
    let is_hidden = |origin: &Origin| {
        let Spot::Cell(_, cell) = &origin.spot else { return false };
        rows.binary_search_by_key(&cell.indices().0, |hidden| hidden.index).is_ok()
    };
    let lines = made.lines.iter().map(|line| (&line.origin, line.amount));
    let revenue = made.revenue.iter().map(|line| (&line.origin, line.amount));
    let sum: Amount = lines.chain(revenue).filter(|(origin, _)| is_hidden(origin)).map(|(_, amount)| amount).sum();
    let mut finding = Finding::new(&codes::HIDDEN_COUNTED);
    for row in rows.iter().take(SHOWN) {
        finding = finding.at(work.sheet.place_of_row(row));
    }
    let sum = Detail::Amount(sum, unit);
    work.gather.push(finding.with("count", rows.len()).with("sum", sum));
}
