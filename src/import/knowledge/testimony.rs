//! How the amounts of one row bear on each other (佐证): `templates/codes/amounts.toml`, or the profile's own relations.

use serde::Deserialize;

use crate::edition::TemplateError;
use crate::finding::Severity;
use crate::import::knowledge::field_names::HeaderWord;

/// Where the table lies below `templates/`.
pub(in crate::import) const FILE: &str = "codes/amounts.toml";

/// What is asked of the amounts beside the one that is used.
#[derive(Clone, Debug)]
pub struct Testimony {
    pub(in crate::import) relations: Vec<SumRelation>,
    /// Columns that show, when they hold something, that a blank amount was forgotten.
    pub(in crate::import) filled: Vec<String>,
    /// Columns that may differ, but not by a shifted point.
    pub(in crate::import) near: Vec<String>,
    /// Factors that nobody means, and how much each matters.
    pub(in crate::import) factors: Vec<(u32, Severity)>,
}

/// A column that is the sum of others in every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumRelation {
    pub(in crate::import) sum: Vec<String>,
    pub(in crate::import) parts: Vec<Vec<String>>,
    pub(in crate::import) severity: Severity,
}

/// A relation as templates write it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::import) struct Written {
    sum: Vec<String>,
    parts: Vec<Vec<String>>,
    #[serde(default)]
    strict: Strict,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
enum Strict {
    #[default]
    #[serde(rename = "强制")]
    Mandatory,
    #[serde(rename = "提示")]
    Advisory,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    relations: Vec<Written>,
    blank: Blank,
    factors: Factors,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Blank {
    beside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Factors {
    beside: Vec<String>,
    mandatory: Vec<u32>,
    advisory: Vec<u32>,
}

impl Testimony {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file is no such table: the line and what would be right.
    pub fn parse(text: &str) -> Result<Testimony, TemplateError> {
        let file: File = toml::from_str(text).map_err(|e| TemplateError::from_toml(FILE, text, &e))?;
        let mandatory = file.factors.mandatory.iter().map(|factor| (*factor, Severity::Mandatory));
        let advisory = file.factors.advisory.iter().map(|factor| (*factor, Severity::Advisory));
        Ok(Testimony {
            relations: file.relations.into_iter().map(SumRelation::from).collect(),
            filled: words(&file.blank.beside),
            near: words(&file.factors.beside),
            factors: mandatory.chain(advisory).collect(),
        })
    }
}

impl From<Written> for SumRelation {
    fn from(written: Written) -> SumRelation {
        SumRelation {
            sum: words(&written.sum),
            parts: written.parts.iter().map(|names| words(names)).collect(),
            severity: match written.strict {
                Strict::Mandatory => Severity::Mandatory,
                Strict::Advisory => Severity::Advisory,
            },
        }
    }
}

fn words(names: &[String]) -> Vec<String> {
    names.iter().map(|name| HeaderWord::read(name).words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Templates;

    #[test]
    fn the_built_in_relations_are_read() {
        let known = Testimony::parse(Templates::built_in().get(FILE).unwrap()).unwrap();
        assert_eq!(known.relations.len(), 1);
        assert_eq!(known.relations[0].severity, Severity::Mandatory);
        assert!(known.near.contains(&"申报数".to_owned()) && !known.filled.contains(&"申报数".to_owned()));
    }

    #[test]
    fn a_broken_table_names_its_line() {
        let error = Testimony::parse("[[relations]]\nsum = 1\n").unwrap_err();
        assert_eq!(error.line, Some(2), "{error}");
    }
}
