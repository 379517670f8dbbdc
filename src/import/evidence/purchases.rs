//! Lines that say that they are bought (是否政府采购), where no purchases are given: a table that says there are none is wrong.

use crate::finding::Finding;
use crate::finding::codes::import_evidence as codes;
use crate::import::cell::label::comparable;
use crate::import::knowledge::plausible::Plausible;
use crate::import::lines::causes::detail;
use crate::import::lines::made::Made;
use crate::import::understand::Found;
use crate::model::Batch;

/// Says which rows are marked as purchases, where no purchases are given.
pub(in crate::import) fn weigh(
    works: &mut [Vec<Found<'_>>],
    made: &[Vec<Made>],
    (batch, plausible): (&Batch, &Plausible),
) {
    if !batch.purchases.is_empty() {
        return;
    }
    for (found, made) in works.iter_mut().flatten().zip(made.iter().flatten()) {
        let Some(work) = &mut found.work else { continue };
        let marked = |header: &str| plausible.purchase_columns.iter().any(|name| *name == comparable(header));
        let columns = work.layout.iter().flat_map(|layout| &layout.columns);
        let columns: Vec<u32> = columns.filter(|column| marked(&column.header)).map(|column| column.col).collect();
        for (at, col) in made.used.iter().flat_map(|at| columns.iter().map(move |col| (*at, *col))) {
            let row = &work.sheet.rows[at];
            let says = row.cell(col).map(|cell| comparable(&cell.text)).unwrap_or_default();
            if plausible.purchase_words.contains(&says) {
                let finding: &mut Finding =
                    work.gather.note(&codes::PURCHASES_MISSING, says.clone(), work.sheet.place(row, col));
                detail(finding, "header", plausible.purchase_columns.first().cloned().unwrap_or_default());
            }
        }
    }
}
