//! The time of day for manifests and logs. No output's bytes depend on it.

use std::time::{Duration, Instant};

use crate::service::date;

/// A clock that was right when the program began and has run since.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    begun: Option<u64>,
    since: Instant,
}

impl Clock {
    /// `begun` are the seconds since 1970-01-01 UTC at this moment.
    pub fn new(begun: Option<u64>) -> Clock {
        Clock { begun, since: Instant::now() }
    }

    /// The time as `2024-02-06T08:30:00Z`; the beginning of 1970 where nobody knows it.
    pub fn now(&self) -> String {
        let seconds = self.seconds();
        let date = date::from_epoch(&seconds.to_string()).map(|date| date.to_string());
        let date = date.unwrap_or_else(|| "1970-01-01".to_owned());
        let [hour, minute, second] = [seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60];
        format!("{date}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// A name for a run that begins now: sorts after `newest`, the name of the last one, even where that began in the same
    /// second or by a clock that was ahead; the process tells it from one that ended without a manifest.
    pub fn run_id(&self, newest: Option<&str>, process: u32) -> String {
        let now: String = self.now().chars().filter(|c| c.is_ascii_digit() || *c == 'T').collect();
        let mut parts = newest.unwrap_or_default().split('-');
        let (time, number) = (parts.next().unwrap_or_default(), parts.next().and_then(|number| number.parse().ok()));
        match number {
            Some(number) if time >= now.as_str() => format!("{time}-{:06}-{process}", 1_u32.saturating_add(number)),
            _ => format!("{now}-000001-{process}"),
        }
    }

    fn seconds(&self) -> u64 {
        self.begun.unwrap_or_default().saturating_add(self.since.elapsed().as_secs())
    }
}

/// Whole milliseconds, for records.
pub fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_written_as_everybody_reads_it() {
        let clock = Clock::new(Some(1_704_070_861));
        assert_eq!(clock.now(), "2024-01-01T01:01:01Z");
        assert_eq!(clock.run_id(None, 7), "20240101T010101-000001-7");
        assert_eq!(clock.run_id(Some("20240101T010101-000999-99999"), 7), "20240101T010101-001000-7");
        assert_eq!(clock.run_id(Some("20250101T000000-000001-5"), 7), "20250101T000000-000002-7");
        assert_eq!(clock.run_id(Some("20230101T000000-000005-5"), 7), "20240101T010101-000001-7");
    }
}
