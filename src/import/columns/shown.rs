//! What the numbers of a column look like (数字的样子): their number format and decimals, held against the unit.

use crate::amount::Unit;
use crate::finding::Finding;
use crate::finding::codes::import as codes;
use crate::import::cell::number::{self, Written};
use crate::import::columns::layout::MoneyColumn;
use crate::import::columns::settled::Setting;
use crate::import::grid::{GridCell, GridRow, Value};
use crate::import::knowledge::plausible::Plausible;
use crate::import::lines::causes::Gather;

/// The power of ten by which 元 is divided to be shown in 万元.
const WAN: i32 = 4;
/// Decimals of 元.
const FEN: u32 = 2;
/// More decimals come from a calculation and say nothing of the unit.
const MOST_DECIMALS: u32 = 6;
/// So many cells are named.
const SHOWN: usize = 20;

/// What number formats say of a column's unit.
pub(in crate::import) enum Format {
    /// Nothing: the numbers are shown as they are.
    Plain,
    /// 元 is shown in 万元.
    Wan,
    /// Something that is neither.
    Other(i32),
    /// Some numbers are shown so and some not.
    Mixed,
}

impl Setting<'_> {
    fn numbers(&self, col: u32) -> impl Iterator<Item = (&GridRow, &GridCell)> {
        let rows = self.table.body.iter().map(|at| &self.sheet.rows[*at]);
        rows.filter_map(move |row| Some((row, row.cell(col)?)))
    }

    fn shift(&self, row: &GridRow, col: u32) -> i32 {
        self.sheet.marks.scaled.get(&(row.index, col)).copied().unwrap_or(0)
    }

    /// What the formats of a column's numbers say.
    pub(in crate::import) fn format(&self, column: &MoneyColumn) -> Format {
        let is_number = |cell: &GridCell| matches!(cell.value, Value::Number(number) if !number.is_zero());
        let mut shifts: Vec<i32> = self
            .numbers(column.col)
            .filter(|(_, cell)| is_number(cell))
            .map(|(row, _)| self.shift(row, column.col))
            .collect();
        shifts.sort_unstable();
        shifts.dedup();
        match shifts.as_slice() {
            [] | [0] => Format::Plain,
            [WAN] => Format::Wan,
            [other] => Format::Other(*other),
            _ => Format::Mixed,
        }
    }

    /// Names the numbers of a column that are shown in another scale than most of it.
    pub(in crate::import) fn note_mixed(&self, column: &MoneyColumn, gather: &mut Gather) {
        let scaled: Vec<bool> = self.numbers(column.col).map(|(row, _)| self.shift(row, column.col) != 0).collect();
        let rare = scaled.iter().filter(|scaled| **scaled).count() * 2 <= scaled.len();
        let mut finding = Finding::new(&codes::FORMAT_MIXED).with("header", column.header.clone());
        let odd = self.numbers(column.col).filter(|(row, cell)| {
            matches!(cell.value, Value::Number(number) if !number.is_zero())
                && (self.shift(row, column.col) != 0) == rare
        });
        for (row, _) in odd.take(SHOWN) {
            finding = finding.at(self.sheet.place(row, column.col));
        }
        gather.push(finding);
    }

    /// Whether the numbers of a column have more decimals than 元 has; a finding says so.
    pub(in crate::import) fn too_fine(
        &self,
        column: &MoneyColumn,
        (unit, said): (Unit, &str),
        plausible: &Plausible,
        gather: &mut Gather,
    ) -> bool {
        if unit != Unit::Yuan {
            return false;
        }
        let decimals: Vec<(&GridRow, u32)> =
            self.numbers(column.col).filter_map(|(row, cell)| Some((row, decimals(cell)?))).collect();
        let fine: Vec<&GridRow> =
            decimals.iter().filter(|(_, decimals)| *decimals > FEN).map(|(row, _)| *row).collect();
        let enough = decimals.len() >= plausible.enough_lines && fine.len() * plausible.fine_share >= decimals.len();
        if !enough || decimals.iter().any(|(_, decimals)| *decimals > MOST_DECIMALS) {
            return false;
        }
        let mut finding = Finding::new(&codes::UNIT_TOO_FINE)
            .with("header", column.header.clone())
            .with("said", said)
            .with("fine", fine.len())
            .with("all", decimals.len());
        for row in fine.iter().take(SHOWN) {
            finding = finding.at(self.sheet.place(row, column.col));
        }
        gather.push(finding);
        true
    }
}

/// The decimals of a number other than nothing that does not give its own unit.
fn decimals(cell: &GridCell) -> Option<u32> {
    let number = match cell.value {
        Value::Number(number) => number,
        Value::Text => match number::read(&cell.text) {
            Written::Number(number, None) => number,
            _ => return None,
        },
        _ => return None,
    };
    (!number.is_zero()).then(|| number.normalize().scale())
}
