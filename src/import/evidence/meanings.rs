//! What a 项目类别 or 资金性质 says by its code and by its name: systems number differently, but one file numbers one way.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::Severity;
use crate::finding::codes::{import_evidence as codes, import_lines as line_codes};
use crate::import::cell::pool::{EntryId, Pool};
use crate::import::evidence::remark::Remark;
use crate::import::evidence::seen::{Said, Tables, named};
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::funds::FundMeaning;
use crate::import::knowledge::kinds::KindMeaning;
use crate::import::knowledge::known::Knowledge;
use crate::model::{Fund, Kind};
use crate::origin::Origin;

/// Codes against names, one project with two kinds, and the letter in the code of a project.
pub(in crate::import) fn weigh(tables: &Tables<'_, '_>, knowledge: &Knowledge, pool: &Pool, remarks: &mut Vec<Remark>) {
    let kind = |name: Option<&str>, code: Option<&str>| match knowledge.kinds.read(name, code) {
        Some(KindMeaning::Kind(kind)) => Some(kind),
        _ => None,
    };
    let fund = |name: Option<&str>, code: Option<&str>| match knowledge.funds.read(name, code).meaning {
        Some(FundMeaning::Fund(fund)) => Some(fund),
        _ => None,
    };
    odd_meanings::<Kind>(tables, (Dimension::Category, &line_codes::CATEGORIES_DISAGREE), &kind, pool, remarks);
    odd_meanings::<Fund>(tables, (Dimension::Fund, &codes::FUND_AGAINST_CODE), &fund, pool, remarks);
    let told: BTreeSet<Origin> =
        remarks.iter().flat_map(|remark| &remark.places).map(|(_, place)| place.clone()).collect();
    let mut projects = projects(tables, &kind, pool);
    // One wrong category is told once, whatever else contradicts it.
    let is_told = |said: &Said| tables.places(said, Dimension::Category).iter().any(|(_, place)| told.contains(place));
    projects.retain(|project| !is_told(&project.said));
    let odd = letters(tables, &projects, knowledge, remarks);
    projects.retain(|project| !odd.contains(&project.said.ids));
    two_kinds(tables, &projects, remarks);
}

/// A code with the meaning of the name beside it.
struct Meant<'p, M> {
    code: &'p str,
    name: &'p str,
    meaning: M,
    by_code: Option<M>,
    count: usize,
    at: usize,
}

/// What a name, or else a code, means.
type Read<'r, M> = &'r dyn Fn(Option<&str>, Option<&str>) -> Option<M>;

fn odd_meanings<M: Copy + PartialEq>(
    tables: &Tables<'_, '_>,
    (dimension, code): (Dimension, &'static crate::finding::Code),
    read: Read<'_, M>,
    pool: &Pool,
    remarks: &mut Vec<Remark>,
) {
    let said = tables.said(dimension);
    let meant: Vec<Meant<'_, M>> = named(&said, pool)
        .into_iter()
        .filter_map(|of| {
            let (meaning, by_code) = (read(Some(of.name), None)?, read(None, Some(of.code)));
            Some(Meant { code: of.code, name: of.name, meaning, by_code, count: of.count, at: of.at })
        })
        .collect();
    for one in &meant {
        let Some(why) = why_odd(one, &meant) else { continue };
        let what = format!("{}-{}", one.code, one.name);
        remarks.push(Remark::of(code, (tables, &said[one.at], dimension), what, why));
    }
}

/// Why code and name do not go together: other rows of the same files say so.
fn why_odd<M: Copy + PartialEq>(one: &Meant<'_, M>, all: &[Meant<'_, M>]) -> Option<String> {
    let rivals = |other: &&Meant<'_, M>| {
        // Of two that are as frequent, the one that the table of codes confirms is right.
        other.count > one.count || other.count == one.count && one.by_code != Some(one.meaning)
    };
    let same_code = all.iter().filter(|other| other.code == one.code && other.meaning != one.meaning);
    if let Some(other) = same_code.filter(rivals).max_by_key(|other| other.count) {
        return Some(format!("编码 {} 在另外 {} 行里是“{}”", one.code, other.count, other.name));
    }
    let contradicted = one.by_code.is_some_and(|by_code| by_code != one.meaning);
    let same_meaning = all.iter().filter(|other| other.code != one.code && other.meaning == one.meaning);
    let usual = same_meaning.filter(rivals).max_by_key(|other| other.count).filter(|_| contradicted)?;
    Some(format!("“{}”在另外 {} 行里的编码是 {}", one.name, usual.count, usual.code))
}

