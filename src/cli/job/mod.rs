//! `gongkai run`: a job done unattended, at night, by a scheduler or whenever its inputs change.

mod file;
mod lock;


pub use file::{JobFile, schema as job_schema};
pub use lock::Lock;

/// Folder below the output folder that holds the lock, manifests and logs.
pub const RECORDS: &str = ".gongkai";
