//! Whether a table is of a budget or of final accounts (口径), where its columns do not say it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::Finding;
use crate::finding::codes::import_summed as summed_codes;
use crate::import::cell::label::is_empty;
use crate::import::knowledge::field_names::FieldNames;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::Work;
use crate::import::understand::Found;
use crate::model::{Balance, BalanceItem, Kind, Line, Measure, Revenue};

/// How many rows above a header may be its title.
const TITLE_ROWS: usize = 5;

/// 口径 by the title above the table, else by the name of the sheet, else by that of the file.
pub(in crate::import) fn said_around(work: &Work<'_>, names: &FieldNames) -> Option<Measure> {
    let first = work.table.header.rows.start;
    let above = &work.sheet.rows[first.saturating_sub(TITLE_ROWS)..first];
    let cells = above.iter().flat_map(|row| &row.cells).map(|(_, cell)| &*cell.text).filter(|text| !is_empty(text));
    let title: String = cells.collect::<Vec<_>>().join(" ");
    let file = work.sheet.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let sheet = work.sheet.name.as_deref().unwrap_or_default();
    [title.as_str(), sheet, file].into_iter().find_map(|words| names.measure_of_title(words))
}

/// A table of revenue of which nothing says whether it is of the budget goes with the expenditure of the same departments and
/// years where that is of final accounts alone.
pub(in crate::import) fn settle(works: &mut [Vec<Found<'_>>], made: &mut [Vec<Made>]) {
    let of = |wanted: Measure, made: &[Vec<Made>]| -> BTreeSet<(Arc<str>, u16)> {
        let lines = made.iter().flatten().flat_map(|made| &made.lines);
        let lines = lines.filter(|line| line.measure.kind() == wanted.kind());
        lines.map(|line| (Arc::clone(&line.department.code), line.fiscal_year)).collect()
    };
    let (accounts, budgets) = (of(Measure::Final, made), of(Measure::Initial, made));
    for (found, made) in works.iter_mut().flatten().zip(made.iter_mut().flatten()) {
        let fits = |line: &Revenue| {
            let key = (Arc::clone(&line.department.code), line.fiscal_year);
            accounts.contains(&key) && !budgets.contains(&key)
        };
        if !made.measure_untold || made.revenue.is_empty() || !made.revenue.iter().all(fits) {
            continue;
        }
        made.revenue.iter_mut().for_each(|line| line.measure = Measure::Final);
        apart(made);
        if let Some(work) = &mut found.work {
            let finding = Finding::new(&summed_codes::MEASURE_BY_EXPENDITURE).at(found.sheet.whole());
            work.gather.push(finding.with("rows", made.used.len()));
        }
    }
}

/// In final accounts what was carried over or is left is no income or expenditure of the year but a balance.
pub(in crate::import) fn apart(made: &mut Made) {
    let is_final = |measure: Measure| measure == Measure::Final;
    let carried = |line: &Revenue| is_final(line.measure) && line.carry_over;
    let left = |line: &Line| is_final(line.measure) && line.kind == Kind::CARRIED_FORWARD;
    let (opening, revenue) = std::mem::take(&mut made.revenue).into_iter().partition(carried);
    let (closing, lines) = std::mem::take(&mut made.lines).into_iter().partition(left);
    (made.revenue, made.lines) = (revenue, lines);
    let opening: Vec<Revenue> = opening;
    let closing: Vec<Line> = closing;
    made.balances.extend(opening.into_iter().map(|line| Balance {
        fiscal_year: line.fiscal_year,
        entity: line.entity,
        department: line.department,
        item: BalanceItem::Opening,
        function: line.function,
        fund: line.fund,
        amount: line.amount,
        stated: line.stated,
        origin: line.origin,
    }));
    made.balances.extend(closing.into_iter().map(|line| Balance {
        fiscal_year: line.fiscal_year,
        entity: line.entity,
        department: line.department,
        item: BalanceItem::Closing,
        function: Some(line.function),
        fund: line.fund,
        amount: line.amount,
        stated: line.stated,
        origin: line.origin,
    }));
}
