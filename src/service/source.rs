//! An input: its name and content, and what is kept of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::service::hash::hash;

/// One input with its content.
#[derive(Debug)]
pub struct Source {
    /// The name that is shown: that of the file, or of its path below the folder given; all of the path where two would be
    /// the same.
    pub name: Arc<str>,
    /// Its path; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The content.
    pub bytes: Vec<u8>,
    /// Whether it was named itself, rather than found in a folder.
    pub named: bool,
}

/// What is kept of an input whose content has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The name that is shown.
    pub name: Arc<str>,
    /// Its path; `None` for standard input.
    pub path: Option<PathBuf>,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Source {
    /// An input of this name and content.
    pub fn new(name: &str, bytes: Vec<u8>) -> Source {
        Source { name: name.into(), path: None, bytes, named: true }
    }

    /// What is kept of it.
    pub fn known(&self) -> Known {
        Known { name: Arc::clone(&self.name), path: self.path.clone(), sha256: hash(&self.bytes) }
    }
}
