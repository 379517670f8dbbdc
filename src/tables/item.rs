//! One amount with the dimensions that forms select by.

use crate::amount::Amount;
use crate::disclosure::Source;
use crate::edition::Pool;
use crate::model::{Balance, BalanceItem, Coded, Fund, Kind, Line, Measure, Measured, Revenue, Statistic};

/// One amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    pub pool: Pool,
    pub function: Option<&'a Coded>,
    pub economic: Option<&'a Coded>,
    /// `None` for 机构运行信息.
    pub fund: Option<Fund>,
    /// `None` for revenue.
    pub kind: Option<Kind>,
    pub carry_over: bool,
    pub academic_travel: bool,
    pub measure: Measure,
    /// Whether its measure is not the one that the disclosure is about.
    pub beside: bool,
    pub balance: Option<BalanceItem>,
    /// What it is of, where it is of 机构运行信息.
    pub item: Option<&'a str>,
    pub amount: Amount,
    pub source: Source,
}

/// What selections look at.
pub(super) type Dimensions<'a> =
    (Pool, [Option<&'a str>; 3], (Option<Fund>, Option<Kind>), (bool, bool, bool), Measure, Option<BalanceItem>);

impl<'a> Item<'a> {
    pub fn dimensions(&self) -> Dimensions<'a> {
        let code = |coded: Option<&'a Coded>| coded.map(|coded| &*coded.code);
        let marks = (self.carry_over, self.academic_travel, self.beside);
        let words = [code(self.function), code(self.economic), self.item];
        (self.pool, words, (self.fund, self.kind), marks, self.measure, self.balance)
    }
}

/// A line's own amount, and those of other measures beside it.
pub(super) fn of_line(index: usize, line: &Line) -> impl Iterator<Item = Item<'_>> {
    let own = Item {
        pool: Pool::Expenditure,
        function: Some(&line.function),
        economic: line.economic.as_ref(),
        fund: Some(line.fund),
        kind: Some(line.kind),
        carry_over: line.carry_over,
        academic_travel: line.academic_travel,
        measure: line.measure,
        beside: false,
        balance: None,
        item: None,
        amount: line.amount,
        source: Source::Line(index),
    };
    all_measures(own, &line.beside, move |nth| Source::LineBeside(index, nth))
}

/// Likewise of revenue.
pub(super) fn of_revenue(index: usize, revenue: &Revenue) -> impl Iterator<Item = Item<'_>> {
    let own = Item {
        pool: Pool::Revenue,
        function: revenue.function.as_ref(),
        economic: None,
        fund: Some(revenue.fund),
        kind: None,
        carry_over: revenue.carry_over,
        academic_travel: false,
        measure: revenue.measure,
        beside: false,
        balance: None,
        item: None,
        amount: revenue.amount,
        source: Source::Revenue(index),
    };
    all_measures(own, &revenue.beside, move |nth| Source::RevenueBeside(index, nth))
}

fn all_measures<'a>(
    own: Item<'a>,
    beside: &'a [Measured],
    source: impl Fn(u8) -> Source,
) -> impl Iterator<Item = Item<'a>> {
    let others = (0_u8..).zip(beside).map(move |(nth, other)| Item {
        measure: other.measure,
        beside: true,
        amount: other.amount,
        source: source(nth),
        ..own
    });
    std::iter::once(own).chain(others)
}

pub(super) fn of_balance(index: usize, balance: &Balance) -> Item<'_> {
    Item {
        pool: if balance.item.is_income() { Pool::Revenue } else { Pool::Expenditure },
        function: balance.function.as_ref(),
        economic: None,
        fund: Some(balance.fund),
        kind: None,
        carry_over: false,
        academic_travel: false,
        measure: Measure::Final,
        beside: false,
        balance: Some(balance.item),
        item: None,
        amount: balance.amount,
        source: Source::Balance(index),
    }
}

/// `None` where it is a number of things.
pub(super) fn of_statistic(index: usize, statistic: &Statistic) -> Option<Item<'_>> {
    Some(Item {
        pool: Pool::Operation,
        function: None,
        economic: None,
        fund: None,
        kind: None,
        carry_over: false,
        academic_travel: false,
        measure: statistic.measure,
        beside: statistic.measure != Measure::Final,
        balance: None,
        item: Some(&statistic.item),
        amount: statistic.figure.as_ref()?.amount,
        source: Source::Statistic(index),
    })
}
