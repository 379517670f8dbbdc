//! The integration tests: one binary, a module an area; cases are files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic)]

#[path = "suite/acceptance.rs"]
mod acceptance;
#[path = "suite/agreement.rs"]
mod agreement;
#[path = "suite/annotate.rs"]
mod annotate;
#[path = "suite/audit.rs"]
mod audit;
#[path = "suite/cases.rs"]
mod cases;
#[path = "suite/checks.rs"]
mod checks;
#[path = "suite/choosing.rs"]
mod choosing;
#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/containers.rs"]
mod containers;
#[path = "suite/damage.rs"]
mod damage;
#[cfg(target_os = "linux")]
#[path = "suite/dropped.rs"]
mod dropped;
#[path = "suite/editions.rs"]
mod editions;
#[path = "suite/evidence.rs"]
mod evidence;
#[path = "suite/export.rs"]
mod export;
#[path = "suite/fill/mod.rs"]
mod fill;
#[path = "suite/final_accounts.rs"]
mod final_accounts;
#[path = "suite/foreign.rs"]
mod foreign;
#[path = "suite/from_lines.rs"]
mod from_lines;
#[path = "suite/generated.rs"]
mod generated;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/import_sample.rs"]
mod import_sample;
#[path = "suite/judges.rs"]
mod judges;
#[path = "suite/large.rs"]
mod large;
#[path = "suite/large_workbooks.rs"]
mod large_workbooks;
#[path = "suite/model.rs"]
mod model;
#[path = "suite/mutation.rs"]
mod mutation;
#[path = "suite/narrative.rs"]
mod narrative;
#[path = "suite/openxml.rs"]
mod openxml;
#[path = "suite/origins.rs"]
mod origins;
#[path = "suite/own_income.rs"]
mod own_income;
#[path = "suite/patch/mod.rs"]
mod patch;
#[path = "suite/places.rs"]
mod places;
#[path = "suite/program.rs"]
mod program;
#[path = "suite/published.rs"]
mod published;
#[path = "suite/python.rs"]
mod python;
#[path = "suite/readme.rs"]
mod readme;
#[path = "suite/reference.rs"]
mod reference;
#[path = "suite/registry.rs"]
mod registry;
#[path = "suite/report_page.rs"]
mod report_page;
#[path = "suite/rounding/mod.rs"]
mod rounding;
#[path = "suite/scale.rs"]
mod scale;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/tables.rs"]
mod tables;
#[path = "suite/tables_in.rs"]
mod tables_in;
#[path = "suite/tidy.rs"]
mod tidy;
#[path = "suite/unattended.rs"]
mod unattended;
