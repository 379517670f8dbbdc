//! The atomic amounts: lines of expenditure and of revenue.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Coded;
use crate::amount::{Amount, Unit};
use crate::origin::Origin;

/// Where money comes from (资金性质).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Fund {
    /// 一般公共预算资金
    #[serde(rename = "一般公共预算")]
    GeneralBudget,
    /// 政府性基金预算资金
    #[serde(rename = "政府性基金预算")]
    GovernmentFund,
    /// 国有资本经营预算资金
    #[serde(rename = "国有资本经营预算")]
    StateCapital,
    /// 财政专户管理资金
    #[serde(rename = "财政专户管理资金")]
    SpecialAccount,
    /// 事业收入
    #[serde(rename = "事业收入")]
    Institutional,
    /// 事业单位经营收入
    #[serde(rename = "经营收入")]
    Operating,
    /// 上级补助收入
    #[serde(rename = "上级补助收入")]
    FromSuperior,
    /// 附属单位上缴收入
    #[serde(rename = "附属单位上缴收入")]
    FromSubordinate,
    /// 其他收入
    #[serde(rename = "其他收入")]
    Other,
}

/// What kind of expenditure a line is (支出类别); 基本支出 is the first two, 项目支出 the next two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Kind {
    /// 人员经费（人员类项目）
    #[serde(rename = "人员经费")]
    Personnel,
    /// 公用经费（运转类：公用经费项目）
    #[serde(rename = "公用经费")]
    Operation,
    /// 其他运转类项目
    #[serde(rename = "其他运转类")]
    OtherOperation,
    /// 特定目标类项目
    #[serde(rename = "特定目标类")]
    SpecificGoal,
    /// 经营支出
    #[serde(rename = "经营支出")]
    Business,
    /// 上解上级支出
    #[serde(rename = "上解上级支出")]
    ToSuperior,
    /// 对附属单位补助支出
    #[serde(rename = "对附属单位补助支出")]
    ToSubordinate,
    /// 年终结转结余: not spent, carried into the next year.
    #[serde(rename = "年终结转结余")]
    CarriedForward,
}

impl Kind {
    /// Whether it is 项目支出: 其他运转类 or 特定目标类.
    pub fn is_project(self) -> bool {
        matches!(self, Kind::OtherOperation | Kind::SpecificGoal)
    }
}

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
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
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
    /// 金额, 元.
    pub amount: Amount,
    /// As the file states it.
    pub stated: Stated,
    /// The cell of the amount.
    pub origin: Origin,
}
