//! What a stored number, date or flag means: its text and its exact value.
//!
//! Spreadsheets store binary floats; what people entered is the decimal of at most 15 significant digits that the float
//! stands for. It is taken through the text, never through arithmetic on floats.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::import::cell::number;
use crate::import::grid::{GridCell, Value};

/// Which calendar the workbook counts its days in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is 1900-01-01, and 1900 counts as a leap year.
    Of1900,
    /// Day 0 is 1904-01-01.
    Of1904,
}

/// A cell of words.
pub(super) fn text(text: impl Into<Arc<str>>) -> GridCell {
    GridCell { text: text.into(), value: Value::Text }
}

/// A number cell: 1166.6000000000001 is 1166.6.
///
/// What is too large for a decimal of 28 digits (1E+30) stays words, so that it is never taken for an amount by accident.
pub(super) fn number(stored: f64) -> GridCell {
    match decimal(stored) {
        Some(decimal) => exact(decimal),
        None => text(format!("{stored:E}")),
    }
}

/// A number cell that is already a decimal.
pub(super) fn exact(decimal: Decimal) -> GridCell {
    let decimal = decimal.normalize();
    GridCell { text: decimal.to_string().into(), value: Value::Number(decimal) }
}

/// The value of a number that a file writes just as its cell shows it: with at most 15 digits, none too many. Such a one comes
/// back from a float as it went in.
fn as_shown(written: &str) -> Option<Decimal> {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = whole.len() > 1 && whole.starts_with('0') || fraction.ends_with('0') || digits.ends_with('.');
    if padded || whole.len() + fraction.len() > 15 || written == "-0" {
        return None;
    }
    number::plain(written)
}

/// A number that a file writes as text; words where it is none. `share` makes the text of one that is shown as it is written.
pub(super) fn written_number(written: &str, share: impl FnOnce(&str) -> Arc<str>) -> GridCell {
    if let Some(number) = as_shown(written) {
        return GridCell { text: share(written), value: Value::Number(number) };
    }
    match written.trim().parse::<f64>() {
        Ok(stored) if stored.is_finite() => number(stored),
        _ => text(written),
    }
}

/// The decimal of at most 15 significant digits that `stored` stands for.
pub(super) fn decimal(stored: f64) -> Option<Decimal> {
    let scientific = format!("{stored:.14e}");
    let (digits, exponent) = scientific.split_once('e')?;
    let mut decimal: Decimal = digits.parse().ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    decimal = decimal.normalize();
    let scale = i64::from(decimal.scale()) - exponent;
    if scale >= 0 {
        // What is left over from subtracting floats (8.88E-16) has more decimals than fit: the last ones are dropped,
        // down to nothing below 10^-28.
        let excess = u32::try_from(scale - 28).unwrap_or(0);
        if excess > 20 {
            return Some(Decimal::ZERO);
        }
        let kept = decimal.mantissa() / 10_i128.pow(excess);
        return Decimal::try_from_i128_with_scale(kept, u32::try_from(scale).ok()?.min(28)).ok().map(|d| d.normalize());
    }
    decimal.set_scale(0).ok()?;
    (0..scale.unsigned_abs()).try_fold(decimal, |value, _| value.checked_mul(Decimal::TEN))
}

/// A date, a time or both, from days since the epoch: `2024-01-31`, `2024-01-31 08:30:00`, `08:30:00`.
pub(super) fn date(serial: f64, epoch: Epoch) -> GridCell {
    let text = decimal(serial).and_then(|serial| date_text(serial, epoch));
    GridCell { text: text.unwrap_or_else(|| format!("{serial}")).into(), value: Value::Date }
}

fn date_text(serial: Decimal, epoch: Epoch) -> Option<String> {
    let day = serial.floor();
    let seconds = ((serial - day) * Decimal::from(86_400)).round().to_i64()?;
    let (mut day, seconds) = (day.to_i64()?, seconds);
    let seconds = if seconds == 86_400 {
        day += 1;
        0
    } else {
        seconds
    };
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if day == 0 && epoch == Epoch::Of1900 {
        return Some(time);
    }
    let date = calendar(day, epoch)?;
    Some(if seconds == 0 { date } else { format!("{date} {time}") })
}

