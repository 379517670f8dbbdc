//! The date that outputs carry: given, or the same every time, never the clock's.

use crate::service::stop::Stop;

/// A date of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Year, 1900–9999.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, counted from 1.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// `2024-02-06`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The date from `YYYY-MM-DD`.
///
/// # Errors
/// In Chinese and English, where the text is not a date of the calendar.
pub fn parse(text: &str) -> Result<Date, Stop> {
    let wrong = || {
        Stop::usage(
            format!("“{text}”不是日期：请写成 2024-02-06 这样的年-月-日"),
            format!("`{text}` is not a date: write it as 2024-02-06"),
        )
    };
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(wrong()) };
    if year.len() != 4 || [year, month, day].iter().any(|part| !part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(wrong());
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return Err(wrong()) };
    let exists = (1900..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    if exists { Ok(Date { year, month, day }) } else { Err(wrong()) }
}

/// The date of `SOURCE_DATE_EPOCH` (seconds since 1970-01-01 UTC); `None` where it is no such number.
pub fn from_epoch(seconds: &str) -> Option<Date> {
    let seconds: u64 = seconds.trim().parse().ok()?;
    let mut days = seconds / 86_400;
    let mut year = 1970_u16;
    while year < 9999 && days >= u64::from(days_of(year)) {
        days -= u64::from(days_of(year));
        year += 1;
    }
    let mut month = 1_u8;
    while month < 12 && days >= u64::from(days_in(year, month)) {
        days -= u64::from(days_in(year, month));
        month += 1;
    }
    let day = u8::try_from(days + 1).ok().filter(|day| *day <= days_in(year, month))?;
    Some(Date { year, month, day })
}

/// 1 January of the fiscal year: what stands where nobody says otherwise.
pub fn of_year(fiscal_year: u16) -> Date {
    Date { year: fiscal_year.clamp(1900, 9999), month: 1, day: 1 }
}

fn is_leap(year: u16) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

fn days_of(year: u16) -> u16 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_the_calendar_only() {
        assert_eq!(parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        for wrong in
            ["2023-02-29", "2024-13-01", "2024-00-10", "2024/02/06", "24-02-06", "", "2024-2-+6", "2024-01-01-1"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn seconds_become_days() {
        for (seconds, date) in [
            ("0", "1970-01-01"),
            ("951782399", "2000-02-28"),
            ("951782400", "2000-02-29"),
            ("1704067199", "2023-12-31"),
            ("1704067200", "2024-01-01"),
        ] {
            assert_eq!(from_epoch(seconds).map(|date| date.to_string()).as_deref(), Some(date), "{seconds}");
        }
        assert_eq!(from_epoch("-1"), None);
        assert_eq!(from_epoch("99999999999999"), None);
    }
}
