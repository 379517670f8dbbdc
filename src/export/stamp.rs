//! The date that outputs carry.

/// The date of creation (制作日期) that a workbook's properties state; an argument, so that outputs do not depend on the
/// clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Year, 1900–9999.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, counted from 1.
    pub day: u8,
}

impl Stamp {
    /// Whether the calendar has this day, from 1900 on as workbooks count.
    pub(super) fn is_date(self) -> bool {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        (1900..=9999).contains(&self.year) && (1..=days).contains(&self.day)
    }
}

impl std::fmt::Display for Stamp {
    /// `2024年2月6日`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        let is = |year, month, day| Stamp { year, month, day }.is_date();
        assert!(is(2024, 2, 29) && is(2000, 2, 29) && is(2023, 12, 31));
        assert!(
            !is(2023, 2, 29)
                && !is(1900, 2, 29)
                && !is(2024, 13, 1)
                && !is(2024, 4, 31)
                && !is(2024, 1, 0)
                && !is(1899, 1, 1)
        );
    }
}
