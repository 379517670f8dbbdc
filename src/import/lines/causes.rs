//! Findings of a table, one for each different cause: a thousand rows with the same unknown word are one thing to mend.

use std::collections::BTreeMap;

use crate::finding::{Code, Detail, Finding, MOST_PLACES};
use crate::origin::Origin;

/// At most so many findings of one code stand for themselves in a table.
const MOST_ALIKE: usize = 100;

/// Findings on their way, in order of code and cause.
#[derive(Debug, Default)]
pub(in crate::import) struct Gather {
    causes: BTreeMap<(&'static str, String), (Finding, usize)>,
    /// How many stand for themselves, a code.
    pushed: BTreeMap<&'static str, usize>,
    /// How many different causes were noted, a code.
    noted: BTreeMap<&'static str, usize>,
}

impl Gather {
    /// Notes one occurrence of `code` with a cause (`what`, the `{what}` of its message) at a place.
    pub(in crate::import) fn note(
        &mut self,
        code: &'static Code,
        what: impl Into<String>,
        place: Origin,
    ) -> &mut Finding {
        let mut what = what.into();
        if !self.causes.contains_key(&(code.id, what.clone())) {
            let different = self.noted.entry(code.id).or_default();
            *different += 1;
            if *different > MOST_ALIKE {
                what = "其余各种".to_owned();
            }
        }
        let fresh = || (Finding::new(code).with("what", what.clone()), 0);
        let (finding, count) = self.causes.entry((code.id, what.clone())).or_insert_with(fresh);
        *count += 1;
        if finding.places.len() < MOST_PLACES {
            finding.places.push(place.into());
        }
        finding
    }

    /// Adds a finding that stands for itself; from the hundredth of a code on they are only counted.
    pub(in crate::import) fn push(&mut self, mut finding: Finding) {
        let pushed = self.pushed.entry(finding.code.id).or_default();
        *pushed += 1;
        let serial = (*pushed).min(MOST_ALIKE);
        if serial == MOST_ALIKE {
            finding.comparison = None;
        }
        let key = (finding.code.id, format!("{serial:09}"));
        let (_, count) = self.causes.entry(key).or_insert((finding, 0));
        *count += 1;
    }

    /// All findings, each with its `{count}`.
    pub(in crate::import) fn finish(self, into: &mut Vec<Finding>) {
        into.extend(self.causes.into_values().map(|(mut finding, count)| {
            finding.details.push(("count", Detail::from(count)));
            finding
        }));
    }
}

/// Sets a detail of a finding once.
pub(in crate::import) fn detail(finding: &mut Finding, name: &'static str, value: impl Into<Detail>) {
    if !finding.details.iter().any(|(known, _)| *known == name) {
        finding.details.push((name, value.into()));
    }
}
