//! Values that templates see, and the filters that give their printed form.

use minijinja::value::{Object, Value};
use minijinja::{Error, ErrorKind};
use rust_decimal::{Decimal, RoundingStrategy};

use super::figures::{Change, DECIMALS};
use crate::amount::{Amount, Unit};
use crate::document::UNANSWERED;

/// What stands where an answer is missing.
pub(super) fn unanswered(what: &str) -> String {
    format!("{UNANSWERED}：{what}】")
}

/// An amount; it has no printed form of its own, so that none slips by the filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure(pub Amount);

impl Object for Figure {
    fn is_true(self: &std::sync::Arc<Self>) -> bool {
        !self.0.is_zero()
    }

    fn render(self: &std::sync::Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("（金额须经 wan 或 yuan 过滤器）")
    }
}

/// A change against last year, or what it is called where it is not known.
#[derive(Clone, Debug)]
pub(super) enum Moved {
    /// Both years are known.
    Known(Change),
    /// Last year's figure is not.
    Unknown(String),
}

impl Object for Moved {
    fn get_value(self: &std::sync::Arc<Self>, key: &Value) -> Option<Value> {
        let known = match &**self {
            Moved::Known(change) => Some(*change),
            Moved::Unknown(_) => None,
        };
        match key.as_str()? {
            "known" => Some(known.is_some().into()),
            "level" => Some(known.is_some_and(Change::is_level).into()),
            "last" => Some(known.map_or(Value::UNDEFINED, |change| Value::from_object(Figure(change.last)))),
            "percent" => {
                Some(known.filter(|c| !c.is_level()).and_then(Change::percent).map_or(Value::from(()), percent))
            }
            _ => None,
        }
    }
}

/// A percentage with two decimals and its sign.
fn percent(value: Decimal) -> Value {
    let rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Value::from(format!("{rounded:.2}%"))
}

/// `{{ figure("total") | wan }}`: `1166.60万元`, 0.00 where tables are blank.
pub(super) fn wan(value: &Value) -> Result<String, Error> {
    printed(value, Unit::WanYuan)
}

/// `{{ figure("total") | yuan }}`: `11666000.00元`.
pub(super) fn yuan(value: &Value) -> Result<String, Error> {
    printed(value, Unit::Yuan)
}

fn printed(value: &Value, unit: Unit) -> Result<String, Error> {
    match (value.downcast_object_ref::<Figure>(), value.as_str()) {
        (Some(Figure(amount)), _) => Ok(format!("{}{}", amount.printed(unit, DECIMALS), unit.word())),
        // Where the figure is not known, what is to be filled in stands for it.
        (None, Some(text)) => Ok(text.to_owned()),
        _ => Err(wrong("wan 和 yuan 只用于 figure(…) 的金额")),
    }
}

/// `{{ change("total") | moved }}`: `增加26.27万元`, `减少8.00万元` or `持平`.
pub(super) fn moved(value: &Value) -> Result<String, Error> {
    match value.downcast_object_ref::<Moved>() {
        Some(Moved::Known(change)) if change.is_level() => Ok(change.word().to_owned()),
        Some(Moved::Known(change)) => {
            let amount = change.difference().abs().printed(Unit::WanYuan, DECIMALS);
            Ok(format!("{}{amount}{}", change.word(), Unit::WanYuan.word()))
        }
        Some(Moved::Unknown(what)) => Ok(unanswered(what)),
        None => Err(wrong("moved 只用于 change(…)")),
    }
}

pub(super) fn wrong(problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, problem)
}
