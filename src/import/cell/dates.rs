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
    let date: jiff::civil::Date = text.parse().ok().filter(|_| text.len() == 10)?;
    // Day 0 of the calendar that spreadsheet programs count in, from March 1900 on.
    let days = jiff::civil::date(1899, 12, 30).until((jiff::Unit::Day, date)).ok()?;
    Some(days.get_days().into())
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
