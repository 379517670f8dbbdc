//! The amounts that a block of a form is made of.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::disclosure::Source;
use crate::edition::{BlockDef, Classification, Pool, Select};
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

/// All amounts that no selection tells apart, since selections look at codes and kinds alone.
pub(super) struct Class<'a> {
    /// One of them.
    pub like: Item<'a>,
    /// Their sum.
    pub amount: Amount,
    /// Where each is from, in order.
    pub sources: Vec<Source>,
}

/// What selections look at.
type Dimensions<'a> = (Option<&'a str>, Option<&'a str>, Fund, Option<Kind>, bool, bool);

/// Amounts one by one, and by what selections look at.
pub(super) struct Amounts<'a> {
    pub items: Vec<Item<'a>>,
    pub classes: Vec<Class<'a>>,
}

impl<'a> Amounts<'a> {
    fn of(items: Vec<Item<'a>>) -> Amounts<'a> {
        let mut known: BTreeMap<Dimensions<'_>, usize> = BTreeMap::new();
        let mut classes: Vec<Class<'_>> = Vec::new();
        for item in &items {
            let code = |coded: Option<&'a Coded>| coded.map(|coded| &*coded.code);
            let (function, economic) = (code(item.function), code(item.economic));
            let dimensions = (function, economic, item.fund, item.kind, item.carry_over, item.academic_travel);
            let at = *known.entry(dimensions).or_insert(classes.len());
            if at == classes.len() {
                classes.push(Class { like: *item, amount: Amount::ZERO, sources: Vec::new() });
            }
            classes[at].amount += item.amount;
            classes[at].sources.push(item.source);
        }
        Amounts { items, classes }
    }
}

/// All amounts of a budget, ready for every block.
pub(super) struct Pools<'a> {
    /// 支出
    expenditure: Amounts<'a>,
    /// 收入, for fixed rows.
    revenue: Amounts<'a>,
    /// 收入 by functional classification, where that is another.
    by_function: Option<Amounts<'a>>,
}

impl<'a> Pools<'a> {
    pub fn of(budget: &'a Budget) -> Pools<'a> {
        let expenditure = items(&budget.lines);
        // What funds the expenditure stands for the revenue, also for what is carried forward unspent.
        let funding: Vec<Item<'_>> = expenditure.iter().map(|item| Item { kind: None, ..*item }).collect();
        let own: Vec<Item<'_>> = budget.revenue.iter().enumerate().map(|(i, r)| of_revenue(i, r)).collect();
        let by_function = !own.is_empty() && own.iter().all(|item| item.function.is_some());
        let (revenue, by_function) = match (own.is_empty(), by_function) {
            (true, _) => (funding, None),
            (false, true) => (own, None),
            (false, false) => (own, Some(Amounts::of(funding))),
        };
        Pools { expenditure: Amounts::of(expenditure), revenue: Amounts::of(revenue), by_function }
    }

    /// The amounts of a block.
    pub fn get(&self, pool: Pool, by: Option<Classification>) -> &Amounts<'a> {
        match (pool, by) {
            (Pool::Expenditure, _) => &self.expenditure,
            (Pool::Revenue, Some(Classification::Function)) => self.by_function.as_ref().unwrap_or(&self.revenue),
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
    item.kind == Some(Kind::CARRIED_FORWARD) && selects.into_iter().flatten().all(|select| select.kind.is_none())
}

/// Whether a block's own selection takes an amount.
pub(super) fn block_takes(block: &BlockDef, item: &Item<'_>) -> bool {
    takes(&block.select, item) && !left_over(item, [Some(&block.select), None, None])
}
