//! Formulas without a stored result, where they are plain sums of their own sheet: computed exactly.
//!
//! Programs that write workbooks without calculating leave results out or store zero. A formula of SUM, `+`, `-`, cells
//! and numbers has one exact value; any other formula is left alone.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::stored;
use crate::import::grid::{GridRow, Value};
use crate::origin::CellRef;

mod expression;
mod taken_back;

use expression::{Sum, Term, parse};
pub(super) use taken_back::take_back;

/// Cells that all formulas of one sheet may look at; beyond it they stay as they are.
const STEPS: usize = 20_000_000;

/// How deep formulas may refer to formulas.
const DEPTH: usize = 200;

/// The first and the last row that a formula looks at; `None` where it looks at none, or is not computed at all.
pub(in crate::import) fn reach(formula: &str) -> Option<(u32, u32)> {
    parse(formula)?.reach()
}

/// Replaces results that are missing, or stored as zero and are not; gives how many.
pub(super) fn compute(rows: &mut [GridRow], formulas: &[((u32, u32), String)]) -> usize {
    let parsed = formulas.iter().filter_map(|(at, text)| Some((*at, parse(text)?))).collect();
    let mut sheet = Sums { rows, formulas: parsed, done: BTreeMap::new(), steps: 0 };
    let places: Vec<(u32, u32)> = sheet.formulas.keys().copied().collect();
    for at in places {
        sheet.value(at, 0);
    }
    let done = sheet.done;
    let mut computed = 0;
    for (at, value) in done.into_iter().filter_map(|(at, value)| Some((at, value?))) {
        let Some(cell) = cell_mut(rows, at) else { continue };
        if cell.value != Value::Number(value.normalize()) {
            *cell = stored::exact(value);
            computed += 1;
        }
    }
    computed
}

pub(super) fn cell_mut(rows: &mut [GridRow], at: (u32, u32)) -> Option<&mut crate::import::grid::GridCell> {
    let row = rows.binary_search_by_key(&at.0, |row| row.index).ok()?;
    let row = rows.get_mut(row)?;
    let col = row.cells.binary_search_by_key(&at.1, |(col, _)| *col).ok()?;
    row.cells.get_mut(col).map(|(_, cell)| cell)
}

/// A sheet's formulas being computed.
struct Sums<'a> {
    rows: &'a [GridRow],
    formulas: BTreeMap<(u32, u32), Sum>,
    /// What each formula gave; `None` while it is being computed and where it cannot be.
    done: BTreeMap<(u32, u32), Option<Decimal>>,
    steps: usize,
}

/// What a cell counts for.
enum Counts {
    Number(Decimal),
    Nothing,
    Words,
}

