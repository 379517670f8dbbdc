//! What a published figure comes from.

use crate::amount::{Amount, Unit};
use crate::model::{Budget, Count, Figure, ProjectFigure};
use crate::origin::Origin;

/// What of the budget a figure came from; all indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Index into `Budget::lines`.
    Line(usize),
    /// Index into `Budget::revenue`.
    Revenue(usize),
    /// Index into `Budget::lines`, and into what stands beside the line's own amount.
    LineBeside(usize, u8),
    /// Index into `Budget::revenue`, likewise.
    RevenueBeside(usize, u8),
    /// Index into `Budget::balances`.
    Balance(usize),
    /// Index into `Budget::statistics`.
    Statistic(usize),
    /// Index into `Budget::projects`, and which of the project's figures.
    Project(usize, ProjectFigure),
    /// Index into `Budget::projects`, and into the project's indicators: the value of that one.
    Indicator(usize, u32),
    /// Index into `Budget::purchases`, and which of the purchase's figures.
    Purchase(usize, PurchaseFigure),
    /// Index into `Budget::assets`, and which of the asset's figures.
    Asset(usize, AssetFigure),
}

/// Which figure of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PurchaseFigure {
    /// 数量
    Quantity,
    /// 单价
    Price,
    /// 采购金额 of one fund: index into `Purchase::amounts`, counted from 0.
    Amount(u16),
    /// 预留中小微企业份额
    Reserved,
}

/// Which figure of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssetFigure {
    /// 数量
    Quantity,
    /// 价值
    Value,
}

/// What an input says in one cell, and what it was understood as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<'a> {
    /// 元, exact; `None` where it is no money.
    pub amount: Option<Amount>,
    /// The cell's text as found.
    pub text: &'a str,
    /// The unit in which money was understood; `None` where it is no money.
    pub unit: Option<Unit>,
    /// The cell.
    pub origin: &'a Origin,
}

impl<'a> Stated<'a> {
    fn money(amount: Amount, stated: &'a crate::model::Stated, origin: &'a Origin) -> Stated<'a> {
        Stated { amount: Some(amount), text: &stated.text, unit: Some(stated.unit), origin }
    }

    fn figure(figure: &'a Figure) -> Stated<'a> {
        Stated::money(figure.amount, &figure.stated, &figure.origin)
    }

    fn count(count: &'a Count) -> Stated<'a> {
        Stated { amount: None, text: &count.text, unit: None, origin: &count.origin }
    }
}

impl Source {
    /// What stands in the cell of the input; `None` where the budget has no such thing.
    pub fn stated(self, budget: &Budget) -> Option<Stated<'_>> {
        match self {
            Source::Line(at) => {
                let line = budget.lines.get(at)?;
                Some(Stated::money(line.amount, &line.stated, &line.origin))
            }
            Source::Revenue(at) => {
                let line = budget.revenue.get(at)?;
                Some(Stated::money(line.amount, &line.stated, &line.origin))
            }
            Source::LineBeside(at, nth) => {
                let beside = budget.lines.get(at)?.beside.get(usize::from(nth))?;
                Some(Stated::money(beside.amount, &beside.stated, &beside.origin))
            }
            Source::RevenueBeside(at, nth) => {
                let beside = budget.revenue.get(at)?.beside.get(usize::from(nth))?;
                Some(Stated::money(beside.amount, &beside.stated, &beside.origin))
            }
            Source::Balance(at) => {
                let balance = budget.balances.get(at)?;
                Some(Stated::money(balance.amount, &balance.stated, &balance.origin))
            }
            Source::Statistic(at) => {
                let statistic = budget.statistics.get(at)?;
                let count = || statistic.count.as_ref().map(Stated::count);
                statistic.figure.as_ref().map(Stated::figure).or_else(count)
            }
            Source::Project(at, which) => budget.projects.get(at)?.figure(which).map(Stated::figure),
            Source::Indicator(at, nth) => {
                let indicator = budget.projects.get(at)?.indicators.get(usize::try_from(nth).ok()?)?;
                let origin = indicator.value_origin.as_ref()?;
                Some(Stated { amount: None, text: &indicator.value.text, unit: None, origin })
            }
            Source::Purchase(at, which) => purchase(budget, at, which),
            Source::Asset(at, AssetFigure::Quantity) => budget.assets.get(at)?.quantity.as_ref().map(Stated::count),
            Source::Asset(at, AssetFigure::Value) => budget.assets.get(at)?.value.as_ref().map(Stated::figure),
        }
    }

    /// The cell of the input; `None` where the budget has no such thing.
    pub fn origin(self, budget: &Budget) -> Option<&Origin> {
        self.stated(budget).map(|stated| stated.origin)
    }

    /// Whether it is a figure of a record, which is published as it stands, and not one of many that are added up.
    pub fn is_of_record(self) -> bool {
        use Source::{Asset, Indicator, Project, Purchase};
        matches!(self, Project(..) | Indicator(..) | Purchase(..) | Asset(..))
    }
}

fn purchase(budget: &Budget, at: usize, which: PurchaseFigure) -> Option<Stated<'_>> {
    let purchase = budget.purchases.get(at)?;
    match which {
        PurchaseFigure::Quantity => purchase.quantity.as_ref().map(Stated::count),
        PurchaseFigure::Price => purchase.price.as_ref().map(Stated::figure),
        PurchaseFigure::Reserved => purchase.reserved.as_ref().map(Stated::figure),
        PurchaseFigure::Amount(nth) => {
            let part = purchase.amounts.get(usize::from(nth))?;
            Some(Stated::money(part.amount, &part.stated, &part.origin))
        }
    }
}
