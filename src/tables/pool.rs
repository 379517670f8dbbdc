//! The amounts that a block of a form is made of.

use crate::amount::Amount;
use crate::disclosure::Source;
use crate::edition::{Classification, Pool, Select};
use crate::model::{Budget, Coded, Fund, Kind, Line, Revenue};

/// One amount with the dimensions that forms select by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    pub function: Option<&'a Coded>,
    pub economic: Option<&'a Coded>,
    pub fund: Fund,
    /// `None` for revenue.
    pub kind: Option<Kind>,
    pub carry_over: bool,
    pub academic_travel: bool,
    pub amount: Amount,
    pub source: Source,
}

/// All amounts of a budget, ready for every block.
pub(super) struct Pools<'a> {
    /// 支出
    pub expenditure: Vec<Item<'a>>,
    /// 收入, for fixed rows.
    pub revenue: Vec<Item<'a>>,
    /// 收入 by functional classification.
    pub revenue_by_function: Vec<Item<'a>>,
}

impl<'a> Pools<'a> {
    pub fn of(budget: &'a Budget) -> Pools<'a> {
        let expenditure = items(&budget.lines);
        // What funds the expenditure stands for the revenue, also for what is carried forward unspent.
        let funding: Vec<Item<'_>> = expenditure.iter().map(|item| Item { kind: None, ..*item }).collect();
        let own: Vec<Item<'_>> = budget.revenue.iter().enumerate().map(|(i, r)| of_revenue(i, r)).collect();
        let by_function = !own.is_empty() && own.iter().all(|item| item.function.is_some());
        Pools {
            expenditure,
            revenue_by_function: if by_function { own.clone() } else { funding.clone() },
            revenue: if own.is_empty() { funding } else { own },
        }
    }

    /// The amounts of a block.
    pub fn get(&self, pool: Pool, by: Option<Classification>) -> &[Item<'a>] {
        match (pool, by) {
            (Pool::Expenditure, _) => &self.expenditure,
            (Pool::Revenue, Some(Classification::Function)) => &self.revenue_by_function,
            (Pool::Revenue, _) => &self.revenue,
        }
    }
}

fn items(lines: &[Line]) -> Vec<Item<'_>> {
    lines.iter().enumerate().map(|(index, line)| of_line(index, line)).collect()
}

fn of_line(index: usize, line: &Line) -> Item<'_> {
    Item {
        function: Some(&line.function),
        economic: line.economic.as_ref(),
        fund: line.fund,
        kind: Some(line.kind),
        carry_over: line.carry_over,
        academic_travel: line.academic_travel,
        amount: line.amount,
        source: Source::Line(index),
    }
}

fn of_revenue(index: usize, revenue: &Revenue) -> Item<'_> {
    Item {
        function: revenue.function.as_ref(),
        economic: None,
        fund: revenue.fund,
        kind: None,
        carry_over: revenue.carry_over,
        academic_travel: false,
        amount: revenue.amount,
        source: Source::Revenue(index),
    }
}

/// Whether a selection takes an amount.
pub(super) fn takes(select: &Select, item: &Item<'_>) -> bool {
    let within = |codes: &Option<Vec<String>>, code: Option<&Coded>| match codes {
        None => true,
        Some(codes) => code.is_some_and(|coded| codes.iter().any(|prefix| coded.code.starts_with(prefix.as_str()))),
    };
    select.fund.as_ref().is_none_or(|funds| funds.contains(&item.fund))
        && select.kind.as_ref().is_none_or(|kinds| item.kind.is_some_and(|kind| kinds.contains(&kind)))
        && select.carry_over.is_none_or(|wanted| wanted == item.carry_over)
        && select.academic_travel.is_none_or(|wanted| wanted == item.academic_travel)
        && within(&select.function, item.function)
        && within(&select.economic, item.economic)
}

/// Whether an amount is left out because it is 年终结转结余 and none of the selections names a kind.
pub(super) fn left_over(item: &Item<'_>, selects: [Option<&Select>; 3]) -> bool {
    item.kind == Some(Kind::CarriedForward) && selects.into_iter().flatten().all(|select| select.kind.is_none())
}
