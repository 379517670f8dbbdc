//! Units and departments against each other (单位、部门): one code, one name, one department.

use crate::finding::Severity;
use std::collections::BTreeMap;

use crate::finding::codes::import_evidence as codes;
use crate::import::cell::label::comparable;
use crate::import::cell::pool::{EntryId, Pool};
use crate::import::evidence::remark::Remark;
use crate::import::evidence::seen::{Named, Said, Tables, named};
use crate::import::knowledge::field::Dimension;

/// Codes and names of units that do not go together, and units of two departments.
pub(in crate::import) fn weigh(tables: &Tables<'_, '_>, pool: &Pool, remarks: &mut Vec<Remark>) {
    for dimension in [Dimension::Entity, Dimension::Department] {
        let said = tables.said(dimension);
        let entries = named(&said, pool);
        for entry in &entries {
            remarks.extend(judge(tables, (&said, &entries, dimension), entry));
        }
    }
    two_departments(tables, pool, remarks);
    mistyped_projects(tables, pool, remarks);
}

/// Two projects of one unit and name whose codes differ by a character or two: one of them was mistyped.
fn mistyped_projects(tables: &Tables<'_, '_>, pool: &Pool, remarks: &mut Vec<Remark>) {
    let pairs = tables.pairs(Dimension::Project, Dimension::Entity);
    let mut by_name: BTreeMap<(&str, EntryId), Vec<(&str, &Said)>> = BTreeMap::new();
    for said in &pairs {
        let entry = pool.entry(said.ids[0]);
        if let (Some(code), Some(name)) = (&entry.code, &entry.name) {
            by_name.entry((name, said.ids[1])).or_default().push((code, said));
        }
    }
    for ((name, _), same) in by_name.iter().filter(|(_, same)| same.len() > 1) {
        for (code, said) in same {
            let near = same.iter().filter(|(other, _)| is_mistyped(code, other));
            let Some((usual, other)) =
                near.filter(|(_, other)| other.count >= said.count).max_by_key(|(_, other)| other.count)
            else {
                continue;
            };
            let why = format!("“{name}”在另外 {} 行里的编码是 {usual}", other.count);
            remarks.push(Remark::of(&codes::PROJECT_TWO_CODES, (tables, said, Dimension::Project), *code, why));
        }
    }
}

fn is_mistyped(one: &str, other: &str) -> bool {
    let differing = one.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    one.chars().count() == other.chars().count() && (1..=2).contains(&differing)
}

fn judge(
    tables: &Tables<'_, '_>,
    (said, entries, dimension): (&[Said], &[Named<'_>], Dimension),
    entry: &Named<'_>,
) -> Option<Remark> {
    let more = |other: &&Named<'_>| other.count > entry.count;
    let other_code = entries.iter().filter(|other| other.code != entry.code && is_same(other.name, entry.name));
    let other_code = other_code.filter(more).max_by_key(|other| other.count);
    let other_name = entries.iter().filter(|other| other.code == entry.code && !is_like(other.name, entry.name));
    let other_name = other_name.filter(more).max_by_key(|other| other.count);
    let (what, of) = (format!("{}-{}", entry.code, entry.name), (tables, &said[entry.at], dimension));
    match (other_code, other_name) {
        (Some(code), _) if is_zeros_apart(code.code, entry.code) => None,
        (Some(code), Some(name)) => {
            let why = format!("编码 {} 是“{}”，“{}”的编码是 {}", entry.code, name.name, entry.name, code.code);
            Some(Remark::of(&codes::UNIT_MIXED, of, what, why))
        }
        (Some(code), None) => {
            let why = format!("“{}”在另外 {} 行里的编码是 {}", entry.name, code.count, code.code);
            let moved =
                dimension == Dimension::Department || is_elsewhere(tables, &said[entry.at], (code.code, entry.code));
            let severity = if moved { Severity::Mandatory } else { Severity::Advisory };
            Some(Remark::of(&codes::UNIT_TWO_CODES, of, what, why).with_severity(severity))
        }
        (None, Some(name)) => {
            let why = format!("{} 在另外 {} 行里叫“{}”", entry.code, name.count, name.name);
            Some(Remark::of(&codes::UNIT_TWO_NAMES, of, what, why))
        }
        (None, None) => None,
    }
}

/// Whether the two codes are of different departments.
fn is_elsewhere(tables: &Tables<'_, '_>, said: &Said, (one, other): (&str, &str)) -> bool {
    let rule = tables.first(said).and_then(|work| work.profile.as_ref()).map(|profile| profile.department);
    rule.is_some_and(|rule| rule.of_unit(one) != rule.of_unit(other))
}

/// A unit whose department is another one in a few rows.
fn two_departments(tables: &Tables<'_, '_>, pool: &Pool, remarks: &mut Vec<Remark>) {
    let pairs = tables.pairs(Dimension::Entity, Dimension::Department);
    let code = |said: &Said, nth: usize| pool.entry(said.ids[nth]).code.clone();
    for said in &pairs {
        let (Some(unit), Some(department)) = (code(said, 0), code(said, 1)) else { continue };
        let others = pairs.iter().filter(|other| code(other, 0).as_deref() == Some(&unit) && other.count > said.count);
        let other =
            others.filter_map(|other| Some((code(other, 1)?, other.count))).filter(|(code, _)| *code != department);
        let Some((usual, count)) = other.max_by_key(|(_, count)| *count) else { continue };
        if is_zeros_apart(&usual, &department) {
            continue;
        }
        let why = format!("单位 {unit} 在另外 {count} 行里属于部门 {usual}");
        let of = (tables, said, Dimension::Department);
        remarks.push(Remark::of(&codes::UNIT_TWO_DEPARTMENTS, of, &*department, why));
    }
}

/// Whether two codes are the same but for zeros at the beginning.
pub(in crate::import) fn is_zeros_apart(one: &str, other: &str) -> bool {
    one != other && !one.is_empty() && one.trim_start_matches('0') == other.trim_start_matches('0')
}

fn is_same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Whether two names may be of one unit: one of them says more.
fn is_like(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one.contains(&other) || other.contains(&one)
}

fn plain(name: &str) -> String {
    comparable(name).chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '-')).collect()
}
