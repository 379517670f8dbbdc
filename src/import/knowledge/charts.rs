//! Names of classifications, from all charts among the templates (科目表), and which government economic class goes with which
//! departmental one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::edition::{Chart, TemplateError, Templates};
use crate::import::cell::label::comparable;

/// Where the pairs of economic classes lie below `templates/`.
pub(in crate::import) const PAIRS: &str = "codes/economic-pairs.toml";

/// The names of one classification, those of all years together: a name that was right once is no slip.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct ChartNames {
    /// For each code its names in comparable form, and whether each was seen in print.
    names: BTreeMap<String, Vec<(String, bool)>>,
    codes: BTreeMap<String, BTreeSet<String>>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Charts {
    pub(in crate::import) function: ChartNames,
    pub(in crate::import) economic: ChartNames,
    pub(in crate::import) government: ChartNames,
    pub(in crate::import) pairs: Pairs,
}

/// Which departmental classes go with a government one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct Pairs {
    /// How much of a file must follow the pairs for the rest to be slips, in percent.
    pub(in crate::import) share_of_100: usize,
    pairs: BTreeMap<String, Vec<String>>,
}

impl Charts {
    /// Loads them.
    ///
    /// # Errors
    /// Where a file is missing or broken.
    pub(in crate::import) fn load(templates: &Templates, pairs: &str) -> Result<Charts, TemplateError> {
        let pairs = toml::from_str(pairs).map_err(|e| TemplateError::from_toml(PAIRS, pairs, &e))?;
        let mut charts = Charts { pairs, ..Charts::default() };
        for (path, text) in templates.under("charts/") {
            let names = match path.rsplit('/').next() {
                Some("function.tsv") => &mut charts.function,
                Some("economic-department.tsv") => &mut charts.economic,
                Some("economic-government.tsv") => &mut charts.government,
                _ => continue,
            };
            names.add(&Chart::parse(path, text)?);
        }
        Ok(charts)
    }
}

impl ChartNames {
    fn add(&mut self, chart: &Chart) {
        for (code, name) in chart.names() {
            let words = comparable(&name.name);
            self.codes.entry(words.clone()).or_default().insert(code.to_string());
            let names = self.names.entry(code.to_string()).or_default();
            match names.iter_mut().find(|(known, _)| *known == words) {
                Some((_, attested)) => *attested |= name.attested,
                None => names.push((words, name.attested)),
            }
        }
    }

    /// Whether a code has this name in any year.
    pub(in crate::import) fn has(&self, code: &str, name: &str) -> bool {
        self.names.get(code).is_some_and(|names| names.iter().any(|(known, _)| known == name))
    }

    /// What a code is called; a name that was not seen in print only where hints may be trusted.
    pub(in crate::import) fn name(&self, code: &str, hints: bool) -> Option<&str> {
        let names = self.names.get(code)?;
        names.iter().find(|(_, attested)| hints || *attested).map(|(name, _)| name.as_str())
    }

    /// Whether anything is known of a code.
    pub(in crate::import) fn knows(&self, code: &str) -> bool {
        self.names.contains_key(code)
    }

    /// The codes that have a name.
    pub(in crate::import) fn codes(&self, name: &str) -> impl Iterator<Item = &str> {
        self.codes.get(name).into_iter().flatten().map(String::as_str)
    }
}

impl Pairs {
    /// Whether a departmental class goes with a government one; `None` where nothing is said of the latter.
    pub(in crate::import) fn agree(&self, government: &str, department: &str) -> Option<bool> {
        let known = self.pairs.iter().filter(|(code, _)| government.starts_with(code.as_str()));
        let (_, allowed) = known.max_by_key(|(code, _)| code.len())?;
        Some(allowed.iter().any(|code| department.starts_with(code.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charts() -> Charts {
        let templates = Templates::built_in();
        Charts::load(&templates, templates.get(PAIRS).unwrap()).unwrap()
    }

    #[test]
    fn names_and_codes_know_each_other() {
        let charts = charts();
        assert!(charts.function.has("2010301", "行政运行"));
        assert!(charts.economic.codes("办公费").eq(["30201"]));
        assert!(charts.government.knows("50201"));
    }

    #[test]
    fn classes_that_go_together() {
        let pairs = charts().pairs;
        assert_eq!(pairs.agree("50201", "30201"), Some(true));
        assert_eq!(pairs.agree("50201", "30217"), Some(false));
        assert_eq!(pairs.agree("50306", "31002"), Some(true));
        assert_eq!(pairs.agree("50303", "31002"), Some(false));
        assert_eq!(pairs.agree("514", "31002"), None);
    }
}
