//! Everything that recognising exports knows from `templates/`.

use std::collections::BTreeSet;

use super::annex::{self, AnnexNames};
use super::funds::{self, Funds};
use super::kinds::{self, Kinds};
use super::names::{self, FieldNames};
use super::profile::{Profile, profiles};
use crate::edition::{TemplateError, Templates};

/// The names of fields, funds and kinds, and the profiles, as the templates give them.
#[derive(Clone, Debug)]
pub struct Knowledge {
    pub(super) names: FieldNames,
    pub(super) funds: Funds,
    pub(super) kinds: Kinds,
    pub(super) annexes: AnnexNames,
    pub(super) profiles: Vec<Profile>,
    pub(super) distinguishing: BTreeSet<String>,
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
        let annexes = AnnexNames::parse(text(annex::FILE)?)?;
        let mut distinguishing: BTreeSet<String> =
            profiles.iter().flat_map(|p| p.distinguishing.iter().cloned()).collect();
        distinguishing.extend(annexes.telling_words().cloned());
        Ok(Knowledge {
            names: FieldNames::parse(text(names::FILE)?)?,
            funds: Funds::parse(text(funds::FILE)?)?,
            kinds: Kinds::parse(text(kinds::FILE)?)?,
            annexes,
            distinguishing,
            profiles,
        })
    }

    /// The same with one more profile, whose names count when headers are looked for.
    #[must_use]
    pub(super) fn with(mut self, profile: &Profile) -> Knowledge {
        self.distinguishing.extend(profile.distinguishing.iter().cloned());
        self.distinguishing.extend(profile.fund_columns.keys().cloned());
        self.names = self.names.extended_for_search(&profile.names);
        self
    }
}
