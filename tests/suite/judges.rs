//! The judges are judged: the comparison with the published tables, and the sample's own proof.

use super::python::python;

#[test]
fn the_comparison_notices_every_kind_of_difference() {
    python("tests/published/self_test.py", &[]);
}

#[test]
fn the_sample_is_what_its_program_writes_and_ties_to_the_published_tables() {
    python("samples/make_pingxiang.py", &["--check".as_ref()]);
}

#[test]
fn last_years_sample_is_what_its_program_writes_and_gives_the_published_changes() {
    python("samples/make_prior.py", &["--check".as_ref()]);
}
