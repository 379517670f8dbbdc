//! What the files themselves hold against a figure: a case is a folder below `tests/evidence/` with its exports in `in/`, and in
//! `expected` the exit code and what the program says of them. The companions of the sample are given too where `in/` says so by
//! holding them.

use std::path::Path;

use crate::cases;
use crate::program::convert;
use crate::python::python;

/// What is said of every export alone, and is no evidence: which other exports are not there.
const ALWAYS: [&str; 4] = ["GK-T010", "GK-T011", "GK-T030", "GK-T031"];

#[test]
fn every_case_gives_its_right_answer() {
    cases::each("tests/evidence", "expected", show);
}

fn show(folder: &Path) -> String {
    let converted = convert(&[folder.join("in")]);
    let said = converted.said();
    let blocks = said.split("\n\n").map(str::trim).filter(|block| block.starts_with('['));
    let told = blocks.filter(|block| !ALWAYS.iter().any(|code| block.contains(code))).map(head_and_places);
    format!("退出码 {}\n\n{}\n", converted.code(), told.collect::<Vec<_>>().join("\n\n"))
}

/// What kind of finding it is and where; its words are for people and may change.
fn head_and_places(block: &str) -> String {
    let place = |line: &&str| line.starts_with("  位置：") || line.starts_with("  相关：");
    let head = block.lines().take(1);
    head.chain(block.lines().filter(place)).collect::<Vec<_>>().join("\n")
}

/// Every kind of slip at one place: none may pass in silence, and what is no slip must not be blocked.
#[test]
fn no_slip_passes_in_silence() {
    let program = env!("CARGO_BIN_EXE_gongkai");
    python(
        "tests/slips/run.py",
        &[program.as_ref(), "--places".as_ref(), "1".as_ref(), "--seed".as_ref(), "suite".as_ref()],
    );
}