impl Sums<'_> {
    fn value(&mut self, at: (u32, u32), depth: usize) -> Option<Decimal> {
        if let Some(done) = self.done.get(&at) {
            return *done;
        }
        if depth > DEPTH {
            return None;
        }
        // A formula that comes back to itself finds this and has no value.
        self.done.insert(at, None);
        let sum = self.formulas.remove(&at)?;
        let value = self.sum(&sum, depth);
        self.done.insert(at, value);
        value
    }

    fn sum(&mut self, sum: &Sum, depth: usize) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        for (negative, term) in &sum.terms {
            let value = match term {
                Term::Number(number) => *number,
                Term::Cell(at) => match self.cell(*at, depth)? {
                    Counts::Number(number) => number,
                    Counts::Nothing => Decimal::ZERO,
                    Counts::Words => return None,
                },
                Term::Inner(inner) => self.sum(inner, depth)?,
                Term::Sum(areas, sums) => {
                    let mut total = Decimal::ZERO;
                    for area in areas {
                        total = total.checked_add(self.area(*area, depth)?)?;
                    }
                    for sum in sums {
                        total = total.checked_add(self.sum(sum, depth)?)?;
                    }
                    total
                }
            };
            total = if *negative { total.checked_sub(value)? } else { total.checked_add(value)? };
        }
        Some(total)
    }

    /// What a cell counts for; `None` for errors, dates and formulas without value.
    fn cell(&mut self, at: (u32, u32), depth: usize) -> Option<Counts> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        if (self.formulas.contains_key(&at) || self.done.contains_key(&at))
            && let Some(value) = self.value(at, depth + 1)
        {
            return Some(Counts::Number(value));
        }
        let row = self.rows.binary_search_by_key(&at.0, |row| row.index).ok().map(|row| &self.rows[row]);
        match row.and_then(|row| row.cell(at.1)).map(|cell| cell.value) {
            None => Some(Counts::Nothing),
            Some(Value::Number(number)) => Some(Counts::Number(number)),
            Some(Value::Text | Value::Bool) => Some(Counts::Words),
            Some(Value::Date | Value::Error | Value::Uncalculated) => None,
        }
    }

    /// The sum of an area; words in it count nothing, as in SUM.
    fn area(&mut self, (first, last): (CellRef, CellRef), depth: usize) -> Option<Decimal> {
        let ((row0, col0), (row1, col1)) = (first.indices(), last.indices());
        let rows = self.rows;
        let from = rows.partition_point(|row| row.index < row0);
        let mut total = Decimal::ZERO;
        for row in rows[from..].iter().take_while(|row| row.index <= row1) {
            let begin = row.cells.partition_point(|(col, _)| *col < col0);
            for (col, _) in row.cells[begin..].iter().take_while(|(col, _)| *col <= col1) {
                if let Counts::Number(number) = self.cell((row.index, *col), depth)? {
                    total = total.checked_add(number)?;
                }
            }
        }
        Some(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::grid::GridCell;

    fn sheet(cells: &[(&str, GridCell)]) -> Vec<GridRow> {
        let mut rows: Vec<GridRow> = Vec::new();
        for (a1, cell) in cells {
            let (row, col) = CellRef::from_a1(a1).unwrap().indices();
            if rows.last().is_none_or(|last| last.index != row) {
                rows.push(GridRow { index: row, line: row, hidden: false, fields: 0, cells: Vec::new() });
            }
            rows.last_mut().unwrap().cells.push((col, cell.clone()));
        }
        rows
    }

    /// The text of A1 after computing `formulas`, the first of which stands there.
    fn computed(formulas: &[(&str, &str)], others: &[(&str, GridCell)]) -> String {
        let mut cells: Vec<_> = formulas.iter().map(|(a1, text)| (*a1, stored::uncalculated(Some(text)))).collect();
        cells.extend(others.iter().cloned());
        cells.sort_by_key(|(a1, _)| CellRef::from_a1(a1).unwrap().indices());
        let mut rows = sheet(&cells);
        let formulas: Vec<_> =
            formulas.iter().map(|(a1, text)| (CellRef::from_a1(a1).unwrap().indices(), (*text).to_owned())).collect();
        compute(&mut rows, &formulas);
        rows[0].cells[0].1.text.to_string()
    }

    #[test]
    fn plain_sums_are_exact() {
        let cells = [
            ("A2", stored::number(0.1)),
            ("A3", stored::number(0.2)),
            ("A4", stored::text("9")),
            ("B2", stored::number(5.0)),
        ];
        for (formula, means) in [
            ("SUM(A2:A4)", "0.3"),
            ("sum( $A$2:A3 , B2, 1.5 )-2", "4.8"),
            ("A2+A3-B2", "-4.7"),
            ("-(A2-B2)+C9", "4.9"),
            ("SUM(B2,A2:A3)+SUM(A2)", "5.4"),
        ] {
            assert_eq!(computed(&[("A1", formula)], &cells), means, "{formula}");
        }
        assert_eq!(computed(&[("A1", "SUM(A9:A10)"), ("A9", "A2+1"), ("A10", "A9+A9")], &cells), "3.3");
    }

    #[test]
    fn anything_else_stays_a_formula() {
        let cells = [("A2", stored::text("甲")), ("A3", stored::error("#REF!")), ("A4", stored::number(1.0))];
        for formula in ["A2+1", "SUM(A3:A4)", "A4*2", "ROUND(A4,2)", "表2!A4", "A1", "SUM(A1:A4)", "SUM()", "A4+", ""]
        {
            assert_eq!(computed(&[("A1", formula)], &cells), format!("={formula}"));
        }
        assert_eq!(computed(&[("A1", "A2"), ("A2", "A1+1")], &[]), "=A2");
    }
}
