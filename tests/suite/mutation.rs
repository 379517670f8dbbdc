//! Every figure of the finished tables, changed by one display step or by much, is found; and found once.

use std::collections::BTreeSet;

use gongkai::amount::{Amount, Unit};
use gongkai::check;
use gongkai::disclosure::{At, Cell, Disclosure, Role, Table};
use gongkai::edition::{Edition, Expression, Templates};
use gongkai::finding::{Finding, Place};

use crate::from_lines;

/// One display step: 0.01 万元.
fn step() -> Amount {
    Amount::of("0.01".parse().unwrap(), Unit::WanYuan).unwrap()
}

/// As a published workbook has it: printed figures, no formulas, no lines behind them.
pub fn printed(mut disclosure: Disclosure) -> Disclosure {
    for table in &mut disclosure.tables {
        let (unit, decimals) = (table.unit, table.decimals);
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Cell::Amount { value, .. } | Cell::Formula { value, .. } = cell {
                let shown = value.printed(unit, decimals).parse().unwrap();
                *cell = Cell::Amount { value: Amount::of(shown, unit).unwrap(), sources: Vec::new() };
            }
        }
    }
    disclosure
}

/// Every cell of the nine tables that holds a figure or could: those left blank too.
fn figures(disclosure: &Disclosure, edition: &Edition) -> Vec<At> {
    let mut cells = Vec::new();
    for (index, table) in disclosure.tables.iter().enumerate() {
        if !edition.forms.iter().any(|form| form.role == table.role) {
            continue;
        }
        for (row, labels) in table.rows.iter().enumerate() {
            for (col, column) in table.columns.iter().enumerate() {
                let labelled = column.block.is_some_and(|block| labels.keys[block].is_some());
                if column.role == Role::Value && labelled {
                    cells.push(At { table: index, row, col });
                }
            }
        }
    }
    cells
}

fn changed(disclosure: &Disclosure, at: At, by: Amount) -> Disclosure {
    let mut copy = disclosure.clone();
    let cell = &mut copy.tables[at.table].rows[at.row].cells[at.col];
    *cell = Cell::Amount { value: cell.amount().unwrap() + by, sources: Vec::new() };
    copy
}

/// The cell and the totals that the forms themselves put over it: by 栏次, by 序号, by the levels of codes.
fn cell_and_totals(disclosure: &Disclosure, edition: &Edition, at: At) -> BTreeSet<Place> {
    let table = &disclosure.tables[at.table];
    let form = edition.forms.iter().find(|form| form.role == table.role).unwrap();
    let mut named = BTreeSet::from([table.place(at.row, at.col)]);
    let number = form.columns[at.col].number;
    for (col, column) in form.columns.iter().enumerate() {
        let formula = column.formula.as_ref().map(|formula| Expression::parse(formula.get_ref()).unwrap());
        if formula.is_some_and(|formula| formula.terms.iter().any(|(_, term)| Some(*term) == number)) {
            named.insert(table.place(at.row, col));
        }
    }
    named.extend(rows_over(table, form, at).into_iter().map(|row| table.place(row, at.col)));
    named
}

fn rows_over(table: &Table, form: &gongkai::edition::Form, at: At) -> Vec<usize> {
    let block = table.columns[at.col].block.unwrap();
    let key = |row: usize| table.rows[row].keys[block].as_deref();
    let own = key(at.row).unwrap();
    if form.blocks[block].classification.is_some() {
        let over = |row: &usize| key(*row).is_some_and(|key| key != own && (own.starts_with(key) || key == "total"));
        return (0..table.rows.len()).filter(over).collect();
    }
    let mut last = 0;
    let numbered: Vec<(u32, &gongkai::edition::RowDef)> = form.blocks[block]
        .rows
        .iter()
        .map(|row| {
            last = row.at.unwrap_or(last + 1);
            (last, row)
        })
        .collect();
    let number = numbered.iter().find(|(_, row)| row.key() == Some(own)).unwrap().0;
    let sums = numbered.iter().filter(|(_, row)| {
        let formula = row.formula.as_ref().map(|formula| Expression::parse(formula.get_ref()).unwrap());
        formula.is_some_and(|formula| formula.terms.iter().any(|(_, term)| *term == number))
    });
    sums.filter_map(|(_, row)| table.row(row.key()?)).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figure is worth reading, not only its bound")]
fn every_changed_figure_is_found_once() {
    let edition = Edition::load(&Templates::built_in(), "hebei-2024").unwrap();
    let published = printed(from_lines::disclosure());
    let before: Vec<Finding> = check::run(&published, None, &edition).findings;
    assert!(!before.iter().any(Finding::blocks), "{before:#?}");
    let (mut changes, mut roots, mut worst) = (0_usize, 0_usize, (0_usize, String::new()));
    let (mut unseen, mut elsewhere) = (Vec::new(), Vec::new());
    let ten_units = Amount::of("10".parse().unwrap(), Unit::WanYuan).unwrap();
    for at in figures(&published, &edition) {
        for by in [step(), -step(), ten_units] {
            let mutant = changed(&published, at, by);
            let place = mutant.tables[at.table].place(at.row, at.col);
            let findings = check::run(&mutant, None, &edition).findings;
            let new: Vec<&Finding> = findings.iter().filter(|finding| !before.contains(finding)).collect();
            changes += 1;
            roots += new.len();
            if new.len() > worst.0 {
                worst = (new.len(), format!("{place} {by}: {new:#?}"));
            }
            if new.is_empty() {
                unseen.push(format!("{place} {by}"));
                continue;
            }
            // What rounding cannot explain must hold publication back.
            assert!(by != ten_units || new.iter().any(|finding| finding.blocks()), "{place} {by}: {new:#?}");
            let named = cell_and_totals(&mutant, &edition, at);
            if !new.iter().any(|finding| finding.places.iter().any(|place| named.contains(place))) {
                elsewhere.push(format!("{place} {by}: {}", new[0].places[0]));
            }
        }
    }
    let mean = roots as f64 / changes as f64;
    println!(
        "{changes} changes of one figure: {} unseen, {} named elsewhere, {mean:.3} root findings each, at most {}",
        unseen.len(),
        elsewhere.len(),
        worst.0
    );
    assert!(changes > 1000, "{changes}");
    assert!(unseen.is_empty(), "unseen:\n{}", unseen.join("\n"));
    assert!(elsewhere.is_empty(), "named elsewhere:\n{}", elsewhere.join("\n"));
    assert!(mean < 1.5, "{mean:.3}; most: {}", worst.1);
}
