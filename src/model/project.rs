//! Projects with their goals (项目绩效目标).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Figure, Quantity};
use crate::origin::Origin;

/// A project as its goal table states it (项目绩效目标).
///
/// Its money is stated by whoever wrote the goals; what the lines give the project is another statement, and the checks
/// compare the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// 预算年度
    pub fiscal_year: u16,
    /// 部门
    pub department: Coded,
    /// 预算单位, where the export or the lines of the project give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Coded>,
    /// 项目编码
    pub code: Arc<str>,
    /// 项目名称
    pub name: Arc<str>,
    /// 预算数
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Figure>,
    /// 其中：财政资金
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal: Option<Figure>,
    /// 其他资金
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Figure>,
    /// 资金用途
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Arc<str>>,
    /// 资金支出计划, cumulative.
    #[serde(default)]
    pub plan: SpendingPlan,
    /// 绩效目标, a paragraph each, as found.
    #[serde(default)]
    pub goals: Vec<Arc<str>>,
    /// 绩效指标, in the order of the export.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// The cell that names the project.
    pub origin: Origin,
}

/// What is to be spent up to the end of a month (资金支出计划), cumulative 元.
///
/// A blank quarter is legal: nothing is planned for it, and it must not take its neighbour's place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpendingPlan {
    /// 3 月底
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub march: Option<Figure>,
    /// 6 月底
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub june: Option<Figure>,
    /// 10 月底
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub october: Option<Figure>,
    /// 12 月底
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub december: Option<Figure>,
}

/// Which figure of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectFigure {
    /// 预算数
    Budget,
    /// 其中：财政资金
    Fiscal,
    /// 其他资金
    Other,
    /// 支出计划 up to 3 月底
    March,
    /// 支出计划 up to 6 月底
    June,
    /// 支出计划 up to 10 月底
    October,
    /// 支出计划 up to 12 月底
    December,
}

impl ProjectFigure {
    /// All of them, in the order of the form.
    pub const ALL: [ProjectFigure; 7] = [
        ProjectFigure::Budget,
        ProjectFigure::Fiscal,
        ProjectFigure::Other,
        ProjectFigure::March,
        ProjectFigure::June,
        ProjectFigure::October,
        ProjectFigure::December,
    ];

    /// Its name in `budget.json` and in the forms of an edition.
    pub fn key(self) -> &'static str {
        match self {
            ProjectFigure::Budget => "budget",
            ProjectFigure::Fiscal => "fiscal",
            ProjectFigure::Other => "other",
            ProjectFigure::March => "march",
            ProjectFigure::June => "june",
            ProjectFigure::October => "october",
            ProjectFigure::December => "december",
        }
    }

    /// The figure of a name; `None` where it names none.
    pub fn of_key(key: &str) -> Option<ProjectFigure> {
        ProjectFigure::ALL.into_iter().find(|which| which.key() == key)
    }

    /// What people call it.
    pub fn word(self) -> &'static str {
        match self {
            ProjectFigure::Budget => "预算数",
            ProjectFigure::Fiscal => "财政资金",
            ProjectFigure::Other => "其他资金",
            ProjectFigure::March => "3月底",
            ProjectFigure::June => "6月底",
            ProjectFigure::October => "10月底",
            ProjectFigure::December => "12月底",
        }
    }

    /// Whether it is one of the spending plan (资金支出计划).
    pub fn is_planned(self) -> bool {
        self >= ProjectFigure::March
    }
}

impl Project {
    /// A figure, where it is stated.
    pub fn figure(&self, which: ProjectFigure) -> Option<&Figure> {
        match which {
            ProjectFigure::Budget => self.budget.as_ref(),
            ProjectFigure::Fiscal => self.fiscal.as_ref(),
            ProjectFigure::Other => self.other.as_ref(),
            ProjectFigure::March => self.plan.march.as_ref(),
            ProjectFigure::June => self.plan.june.as_ref(),
            ProjectFigure::October => self.plan.october.as_ref(),
            ProjectFigure::December => self.plan.december.as_ref(),
        }
    }

    /// Where a figure is kept.
    pub fn figure_mut(&mut self, which: ProjectFigure) -> &mut Option<Figure> {
        match which {
            ProjectFigure::Budget => &mut self.budget,
            ProjectFigure::Fiscal => &mut self.fiscal,
            ProjectFigure::Other => &mut self.other,
            ProjectFigure::March => &mut self.plan.march,
            ProjectFigure::June => &mut self.plan.june,
            ProjectFigure::October => &mut self.plan.october,
            ProjectFigure::December => &mut self.plan.december,
        }
    }

    /// Code and name.
    pub fn coded(&self) -> Coded {
        Coded { code: Arc::clone(&self.code), name: Some(Arc::clone(&self.name)).filter(|name| !name.is_empty()) }
    }
}

