//! The integration tests: one binary, a module an area; cases are files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    missing_docs,
    reason = "a test says that something went wrong by failing; clippy excuses only the functions marked as tests"
)]

#[path = "suite/cases.rs"]
mod cases;
#[path = "suite/export.rs"]
mod export;
#[path = "suite/tables.rs"]
mod tables;
