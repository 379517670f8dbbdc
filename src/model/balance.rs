//! What stands between the income and the expenditure of a year (结转结余).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Fund, Stated};
use crate::amount::Amount;
use crate::origin::Origin;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum BalanceItem {
    /// 年初结转和结余
    #[serde(rename = "年初结转和结余")]
    Opening,
    /// 使用非财政拨款结余（含专用结余）
    #[serde(rename = "使用非财政拨款结余")]
    SurplusUsed,
    /// 结余分配
    #[serde(rename = "结余分配")]
    Distributed,
    /// 年末结转和结余
    #[serde(rename = "年末结转和结余")]
    Closing,
}

impl BalanceItem {
    /// All of them.
    pub const ALL: [BalanceItem; 4] =
        [BalanceItem::Opening, BalanceItem::SurplusUsed, BalanceItem::Distributed, BalanceItem::Closing];

    /// Its Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            BalanceItem::Opening => "年初结转和结余",
            BalanceItem::SurplusUsed => "使用非财政拨款结余",
            BalanceItem::Distributed => "结余分配",
            BalanceItem::Closing => "年末结转和结余",
        }
    }

    /// Whether it stands on the side of income.
    pub fn is_income(self) -> bool {
        matches!(self, BalanceItem::Opening | BalanceItem::SurplusUsed)
    }
}

/// An amount carried into or out of the year, or used or distributed between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// 年度
    pub fiscal_year: u16,
    /// 单位
    pub entity: Coded,
    /// 部门（主管部门）
    pub department: Coded,
    /// Which balance.
    pub item: BalanceItem,
    /// 支出功能分类科目, where the data gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Coded>,
    /// 资金性质
    pub fund: Fund,
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
}