/// The civil date of a day number; Excel's 1900-02-29 is kept as it shows it.
fn calendar(day: i64, epoch: Epoch) -> Option<String> {
    if !(0..=2_958_465).contains(&day) {
        return None;
    }
    let since_1970 = match epoch {
        Epoch::Of1904 => day - 24_107,
        Epoch::Of1900 if day == 60 => return Some("1900-02-29".to_owned()),
        Epoch::Of1900 if day < 60 => day - 25_568,
        Epoch::Of1900 => day - 25_569,
    };
    // Civil calendar from a day number, with years that begin in March so that the leap day comes last.
    let shifted = since_1970 + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A date that the file writes as ISO 8601: `2024-01-31T00:00:00` is `2024-01-31`.
pub(super) fn iso_date(iso: &str) -> GridCell {
    let text = iso.trim().replacen('T', " ", 1);
    let text = text.strip_suffix(".000").unwrap_or(&text);
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    GridCell { text: text.into(), value: Value::Date }
}

/// A span of time from a number of days: `36:30:00`.
pub(super) fn duration(days: f64) -> GridCell {
    let seconds = decimal(days).and_then(|days| days.checked_mul(Decimal::from(86_400))?.round().to_i64());
    let text = seconds.map(|seconds| {
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    });
    GridCell { text: text.unwrap_or_else(|| format!("{days}")).into(), value: Value::Date }
}

/// TRUE or FALSE.
pub(super) fn flag(flag: bool) -> GridCell {
    GridCell { text: if flag { "TRUE" } else { "FALSE" }.into(), value: Value::Bool }
}

/// An error such as `#REF!`.
pub(super) fn error(text: impl Into<Arc<str>>) -> GridCell {
    GridCell { text: text.into(), value: Value::Error }
}

/// A formula without a result; the text is the formula, without its `=`, where the file holds it.
pub(super) fn uncalculated(formula: Option<&str>) -> GridCell {
    let text = format!("={}", formula.unwrap_or("（公式）"));
    GridCell { text: text.into(), value: Value::Uncalculated }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn floats_are_the_decimals_that_people_entered() {
        for (stored, means) in [
            (1_166.600_000_000_000_1, "1166.6"),
            (0.1 + 0.2, "0.3"),
            (2_010_301.0, "2010301"),
            (-123.45, "-123.45"),
            (0.0, "0"),
            (-0.0, "0"),
            (2.3e-10, "0.00000000023"),
            (8.881_784_197_001_252e-16, "0.0000000000000008881784197001"),
            (-3e-104, "0"),
            (1e20, "100000000000000000000"),
            (1e30, "1E30"),
            (12_345_678_901_234.56, "12345678901234.6"),
        ] {
            assert_eq!(&*number(stored).text, means);
        }
        assert_eq!(number(1e30).value, Value::Text);
        assert_eq!(number(f64::NAN).value, Value::Text);
        assert_eq!(number(f64::INFINITY).value, Value::Text);
    }

    #[test]
    fn days_are_dates() {
        for (serial, epoch, means) in [
            (1.0, Epoch::Of1900, "1900-01-01"),
            (59.0, Epoch::Of1900, "1900-02-28"),
            (60.0, Epoch::Of1900, "1900-02-29"),
            (61.0, Epoch::Of1900, "1900-03-01"),
            (45_322.0, Epoch::Of1900, "2024-01-31"),
            (45_322.354_166_666_664, Epoch::Of1900, "2024-01-31 08:30:00"),
            (0.5, Epoch::Of1900, "12:00:00"),
            (0.999_999_999, Epoch::Of1900, "1900-01-01"),
            (43_860.0, Epoch::Of1904, "2024-01-31"),
            (2_958_465.0, Epoch::Of1900, "9999-12-31"),
            (1e12, Epoch::Of1900, "1000000000000"),
        ] {
            assert_eq!(&*date(serial, epoch).text, means, "{serial}");
        }
    }

    proptest! {
        #[test]
        fn cents_survive_the_float(cents in -9_999_999_999_999_i64..9_999_999_999_999) {
            let exact = Decimal::new(cents, 2).normalize();
            let stored: f64 = exact.to_string().parse().unwrap();
            prop_assert_eq!(decimal(stored), Some(exact));
        }

        #[test]
        fn what_is_shown_as_it_is_written_is_what_the_float_gives(written in "-?[0-9]{1,16}([.][0-9]{0,15})?") {
            if let Some(shown) = as_shown(&written) {
                let cell = number(written.parse().unwrap());
                prop_assert_eq!((&*cell.text, cell.value), (&*written, Value::Number(shown)));
            }
        }

        #[test]
        fn no_float_panics(bits in any::<u64>()) {
            let stored = f64::from_bits(bits);
            let _ = number(stored);
            let _ = date(stored, Epoch::Of1900);
        }
    }
}
