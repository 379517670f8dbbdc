//! Rooms see each other only as docs/architecture.md says.

use std::collections::BTreeSet;

use super::none;
use super::source::{self, Source};

/// What every room may see: exact money, places, what was understood, what was found, how equal things are looked up.
const GROUND: &[&str] = &["amount", "origin", "reading", "finding", "mix"];

/// A room and what it may see besides itself and [`GROUND`]. The ground itself sees only what is said here.
const ROOMS: &[(&str, &[&str])] = &[
    ("amount", &[]),
    ("origin", &[]),
    ("mix", &[]),
    ("reading", &["amount", "origin"]),
    ("finding", &["amount", "origin", "reading"]),
    ("model", &[]),
    ("disclosure", &["model"]),
    ("edition", &["model", "disclosure"]),
    // The text of the disclosure: a type that those who make it, write it and read it share.
    ("document", &["disclosure"]),
    ("import", &["model", "edition", "disclosure", "document"]),
    ("tables", &["model", "edition", "disclosure"]),
    ("narrative", &["model", "edition", "disclosure", "document"]),
    ("check", &["model", "edition", "disclosure", "document"]),
    ("export", &["model", "disclosure", "document"]),
    // Changes a workbook in place and knows nothing of budgets.
    ("patch", &[]),
    // Puts a disclosure into a blank workbook that the importer recognised.
    ("fill", &["model", "edition", "disclosure", "import", "patch"]),
    // The use cases: all that is done, and nothing of where it comes from and goes to.
    (
        "service",
        &[
            "model",
            "disclosure",
            "edition",
            "document",
            "import",
            "tables",
            "narrative",
            "check",
            "export",
            "patch",
            "fill",
        ],
    ),
    // The disk.
    ("store", &["model", "disclosure", "edition", "import", "check", "service"]),
];

/// The room that ties all others together.
const TOP: &str = "cli";

fn may_see(room: &str, other: &str) -> bool {
    let own = ROOMS.iter().find(|(name, _)| *name == room);
    room == other
        || room == TOP
        || own.is_some_and(|(_, others)| others.contains(&other))
        || (!GROUND.contains(&room) && GROUND.contains(&other))
}

#[test]
fn rooms_see_each_other_only_as_agreed() {
    let mut breaches = Vec::new();
    for source in source::all() {
        let Some(room) = source.room() else { continue };
        if room != TOP && !ROOMS.iter().any(|(name, _)| *name == room) {
            breaches.push(format!("{}: the room {room} is not in tests/suite/tidy/rooms.rs", source.path));
        }
        for other in seen(&source.bare).into_iter().filter(|other| !may_see(room, other)) {
            breaches.push(format!("{}: {room} may not see {other}", source.path));
        }
        if climbs_out(&source) {
            breaches.push(format!("{}: `super::` leads out of the room; write `crate::`", source.path));
        }
    }
    none(&breaches);
}

/// The agreement itself has no ring: nothing sees itself through others.
#[test]
fn the_agreement_runs_one_way() {
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    while settled.len() < ROOMS.len() {
        let next = ROOMS.iter().map(|(room, _)| *room).find(|room| {
            let open = |other: &&(&str, _)| other.0 != *room && !settled.contains(other.0);
            !settled.contains(room) && !ROOMS.iter().filter(open).any(|(other, _)| may_see(room, other))
        });
        settled.insert(next.expect("two rooms see each other"));
    }
}

/// The rooms that paths of this code begin with: `crate::a::b`, `crate::{a::b, c}`.
fn seen(code: &str) -> BTreeSet<&str> {
    let mut rooms = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let after = code[at + start.len()..].trim_start();
        match after.strip_prefix('{') {
            Some(group) => rooms.extend(names_of_group(group)),
            None => rooms.extend(first_name(after)),
        }
    }
    rooms
}

fn first_name(path: &str) -> Option<&str> {
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(path.len());
    (end > 0).then_some(&path[..end])
}

/// The first names of `a::{b, c}, d}`.
fn names_of_group(group: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut from = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                names.extend(first_name(group[from..at].trim_start()));
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// Whether as many `super::` stand in a row as the module is deep, which is the crate's root.
fn climbs_out(source: &Source) -> bool {
    let depth = source.module().len();
    depth > 0 && source.bare.contains(&"super::".repeat(depth))
}

#[test]
fn paths_are_read_in_all_their_forms() {
    let code =
        "use crate::amount::Amount; use crate::{origin::{Origin, Spot},\n finding, cli::run}; crate::tables::build()";
    assert_eq!(seen(code).into_iter().collect::<Vec<_>>(), ["amount", "cli", "finding", "origin", "tables"]);
    assert!(climbs_out(&Source::new("src/import/grid.rs", "use super::super::cli;")));
    assert!(climbs_out(&Source::new("src/import/mod.rs", "use super::cli;")));
    assert!(!climbs_out(&Source::new("src/import/grid.rs", "use super::open;")));
    assert!(!may_see("check", "export") && !may_see("import", "tables") && may_see("cli", "export"));
    assert!(!may_see("amount", "finding") && may_see("patch", "origin") && !may_see("patch", "model"));
}
