//! Formulas between cells of a disclosure: sums and differences that print as A1 and compute exactly.

use super::Disclosure;
use super::layout::quoted_sheet;
use crate::amount::Amount;
use crate::origin::CellRef;

/// A cell of a disclosure's body: table, row and column, each counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Index into `Disclosure::tables`.
    pub table: usize,
    /// Index into `Table::rows`.
    pub row: usize,
    /// Index into `Table::columns`.
    pub col: usize,
}

/// Added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// +
    Plus,
    /// −
    Minus,
}

impl Sign {
    /// The amount as it counts in a sum: itself, or what is taken away.
    pub fn of(self, amount: Amount) -> Amount {
        match self {
            Sign::Plus => amount,
            Sign::Minus => -amount,
        }
    }

    /// The other sign.
    #[must_use]
    pub fn reversed(self) -> Sign {
        match self {
            Sign::Plus => Sign::Minus,
            Sign::Minus => Sign::Plus,
        }
    }
}

/// What a formula adds or takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// One cell.
    Cell(At),
    /// A rectangle of one table, both corners inside it.
    Range(At, At),
}

/// A sum of signed operands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formula {
    /// The operands in the order in which they print.
    pub terms: Vec<(Sign, Operand)>,
}

impl Formula {
    /// The sum of single cells; neighbours in one row or one column become a range.
    ///
    /// ```
    /// use gongkai::disclosure::{At, Formula};
    /// let cell = |row| At { table: 0, row, col: 3 };
    /// assert_eq!(Formula::sum([cell(1), cell(2), cell(3), cell(7)]).terms.len(), 2);
    /// ```
    pub fn sum(cells: impl IntoIterator<Item = At>) -> Formula {
        Formula::signed(cells.into_iter().map(|at| (Sign::Plus, at)))
    }

    /// Like [`Formula::sum`], each cell with its sign.
    pub fn signed(cells: impl IntoIterator<Item = (Sign, At)>) -> Formula {
        let mut terms: Vec<(Sign, Operand)> = Vec::new();
        for (sign, at) in cells {
            match terms.last_mut() {
                Some((last, operand)) if *last == sign => match extended(*operand, at) {
                    Some(longer) => *operand = longer,
                    None => terms.push((sign, Operand::Cell(at))),
                },
                _ => terms.push((sign, Operand::Cell(at))),
            }
        }
        Formula { terms }
    }

    /// The exact value, from the values that the cells have now; text and places outside count as nothing.
    pub fn compute(&self, disclosure: &Disclosure) -> Amount {
        self.cells()
            .map(|(sign, at)| {
                let value = disclosure.cell(at).and_then(super::Cell::amount).unwrap_or_default();
                sign.of(value)
            })
            .sum()
    }

    /// Every cell that it refers to, with its sign.
    pub fn cells(&self) -> impl Iterator<Item = (Sign, At)> + '_ {
        self.terms.iter().flat_map(|&(sign, operand)| {
            let (from, to) = match operand {
                Operand::Cell(at) => (at, at),
                Operand::Range(from, to) => (from, to),
            };
            (from.row..=to.row)
                .flat_map(move |row| (from.col..=to.col).map(move |col| (sign, At { table: from.table, row, col })))
        })
    }

    /// As a spreadsheet writes it, without the leading `=`: `SUM(D9:D12)+D15`, `'3支出总表'!D6`.
    ///
    /// `home` is the index of the table that the formula stands in; other sheets are named.
    pub fn a1(&self, disclosure: &Disclosure, home: usize) -> String {
        let mut text = String::new();
        for (index, (sign, operand)) in self.terms.iter().enumerate() {
            match (sign, index) {
                (Sign::Minus, _) => text.push('-'),
                (Sign::Plus, 0) => {}
                (Sign::Plus, _) => text.push('+'),
            }
            operand_a1(*operand, (disclosure, home), &mut text);
        }
        text
    }
}

/// The operand grown by the cell that follows it in the same row or column.
fn extended(operand: Operand, next: At) -> Option<Operand> {
    let (from, to) = match operand {
        Operand::Cell(at) => (at, at),
        Operand::Range(from, to) => (from, to),
    };
    let down = from.col == to.col && next.col == to.col && next.row == to.row + 1;
    let right = from.row == to.row && next.row == to.row && next.col == to.col + 1;
    (next.table == to.table && (down || right)).then_some(Operand::Range(from, next))
}

fn operand_a1(operand: Operand, (disclosure, home): (&Disclosure, usize), text: &mut String) {
    let place = |at: At| {
        disclosure.tables.get(at.table).map_or(CellRef::zero_based(0, 0), |table| table.sheet_cell(at.row, at.col))
    };
    let sheet = |table: usize, text: &mut String| match disclosure.tables.get(table) {
        Some(other) if table != home => {
            text.push_str(&quoted_sheet(&other.sheet));
            text.push('!');
        }
        _ => {}
    };
    match operand {
        Operand::Cell(at) => {
            sheet(at.table, text);
            place(at).push_to(text);
        }
        Operand::Range(from, to) => {
            text.push_str("SUM(");
            sheet(from.table, text);
            place(from).push_to(text);
            text.push(':');
            place(to).push_to(text);
            text.push(')');
        }
    }
}
