//! Where a job keeps its records.

/// Folder below the output folder that holds the lock, manifests and logs.
pub const RECORDS: &str = ".gongkai";
