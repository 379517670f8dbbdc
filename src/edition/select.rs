//! Which lines of a budget a row, a column or a block of a form takes.

use serde::Deserialize;

use crate::model::{Fund, Kind};

/// A selection of lines; what is not named is not restricted.
///
/// A selection of expenditure that names no `kind` leaves out 年终结转结余, which is not expenditure of the year.
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
    /// Marked as 教学科研人员因公出国（境） or not.
    pub academic_travel: Option<bool>,
}
