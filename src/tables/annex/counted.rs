//! What the words of a form that are figures come from: 数量, and values of indicators that are numbers.

use std::collections::BTreeMap;

use super::Subject;
use super::rows::assets_of;
use crate::disclosure::{AssetFigure, PurchaseFigure, Source};
use crate::edition::{AnnexColumn, AnnexRow, Records};
use crate::model::{Asset, Indicator, Project, Purchase};

/// By row and column of the table; `front` is how many rows stand above the header.
pub(super) fn counted(subject: Subject<'_>, front: usize) -> BTreeMap<(usize, usize), Vec<Source>> {
    let Subject { annex, budget, project, .. } = subject;
    let (records, field): (Vec<Vec<Source>>, &str) = match annex.records {
        Records::Indicators => (project.map(values).unwrap_or_default(), "value"),
        Records::Purchases => {
            let counted = |(at, purchase): (usize, &Purchase)| {
                purchase.quantity.iter().map(|_| Source::Purchase(at, PurchaseFigure::Quantity)).collect()
            };
            (budget.purchases.iter().enumerate().map(counted).collect(), "quantity")
        }
        Records::Assets => {
            let counted = |(at, asset): (usize, &Asset)| {
                asset.quantity.as_ref().map(|_| Source::Asset(at, AssetFigure::Quantity))
            };
            let row = |def: &AnnexRow| assets_of(budget, def).filter_map(counted).collect();
            (annex.rows.iter().map(row).collect(), "quantity")
        }
        Records::Entities => return BTreeMap::new(),
    };
    let column = |column: &AnnexColumn| column.field.as_ref().is_some_and(|known| known.get_ref() == field);
    let Some(col) = annex.columns.iter().position(column) else { return BTreeMap::new() };
    let first = front + usize::from(annex.total.is_some());
    let rows = (first..).zip(records).filter(|(_, sources)| !sources.is_empty());
    rows.map(|(row, sources)| ((row, col), sources)).collect()
}

/// The value of each indicator of a project, where it is a number whose cell is known.
fn values((at, project): (usize, &Project)) -> Vec<Vec<Source>> {
    let own = |(nth, indicator): (u32, &Indicator)| {
        let number = indicator.value.number.and(indicator.value_origin.as_ref());
        number.map(|_| Source::Indicator(at, nth)).into_iter().collect()
    };
    (0..).zip(&project.indicators).map(own).collect()
}
