//! What recognising exports knows from `templates/` (词汇和配置): names of fields, codes of funds and kinds, profiles.

pub(in crate::import) mod annex_names;
pub(in crate::import) mod charts;
pub(in crate::import) mod field;
pub(in crate::import) mod field_names;
pub(in crate::import) mod funds;
pub(in crate::import) mod kinds;
pub(in crate::import) mod known;
pub(in crate::import) mod mapping;
pub(in crate::import) mod plausible;
pub(in crate::import) mod profile;
pub(in crate::import) mod profile_draft;
pub(in crate::import) mod testimony;
