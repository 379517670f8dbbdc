//! Findings that say the same of many departments, as one.

use std::collections::BTreeMap;

use super::{Detail, Finding};

/// At most so many places are named of one finding; its `{count}` says how many there are.
pub(crate) const MOST_PLACES: usize = 20;

/// Each cause once, where it first came: places of later ones are added as far as a reader wants them, and `{count}`s are
/// added up. Findings with figures stand for themselves.
///
/// ```
/// use gongkai::finding::{alike_once, codes::run::EMPTY_FOLDER, Finding};
/// let found = || Finding::new(&EMPTY_FOLDER).with("path", "导出").with("count", 2_usize);
/// let once = alike_once(vec![found(), found()]);
/// assert_eq!(once, [Finding::new(&EMPTY_FOLDER).with("path", "导出").with("count", 4_usize)]);
/// ```
#[must_use]
pub fn alike_once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut once: Vec<Finding> = Vec::new();
    let mut known: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for finding in findings {
        let Some(cause) = cause(&finding) else {
            once.push(finding);
            continue;
        };
        let at = *known.entry(cause).or_insert(once.len());
        match once.get_mut(at) {
            Some(first) => join(first, finding),
            None => once.push(finding),
        }
    }
    once
}

/// What two findings have in common that are about the same thing; `None` for one that stands for itself.
fn cause(finding: &Finding) -> Option<(&'static str, String)> {
    let alone = finding.comparison.is_some() || !finding.follows.is_empty();
    let said = finding.details.iter().filter(|(name, _)| *name != "count");
    let cause = format!("{:?}", (finding.severity, &finding.waived, &finding.rule, said.collect::<Vec<_>>()));
    (!alone).then_some((finding.code.id, cause))
}

fn join(first: &mut Finding, other: Finding) {
    let free = MOST_PLACES.saturating_sub(first.places.len());
    first.places.extend(other.places.into_iter().take(free));
    let more = other.details.iter().find_map(|(name, detail)| count(name, detail)).unwrap_or_default();
    for (name, detail) in &mut first.details {
        if let Some(own) = count(name, detail) {
            *detail = Detail::Count(own + more);
        }
    }
}

fn count(name: &str, detail: &Detail) -> Option<u64> {
    match detail {
        Detail::Count(count) if name == "count" => Some(*count),
        _ => None,
    }
}
