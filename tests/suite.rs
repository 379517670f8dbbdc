//! The integration tests: one binary, a module an area; cases are files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "suite/cases.rs"]
mod cases;
#[path = "suite/tables.rs"]
mod tables;
