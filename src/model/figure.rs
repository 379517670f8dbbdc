//! A figure of a record (project, purchase, asset) with the cell that states it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Quantity, Stated};
use crate::amount::Amount;
use crate::origin::Origin;

/// An amount of money that a record states (金额), with its own cell: a form has many on different rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it; an empty text where `budget.json` of version 1 gave it, which did not keep the text.
    pub stated: Stated,
    /// The cell of the amount; only its sheet or its record where `budget.json` of version 1 gave it.
    pub origin: Origin,
}

/// A number of things that a record states (数量), with its own cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The number; its unit stands beside it.
    pub number: Quantity,
    /// The cell's text as found; empty where `budget.json` of version 1 gave it.
    pub text: Arc<str>,
    /// The cell of the number; only its sheet or its record where `budget.json` of version 1 gave it.
    pub origin: Origin,
}
