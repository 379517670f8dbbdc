//! How figures are rounded to what is printed (四舍五入和尾差).

use serde::Deserialize;

use super::At;
use crate::amount::Amount;

/// What is done about printed figures that do not add up because each was rounded on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// 精确: cells hold exact values, and a note says that printed figures may miss by a little (尾差).
    #[default]
    Exact,
    /// 调整尾差: cells hold printed values, moved by a display step where that makes every printed sum close.
    Tie,
}

/// A published figure that is not its own rounding, so that sums close as printed (尾差调整).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The figure's cell.
    pub at: At,
    /// What the lines come to, in 元.
    pub exact: Amount,
    /// What that rounds to by itself, in 元.
    pub rounded: Amount,
    /// What is published, in 元.
    pub printed: Amount,
}

impl Adjustment {
    /// By how much the figure was moved, in 元: published less rounded.
    pub fn moved(&self) -> Amount {
        self.printed - self.rounded
    }
}
