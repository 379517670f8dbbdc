//! What the user decides about reading exports.

use crate::amount::Unit;
use crate::edition::Templates;
use crate::import::knowledge::profile::Profile;

/// What the user decides about reading exports.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The template files.
    pub templates: &'a Templates,
    /// The profile to use for all tables of its kind, whatever their headers (`--profile`).
    pub profile: Option<Profile>,
    /// The unit where the files do not say it, or say two (`--unit`).
    pub unit: Option<Unit>,
    /// The fiscal year where the files do not say it.
    pub fiscal_year: Option<u16>,
}
