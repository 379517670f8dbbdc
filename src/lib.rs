//! gongkai（公开）turns what a Chinese finance system exports into the budget disclosure of a department.
//!
//! ```text
//! files ──import──▶ Budget ──tables──▶ Disclosure ──check──▶ Report
//!                                         └──────export──▶ workbook, working paper, csv, json, docx
//! ```
//!
//! Each stage takes bytes or values and gives a value together with everything it found ([`finding::Checked`]). Money is
//! exact ([`amount::Amount`]), every figure knows where it came from ([`origin::Origin`]), and what differs between
//! jurisdictions and years is data ([`edition`]).

pub mod amount;
pub mod check;
pub mod cli;
pub mod disclosure;
pub mod document;
pub mod edition;
pub mod export;
pub mod fill;
pub mod finding;
pub mod import;
mod mix;
pub mod model;
pub mod narrative;
pub mod origin;
pub mod patch;
pub mod reading;
pub mod service;
pub mod store;
pub mod tables;
