//! The integration tests: one binary, a module an area; cases are files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "suite/agreement.rs"]
mod agreement;
#[path = "suite/containers.rs"]
mod containers;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/mutations.rs"]
mod mutations;
