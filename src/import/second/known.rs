//! Differences that are known and say nothing about the file, each with its reason. What is not listed here is told.

use rust_decimal::Decimal;

use super::reader::{Seen, SeenCell};
use crate::import::grid::{GridCell, Value};

/// A cell as both read it; `None` where one of them sees nothing.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub ours: Option<&'a GridCell>,
    pub theirs: Option<&'a SeenCell>,
}

/// A known difference.
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// What it is, and why it is none of the file's.
    pub reason: &'static str,
    is: fn(Pair<'_>) -> bool,
}

impl Known {
    /// Whether the pair differs by this alone.
    pub(super) fn is(&self, pair: Pair<'_>) -> bool {
        (self.is)(pair)
    }
}

/// All of them.
pub static KNOWN: &[Known] = &[
    Known {
        name: "computed",
        reason: "a formula without a result, or with a stored 0: ours computes sums exactly or says that nothing was calculated",
        is: |pair| {
            let theirs = pair.theirs.filter(|cell| cell.formula.is_some());
            theirs.is_some_and(|cell| match &cell.value {
                Seen::Nothing => true,
                Seen::Text(text) => text.is_empty(),
                Seen::Number(number) => number.is_some_and(|number| number.is_zero()),
                _ => false,
            })
        },
    },
    Known {
        name: "dates",
        reason: "which number formats are dates is each reader's own judgement; ours never takes a date for an amount, and the number behind it is compared where ours takes it for one",
        is: |pair| match (pair.ours.map(|cell| cell.value), value(pair)) {
            (Some(Value::Date), Some(Seen::Date(_) | Seen::Number(_) | Seen::Text(_))) => true,
            (Some(Value::Number(ours)), Some(Seen::Date(Some(theirs)))) => same(ours, *theirs),
            _ => false,
        },
    },
    Known {
        name: "blanks",
        reason: "ours leaves out cells that hold nothing but blanks, or the other one does",
        is: |pair| {
            let ours = pair.ours.is_none_or(|cell| cell.text.trim().is_empty());
            ours && value(pair).is_none_or(|value| match value {
                Seen::Nothing => true,
                Seen::Text(text) => text.trim().is_empty(),
                _ => false,
            })
        },
    },
    Known {
        name: "spaces",
        reason: "the other one drops blanks around a text that does not ask to keep them, and some line ends",
        is: |pair| match (pair.ours, value(pair)) {
            (Some(ours), Some(Seen::Text(theirs))) if ours.value == Value::Text => {
                ours.text.chars().filter(|c| !c.is_whitespace()).eq(theirs.chars().filter(|c| !c.is_whitespace()))
            }
            _ => false,
        },
    },
    Known {
        name: "errors",
        reason: "an error is none to both, whatever they call it; the other one does not know those of newer versions",
        is: |pair| {
            pair.ours.is_some_and(|cell| matches!(cell.value, Value::Error | Value::Uncalculated))
                && !matches!(value(pair), Some(Seen::Number(_)))
        },
    },
    Known {
        name: "size",
        reason: "a double beyond every decimal is no amount: ours keeps its text",
        is: |pair| matches!(value(pair), Some(Seen::Number(None))),
    },
];

/// What the other one sees.
fn value(pair: Pair<'_>) -> Option<&Seen> {
    pair.theirs.map(|cell| &cell.value)
}

/// Whether two numbers are the same double.
pub(super) fn same(one: Decimal, other: Decimal) -> bool {
    one == other || one.round_sf(15) == other.round_sf(15)
}