/// What rows say of the kind of a project.
struct Project {
    code: Arc<str>,
    category: String,
    kind: Kind,
    said: Said,
}

fn projects(tables: &Tables<'_, '_>, kind: Read<'_, Kind>, pool: &Pool) -> Vec<Project> {
    let pairs = tables.pairs(Dimension::Project, Dimension::Category);
    let project = |said: Said| {
        let (project, category) = (pool.entry(said.ids[0]), pool.entry(said.ids[1]));
        let kind = kind(category.name.as_deref(), category.code.as_deref())?;
        let words = [category.code.as_deref(), category.name.as_deref()];
        let category = words.into_iter().flatten().collect::<Vec<_>>().join("-");
        Some(Project { code: project.code.clone()?, category, kind, said })
    };
    pairs.into_iter().filter_map(project).collect()
}

/// One project with two kinds of expenditure.
fn two_kinds(tables: &Tables<'_, '_>, projects: &[Project], remarks: &mut Vec<Remark>) {
    let mut by_code: Vec<&Project> = projects.iter().collect();
    by_code.sort_by(|one, other| one.code.cmp(&other.code));
    for same in by_code.chunk_by(|one, other| one.code == other.code).filter(|same| same.len() > 1) {
        for one in same {
            let rows = |kind: Kind| same.iter().filter(|p| p.kind == kind).map(|p| p.said.count).sum::<usize>();
            let others = same.iter().filter(|other| other.kind != one.kind && rows(other.kind) >= rows(one.kind));
            let Some(other) = others.max_by_key(|other| rows(other.kind)) else { continue };
            let why = format!("同一项目在另外 {} 行里是“{}”", rows(other.kind), other.category);
            let what = format!("{}（{}）", one.code, one.category);
            let of = (tables, &one.said, Dimension::Category);
            // Which of two is wrong nobody can tell where as many rows say either.
            let firm = rows(other.kind) > rows(one.kind);
            let severity = if firm { Severity::Mandatory } else { Severity::Advisory };
            remarks.push(Remark::of(&codes::PROJECT_TWO_KINDS, of, what, why).with_severity(severity));
        }
    }
}

/// Kinds that the letter in the code of the project does not allow.
fn letters(
    tables: &Tables<'_, '_>,
    projects: &[Project],
    knowledge: &Knowledge,
    remarks: &mut Vec<Remark>,
) -> BTreeSet<[EntryId; 2]> {
    let letters = knowledge.kinds.letters();
    let judged: Vec<(&Project, bool)> =
        projects.iter().filter_map(|project| Some((project, letters.allow(&project.code, project.kind)?))).collect();
    let rows =
        |wanted: bool| judged.iter().filter(|(_, fits)| *fits == wanted).map(|(p, _)| p.said.count).sum::<usize>();
    if rows(true) * 100 < (rows(true) + rows(false)) * letters.share_of_100 {
        return BTreeSet::new();
    }
    let mut odd = BTreeSet::new();
    for (project, _) in judged.iter().filter(|(_, fits)| !fits) {
        odd.insert(project.said.ids);
        let why = format!("项目编码 {} 的字母说的是另一类", project.code);
        let of = (tables, &project.said, Dimension::Category);
        remarks.push(Remark::of(&line_codes::CATEGORIES_DISAGREE, of, project.category.clone(), why));
    }
    odd
}