/// One performance indicator (绩效指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 一级指标
    pub level1: Arc<str>,
    /// 二级指标
    pub level2: Arc<str>,
    /// 三级指标
    pub level3: Arc<str>,
    /// 绩效指标描述
    pub description: Arc<str>,
    /// 指标值
    pub value: IndicatorValue,
    /// 指标值确定依据
    pub basis: Arc<str>,
    /// The cell of 三级指标.
    pub origin: Origin,
    /// The cell of 指标值, where the export has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_origin: Option<Origin>,
}

/// The value that an indicator is to reach (指标值): `≥95%`, `4 个`, `明显提升`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorValue {
    /// How the number bounds what is reached; `None` where there is no number or no sign before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<Operator>,
    /// The number, where the text is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Quantity>,
    /// What stands behind the number: `%`, `万元`, `次`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Arc<str>>,
    /// The whole text as found, which is what is printed.
    pub text: Arc<str>,
}

/// How a number bounds what is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Operator {
    /// 至少
    #[serde(rename = "≥")]
    AtLeast,
    /// 至多
    #[serde(rename = "≤")]
    AtMost,
    /// 大于
    #[serde(rename = ">")]
    More,
    /// 小于
    #[serde(rename = "<")]
    Less,
    /// 等于
    #[serde(rename = "=")]
    Equal,
}

impl IndicatorValue {
    /// Reads `≥4 套`, `100%`, `≤71.7 万元`; a text that is no number keeps only its words.
    ///
    /// ```
    /// use gongkai::model::{IndicatorValue, Operator};
    /// let value = IndicatorValue::read("≥95%");
    /// assert_eq!(value.operator, Some(Operator::AtLeast));
    /// assert_eq!(value.unit.as_deref(), Some("%"));
    /// assert_eq!(IndicatorValue::read("明显提升").number, None);
    /// ```
    pub fn read(text: &str) -> IndicatorValue {
        let text = text.trim();
        let (operator, rest) = operator(text);
        let (number, unit) = match number(rest) {
            Some((number, unit)) => (Some(number), Some(unit).filter(|unit| !unit.is_empty()).map(Arc::from)),
            None => (None, None),
        };
        IndicatorValue { operator: operator.filter(|_| number.is_some()), number, unit, text: Arc::from(text) }
    }
}

/// The sign at the beginning, with what follows it.
fn operator(text: &str) -> (Option<Operator>, &str) {
    const SIGNS: [(&str, Operator); 18] = [
        (">=", Operator::AtLeast),
        ("<=", Operator::AtMost),
        ("≥", Operator::AtLeast),
        ("≧", Operator::AtLeast),
        ("≤", Operator::AtMost),
        ("≦", Operator::AtMost),
        ("＞", Operator::More),
        (">", Operator::More),
        ("＜", Operator::Less),
        ("<", Operator::Less),
        ("＝", Operator::Equal),
        ("=", Operator::Equal),
        ("不少于", Operator::AtLeast),
        ("不超过", Operator::AtMost),
        ("不低于", Operator::AtLeast),
        ("不高于", Operator::AtMost),
        ("大于等于", Operator::AtLeast),
        ("小于等于", Operator::AtMost),
    ];
    for (sign, operator) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(operator), rest.trim_start());
        }
    }
    (None, text)
}

/// The number at the beginning, with the unit behind it; `None` where more than a unit follows (`50-60`, `1.2.3`).
fn number(text: &str) -> Option<(Quantity, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let value = digits.parse().ok()?;
    let unit = unit.trim();
    let plain = !unit.chars().any(|c| c.is_ascii_digit()) && !unit.starts_with(['-', '—', '~', '～', '至', ',', '，']);
    plain.then(|| (Quantity::of(value), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_with_operator_and_unit() {
        for (text, operator, number, unit) in [
            ("≥4 套", Some(Operator::AtLeast), Some("4"), Some("套")),
            ("≤71.7 万元", Some(Operator::AtMost), Some("71.7"), Some("万元")),
            (">=95%", Some(Operator::AtLeast), Some("95"), Some("%")),
            ("4 个", None, Some("4"), Some("个")),
            ("2.79 万元", None, Some("2.79"), Some("万元")),
            ("100%", None, Some("100"), Some("%")),
            ("=1", Some(Operator::Equal), Some("1"), None),
            ("明显提升", None, None, None),
            ("≥50-60 次", None, None, None),
            ("≥1,200 次", None, None, None),
            ("", None, None, None),
        ] {
            let value = IndicatorValue::read(text);
            assert_eq!(value.operator, operator, "{text}");
            assert_eq!(value.number.map(|n| n.to_string()).as_deref(), number, "{text}");
            assert_eq!(value.unit.as_deref(), unit, "{text}");
            assert_eq!(&*value.text, text);
        }
    }
}
