//! An amount as it stands in a cell.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::{Amount, Unit};
use crate::import::cell::number::{self, Why, Written};
use crate::import::grid::{GridCell, Value};

/// What an amount cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Money {
    /// Nothing.
    Nothing,
    /// An amount, with the unit in which it was understood and how exactly.
    Amount(Amount, Unit, Exactness),
    /// Something that is no amount.
    Bad(Problem),
}

/// Whether an amount could be kept as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Exactness {
    /// As written.
    Exact,
    /// Rounded to [`Amount::MAX_DECIMALS`] decimals of 元.
    Rounded,
}

/// Why a cell is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Problem {
    /// A text that is no number.
    NoNumber(Why),
    /// A formula without a result in the file.
    Uncalculated,
    /// An error value.
    Error,
    /// A date.
    Date,
    /// 10 万亿元 and more.
    TooLarge,
}

impl Money {
    /// Reads a cell in a column of `unit`; a unit in the cell itself is nearer.
    pub(in crate::import) fn read(cell: Option<&GridCell>, unit: Unit) -> Money {
        let Some(cell) = cell else { return Money::Nothing };
        match cell.value {
            Value::Number(value) => Money::of(value, unit),
            Value::Date => Money::Bad(Problem::Date),
            Value::Error => Money::Bad(Problem::Error),
            Value::Uncalculated => Money::Bad(Problem::Uncalculated),
            Value::Bool => Money::Bad(Problem::NoNumber(Why::Words)),
            Value::Text => match number::read(&cell.text) {
                Written::Nothing => Money::Nothing,
                Written::Number(value, own) => Money::of(value, own.unwrap_or(unit)),
                Written::Unreadable(why) => Money::Bad(Problem::NoNumber(why)),
            },
        }
    }

    fn of(value: Decimal, unit: Unit) -> Money {
        if let Some(amount) = Amount::of(value, unit) {
            return Money::Amount(amount, unit, Exactness::Exact);
        }
        let decimals = match unit {
            Unit::Yuan => Amount::MAX_DECIMALS,
            Unit::WanYuan => Amount::MAX_DECIMALS + 4,
        };
        let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        match Amount::of(rounded, unit) {
            Some(amount) => Money::Amount(amount, unit, Exactness::Rounded),
            None => Money::Bad(Problem::TooLarge),
        }
    }

    /// The amount, where there is one.
    pub(in crate::import) fn amount(self) -> Option<Amount> {
        match self {
            Money::Amount(amount, ..) => Some(amount),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> GridCell {
        GridCell { text: text.into(), value: Value::Text }
    }

    #[test]
    fn the_nearest_unit_wins() {
        let ten_thousand = Amount::of("11666000".parse().unwrap(), Unit::Yuan).unwrap();
        let read = Money::read(Some(&text("1166.60万元")), Unit::Yuan);
        assert_eq!(read, Money::Amount(ten_thousand, Unit::WanYuan, Exactness::Exact));
        let read = Money::read(Some(&text("1166.60")), Unit::WanYuan);
        assert_eq!(read.amount(), Some(ten_thousand));
    }

    #[test]
    fn what_is_too_fine_is_rounded_and_what_is_too_large_is_refused() {
        let fine = Money::read(Some(&text("1.123456789")), Unit::Yuan);
        assert!(matches!(fine, Money::Amount(a, _, Exactness::Rounded) if a.to_string() == "1.12345679"));
        assert_eq!(Money::read(Some(&text("10000000000000")), Unit::Yuan), Money::Bad(Problem::TooLarge));
        assert_eq!(Money::read(Some(&text("1000000000")), Unit::WanYuan), Money::Bad(Problem::TooLarge));
    }

    #[test]
    fn other_values_are_no_amounts() {
        for (value, problem) in
            [(Value::Error, Problem::Error), (Value::Date, Problem::Date), (Value::Uncalculated, Problem::Uncalculated)]
        {
            assert_eq!(Money::read(Some(&GridCell { text: "x".into(), value }), Unit::Yuan), Money::Bad(problem));
        }
        assert_eq!(Money::read(None, Unit::Yuan), Money::Nothing);
    }
}
