//! What a text of final accounts says of each functional code (决算情况): 年初预算, 支出决算, 完成率 and the reason.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;
use rust_decimal::{Decimal, RoundingStrategy};

use super::markup::literal;
use super::values::{Figure, unanswered};
use crate::amount::{Amount, Unit};
use crate::disclosure::{Disclosure, Table};
use crate::model::{Budget, Fund, Measure};

/// The role of the table that lists 一般公共预算财政拨款支出 by code.
const GENERAL: &str = "general";
/// Its column of all expenditure.
const TOTAL: &str = "total";
/// Length of a code of 项.
const ITEM: usize = 7;

/// 年初预算 of 一般公共预算财政拨款 by code of 项: of this year's budget where it is given, else as the lines state it;
/// `None` where neither says anything.
pub(super) fn planned(budget: Option<&Budget>, plan: Option<&Budget>) -> Option<BTreeMap<String, Amount>> {
    let mut sums: BTreeMap<String, Amount> = BTreeMap::new();
    let mut some = false;
    let mut add = |code: &str, amount: Amount| {
        some = true;
        *sums.entry(code.to_owned()).or_default() += amount;
    };
    match plan {
        Some(plan) => {
            let lines =
                plan.lines.iter().filter(|line| line.fund == Fund::GENERAL_BUDGET && line.measure == Measure::Initial);
            lines.for_each(|line| add(&line.function.code, line.amount));
        }
        None => {
            for line in budget?.lines.iter().filter(|line| line.fund == Fund::GENERAL_BUDGET) {
                let initial = line.beside.iter().filter(|other| other.measure == Measure::Initial);
                initial.for_each(|other| add(&line.function.code, other.amount));
            }
        }
    }
    some.then_some(sums)
}

/// The codes of 类 with their share of the whole, in order.
pub(super) fn classes(disclosure: &Disclosure) -> Vec<Value> {
    let Some(table) = disclosure.table(GENERAL) else { return Vec::new() };
    let whole = amount(table, TOTAL);
    let rows = coded(table).into_iter().filter(|(code, ..)| code.len() == 3);
    rows.map(|(code, name, amount)| {
        context! {
            code => code,
            name => literal(&name),
            amount => Value::from_object(Figure(amount)),
            share => rate(amount, whole),
        }
    })
    .collect()
}

/// The codes of 项 that money was planned or spent for, in order.
pub(super) fn items(
    disclosure: &Disclosure,
    planned: Option<&BTreeMap<String, Amount>>,
    reason: impl Fn(&str) -> Option<String>,
) -> Vec<Value> {
    let Some(table) = disclosure.table(GENERAL) else { return Vec::new() };
    let rows = coded(table);
    let name = |code: &str| rows.iter().find(|(own, ..)| own == code).map(|(_, name, _)| name.clone());
    let items = rows.iter().filter(|(code, ..)| code.len() == ITEM);
    items
        .map(|(code, own, actual)| {
            let plan = planned.map(|all| all.get(code).copied().unwrap_or_default());
            let above = |length: usize| code.get(..length).and_then(name).unwrap_or_default();
            context! {
                code => Value::from(code.as_str()),
                class => Value::from(literal(&above(3))),
                section => Value::from(literal(&above(5))),
                name => Value::from(literal(own)),
                planned => figure(plan, &format!("{code} {own}的年初预算")),
                actual => Value::from_object(Figure(*actual)),
                rate => plan.map_or(Value::from(()), |plan| rate(*actual, plan)),
                moved => Value::from(plan.map_or("", |plan| compared(*actual, plan))),
                reason => Value::from(reason(code)),
            }
        })
        .collect()
}

fn figure(amount: Option<Amount>, what: &str) -> Value {
    amount.map_or_else(
        || Value::from(unanswered(&format!("{what}多少万元"))),
        |amount| Value::from_object(Figure(amount)),
    )
}

/// Codes with name and amount, those of rows that hold one.
fn coded(table: &Table) -> Vec<(String, String, Amount)> {
    let Some(col) = table.column(TOTAL) else { return Vec::new() };
    let rows = table.rows.iter().enumerate().filter_map(|(at, row)| {
        let code = row.keys.iter().flatten().next().filter(|key| key.bytes().all(|b| b.is_ascii_digit()))?;
        let amount = row.cells.get(col)?.amount().unwrap_or_default();
        Some((code.clone(), table.label(at, col).trim().to_owned(), amount))
    });
    rows.collect()
}

fn amount(table: &Table, row: &str) -> Amount {
    let cell =
        table.row(row).zip(table.column(TOTAL)).and_then(|(row, col)| table.rows.get(row)?.cells.get(col)?.amount());
    cell.unwrap_or_default()
}

/// One amount in percent of another as 完成率 and 占比 are printed: two decimals, half away from zero; nothing over nothing.
pub(super) fn rate(part: Amount, whole: Amount) -> Value {
    let hundred = part.yuan().checked_mul(Decimal::from(100));
    match hundred.and_then(|part| part.checked_div(whole.yuan())) {
        Some(rate) if !printed_as_nothing(whole) => {
            let rounded = rate.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
            Value::from(format!("{rounded:.2}%"))
        }
        _ => Value::from(()),
    }
}

fn printed_as_nothing(amount: Amount) -> bool {
    amount.in_unit(Unit::WanYuan).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).is_zero()
}

/// How the actual amount stands to the planned one as both are printed.
fn compared(actual: Amount, planned: Amount) -> &'static str {
    if printed_as_nothing(actual - planned) {
        "与年初预算持平"
    } else if actual > planned {
        "大于年初预算"
    } else {
        "小于年初预算"
    }
}

/// The number of things or the money that a unit states of an item, over all units; `None` where none states it.
pub(super) fn stated(budget: Option<&Budget>, item: &str, measure: Measure) -> Option<Value> {
    let found = budget?.statistics.iter().filter(|own| &*own.item == item && own.measure == measure);
    let (mut money, mut count, mut of) = (Amount::ZERO, Decimal::ZERO, None);
    for statistic in found {
        if let Some(figure) = &statistic.figure {
            money += figure.amount;
            of = Some(true);
        }
        if let Some(number) = &statistic.count {
            count += number.number.value();
            of = Some(false);
        }
    }
    Some(if of? { Value::from_object(Figure(money)) } else { Value::from(count.normalize().to_string()) })
}
