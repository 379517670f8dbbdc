//! What differs between jurisdictions and years (公开表样), as data from `templates/`.

mod templates;

pub use templates::{TemplateError, Templates};
