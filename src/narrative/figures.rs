//! What the text's indicators come to, this year and against last year.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Answers;
use crate::amount::{Amount, Unit};
use crate::disclosure::Disclosure;
use crate::edition::NarrativeHead;

/// Decimals of 万元 that texts print.
pub(super) const DECIMALS: u32 = 2;

/// The figures that a text can name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures<'a> {
    /// What the edition calls them.
    pub head: &'a NarrativeHead,
    /// This year's tables.
    pub this: &'a Disclosure,
    /// Last year's, where they are known.
    pub last: Option<&'a Disclosure>,
    /// Answers of the department, which may state last year's figures.
    pub answers: Option<&'a Answers>,
}

/// How an indicator changed against last year (增减).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// This year's figure.
    pub this: Amount,
    /// Last year's.
    pub last: Amount,
}

impl Change {
    /// This year's less last year's, exactly.
    pub fn difference(self) -> Amount {
        self.this - self.last
    }

    /// Whether it prints as nothing.
    pub fn is_level(self) -> bool {
        let printed = self.difference().in_unit(Unit::WanYuan);
        printed.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero).is_zero()
    }

    /// 增加, 减少 or 持平.
    pub fn word(self) -> &'static str {
        match (self.is_level(), self.difference() > Amount::ZERO) {
            (true, _) => "持平",
            (_, true) => "增加",
            (_, false) => "减少",
        }
    }

    /// The change in percent of last year's figure, without its sign and exact; `None` over a base of nothing.
    pub fn percent(self) -> Option<Decimal> {
        let base = self.last.abs().yuan();
        self.difference().abs().yuan().checked_mul(Decimal::from(100))?.checked_div(base)
    }
}

impl Figures<'_> {
    /// This year's figure; `None` where the disclosure has no such table.
    pub fn this_year(&self, key: &str) -> Option<Amount> {
        self.head.indicator(key)?.amount(self.this)
    }

    /// Last year's figure: of last year's tables, else as the department states it.
    pub fn last_year(&self, key: &str) -> Option<Amount> {
        match self.last {
            Some(last) => self.head.indicator(key)?.amount(last),
            None => self.answers?.last_year(key),
        }
    }

    /// How it changed.
    pub fn change(&self, key: &str) -> Option<Change> {
        Some(Change { this: self.this_year(key)?, last: self.last_year(key)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(this: &str, last: &str) -> Change {
        let amount = |text: &str| Amount::of(text.parse().unwrap(), Unit::WanYuan).unwrap();
        Change { this: amount(this), last: amount(last) }
    }

    #[test]
    fn signs_have_words_and_no_rate_stands_over_nothing() {
        assert_eq!(change("1166.60", "1140.33").word(), "增加");
        assert_eq!(change("18", "26").word(), "减少");
        assert_eq!(change("18", "18.004").word(), "持平");
        assert_eq!(change("3", "2").percent().unwrap().to_string(), "50");
        assert_eq!(change("3", "0").percent(), None);
    }
}
