//! Exact money.
//!
//! An [`Amount`] is a decimal number of 元; 万元 exist only where a file states them or a form prints them. Nothing here
//! knows floating point: the two edge files (reading and writing spreadsheets) convert through the decimal text.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The unit that a figure is stated or printed in (金额单位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Unit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元
    #[serde(rename = "万元")]
    WanYuan,
}

impl Unit {
    /// The Chinese word that tables print: `元` or `万元`.
    ///
    /// ```
    /// assert_eq!(gongkai::amount::Unit::WanYuan.word(), "万元");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::WanYuan => "万元",
        }
    }

    /// Powers of ten between this unit and 元.
    fn exponent(self) -> u32 {
        match self {
            Unit::Yuan => 0,
            Unit::WanYuan => 4,
        }
    }
}

/// An exact amount of money (金额), in 元.
///
/// Serialised as a decimal string of 元, so that no reader of the JSON turns it into a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// Most decimals of 元 that an amount may have; finer input is rounded by the importer, which says so.
    pub const MAX_DECIMALS: u32 = 8;

    /// The amount that `value` means when it is stated in `unit`, exactly.
    ///
    /// `None` where it is too large (10 万亿元 and more in one figure) or too fine (more than [`Self::MAX_DECIMALS`]
    /// decimals of 元) for sums to stay exact.
    ///
    /// ```
    /// use gongkai::amount::{Amount, Unit};
    /// let ten_thousand = Amount::of("1.5".parse()?, Unit::WanYuan);
    /// assert_eq!(ten_thousand.map(|a| a.to_string()).as_deref(), Some("15000"));
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    pub fn of(value: Decimal, unit: Unit) -> Option<Amount> {
        let limit = Decimal::from(10_000_000_000_000_i64);
        let yuan = value.checked_mul(Decimal::from(10_i64.pow(unit.exponent())))?.normalize();
        (yuan.abs() < limit && yuan.scale() <= Self::MAX_DECIMALS).then_some(Amount(yuan))
    }

    /// The exact value in 元.
    pub fn yuan(self) -> Decimal {
        self.0.normalize()
    }

    /// The exact value in `unit`, without rounding.
    ///
    /// ```
    /// use gongkai::amount::{Amount, Unit};
    /// let amount = Amount::of("11666000".parse()?, Unit::Yuan).unwrap();
    /// assert_eq!(amount.in_unit(Unit::WanYuan).to_string(), "1166.6");
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    pub fn in_unit(self, unit: Unit) -> Decimal {
        let mut value = self.0.normalize();
        let scale = value.scale() + unit.exponent();
        // An amount has at most 8 decimals and 28 digits leave room for 4 more, so the scale always fits.
        if value.set_scale(scale).is_err() { self.0 } else { value.normalize() }
    }

    /// The value in `unit` rounded half away from zero (四舍五入) to `decimals`, as tables print it: `1166.60`.
    ///
    /// ```
    /// use gongkai::amount::{Amount, Unit};
    /// let amount = Amount::of("26949".parse()?, Unit::Yuan).unwrap();
    /// assert_eq!(amount.printed(Unit::WanYuan, 2), "2.69");
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    pub fn printed(self, unit: Unit, decimals: u32) -> String {
        let rounded = self.in_unit(unit).round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        format!("{:.*}", usize::try_from(decimals).unwrap_or(0), rounded)
    }

    /// The amount that a table prints for this one: rounded half away from zero (四舍五入) to `decimals` of `unit`.
    ///
    /// ```
    /// use gongkai::amount::{Amount, Unit};
    /// let amount = Amount::of("26950".parse()?, Unit::Yuan).unwrap();
    /// assert_eq!(amount.rounded(Unit::WanYuan, 2).to_string(), "27000");
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    #[must_use]
    pub fn rounded(self, unit: Unit, decimals: u32) -> Amount {
        let rounded = self.in_unit(unit).round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        // Rounding leaves the range of amounts only where the amount had left it.
        Amount::of(rounded, unit).unwrap_or(self)
    }

    /// How many grains of 10⁻⁸ 元 (the finest that an amount can be) it is, exactly.
    ///
    /// ```
    /// use gongkai::amount::{Amount, Unit};
    /// let amount = Amount::of("0.01".parse()?, Unit::Yuan).unwrap();
    /// assert_eq!(amount.grains(), 1_000_000);
    /// assert_eq!(Amount::of_grains(1_000_000), amount);
    /// # Ok::<(), rust_decimal::Error>(())
    /// ```
    pub fn grains(self) -> i128 {
        let mut fine = self.0;
        fine.rescale(Self::MAX_DECIMALS);
        fine.mantissa()
    }

    /// The amount of so many grains of 10⁻⁸ 元.
    pub fn of_grains(grains: i128) -> Amount {
        Amount(Decimal::from_i128_with_scale(grains, Self::MAX_DECIMALS).normalize())
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Without its sign.
    pub fn abs(self) -> Amount {
        Amount(self.0.abs())
    }
}

impl std::fmt::Display for Amount {
    /// The exact number of 元, without trailing zeros and without a unit.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.yuan())
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        self.0 += other.0;
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::ZERO, Add::add)
    }
}

impl Serialize for Amount {
    /// Without trailing zeros, so that equal amounts are equal text however they were computed.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.yuan())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let value = <Decimal as Deserialize>::deserialize(deserializer)?;
        Amount::of(value, Unit::Yuan).ok_or_else(|| serde::de::Error::custom(format!("{value} 元 is out of range")))
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^-?\d+(\.\d+)?$",
            "description": "金额，单位：元，十进制精确值",
        })
    }
}

#[cfg(test)]
mod tests;
