//! The last net below readers that are not ours.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Refusal, Source};
use crate::finding::Finding;
use crate::finding::codes::import_container::READER_FAILED;

/// Runs a reader; a panic inside it becomes a finding.
///
/// The reader's own state is thrown away after a panic, so nothing half-made is seen again.
pub(super) fn caught<T>(source: Source<'_>, read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(outcome) => outcome,
        Err(cause) => {
            let words = cause.downcast_ref::<&str>().map(|s| (*s).to_owned());
            let words = words.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
            Err(Box::new(Finding::new(&READER_FAILED).at(source.whole()).with("cause", words)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::import::limits::Limits;

    #[test]
    fn a_panic_becomes_a_finding() {
        let file: Arc<str> = "坏.xls".into();
        let source = Source { file: &file, bytes: &[], limits: &Limits::default() };
        let outcome: Result<(), Refusal> = caught(source, || panic!("index out of bounds"));
        let finding = outcome.unwrap_err();
        assert_eq!(finding.code.id, READER_FAILED.id);
        assert_eq!(finding.details[0].1.to_string(), "index out of bounds");
    }
}
