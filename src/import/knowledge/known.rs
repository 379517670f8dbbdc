//! Everything that recognising exports knows from `templates/`.

use std::collections::BTreeSet;

use crate::edition::{TemplateError, Templates};
use crate::import::knowledge::annex_names::{AnnexNames, FILE};
use crate::import::knowledge::charts::{self, Charts};
use crate::import::knowledge::field_names::{self, FieldNames};
use crate::import::knowledge::funds::{self, Funds};
use crate::import::knowledge::kinds::{self, Kinds};
use crate::import::knowledge::plausible::{self, Plausible};
use crate::import::knowledge::profile::{Profile, profiles};
use crate::import::knowledge::testimony::{self, Testimony};

/// The names of fields, funds and kinds, and the profiles, as the templates give them.
#[derive(Clone, Debug)]
pub struct Knowledge {
    pub(in crate::import) names: FieldNames,
    pub(in crate::import) funds: Funds,
    pub(in crate::import) kinds: Kinds,
    pub(in crate::import) plausible: Plausible,
    pub(in crate::import) testimony: Testimony,
    pub(in crate::import) charts: Charts,
    pub(in crate::import) annexes: AnnexNames,
    pub(in crate::import) profiles: Vec<Profile>,
    pub(in crate::import) distinguishing: BTreeSet<String>,
}

impl Knowledge {
    /// Loads it.
    ///
    /// # Errors
    /// Where a file is missing or broken: file, line and what would be right.
    pub fn load(templates: &Templates) -> Result<Knowledge, TemplateError> {
        let text = |file: &str| {
            templates.get(file).ok_or_else(|| TemplateError {
                file: file.to_owned(),
                line: None,
                problem: "没有这个文件，无法辨认导出文件的列".to_owned(),
            })
        };
        let profiles = profiles(templates)?;
        let annexes = AnnexNames::parse(text(FILE)?)?;
        let mut distinguishing: BTreeSet<String> =
            profiles.iter().flat_map(|p| p.distinguishing.iter().cloned()).collect();
        distinguishing.extend(annexes.telling_words().cloned());
        Ok(Knowledge {
            names: FieldNames::parse(text(field_names::FILE)?)?,
            funds: Funds::parse(text(funds::FILE)?)?,
            kinds: Kinds::parse(text(kinds::FILE)?)?,
            plausible: Plausible::parse(text(plausible::FILE)?)?,
            testimony: Testimony::parse(text(testimony::FILE)?)?,
            charts: Charts::load(templates, text(charts::PAIRS)?)?,
            annexes,
            distinguishing,
            profiles,
        })
    }

    /// The same with one more profile, whose names count when headers are looked for.
    #[must_use]
    pub(in crate::import) fn with(mut self, profile: &Profile) -> Knowledge {
        self.distinguishing.extend(profile.distinguishing.iter().cloned());
        self.distinguishing.extend(profile.fund_columns.keys().cloned());
        self.names = self.names.extended_for_search(&profile.names);
        self
    }
}
