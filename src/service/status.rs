//! How a run ends.

use crate::finding::Finding;

/// How a run ended (退出码), worse ones later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// 0: done, and nothing blocks publication.
    Done,
    /// 1: done, with 强制 findings.
    Blocked,
    /// 3: some departments failed; the others are whole.
    SomeFailed,
    /// 4: an input is unreadable.
    Unreadable,
    /// 2: could not run, or wrong usage.
    NotRun,
    /// 5: another run holds the lock; nothing was done.
    Busy,
}

impl ExitStatus {
    /// [`ExitStatus::Blocked`] where a finding is 强制.
    pub fn of(findings: &[Finding]) -> ExitStatus {
        if findings.iter().any(Finding::blocks) { ExitStatus::Blocked } else { ExitStatus::Done }
    }

    /// The number that the shell sees.
    pub fn number(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::Blocked => 1,
            ExitStatus::NotRun => 2,
            ExitStatus::SomeFailed => 3,
            ExitStatus::Unreadable => 4,
            ExitStatus::Busy => 5,
        }
    }

    /// The status of a number that [`ExitStatus::number`] gave.
    pub fn from_number(number: u8) -> ExitStatus {
        let all = [Self::Done, Self::Blocked, Self::SomeFailed, Self::Unreadable, Self::Busy];
        all.into_iter().find(|status| status.number() == number).unwrap_or(Self::NotRun)
    }

    /// The worse of both: not run, then unreadable, then failed, then blocked.
    #[must_use]
    pub fn and(self, other: ExitStatus) -> ExitStatus {
        self.max(other)
    }
}

#[cfg(test)]
mod tests {
    use super::ExitStatus::*;

    #[test]
    fn the_numbers_are_the_promised_ones_and_the_worse_wins() {
        let numbers = [Done, Blocked, NotRun, SomeFailed, Unreadable, Busy].map(super::ExitStatus::number);
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        assert_eq!(Blocked.and(Done), Blocked);
        assert_eq!(SomeFailed.and(Blocked), SomeFailed);
        assert_eq!(SomeFailed.and(Unreadable), Unreadable);
        assert_eq!(NotRun.and(Unreadable), NotRun);
    }
}
