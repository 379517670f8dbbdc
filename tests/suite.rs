//! The integration tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    missing_docs,
    reason = "a test says that something went wrong by failing; clippy excuses only the functions marked as tests"
)]

#[path = "suite/export.rs"]
mod export;
