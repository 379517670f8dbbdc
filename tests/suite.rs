//! The integration tests.

#[path = "suite/patch/mod.rs"]
mod patch;
