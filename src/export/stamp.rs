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

impl std::fmt::Display for Stamp {
    /// `2024年2月6日`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}
