//! The patching engine: cases in files, and what other programs say of its results.

mod case;
mod cases;
