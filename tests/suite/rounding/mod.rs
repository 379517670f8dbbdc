//! With `tie` every printed sum closes: a thousand constructed departments, judged by the check room and by plain sums.

mod departments;
mod plain_sums;

use gongkai::amount::Amount;
use gongkai::check;
use gongkai::disclosure::{Adjustment, At, Cell, Disclosure, Role, Rounding, Table};
use gongkai::edition::{Edition, Templates};
use gongkai::finding::Finding;
use gongkai::model::Budget;
use gongkai::tables::{fill, fill_rounded};

use crate::mutation::printed;

fn edition() -> Edition {
    Edition::load(&Templates::built_in(), "hebei-2024").unwrap()
}

/// What there is to say about departments.
#[derive(Default)]
struct Tally {
    /// Printed figures that are not zero.
    figures: usize,
    /// Those that are not their own rounding.
    moved: usize,
    /// Those more than a step from it, with what they are.
    far: Vec<String>,
    /// Departments in which anything had to be moved.
    open: usize,
}

/// Fills a department's tables, and holds that every printed sum closes.
fn look(budget: &Budget, edition: &Edition, tally: &mut Tally) -> Disclosure {
    let tied = fill_rounded(budget, edition, Rounding::Tie);
    let who = &budget.department;
    assert!(!tied.findings.iter().any(Finding::blocks), "{who}: {:#?}", tied.findings);
    assert!(!tied.findings.iter().any(|finding| finding.code.id == "GK-T101"), "{who}: {:#?}", tied.findings);
    let tied = tied.value;
    let printed = printed(tied.clone());
    assert_eq!(figures(&printed), figures(&tied), "{who}: what is printed is not what stands in the cell");
    plain_sums::assert_all(&printed, who);
    // Of printed figures a difference within rounding would be told too, as 信息.
    let report = check::run(&printed, None, edition);
    let broken: Vec<_> = report.findings.iter().filter(|finding| finding.comparison.is_some()).collect();
    assert!(broken.is_empty(), "{who}: {broken:#?}");
    count(&tied, tally);
    tied
}

fn figures(disclosure: &Disclosure) -> Vec<Amount> {
    let rows = disclosure.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(|row| row.cells.iter().filter_map(Cell::amount)).collect()
}

fn step(table: &Table) -> Amount {
    Amount::of(rust_decimal::Decimal::new(1, table.decimals), table.unit).unwrap()
}

fn count(tied: &Disclosure, tally: &mut Tally) {
    tally.open += usize::from(!tied.adjustments.is_empty());
    tally.moved += tied.adjustments.len();
    tally.figures += figures(tied).iter().filter(|figure| !figure.is_zero()).count();
    for moved in &tied.adjustments {
        let table = &tied.tables[moved.at.table];
        if moved.moved().abs() > step(table) {
            let place = table.place(moved.at.row, moved.at.col);
            tally.far.push(format!("{} {place}: {} → {}", tied.owner, moved.exact, moved.printed));
        }
    }
}

/// The list of what was moved is what differs from the exact figures' own roundings; grand totals are these roundings.
fn compare_with_exact(budget: &Budget, edition: &Edition, tied: &Disclosure) {
    let exact = fill_rounded(budget, edition, Rounding::Exact).value;
    let mut listed = tied.adjustments.iter();
    for (index, (table, own)) in tied.tables.iter().zip(&exact.tables).enumerate() {
        for (row, cells) in table.rows.iter().enumerate() {
            for (col, cell) in cells.cells.iter().enumerate().filter(|(col, _)| table.columns[*col].role == Role::Value)
            {
                let value = own.rows[row].cells[col].amount().unwrap();
                let (rounded, printed) = (value.rounded(table.unit, table.decimals), cell.amount().unwrap());
                if printed != rounded {
                    let at = At { table: index, row, col };
                    assert_eq!(
                        listed.next(),
                        Some(&Adjustment { at, exact: value, rounded, printed }),
                        "{}",
                        tied.owner
                    );
                }
            }
        }
    }
    assert_eq!(listed.next(), None);
    let balance = tied.tables.iter().position(|table| table.role == "balance").unwrap();
    for (row, column) in [("income_total", "income"), ("expenditure_total", "expenditure")] {
        let table = &tied.tables[balance];
        let at = At { table: balance, row: table.row(row).unwrap(), col: table.column(column).unwrap() };
        let total = |disclosure: &Disclosure| disclosure.cell(at).and_then(Cell::amount).unwrap();
        assert_eq!(total(tied), total(&exact).rounded(table.unit, table.decimals), "{}: {row}", tied.owner);
    }
}

const DEPARTMENTS: u64 = 1_000;
/// Every how manyth is compared with its exact figures too.
const COMPARED: u64 = 10;

/// The share of one thread: every `threads`th department from `first` on.
fn share(first: u64, threads: u64) -> Tally {
    let edition = edition();
    let mut tally = Tally::default();
    for seed in (first..DEPARTMENTS).step_by(usize::try_from(threads).unwrap()) {
        let budget = departments::department(seed);
        let tied = look(&budget, &edition, &mut tally);
        if seed % COMPARED == 0 {
            compare_with_exact(&budget, &edition, &tied);
        }
    }
    tally
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are worth reading, not only their bounds")]
fn every_printed_sum_of_a_thousand_departments_closes() {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64).min(8);
    let mut all = Tally::default();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|first| scope.spawn(move || share(first, threads))).collect();
        for part in parts {
            let part = part.join().unwrap();
            all.figures += part.figures;
            all.moved += part.moved;
            all.open += part.open;
            all.far.extend(part.far);
        }
    });
    let share = all.moved as f64 * 100.0 / all.figures as f64;
    println!(
        "{DEPARTMENTS} departments, {} of which had something to close: {} figures, {} moved ({share:.1} %), {} by more than a step",
        all.open,
        all.figures,
        all.moved,
        all.far.len()
    );
    for far in &all.far {
        println!("  {far}");
    }
    assert!(all.open * 2 > usize::try_from(DEPARTMENTS).unwrap(), "{} departments had something to close", all.open);
    assert!(all.far.len() * 1_000 <= all.figures, "{:#?}", all.far);
    assert!(share < 20.0, "{share:.1} %");
}

/// Corrections (冲减) make figures that are less than nothing: these round away from nothing, and every sum closes as well.
#[test]
fn printed_sums_close_over_corrections_too() {
    let edition = edition();
    let (mut tally, mut below) = (Tally::default(), 0_usize);
    for seed in 0..150 {
        let budget = departments::corrected(seed);
        let tied = look(&budget, &edition, &mut tally);
        compare_with_exact(&budget, &edition, &tied);
        below += figures(&tied).iter().filter(|figure| **figure < Amount::ZERO).count();
    }
    assert!(below > 500 && tally.open > 75, "{below} figures below nothing, {} departments to close", tally.open);
    assert!(tally.far.len() * 1_000 <= tally.figures, "{:#?}", tally.far);
}

#[test]
fn the_edition_says_how_figures_are_rounded() {
    let mut edition = edition();
    let budget = departments::department(5);
    assert_eq!(fill(&budget, &edition), fill_rounded(&budget, &edition, Rounding::Exact));
    edition.head.rounding.mode = Rounding::Tie;
    assert_eq!(fill(&budget, &edition), fill_rounded(&budget, &edition, Rounding::Tie));
    assert!(!fill(&budget, &edition).value.adjustments.is_empty());
}
