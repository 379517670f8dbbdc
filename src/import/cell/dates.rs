//! The number behind a cell that shows a date: a code that a spreadsheet program took for a day.

use crate::import::cell::label::trimmed;

/// The serial number of a date as the cell holds it (2024-01-31 is 45322), where it is a whole day.
///
/// A number too large to be a date is kept as its digits.
pub(in crate::import) fn serial(text: &str) -> Option<i64> {
    let text = trimmed(text);
    if !text.contains('-') {
        return text.parse().ok();
    }
    let mut parts = text.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    // Civil calendar to a day number, with years that begin in March so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let since_1970 = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(since_1970 + 25_569)
}

#[cfg(test)]
mod tests {
    use super::serial;

    #[test]
    fn dates_become_the_numbers_that_they_are() {
        assert_eq!(serial("2024-01-31"), Some(45_322));
        assert_eq!(serial("1905-07-16"), Some(2024));
        assert_eq!(serial("3088-04-01"), Some(434_001));
        assert_eq!(serial("13053224"), Some(13_053_224));
        assert_eq!(serial("2024-01-31 08:30:00"), None);
        assert_eq!(serial("08:30:00"), None);
    }
}
