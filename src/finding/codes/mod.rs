//! The codes of the rooms that read, model and write; the rules of the check room carry their own.
//!
//! A code is never reused: one that is no longer given moves to [`RETIRED`].

pub mod export;
pub mod fill;
pub mod import;
pub mod import_annex;
pub mod import_container;
pub mod import_evidence;
pub mod import_lines;
pub mod import_marks;
pub mod import_pdf;
pub mod import_published;
pub mod import_second;
pub mod import_shape;
pub mod model;
pub mod narrative;
pub mod rounding;
pub mod run;
pub mod tables;

use super::Code;

/// Ids that were given once and must not come back with another meaning.
pub const RETIRED: &[&str] = &["GK-I051"];

/// All codes of these rooms, in order of id.
pub fn all() -> Vec<&'static Code> {
    [
        import_container::CODES,
        import_shape::CODES,
        import_pdf::CODES,
        import_marks::CODES,
        import_second::CODES,
        import::CODES,
        import_lines::CODES,
        import_annex::CODES,
        import_published::CODES,
        import_evidence::CODES,
        model::CODES,
        tables::CODES,
        rounding::CODES,
        export::CODES,
        fill::CODES,
        narrative::CODES,
        run::CODES,
    ]
    .concat()
}
