//! What a form prints of a record.

use crate::amount::Amount;
use crate::disclosure::Cell;
use crate::edition::AnnexColumn;
use crate::model::{Budget, Entity, Indicator, Project, Purchase, Quantity};

/// A field of a project above the header; `goal` is one paragraph and comes from elsewhere.
pub(super) fn of_project(project: &Project, field: &str) -> Cell {
    let plan = &project.plan;
    match field {
        "code" => text(&project.code),
        "name" => text(&project.name),
        "purpose" => text(project.purpose.as_deref().unwrap_or_default()),
        "budget" => money(project.budget),
        "fiscal" => money(project.fiscal),
        "other" => money(project.other),
        "march" => money(plan.march),
        "june" => money(plan.june),
        "october" => money(plan.october),
        "december" => money(plan.december),
        _ => Cell::Blank,
    }
}

/// A field of an indicator.
pub(super) fn of_indicator(indicator: &Indicator, field: &str) -> Cell {
    match field {
        "level1" => text(&indicator.level1),
        "level2" => text(&indicator.level2),
        "level3" => text(&indicator.level3),
        "description" => text(&indicator.description),
        "value" => text(&indicator.value.text),
        "basis" => text(&indicator.basis),
        _ => Cell::Blank,
    }
}

/// A field of a unit.
pub(super) fn of_entity(entity: &Entity, field: &str) -> Cell {
    let optional = |words: &Option<std::sync::Arc<str>>| text(words.as_deref().unwrap_or_default());
    match field {
        "code" => text(&entity.code),
        "name" => text(entity.name.as_deref().unwrap_or(&entity.code)),
        "nature" => optional(&entity.nature),
        "rank" => optional(&entity.rank),
        "funding" => optional(&entity.funding),
        _ => Cell::Blank,
    }
}

/// A field of a purchase; the amount is that of the column's funds.
pub(super) fn of_purchase(purchase: &Purchase, column: &AnnexColumn, field: &str, budget: &Budget) -> Cell {
    let optional = |words: &Option<std::sync::Arc<str>>| text(words.as_deref().unwrap_or_default());
    match field {
        "project" => match &purchase.project {
            Some(project) => text(project.name.as_deref().unwrap_or(&project.code)),
            None => Cell::Blank,
        },
        "project_budget" => money(project_budget(purchase, budget)),
        "item" => text(&purchase.item),
        "catalogue" => optional(&purchase.catalogue),
        "measure" => optional(&purchase.measure),
        "quantity" => quantity(purchase.quantity),
        "price" => money(purchase.price),
        "reserved" => money(purchase.reserved),
        "amount" => {
            let fund = |fund| column.fund.as_ref().is_none_or(|funds| funds.contains(&fund));
            let carried = |carried| column.carry_over.is_none_or(|wanted| wanted == carried);
            let parts = purchase.amounts.iter().filter(|part| fund(part.fund) && carried(part.carry_over));
            money(Some(parts.map(|part| part.amount).sum()))
        }
        _ => Cell::Blank,
    }
}

/// What the lines give the project that something is bought for.
fn project_budget(purchase: &Purchase, budget: &Budget) -> Option<Amount> {
    let code = &purchase.project.as_ref()?.code;
    let own = |line: &&crate::model::Line| line.project.as_ref().is_some_and(|project| project.code == *code);
    Some(budget.lines.iter().filter(own).map(|line| line.amount).sum())
}

/// Words, or nothing.
pub(super) fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Blank } else { Cell::Text(words.to_owned()) }
}

/// Money, or nothing; what is stated as zero prints as the form prints zero.
pub(super) fn money(amount: Option<Amount>) -> Cell {
    match amount {
        Some(value) if !value.is_zero() => Cell::Amount { value, sources: Vec::new() },
        _ => Cell::Blank,
    }
}

/// A number that is no money, as plain digits.
pub(super) fn quantity(quantity: Option<Quantity>) -> Cell {
    quantity.filter(|quantity| !quantity.is_zero()).map_or(Cell::Blank, |quantity| Cell::Text(quantity.to_string()))
}
