//! Which of several amounts of the same thing is meant (口径), and of which kind a disclosure is.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Stated;
use crate::amount::Amount;
use crate::origin::Origin;

/// Which amount of a line it is (口径).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Measure {
    /// 年初预算, as it was approved.
    #[default]
    #[serde(rename = "年初预算")]
    Initial,
    /// 调整预算（全年预算）
    #[serde(rename = "调整预算")]
    Adjusted,
    /// 决算
    #[serde(rename = "决算")]
    Final,
}

impl Measure {
    /// All of them.
    pub const ALL: [Measure; 3] = [Measure::Initial, Measure::Adjusted, Measure::Final];

    /// Its Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Initial => "年初预算",
            Measure::Adjusted => "调整预算",
            Measure::Final => "决算",
        }
    }

    /// Whether it is that of a budget, for JSON that leaves out what goes without saying.
    pub(super) fn is_initial(&self) -> bool {
        *self == Measure::Initial
    }

    /// The kind of disclosure whose own amounts are of this measure.
    pub fn kind(self) -> DisclosureKind {
        match self {
            Measure::Final => DisclosureKind::Final,
            Measure::Initial | Measure::Adjusted => DisclosureKind::Budget,
        }
    }
}

/// What is disclosed: the budget in spring or the final accounts after the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DisclosureKind {
    /// 预算
    #[default]
    Budget,
    /// 决算
    Final,
}

impl DisclosureKind {
    /// Both of them.
    pub const ALL: [DisclosureKind; 2] = [DisclosureKind::Budget, DisclosureKind::Final];

    /// Its Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            DisclosureKind::Budget => "预算",
            DisclosureKind::Final => "决算",
        }
    }

    /// As options and `budget.json` write it.
    pub fn id(self) -> &'static str {
        match self {
            DisclosureKind::Budget => "budget",
            DisclosureKind::Final => "final",
        }
    }

    /// The measure of its own amounts.
    pub fn measure(self) -> Measure {
        match self {
            DisclosureKind::Budget => Measure::Initial,
            DisclosureKind::Final => Measure::Final,
        }
    }
}

/// An amount of another measure that the same row states beside a line's own: 年初预算数 beside 决算数.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// 口径
    pub measure: Measure,
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
}

impl Stated {
    /// An amount that a row does not state: the cell is empty, or the column is not there.
    pub fn nothing(unit: crate::amount::Unit) -> Stated {
        Stated { text: Arc::from(""), unit }
    }
}
