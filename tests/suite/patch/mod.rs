//! The patching engine: cases in files, and what other programs say of its results.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod case;
mod cases;
mod differential;
mod marks;
