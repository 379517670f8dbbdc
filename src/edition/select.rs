//! Which lines of a budget a row, a column or a block of a form takes.

use serde::Deserialize;

use crate::model::{BalanceItem, Fund, Kind, Measure};

/// A selection of lines; what is not named is not restricted.
///
/// A selection of expenditure that names no `kind` leaves out 年终结转结余, which is not expenditure of the year; one that
/// names no `balance` leaves out balances; one that names no `measure` takes what the disclosure is about: 年初预算 of a
/// budget, 决算 of final accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Select {
    /// 资金性质, any of these.
    pub fund: Option<Vec<Fund>>,
    /// 支出类别, any of these.
    pub kind: Option<Vec<Kind>>,
    /// 支出功能分类科目: codes that begin with any of these.
    pub function: Option<Vec<String>>,
    /// 部门预算支出经济分类: codes that begin with any of these.
    pub economic: Option<Vec<String>>,
    /// 上年结转 or not.
    pub carry_over: Option<bool>,
    /// 口径
    pub measure: Option<Measure>,
    /// 结转结余: these balances instead of income or expenditure of the year.
    pub balance: Option<Vec<BalanceItem>>,
    /// 机构运行信息: figures of these items. Where none were given the rest of the selection takes lines of expenditure.
    pub item: Option<Vec<String>>,
    /// Marked as 教学科研人员因公出国（境） or not.
    pub academic_travel: Option<bool>,
}
