//! 年末结转和结余 where no file states it: what the year began with and received, less what it spent.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::amount::Amount;
use crate::finding::Finding;
use crate::finding::codes::import_summed as codes;
use crate::import::lines::causes::Gather;
use crate::model::{Balance, BalanceItem, Batch, Coded, Fund, Measure, Stated};
use crate::origin::Origin;

/// Whose it is: department, unit, year.
type Whose = (Arc<str>, Arc<str>, u16);

/// What came in and went out of one fund for one code.
struct Flow {
    department: Coded,
    entity: Coded,
    function: Option<Coded>,
    opening: Amount,
    income: Amount,
    spent: Amount,
    stated: Stated,
    origin: Origin,
}

/// Adds the balances at the end of the year to final accounts that give income by code and no such balance.
pub(in crate::import) fn complete(batch: &mut Batch, gather: &mut Gather) {
    let flows = flows(batch);
    let mut derived: BTreeMap<Whose, (Amount, Origin, usize)> = BTreeMap::new();
    for ((whose, fund, _), flow) in flows {
        let amount = flow.opening + flow.income - flow.spent;
        if amount.is_zero() {
            continue;
        }
        if amount < Amount::ZERO {
            let finding = Finding::new(&codes::OVERSPENT)
                .at(flow.origin.clone())
                .with("unit", flow.entity.to_string())
                .with("fund", fund.name())
                .with("function", flow.function.as_ref().map(Coded::to_string).unwrap_or_default());
            gather.push(finding.comparing(flow.opening + flow.income, flow.spent, flow.stated.unit));
        }
        let sum = derived.entry(whose.clone()).or_insert_with(|| (Amount::ZERO, flow.origin.clone(), 0));
        sum.0 += amount;
        sum.2 += 1;
        let text = format!("{} + {} − {}", flow.opening, flow.income, flow.spent);
        batch.balances.push(Balance {
            fiscal_year: whose.2,
            entity: flow.entity,
            department: flow.department,
            item: BalanceItem::Closing,
            function: flow.function,
            fund,
            amount,
            stated: Stated { text: text.into(), unit: crate::amount::Unit::Yuan },
            origin: flow.origin,
        });
    }
    for ((_, unit, _), (sum, origin, count)) in derived {
        let finding = gather.note(&codes::CLOSING_DERIVED, &*unit, origin);
        crate::import::lines::causes::detail(finding, "figures", count);
        crate::import::lines::causes::detail(
            finding,
            "amount",
            crate::finding::Detail::Amount(sum, crate::amount::Unit::Yuan),
        );
    }
}

/// Flows on their way.
#[derive(Default)]
struct Flows {
    /// Units that state income and no balance at the end of the year, and whether all income is by code.
    complete: BTreeMap<Whose, bool>,
    all: BTreeMap<(Whose, Fund, Option<Arc<str>>), Flow>,
}

fn whose(department: &Coded, entity: &Coded, year: u16) -> Whose {
    (Arc::clone(&department.code), Arc::clone(&entity.code), year)
}

/// Money of the treasury by code; of other sources only as a whole, since they are not tied to a code.
fn flows(batch: &Batch) -> BTreeMap<(Whose, Fund, Option<Arc<str>>), Flow> {
    let mut flows = Flows::default();
    for line in batch.revenue.iter().filter(|line| line.measure == Measure::Final) {
        let of = whose(&line.department, &line.entity, line.fiscal_year);
        *flows.complete.entry(of).or_insert(true) &= line.function.is_some();
    }
    for balance in batch.balances.iter().filter(|balance| balance.item != BalanceItem::Opening) {
        flows.complete.remove(&whose(&balance.department, &balance.entity, balance.fiscal_year));
    }
    for line in batch.revenue.iter().filter(|line| line.measure == Measure::Final) {
        let of = (&line.department, &line.entity, line.fiscal_year);
        if let Some(flow) = flows.at(of, (line.fund, line.function.as_ref()), (&line.stated, &line.origin)) {
            flow.income += line.amount;
        }
    }
    for balance in &batch.balances {
        let of = (&balance.department, &balance.entity, balance.fiscal_year);
        if let Some(flow) = flows.at(of, (balance.fund, balance.function.as_ref()), (&balance.stated, &balance.origin))
        {
            flow.opening += balance.amount;
        }
    }
    for line in batch.lines.iter().filter(|line| line.measure == Measure::Final) {
        let of = (&line.department, &line.entity, line.fiscal_year);
        if let Some(flow) = flows.at(of, (line.fund, Some(&line.function)), (&line.stated, &line.origin)) {
            flow.spent += line.amount;
        }
    }
    flows.all
}

impl Flows {
    /// The flow that an amount belongs to; `None` where the unit's year is not to be completed.
    fn at(
        &mut self,
        (department, entity, year): (&Coded, &Coded, u16),
        (fund, function): (Fund, Option<&Coded>),
        (stated, origin): (&Stated, &Origin),
    ) -> Option<&mut Flow> {
        let whose = whose(department, entity, year);
        let by_code = *self.complete.get(&whose)?;
        let (fund, function) = match fund.is_fiscal() {
            true => (fund, function.filter(|_| by_code).cloned()),
            false => (Fund::NOT_FISCAL, None),
        };
        let key = (whose, fund, function.as_ref().map(|coded| Arc::clone(&coded.code)));
        let fresh = || Flow {
            department: department.clone(),
            entity: entity.clone(),
            function,
            opening: Amount::ZERO,
            income: Amount::ZERO,
            spent: Amount::ZERO,
            stated: stated.clone(),
            origin: origin.clone(),
        };
        Some(self.all.entry(key).or_insert_with(fresh))
    }
}
