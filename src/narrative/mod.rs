//! The text of the disclosure (情况说明), composed from the edition's templates.
//!
//! Figures are cells of the [`crate::disclosure::Disclosure`], found by role, row and column and never computed beside it;
//! changes are differences of two such cells. What no export holds comes from the department's `说明.toml`
//! ([`Answers`]); what it does not answer stands in the text as 【待填写：…】 and is a finding. Nothing is invented.

mod answers;
mod compose;
mod figures;
mod form;
mod items;
mod markup;
mod values;

pub use answers::Answers;
pub use compose::{Composer, Given};
pub use form::blank;
