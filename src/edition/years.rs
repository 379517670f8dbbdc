//! The years that an edition serves, as one number or a list of them.

use serde::Deserializer;
use serde::de::{self, SeqAccess, Visitor};

/// The first and last year that anything is published for; what is outside is a slip of the pen.
const POSSIBLE: std::ops::RangeInclusive<u16> = 2000..=2100;

/// Reads one year or several, in order.
pub(super) fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u16>, D::Error> {
    struct Years;
    impl<'de> Visitor<'de> for Years {
        type Value = Vec<u16>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a year or a sequence of years")
        }

        fn visit_i64<E: de::Error>(self, year: i64) -> Result<Vec<u16>, E> {
            checked(vec![u16::try_from(year).unwrap_or_default()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<u16>, A::Error> {
            let mut years = Vec::new();
            while let Some(year) = list.next_element()? {
                years.push(year);
            }
            checked(years)
        }
    }
    deserializer.deserialize_any(Years)
}

fn checked<E: de::Error>(mut years: Vec<u16>) -> Result<Vec<u16>, E> {
    years.sort_unstable();
    years.dedup();
    match years.is_empty() || years.iter().any(|year| !POSSIBLE.contains(year)) {
        true => Err(E::custom("fiscal_years 应是预算年度，如 2026 或 [2024, 2025, 2026]")),
        false => Ok(years),
    }
}
