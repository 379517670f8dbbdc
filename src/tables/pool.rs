//! The amounts that a block of a form is made of.

use std::collections::BTreeMap;

use super::item::{Item, of_balance, of_line, of_revenue, of_statistic};
use crate::amount::Amount;
use crate::disclosure::Source;
use crate::edition::{BlockDef, Classification, ColumnDef, Form, Pool, Select};
use crate::model::{BalanceItem, Budget, Coded, DisclosureKind, Kind};

/// All amounts that no selection tells apart, since selections look at codes and kinds alone.
pub(super) struct Class<'a> {
    /// One of them.
    pub like: Item<'a>,
    /// Their sum.
    pub amount: Amount,
    /// Whether any of them is more or less than nothing: a row that states zero makes no row of a classification.
    pub says: bool,
    /// Where each is from, in order.
    pub sources: Vec<Source>,
}

/// Amounts one by one, and by what selections look at.
pub(super) struct Amounts<'a> {
    pub items: Vec<Item<'a>>,
    pub classes: Vec<Class<'a>>,
}

impl<'a> Amounts<'a> {
    fn of(items: Vec<Item<'a>>) -> Amounts<'a> {
        let mut known = BTreeMap::new();
        let mut classes: Vec<Class<'_>> = Vec::new();
        for item in &items {
            let at = *known.entry(item.dimensions()).or_insert(classes.len());
            if at == classes.len() {
                classes.push(Class { like: *item, amount: Amount::ZERO, says: false, sources: Vec::new() });
            }
            classes[at].amount += item.amount;
            classes[at].says |= !item.amount.is_zero();
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
    /// 机构运行信息
    operation: Amounts<'a>,
    /// 支出 and 收入 by functional classification, for blocks that show both.
    both: Amounts<'a>,
}

impl<'a> Pools<'a> {
    pub fn of(budget: &'a Budget) -> Pools<'a> {
        let expenditure = expenditure(budget);
        // What funds the expenditure stands for the revenue, also for what is carried forward unspent.
        let funding = funding(budget, &expenditure);
        let own = revenue(budget);
        let by_function = !own.is_empty() && own.iter().all(|item| item.function.is_some() || item.balance.is_some());
        let (revenue, by_function) = match (budget.revenue.is_empty(), by_function) {
            (true, _) => (funding, None),
            (false, true) => (own, None),
            (false, false) => (own, Some(funding)),
        };
        let operation = operation(budget, &expenditure);
        let both = expenditure.iter().chain(by_function.as_ref().unwrap_or(&revenue)).copied().collect();
        Pools {
            expenditure: Amounts::of(expenditure),
            revenue: Amounts::of(revenue),
            by_function: by_function.map(Amounts::of),
            operation: Amounts::of(operation),
            both: Amounts::of(both),
        }
    }

    /// The amounts of a block.
    pub fn get(&self, form: &Form, block: &BlockDef) -> &Amounts<'a> {
        let of_block = |column: &&ColumnDef| column.block.as_ref().is_some_and(|key| *key.get_ref() == block.key);
        if form.columns.iter().filter(of_block).any(|column| block.pool_of(column) != block.pool) {
            return &self.both;
        }
        let by = block.classification.as_ref().map(|classification| classification.by);
        match (block.pool, by) {
            (Pool::Expenditure, _) => &self.expenditure,
            (Pool::Revenue, Some(Classification::Function)) => self.by_function.as_ref().unwrap_or(&self.revenue),
            (Pool::Revenue, _) => &self.revenue,
            (Pool::Operation, _) => &self.operation,
        }
    }
}

/// Lines in every measure, and what the year ended with.
fn expenditure(budget: &Budget) -> Vec<Item<'_>> {
    let lines = budget.lines.iter().enumerate().flat_map(|(index, line)| of_line(index, line));
    let balances = budget.balances.iter().enumerate().filter(|(_, balance)| !balance.item.is_income());
    lines.chain(balances.map(|(index, balance)| of_balance(index, balance))).collect()
}

/// Revenue in every measure, and what the year began with.
fn revenue(budget: &Budget) -> Vec<Item<'_>> {
    let lines = budget.revenue.iter().enumerate().flat_map(|(index, line)| of_revenue(index, line));
    let balances = budget.balances.iter().enumerate().filter(|(_, balance)| balance.item.is_income());
    lines.chain(balances.map(|(index, balance)| of_balance(index, balance))).collect()
}

/// What funds the expenditure, in place of revenue. In final accounts what was carried over is no income of the year but what
/// it began with, unless that is given by itself.
fn funding<'a>(budget: &'a Budget, expenditure: &[Item<'a>]) -> Vec<Item<'a>> {
    let given: Vec<Item<'_>> = revenue(budget).into_iter().filter(|item| item.balance.is_some()).collect();
    let opening = given.iter().any(|item| item.balance == Some(BalanceItem::Opening));
    let lines = expenditure.iter().filter(|item| item.balance.is_none()).map(|item| {
        let carried = budget.kind == DisclosureKind::Final && item.carry_over && !opening;
        let balance = carried.then_some(BalanceItem::Opening);
        Item { pool: Pool::Revenue, kind: None, balance, ..*item }
    });
    let spent_of_opening = |item: &Item<'_>| budget.kind == DisclosureKind::Final && item.carry_over && opening;
    lines.filter(|item| !spent_of_opening(item)).chain(given).collect()
}

/// 机构运行信息 where there is any, else lines of expenditure.
fn operation<'a>(budget: &'a Budget, expenditure: &[Item<'a>]) -> Vec<Item<'a>> {
    let given: Vec<Item<'_>> = budget.statistics.iter().enumerate().filter_map(|(i, s)| of_statistic(i, s)).collect();
    match given.is_empty() {
        true => expenditure.iter().map(|item| Item { pool: Pool::Operation, ..*item }).collect(),
        false => given,
    }
}

/// Whether a selection takes an amount.
pub(super) fn takes(select: &Select, item: &Item<'_>) -> bool {
    let measured = select.measure.is_none_or(|wanted| wanted == item.measure);
    if let Some(own) = item.item {
        return measured && select.item.as_ref().is_none_or(|items| items.iter().any(|wanted| wanted == own));
    }
    let within = |codes: &Option<Vec<String>>, code: Option<&Coded>| match codes {
        None => true,
        Some(codes) => code.is_some_and(|coded| codes.iter().any(|prefix| coded.code.starts_with(prefix.as_str()))),
    };
    measured
        && select.fund.as_ref().is_none_or(|funds| item.fund.is_some_and(|fund| funds.contains(&fund)))
        && select.kind.as_ref().is_none_or(|kinds| item.kind.is_some_and(|kind| kinds.contains(&kind)))
        && select.carry_over.is_none_or(|wanted| wanted == item.carry_over)
        && select.academic_travel.is_none_or(|wanted| wanted == item.academic_travel)
        && select.balance.as_ref().is_none_or(|all| item.balance.is_some_and(|balance| all.contains(&balance)))
        && within(&select.function, item.function)
        && within(&select.economic, item.economic)
}

/// Whether an amount is left out because none of the selections names what it is apart from others: 年终结转结余 by its kind,
/// a balance, a figure of 机构运行信息, or an amount of another measure than the disclosure's own.
pub(super) fn left_over(item: &Item<'_>, selects: [Option<&Select>; 3]) -> bool {
    let unnamed = |names: fn(&Select) -> bool| !selects.into_iter().flatten().any(names);
    (item.kind == Some(Kind::CARRIED_FORWARD) && unnamed(|select| select.kind.is_some()))
        || (item.balance.is_some() && unnamed(|select| select.balance.is_some()))
        || (item.item.is_some() && unnamed(|select| select.item.is_some()))
        || (item.beside && unnamed(|select| select.measure.is_some()))
}

/// Whether an amount is of what a column is made of.
pub(super) fn of_pool(block: &BlockDef, column: &ColumnDef, item: &Item<'_>) -> bool {
    block.pool_of(column) == item.pool
}

/// Whether a row of a classification is made for an amount: the block's own selection takes it, or one of its columns does that
/// shows something else than the block.
pub(super) fn block_takes((form, block): (&Form, &BlockDef), item: &Item<'_>) -> bool {
    if !takes(&block.select, item) {
        return false;
    }
    let own = item.pool == block.pool && !left_over(item, [Some(&block.select), None, None]);
    own || form.columns.iter().any(|column| {
        super::aggregate::belongs(column, block)
            && of_pool(block, column, item)
            && takes(&column.select, item)
            && !left_over(item, [Some(&block.select), None, Some(&column.select)])
    })
}
