//! A cell of a filled form.

use super::{Formula, Source, Table};
use crate::amount::Amount;

/// A cell of a filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, also where a figure is zero and no formula stands.
    Blank,
    /// Words or a code.
    Text(String),
    /// A figure that is not computed from others, with what it is the sum of.
    Amount {
        /// 元, exact.
        value: Amount,
        /// Its lines, or figures of records; empty where the disclosure was read from a published workbook.
        sources: Vec<Source>,
    },
    /// A figure computed from others.
    Formula {
        /// How it is computed.
        formula: Formula,
        /// 元, exact: what the formula gives.
        value: Amount,
    },
}

impl Cell {
    /// The figure; nothing counts as zero, words are `None`.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Cell::Blank => Some(Amount::ZERO),
            Cell::Text(_) => None,
            Cell::Amount { value, .. } | Cell::Formula { value, .. } => Some(*value),
        }
    }

    /// What the cell shows: its words, or its figure in the table's unit and decimals; nothing for zero.
    pub fn printed(&self, table: &Table) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Amount { value, .. } | Cell::Formula { value, .. } if value.is_zero() => String::new(),
            Cell::Amount { value, .. } | Cell::Formula { value, .. } => value.printed(table.unit, table.decimals),
        }
    }
}
