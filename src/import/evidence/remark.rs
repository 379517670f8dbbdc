//! What is remarked of some rows, on its way to being findings of their tables.

use crate::finding::{Code, Severity};
use crate::import::evidence::seen::{Said, Tables};
use crate::import::knowledge::field::Dimension;
use crate::origin::Origin;

/// One cause with the cells that show it.
pub(in crate::import) struct Remark {
    pub(in crate::import) code: &'static Code,
    pub(in crate::import) severity: Severity,
    /// The `{what}` of the message.
    pub(in crate::import) what: String,
    /// The `{why}` of the message.
    pub(in crate::import) why: String,
    pub(in crate::import) rows: usize,
    /// The cells, each with the number of its table.
    pub(in crate::import) places: Vec<(usize, Origin)>,
}

impl Remark {
    /// A remark about the rows that say something.
    pub(in crate::import) fn of(
        code: &'static Code,
        (tables, said, dimension): (&Tables<'_, '_>, &Said, Dimension),
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> Remark {
        Remark {
            code,
            severity: code.severity,
            what: what.into(),
            why: why.into(),
            rows: said.count,
            places: tables.places(said, dimension),
        }
    }

    pub(in crate::import) fn with_severity(mut self, severity: Severity) -> Remark {
        self.severity = severity;
        self
    }
}
