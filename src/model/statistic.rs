//! What a unit states of its running beside the lines (机构运行信息): 三公 by item, 机关运行经费, numbers of people and cars.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Count, Figure, Measure};

/// One figure of 机构运行信息: money or a number of things, of which exactly one is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statistic {
    /// 年度
    pub fiscal_year: u16,
    /// 单位
    pub entity: Coded,
    /// 部门（主管部门）
    pub department: Coded,
    /// What it is of, as templates name it: `公务接待费`, `因公出国（境）团组数`.
    pub item: Arc<str>,
    /// 口径
    pub measure: Measure,
    /// 金额, where it is money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// 数量, where it is a number of things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
}
