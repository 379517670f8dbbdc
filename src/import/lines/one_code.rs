//! One code for one thing (统一编码): codes that lost zeros at their beginning, projects whose codes were lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::codes::import_evidence as codes;
use crate::import::cell::pool::Pool;
use crate::import::evidence::units::is_zeros_apart;
use crate::import::knowledge::field::Dimension;
use crate::import::lines::causes::{Gather, detail};
use crate::import::lines::table_work::Work;
use crate::model::{Batch, Coded};

/// For codes of units and departments that lost their zeros: the code that kept them.
#[derive(Debug, Default)]
pub(in crate::import) struct FullCodes {
    full: BTreeMap<Arc<str>, Arc<str>>,
}

impl FullCodes {
    /// Looks through what all tables give.
    pub(in crate::import) fn of<'w>(works: impl Iterator<Item = &'w Work<'w>>, pool: &Pool) -> FullCodes {
        let mut all: BTreeSet<Arc<str>> = BTreeSet::new();
        let ready = works.filter_map(|work| work.ready.as_ref());
        let mut last = Vec::new();
        for record in ready.flat_map(|ready| &ready.records.rows) {
            let ids = vec![record.of(Dimension::Entity), record.of(Dimension::Department)];
            if ids != last {
                all.extend(ids.iter().filter_map(|id| pool.entry(*id).code.clone()));
                last = ids;
            }
        }
        let mut by_digits: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
        for code in &all {
            let longest = by_digits.entry(code.trim_start_matches('0')).or_insert(code);
            if code.len() > longest.len() {
                *longest = code;
            }
        }
        let lost = all.iter().filter_map(|code| {
            let longest = by_digits.get(code.trim_start_matches('0'))?;
            is_zeros_apart(longest, code).then(|| (Arc::clone(code), Arc::clone(longest)))
        });
        FullCodes { full: lost.collect() }
    }

    /// The code with its zeros, where this one lost them.
    pub(in crate::import) fn of_code(&self, code: &str) -> Option<&Arc<str>> {
        self.full.get(code)
    }
}

/// Gives projects whose code was lost the one that the same name has elsewhere, where it has one only.
pub(in crate::import) fn restore_projects(batch: &mut Batch, gather: &mut Gather) {
    let lost = |project: &Option<Coded>| project.as_ref().is_some_and(|p| p.code.is_empty() && p.name.is_some());
    if !batch.lines.iter().any(|line| lost(&line.project)) {
        return;
    }
    // By department and name; none where the name has several.
    type Codes = BTreeMap<(Arc<str>, Arc<str>), Option<Arc<str>>>;
    let mut codes_of = Codes::new();
    let lines = batch.lines.iter().filter_map(|line| Some((&line.department.code, line.project.as_ref()?)));
    let lines = lines.filter_map(|(department, project)| Some((department, &project.code, project.name.as_ref()?)));
    let goals = batch.projects.iter().map(|project| (&project.department.code, &project.code, &project.name));
    for (department, code, name) in lines.chain(goals).filter(|(_, code, name)| !code.is_empty() && !name.is_empty()) {
        let known =
            codes_of.entry((Arc::clone(department), Arc::clone(name))).or_insert_with(|| Some(Arc::clone(code)));
        if known.as_ref().is_some_and(|known| *known != *code) {
            *known = None;
        }
    }
    for line in batch.lines.iter_mut().filter(|line| lost(&line.project)) {
        let Some(project) = &mut line.project else { continue };
        let Some(name) = &project.name else { continue };
        if let Some(Some(code)) = codes_of.get(&(Arc::clone(&line.department.code), Arc::clone(name))) {
            project.code = Arc::clone(code);
            let finding = gather.note(&codes::CODE_RESTORED, &**name, line.origin.clone());
            detail(finding, "code", code.to_string());
        }
    }
}
