//! Exact results of sums and differences.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};

use super::depend::Book;
use super::expression::{Sum, Term, parse};
use super::{Area, Package, PatchError, Spot};
use crate::origin::CellRef;
use crate::patch::Held;

/// How deep formulas may refer to formulas.
const DEPTH: usize = 200;
/// Significant digits of a number in a workbook.
const DIGITS: u32 = 15;

/// The results of stale formulas as decimal text; `None` where one is not known. Arrays are left to the spreadsheet.
pub(super) fn results(
    package: &mut Package,
    book: &Book,
    stale: &BTreeSet<Spot>,
) -> Result<Vec<(Spot, Option<String>)>, PatchError> {
    let sheets: Vec<String> = package.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let mut values = BTreeMap::new();
    for index in package.cell_sheets() {
        values.insert(index, package.held(index)?);
    }
    let parsed = |spot: &Spot| {
        let at = book.formulas.get(spot).filter(|at| !at.array)?;
        Some((*spot, parse(&at.formula, spot.0, &sheets)?))
    };
    let sums = stale.iter().filter_map(parsed).collect();
    let mut computing = Computing { values, stale, sums, done: BTreeMap::new() };
    let result = |spot: &Spot| (*spot, computing.formula(*spot, 0).map(|value| value.normalize().to_string()));
    Ok(stale.iter().map(result).collect())
}

impl Package {
    /// What the cells of a sheet hold, without its formulas.
    fn held(&mut self, index: usize) -> Result<BTreeMap<CellRef, Held>, PatchError> {
        let name = self.sheets[index].name.clone();
        self.open_sheet(&name)?;
        self.load_strings()?;
        let strings = self.strings.as_deref().unwrap_or_default();
        self.open.get(&index).map_or(Ok(BTreeMap::new()), |open| open.values(strings, &self.places[index].part))
    }
}

struct Computing<'a> {
    values: BTreeMap<usize, BTreeMap<CellRef, Held>>,
    stale: &'a BTreeSet<Spot>,
    sums: BTreeMap<Spot, Sum>,
    /// What each formula gave; `None` while it is being computed and where it cannot be.
    done: BTreeMap<Spot, Option<Decimal>>,
}

/// What a cell counts for in a sum.
enum Counts {
    Number(Decimal),
    Nothing,
    Words,
    /// An error, a date, or a formula whose result is not known.
    Unknown,
}

impl Computing<'_> {
    fn formula(&mut self, spot: Spot, depth: usize) -> Option<Decimal> {
        if let Some(done) = self.done.get(&spot) {
            return *done;
        }
        if depth > DEPTH {
            return None;
        }
        // A formula that comes back to itself finds this and has no value.
        self.done.insert(spot, None);
        let sum = self.sums.remove(&spot)?;
        let value = self.sum(&sum, depth);
        self.done.insert(spot, value);
        value
    }

    fn sum(&mut self, sum: &Sum, depth: usize) -> Option<Decimal> {
        let mut total = Decimal::ZERO;
        for (negative, term) in sum {
            let value = self.term(term, depth)?;
            total = if *negative { total.checked_sub(value)? } else { total.checked_add(value)? };
        }
        Some(total)
    }

    fn term(&mut self, term: &Term, depth: usize) -> Option<Decimal> {
        match term {
            Term::Number(number) => Some(*number),
            Term::Inner(inner) => self.sum(inner, depth),
            Term::Rounded(inner, decimals) => {
                let value = self.sum(inner, depth)?;
                Some(value.round_dp_with_strategy(*decimals, RoundingStrategy::MidpointAwayFromZero))
            }
            Term::Cell(sheet, area) => match self.cell((*sheet, area.first), depth) {
                Counts::Number(number) => Some(number),
                Counts::Nothing => Some(Decimal::ZERO),
                Counts::Words | Counts::Unknown => None,
            },
            Term::Total(areas, sums) => {
                let mut total = Decimal::ZERO;
                for (sheet, area) in areas {
                    total = total.checked_add(self.area(*sheet, area, depth)?)?;
                }
                for sum in sums {
                    total = total.checked_add(self.sum(sum, depth)?)?;
                }
                Some(total)
            }
        }
    }

    fn cell(&mut self, spot: Spot, depth: usize) -> Counts {
        if self.stale.contains(&spot) {
            return self.formula(spot, depth + 1).map_or(Counts::Unknown, Counts::Number);
        }
        match self.values.get(&spot.0).and_then(|cells| cells.get(&spot.1)) {
            None | Some(Held::Nothing) => Counts::Nothing,
            Some(Held::Number(text)) => number(text).map_or(Counts::Unknown, Counts::Number),
            Some(Held::Text(_) | Held::Bool(_)) => Counts::Words,
            Some(Held::Error(_) | Held::Date(_)) => Counts::Unknown,
        }
    }

    /// The sum of an area; words in it count nothing, as in SUM.
    fn area(&mut self, sheet: usize, area: &Area, depth: usize) -> Option<Decimal> {
        let cells = self.values.get(&sheet)?.range(area.first..=area.last).map(|(cell, _)| *cell);
        let stored: BTreeSet<CellRef> = cells.filter(|cell| area.contains(*cell)).collect();
        let mut total = Decimal::ZERO;
        for cell in stored {
            match self.cell((sheet, cell), depth) {
                Counts::Number(number) => total = total.checked_add(number)?,
                Counts::Nothing | Counts::Words => {}
                Counts::Unknown => return None,
            }
        }
        Some(total)
    }
}

/// The number that the text of a cell means: a spreadsheet keeps 15 digits, and programs write more that mean nothing.
fn number(text: &str) -> Option<Decimal> {
    let value: Decimal = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())?;
    value.round_sf(DIGITS)
}
