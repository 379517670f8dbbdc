//! The integration tests.

#[path = "suite/tidy.rs"]
mod tidy;
