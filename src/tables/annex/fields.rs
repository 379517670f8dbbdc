//! What a form prints of a record.

use crate::amount::Amount;
use crate::disclosure::{Cell, PurchaseFigure, Source};
use crate::edition::AnnexColumn;
use crate::model::{
    Budget, Entity, Figure, Indicator, Line, Project, ProjectFigure, Purchase, PurchaseAmount, Quantity,
};

/// A field of the project with an index, above the header; `goal` is one paragraph and comes from elsewhere.
pub(super) fn of_project((index, project): (usize, &Project), field: &str) -> Cell {
    match field {
        "code" => text(&project.code),
        "name" => text(&project.name),
        "purpose" => text(project.purpose.as_deref().unwrap_or_default()),
        _ => ProjectFigure::of_key(field)
            .and_then(|which| Some(money(project.figure(which)?.amount, vec![Source::Project(index, which)])))
            .unwrap_or(Cell::Blank),
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

/// A field of the purchase with an index; the amount is that of the column's funds.
pub(super) fn of_purchase(
    (index, purchase): (usize, &Purchase),
    (column, field): (&AnnexColumn, &str),
    budget: &Budget,
) -> Cell {
    let optional = |words: &Option<std::sync::Arc<str>>| text(words.as_deref().unwrap_or_default());
    let stated = |figure: &Option<Figure>, which| {
        let cell = |figure: &Figure| money(figure.amount, vec![Source::Purchase(index, which)]);
        figure.as_ref().map_or(Cell::Blank, cell)
    };
    match field {
        "project" => match &purchase.project {
            Some(project) => text(project.name.as_deref().unwrap_or(&project.code)),
            None => Cell::Blank,
        },
        "project_budget" => project_budget(purchase, budget),
        "item" => text(&purchase.item),
        "catalogue" => optional(&purchase.catalogue),
        "measure" => optional(&purchase.measure),
        "quantity" => quantity(purchase.quantity.as_ref().map(|count| count.number)),
        "price" => stated(&purchase.price, PurchaseFigure::Price),
        "reserved" => stated(&purchase.reserved, PurchaseFigure::Reserved),
        "amount" => amount((index, purchase), column),
        _ => Cell::Blank,
    }
}

/// What the funds of a column pay of a purchase.
fn amount((index, purchase): (usize, &Purchase), column: &AnnexColumn) -> Cell {
    let fund = |fund| column.fund.as_ref().is_none_or(|funds| funds.contains(&fund));
    let carried = |carried| column.carry_over.is_none_or(|wanted| wanted == carried);
    let own = |(_, part): &(u16, &PurchaseAmount)| fund(part.fund) && carried(part.carry_over);
    let parts: Vec<(u16, &PurchaseAmount)> = (0..).zip(&purchase.amounts).filter(own).collect();
    let sources = parts.iter().map(|(nth, _)| Source::Purchase(index, PurchaseFigure::Amount(*nth)));
    money(parts.iter().map(|(_, part)| part.amount).sum(), sources.collect())
}

/// What the lines give the project that something is bought for.
fn project_budget(purchase: &Purchase, budget: &Budget) -> Cell {
    let Some(project) = &purchase.project else { return Cell::Blank };
    let own = |line: &&Line| line.project.as_ref().is_some_and(|other| other.code == project.code);
    let lines = || budget.lines.iter().enumerate().filter(|(_, line)| own(line));
    money(lines().map(|(_, line)| line.amount).sum(), lines().map(|(at, _)| Source::Line(at)).collect())
}

/// Words, or nothing.
pub(super) fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Blank } else { Cell::Text(words.to_owned()) }
}

/// Money, or nothing; what is stated as zero prints as the form prints zero.
pub(super) fn money(value: Amount, sources: Vec<Source>) -> Cell {
    if value.is_zero() { Cell::Blank } else { Cell::Amount { value, sources } }
}

/// A number that is no money, as plain digits.
pub(super) fn quantity(quantity: Option<Quantity>) -> Cell {
    quantity.filter(|quantity| !quantity.is_zero()).map_or(Cell::Blank, |quantity| Cell::Text(quantity.to_string()))
}
