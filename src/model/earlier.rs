//! Reading `budget.json`, also of versions that the program wrote before.
//!
//! Version 1 kept of the further exports' figures the amount alone. Where they stood is known there as far as their record's
//! place tells: its sheet, or its record of a text table. Version 2 knew budgets only, of one measure.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Budget, DisclosureKind, ProjectFigure, SCHEMA_VERSION};

/// Why bytes are no budget.
#[derive(Debug, thiserror::Error)]
pub enum NotABudget {
    /// They are not the JSON of one; the reason names line and column.
    #[error("{0}")]
    Form(#[from] serde_json::Error),
    /// A later version of the program wrote it, in this version of the form.
    #[error("form {0} of budget.json, which this program does not know yet")]
    Later(u32),
}

/// What stands in `budget.json` of every version.
#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

impl Budget {
    /// Reads `budget.json` of this version of the form or an earlier one.
    ///
    /// # Errors
    /// Where it is none, or one of a later version.
    pub fn from_json(bytes: &[u8]) -> Result<Budget, NotABudget> {
        let Version { schema_version } = serde_json::from_slice(bytes)?;
        match schema_version {
            SCHEMA_VERSION => Ok(serde_json::from_slice(bytes)?),
            earlier @ 0..SCHEMA_VERSION => {
                let mut budget = serde_json::from_slice(bytes)?;
                if earlier < 2 {
                    keep_figures(&mut budget);
                }
                now(&mut budget);
                Ok(serde_json::from_value(budget)?)
            }
            later => Err(NotABudget::Later(later)),
        }
    }
}

/// What was written before final accounts were known is a budget; nothing else changed its form after version 2.
fn now(budget: &mut Value) {
    if let Some(budget) = budget.as_object_mut() {
        budget.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
        budget.insert("kind".to_owned(), json!(DisclosureKind::Budget));
    }
}

/// Version 1 to 2. What has another shape than it should have is left: reading it tells.
fn keep_figures(budget: &mut Value) {
    for project in records(budget, "projects") {
        let (unit, place) = (project.remove("unit"), rough(project));
        for which in ProjectFigure::ALL.into_iter().filter(|which| !which.is_planned()) {
            figure(project, which.key(), (unit.as_ref(), &place));
        }
        let Some(plan) = project.get_mut("plan").and_then(Value::as_object_mut) else { continue };
        for which in ProjectFigure::ALL.into_iter().filter(|which| which.is_planned()) {
            figure(plan, which.key(), (unit.as_ref(), &place));
        }
    }
    for purchase in records(budget, "purchases") {
        let (unit, place) = (purchase.get("amounts").and_then(|all| all.pointer("/0/stated/unit")), rough(purchase));
        let unit = unit.cloned();
        figure(purchase, "price", (unit.as_ref(), &place));
        figure(purchase, "reserved", (unit.as_ref(), &place));
        count(purchase, &place);
    }
    for asset in records(budget, "assets") {
        let (stated, place) = (asset.remove("stated"), rough(asset));
        figure(asset, "value", (None, &place));
        if let (Some(stated), Some(value)) = (stated, asset.get_mut("value").and_then(Value::as_object_mut)) {
            value.insert("stated".to_owned(), stated);
        }
        count(asset, &place);
    }
}

fn records<'a>(budget: &'a mut Value, name: &str) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let list = budget.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

/// The record's place without its column: the figure stood in another.
fn rough(record: &Map<String, Value>) -> Value {
    let mut place = record.get("origin").cloned().unwrap_or_default();
    if let Some(place) = place.as_object_mut() {
        place.remove("cell");
        place.remove("field");
    }
    place
}

fn figure(record: &mut Map<String, Value>, key: &str, (unit, place): (Option<&Value>, &Value)) {
    if let Some(amount) = record.get(key).filter(|amount| !amount.is_null()).cloned() {
        let unit = unit.cloned().unwrap_or_else(|| json!("元"));
        let stated = json!({ "text": "", "unit": unit });
        record.insert(key.to_owned(), json!({ "amount": amount, "stated": stated, "origin": place }));
    }
}

fn count(record: &mut Map<String, Value>, place: &Value) {
    if let Some(number) = record.get("quantity").filter(|number| !number.is_null()).cloned() {
        record.insert("quantity".to_owned(), json!({ "number": number, "text": "", "origin": place }));
    }
}
