//! The same lines again inside one table (重复的明细): a block that was pasted twice.
//!
//! Two equal lines may both be meant. The revenue of the department tells: where it is that of all lines together, nothing is
//! said. Where the sums of the table hold it is only worth a look.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::finding::codes::import_evidence as codes;
use crate::finding::{Detail, Finding, Severity};
use crate::import::columns::layout::Layout;
use crate::import::grid::GridRow;
use crate::import::lines::made::Made;
use crate::import::lines::table_work::{Ready, Work};
use crate::import::rows::role::Verdict;
use crate::import::understand::Found;
use crate::mix::mix;
use crate::origin::{Origin, Spot};

/// From so many runs on they are one finding.
const MANY_RUNS: usize = 10;
/// Single repeated lines, scattered and more than one in so many, are how the system exports.
const ONE_IN: usize = 10;

/// Lines that stand a second time, one below the other as they stood the first time.
struct Run {
    /// Positions on the sheet: of the first line as it stood before, and of the repeated ones.
    before: usize,
    again: Vec<usize>,
}

/// Money by year and department.
type Totals = BTreeMap<(u16, Arc<str>), Amount>;

/// Names the runs of lines that stand twice in a table.
pub(in crate::import) fn weigh(works: &mut [Vec<Found<'_>>], made: &[Vec<Made>], part: bool) {
    let all = || made.iter().flatten();
    let mut spent = Totals::new();
    let mut received = Totals::new();
    for line in all().flat_map(|made| &made.lines) {
        *spent.entry((line.fiscal_year, Arc::clone(&line.department.code))).or_default() += line.amount;
    }
    for line in all().flat_map(|made| &made.revenue) {
        *received.entry((line.fiscal_year, Arc::clone(&line.department.code))).or_default() += line.amount;
    }
    for (found, made) in works.iter_mut().flatten().zip(made.iter().flatten()) {
        let Some(work) = &mut found.work else { continue };
        let (ready, layout) = (work.ready.take(), work.layout.take());
        if let (Some(ready), Some(layout), false) = (&ready, &layout, made.lines.is_empty()) {
            // Sums that were made after the lines were pasted hold too: they make it only less likely. The rows of a part do
            // not know the sums of their table.
            let likely = !(made.sums_hold || part);
            weigh_table(work, (ready, layout), (made, likely), (&spent, &received));
        }
        (work.ready, work.layout) = (ready, layout);
    }
}

fn weigh_table(
    work: &mut Work<'_>,
    (ready, layout): (&Ready, &Layout),
    (made, likely): (&Made, bool),
    (spent, received): (&Totals, &Totals),
) {
    let runs = runs(work, ready, layout);
    let rows: BTreeSet<u32> = runs.iter().flat_map(|run| &run.again).map(|at| work.sheet.rows[*at].index).collect();
    if rows.is_empty() {
        return;
    }
    let mut doubled = Totals::new();
    for line in made.lines.iter().filter(|line| row_of(&line.origin).is_some_and(|row| rows.contains(&row))) {
        *doubled.entry((line.fiscal_year, Arc::clone(&line.department.code))).or_default() += line.amount;
    }
    let both = |of: &(u16, Arc<str>)| Some((*spent.get(of)?, *received.get(of)?));
    // Where the revenue is that of all lines, the repeated ones included, they are meant.
    if !doubled.is_empty() && doubled.keys().all(|of| both(of).is_some_and(|(spent, received)| spent == received)) {
        return;
    }
    let without =
        doubled.iter().all(|(of, twice)| both(of).is_some_and(|(spent, received)| spent - *twice == received));
    let why = if without { "；不算重复的，支出正好等于收入预算" } else { "" };
    let single = runs.len() > 2 && runs.iter().all(|run| run.again.len() == 1);
    let usual = single && rows.len() * ONE_IN > ready.records.rows.len();
    let severity = if usual || !likely { Severity::Advisory } else { Severity::Mandatory };
    let amount = |run: &Run| -> Amount {
        let own: BTreeSet<u32> = run.again.iter().map(|at| work.sheet.rows[*at].index).collect();
        made.lines.iter().filter(|l| row_of(&l.origin).is_some_and(|row| own.contains(&row))).map(|l| l.amount).sum()
    };
    let mut findings: Vec<Finding> =
        runs.iter().take(MANY_RUNS).map(|run| finding(work, run, amount(run), why)).collect();
    if let Some(first) = findings.first_mut().filter(|_| runs.len() > MANY_RUNS) {
        let more = runs[1..].iter().filter_map(|run| run.again.first()).take(18);
        first.places.extend(more.map(|at| work.sheet.place(&work.sheet.rows[*at], 0).into()));
        first.details.push(("more", format!("，另外还有 {} 处", runs.len() - 1).into()));
        findings.truncate(1);
    }
    for mut finding in findings {
        finding.severity = severity;
        finding.details.push(("more", "".into()));
        work.gather.push(finding);
    }
}

fn finding(work: &Work<'_>, run: &Run, amount: Amount, why: &str) -> Finding {
    let line = |at: usize| work.sheet.rows[at].line + 1;
    let span = |first: usize, last: usize| {
        if first == last {
            format!("第 {} 行", line(first))
        } else {
            format!("第 {}–{} 行", line(first), line(last))
        }
    };
    let (first, last) = (run.again.first().copied().unwrap_or(0), run.again.last().copied().unwrap_or(0));
    let before = work.sheet.rows.get(run.before).map_or(0, |row| row.line + 1);
    Finding::new(&codes::LINES_REPEATED)
        .at(work.sheet.place(&work.sheet.rows[first], 0))
        .at(work.sheet.place(&work.sheet.rows[run.before], 0))
        .with("again", span(first, last))
        .with("before", u64::from(before).to_string())
        .with("rows", run.again.len())
        .with("amount", Detail::Amount(amount, Unit::Yuan))
        .with("why", why)
}

/// The runs of rows of which all cells stood in an earlier row.
fn runs(work: &Work<'_>, ready: &Ready, layout: &Layout) -> Vec<Run> {
    let serial: Vec<u32> = layout.columns.iter().filter(|c| is_serial(&c.header)).map(|c| c.col).collect();
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let lines = ready.records.rows.iter().zip(&ready.verdicts).filter(|(_, verdict)| **verdict == Verdict::Data);
    for (number, (record, _)) in lines.enumerate() {
        let row = &work.sheet.rows[record.at];
        // What is filled down or merged belongs to a row though it stands elsewhere.
        let ids = record.dimensions.iter().fold(0_u64, |all, id| all.rotate_left(9) ^ id.number());
        let known = *first.entry(print(row, &serial) ^ ids.wrapping_mul(0x9E37_79B9_7F4A_7C15)).or_insert(number);
        let same = known != number;
        let before = || ready.records.rows.iter().zip(&ready.verdicts).filter(|(_, v)| **v == Verdict::Data).nth(known);
        if same {
            match (&mut last, runs.last_mut()) {
                (Some((number_before, known_before)), Some(run))
                    if *number_before + 1 == number && *known_before + 1 == known =>
                {
                    run.again.push(record.at);
                }
                _ => {
                    let before = before().map_or(record.at, |(record, _)| record.at);
                    runs.push(Run { before, again: vec![record.at] });
                }
            }
            last = Some((number, known));
        }
    }
    runs
}

/// A column that counts the rows says nothing of them.
fn is_serial(header: &str) -> bool {
    matches!(header, "序号" | "行号")
}

fn print(row: &GridRow, skip: &[u32]) -> u64 {
    let cells = row.cells.iter().filter(|(col, _)| !skip.contains(col));
    cells.fold(0, |print: u64, (col, cell)| {
        print.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ mix(cell.text.as_bytes()) ^ u64::from(*col)
    })
}

/// The row or record of a place, as the sheet numbers it.
pub(in crate::import) fn row_of(origin: &Origin) -> Option<u32> {
    match &origin.spot {
        Spot::Cell(_, cell) => Some(cell.indices().0),
        Spot::Field { record, .. } => Some(*record),
        _ => None,
    }
}
