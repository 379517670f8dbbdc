//! The files of a room do not go round in circles: a file can be read without those that name it.
//!
//! A parent may name its children and they it. What a parent only passes on (`pub use`) counts as named where it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::none;
use super::source::{self, Source};

/// Circles that are there still. The list only shrinks: a file that is in none any more is taken out.
const EXCEPTIONS: &[&[&str]] = &[
    &["src/check/equation.rs", "src/check/figures.rs", "src/check/report.rs", "src/check/rule.rs"],
    &["src/disclosure/cell.rs", "src/disclosure/formula.rs", "src/disclosure/layout.rs", "src/disclosure/table.rs"],
    &["src/edition/load.rs", "src/edition/narrative.rs", "src/edition/sound.rs"],
    &["src/export/docx/body.rs", "src/export/docx/estimate.rs"],
    &["src/export/working/lines.rs", "src/export/working/records.rs", "src/export/working/trail.rs"],
    &["src/export/working/listing.rs", "src/export/working/texts.rs"],
    &["src/fill/front.rs", "src/fill/plan.rs"],
    &["src/import/annex/mod.rs", "src/import/lines/table_work.rs"],
    &[
        "src/import/columns/magnitude.rs",
        "src/import/evidence/mod.rs",
        "src/import/lines/account.rs",
        "src/import/lines/beside_lines.rs",
        "src/import/lines/made.rs",
        "src/import/lines/measure.rs",
        "src/import/understand.rs",
    ],
    &["src/import/columns/settled.rs", "src/import/columns/shown.rs"],
    &["src/import/container/detect.rs", "src/import/open.rs", "src/import/second/mod.rs"],
    &["src/import/container/long.rs", "src/import/container/xlsx.rs"],
    &["src/import/container/package.rs", "src/import/container/sheet.rs"],
    &["src/import/container/pdf/aligned.rs", "src/import/container/pdf/lay.rs"],
    &["src/import/large/bounds.rs", "src/import/large/kept.rs"],
    &["src/import/published/annexes.rs", "src/import/published/front.rs"],
    &["src/import/summed/by_function.rs", "src/import/summed/by_item.rs", "src/import/summed/recognise.rs"],
    &["src/model/line.rs", "src/model/measure.rs"],
    &[
        "src/patch/formula/reference.rs",
        "src/patch/formula/translate.rs",
        "src/patch/package.rs",
        "src/patch/sheet/mod.rs",
        "src/patch/sheet/write.rs",
    ],
    &["src/tables/aggregate.rs", "src/tables/pool.rs", "src/tables/rows.rs"],
    &[
        "src/tables/annex/mod.rs",
        "src/tables/assemble.rs",
        "src/tables/control.rs",
        "src/tables/preface.rs",
        "src/tables/rounding/mod.rs",
        "src/tables/sums.rs",
    ],
];

/// No circle may be larger, exception or not.
const LARGEST: usize = 8;

/// A path of modules, from the crate on.
type Module = Vec<String>;

/// The files by their modules, with what each passes on.
struct Crate<'a> {
    files: BTreeMap<Module, &'a Source>,
    passed_on: BTreeMap<Module, BTreeMap<String, Module>>,
}

