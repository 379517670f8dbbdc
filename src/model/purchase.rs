//! Government procurement (政府采购预算).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Count, Figure, Fund, Stated};
use crate::amount::Amount;
use crate::origin::Origin;

/// One item to be purchased (采购品目), with the money of every fund that pays for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// 预算年度
    pub fiscal_year: u16,
    /// 部门
    pub department: Coded,
    /// 预算单位
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Coded>,
    /// 项目 that it is bought for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Coded>,
    /// 采购品目名称, 采购物品名称
    pub item: Arc<str>,
    /// 采购品目代码, 政府采购目录序号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<Arc<str>>,
    /// 计量单位
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Arc<str>>,
    /// 数量
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Count>,
    /// 单价
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Figure>,
    /// 采购金额 by fund
    pub amounts: Vec<PurchaseAmount>,
    /// 预留中小微企业份额
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved: Option<Figure>,
    /// The cell that names the item.
    pub origin: Origin,
}

/// What one fund pays of a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseAmount {
    /// 资金性质
    pub fund: Fund,
    /// 上年结转
    #[serde(default)]
    pub carry_over: bool,
    /// 采购金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
}

impl Purchase {
    /// 采购金额 of all funds, 元.
    pub fn amount(&self) -> Amount {
        self.amounts.iter().map(|part| part.amount).sum()
    }
}
