//! What is told on the way, as data: whoever listens has the words.

use std::path::Path;

use crate::finding::{Finding, Words};
use crate::service::annotate::Marked;
use crate::service::stop::Stop;

/// Something worth telling while a run goes on.
#[derive(Clone, Copy, Debug)]
pub enum Note<'a> {
    /// A file or folder was not read, and why.
    Skipped(&'a Path, Words),
    /// A file in a walked folder is no table: its name and format, in Chinese and as an id.
    NoTable(&'a str, &'a str, &'a str),
    /// The years of last year's figures in a file or folder.
    Prior(&'a Path, &'a [u16]),
    /// What was found.
    Found(&'a [Finding]),
    /// Standard input cannot be marked.
    StandardInputNotMarked,
    /// A file was changed or moved after it was checked, and so is not marked.
    ChangedMeanwhile(&'a Path),
    /// A file cannot be marked, and why.
    NotMarked(&'a str, &'a str),
    /// A marked copy stands here.
    Marked(&'a Path, &'a Marked),
    /// The inputs are read by department: how many there are.
    ByDepartment(usize),
}

/// Whoever is told how a run goes.
pub trait Progress {
    /// Hears a note.
    ///
    /// # Errors
    /// Where nobody listens any more, so that the run may end.
    fn tell(&mut self, note: Note<'_>) -> Result<(), Stop>;
}

/// Nobody listens.
impl Progress for () {
    fn tell(&mut self, _: Note<'_>) -> Result<(), Stop> {
        Ok(())
    }
}
