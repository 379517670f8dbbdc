//! The atomic amounts: lines of expenditure and of revenue.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Fund, Kind, Measure, Measured};
use crate::amount::{Amount, Unit};
use crate::origin::Origin;

/// The amount as the file states it: text and unit, for the working paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// The cell's text as found.
    pub text: Arc<str>,
    /// The unit in which it was understood.
    pub unit: Unit,
}

/// One amount of expenditure with all its dimensions (预算明细).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// 预算年度
    pub fiscal_year: u16,
    /// 预算单位
    pub entity: Coded,
    /// 部门（主管部门）
    pub department: Coded,
    /// 项目
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Coded>,
    /// 支出功能分类科目, as deep as the data gives it.
    pub function: Coded,
    /// 部门预算支出经济分类
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub economic: Option<Coded>,
    /// 政府预算支出经济分类
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub government_economic: Option<Coded>,
    /// 资金性质
    pub fund: Fund,
    /// Whether the money was carried over from last year (上年结转).
    #[serde(default)]
    pub carry_over: bool,
    /// 支出类别
    pub kind: Kind,
    /// Whether the data marks travel abroad as 教学科研人员因公出国（境）.
    #[serde(default)]
    pub academic_travel: bool,
    /// 口径 of the amount: 年初预算 in a budget, 决算 in final accounts.
    #[serde(default, skip_serializing_if = "Measure::is_initial")]
    pub measure: Measure,
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
    /// Amounts of other measures in the same row, each measure once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Measured>,
}

/// One amount of revenue (收入预算明细).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revenue {
    /// 预算年度
    pub fiscal_year: u16,
    /// 预算单位
    pub entity: Coded,
    /// 部门（主管部门）
    pub department: Coded,
    /// 支出功能分类科目, where the revenue export gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Coded>,
    /// 资金性质
    pub fund: Fund,
    /// 上年结转
    #[serde(default)]
    pub carry_over: bool,
    /// 口径 of the amount: 年初预算 in a budget, 决算 in final accounts.
    #[serde(default, skip_serializing_if = "Measure::is_initial")]
    pub measure: Measure,
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
    /// Amounts of other measures in the same row, each measure once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Measured>,
}