impl<'a> Crate<'a> {
    fn of(sources: &'a [Source]) -> Crate<'a> {
        let module = |source: &Source| source.module().into_iter().map(str::to_owned).collect::<Module>();
        let files =
            sources.iter().filter(|source| !source.bare.is_empty()).map(|source| (module(source), source)).collect();
        let mut this = Crate { files, passed_on: BTreeMap::new() };
        for (module, source) in &this.files {
            let passed = uses(&source.bare).into_iter().filter(|(public, _)| *public);
            let passed = passed.map(|(_, (path, name))| (name, absolute(&path, module)));
            this.passed_on.insert(module.clone(), passed.collect());
        }
        this
    }

    /// The file that a path leads to.
    fn file(&self, path: &[String], depth: usize) -> Option<&Module> {
        let (module, _) = (0..=path.len()).rev().find_map(|end| self.files.get_key_value(&path[..end]))?;
        let passed = path.get(module.len()).and_then(|name| self.passed_on.get(module)?.get(name));
        match passed.filter(|_| depth > 0) {
            Some(on) => self.file(on, depth - 1).or(Some(module)),
            None => Some(module),
        }
    }

    /// The files of the same room that each file names, its parents and children left out.
    fn names(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let mut names: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for (module, source) in &self.files {
            let used = uses(&source.bare).into_iter().map(|(_, (path, _))| path);
            for path in used.chain(inline(&source.bare)) {
                let Some(other) = self.file(&absolute(&path, module), 4) else { continue };
                let related = module.starts_with(other) || other.starts_with(module);
                if !related && module.first() == other.first() {
                    names.entry(module).or_default().insert(other);
                }
            }
        }
        names
    }
}

/// The circles among these, each with its files.
fn circles<'m>(names: &BTreeMap<&'m Module, BTreeSet<&'m Module>>) -> Vec<BTreeSet<&'m Module>> {
    let reach = |from: &'m Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(module) = open.pop() {
            let next = names.get(module).into_iter().flatten().copied();
            open.extend(next.filter(|other| seen.insert(*other)));
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = names.keys().map(|module| (*module, reach(module))).collect();
    let in_circles = reached.iter().filter(|(module, seen)| seen.contains(*module));
    let circle = |(module, seen): (&&'m Module, &BTreeSet<&'m Module>)| {
        seen.iter().copied().filter(|other| reached.get(other).is_some_and(|seen| seen.contains(*module))).collect()
    };
    in_circles.map(circle).collect::<BTreeSet<BTreeSet<&Module>>>().into_iter().collect()
}

#[test]
fn the_files_of_a_room_do_not_go_round_in_circles() {
    let sources = source::all();
    let all = Crate::of(&sources);
    let circles = circles(&all.names());
    let mut breaches = Vec::new();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for circle in &circles {
        let files: BTreeSet<&str> = circle.iter().map(|module| all.files[*module].path.as_str()).collect();
        let shown = files.iter().copied().collect::<Vec<_>>().join(", ");
        if files.len() > LARGEST {
            breaches.push(format!("a circle of {} files: {shown}", files.len()));
        }
        if !EXCEPTIONS.iter().any(|known| files.iter().all(|file| known.contains(file))) {
            breaches.push(format!("these files name each other in a circle: {shown}"));
        }
        found.extend(files);
    }
    let open = EXCEPTIONS.iter().flat_map(|known| known.iter()).filter(|file| !found.contains(*file));
    breaches.extend(open.map(|file| format!("{file} is in no circle any more: take it out of EXCEPTIONS")));
    none(&breaches);
}

/// A path from the crate on; `module` is where it is written.
fn absolute(path: &[String], module: &[String]) -> Module {
    let mut from = module.to_vec();
    let mut rest = path;
    match rest.first().map(String::as_str) {
        Some("crate") => return rest[1..].to_vec(),
        Some("self") => rest = &rest[1..],
        _ => {}
    }
    while rest.first().is_some_and(|part| part == "super") {
        from.pop();
        rest = &rest[1..];
    }
    from.extend(rest.iter().cloned());
    from
}

/// What `use` declarations name: whether it is passed on, its path, and the name that it has here.
fn uses(code: &str) -> Vec<(bool, (Vec<String>, String))> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let line = code[..at].rfind(['\n', ';', '}', '{']).map_or(0, |end| end + 1);
        let before = code[line..at].trim();
        let public = before.starts_with("pub");
        if !(before.is_empty() || public && !before.contains(' ')) {
            continue;
        }
        let Some(end) = code[at..].find(';') else { continue };
        let mut paths = Vec::new();
        tree(code[at + 4..at + end].trim(), &[], &mut paths);
        all.extend(paths.into_iter().map(|path| (public, path)));
    }
    all
}

/// The paths of `a::{b, c::d as e}`.
fn tree(text: &str, before: &[String], paths: &mut Vec<(Vec<String>, String)>) {
    let mut path = before.to_vec();
    let mut rest = text.trim();
    while let Some((part, after)) = rest.split_once("::").filter(|(part, _)| !part.contains(['{', ','])) {
        path.push(part.trim().to_owned());
        rest = after.trim();
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let inner = inner.trim_end().trim_end_matches('}');
        let (mut depth, mut begin) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    tree(&inner[begin..at], &path, paths);
                    begin = at + 1;
                }
                _ => {}
            }
        }
        tree(&inner[begin..], &path, paths);
    } else if !rest.is_empty() {
        let (name, called) = rest.split_once(" as ").map_or((rest, rest), |(name, called)| (name, called.trim()));
        let called = if name == "self" { path.last().cloned().unwrap_or_default() } else { called.to_owned() };
        if name != "self" {
            path.push(name.to_owned());
        }
        paths.push((path, called));
    }
}

/// Paths in code that begin at the crate, the parent or the file itself.
fn inline(code: &str) -> Vec<Vec<String>> {
    let starts = ["crate::", "super::", "self::"];
    let all = starts.iter().flat_map(|start| code.match_indices(start));
    let path = |(at, _): (usize, &str)| {
        let end = code[at..]
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
            .map_or(code.len(), |end| at + end);
        code[at..end].split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    all.filter(|(at, _)| !code[..*at].ends_with([':', '_']) && !code[..*at].ends_with(char::is_alphanumeric))
        .map(path)
        .collect()
}

#[test]
fn circles_are_found_whoever_passes_names_on() {
    let read = |files: &[(&str, &str)]| files.iter().map(|(path, text)| Source::new(path, text)).collect::<Vec<_>>();
    let of = |files: &[(&str, &str)]| {
        let sources = read(files);
        let all = Crate::of(&sources);
        let names = all.names();
        circles(&names).iter().map(|circle| circle.iter().map(|m| m.join("::")).collect()).collect::<Vec<Vec<String>>>()
    };
    let parent = ("src/a/mod.rs", "mod b;\nmod c;\npub use b::B;\npub use c::{C, D as E};");
    // Through the parent that passes the names on, in both directions.
    assert_eq!(
        of(&[parent, ("src/a/b.rs", "use super::E;"), ("src/a/c.rs", "fn f() -> crate::a::B {}")]),
        [["a::b", "a::c"]]
    );
    assert!(of(&[parent, ("src/a/b.rs", "use super::C;"), ("src/a/c.rs", "use super::Own;")]).is_empty());
    // A parent and its child may name each other.
    assert!(of(&[("src/a/mod.rs", "mod b;\nuse b::f;\npub struct A;"), ("src/a/b.rs", "use super::A;")]).is_empty());
    let three = [
        ("src/a/b.rs", "use super::c::{self, d::X};"),
        ("src/a/c/d.rs", "use crate::a::e;"),
        ("src/a/e.rs", "use super::b::Y as Z;"),
    ];
    assert_eq!(of(&three), [["a::b", "a::c::d", "a::e"]]);
}
