//! Understanding one department's rows among those of all.

use super::others::{Others, Seen};
use crate::finding::Checked;
use crate::import::open::Opened;
use crate::import::understand::{Imported, Importer};

impl Others {
    /// Understands the rows of a department, and what they add up to.
    pub fn department(&self, importer: &Importer<'_>, files: &[Opened]) -> (Checked<Imported>, Seen) {
        let mut seen = Seen::default();
        let imported = importer.understand_among(files, None, Some(&mut |work| self.see(work, &mut seen)));
        (imported, seen)
    }

    /// Understands the rows that name no department, once all others have been seen.
    pub fn rest(&self, importer: &Importer<'_>, files: &[Opened]) -> Checked<Imported> {
        importer.understand_among(files, Some(self), None)
    }
}
