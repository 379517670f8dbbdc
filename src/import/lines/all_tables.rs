//! What concerns all tables together: the names of departments, one code for one thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::codes::import_lines as line_codes;
use crate::import::cell::label::comparable;
use crate::import::lines::causes::Gather;
use crate::model::{Batch, Coded};
use crate::origin::Origin;

/// What is known of a department's name.
struct Naming {
    given: Option<Arc<str>>,
    own_level: Option<Arc<str>>,
    place: Origin,
}

/// Gives departments without a name that of their 本级 unit, else says so.
pub(in crate::import) fn name_departments(batch: &mut Batch, gather: &mut Gather) {
    let mut names: BTreeMap<Arc<str>, Naming> = BTreeMap::new();
    let lines = batch.lines.iter().map(|l| (&l.department, &l.entity, &l.origin));
    let mut last: Option<(&Coded, &Coded)> = None;
    for (department, entity, origin) in lines.chain(batch.revenue.iter().map(|r| (&r.department, &r.entity, &r.origin)))
    {
        // What the line before has told already.
        if last.is_some_and(|(known, unit)| known.is_same(department) && unit.is_same(entity)) {
            continue;
        }
        last = Some((department, entity));
        let fresh = || Naming { given: None, own_level: None, place: origin.clone() };
        let known = names.entry(Arc::clone(&department.code)).or_insert_with(fresh);
        if known.given.is_none() {
            known.given.clone_from(&department.name);
        }
        if known.own_level.is_none() {
            known.own_level = entity.name.as_deref().and_then(own_level).map(Arc::from);
        }
    }
    for (code, naming) in names.iter().filter(|(_, n)| n.given.is_none() && n.own_level.is_none()) {
        gather.note(&line_codes::DEPARTMENT_UNNAMED, &**code, naming.place.clone());
    }
    let name = |department: &mut Coded| {
        if let (None, Some(naming)) = (&department.name, names.get(&department.code)) {
            department.name = naming.given.clone().or_else(|| naming.own_level.clone());
        }
    };
    batch.lines.iter_mut().for_each(|line| name(&mut line.department));
    batch.revenue.iter_mut().for_each(|line| name(&mut line.department));
}

/// The department's name in the name of its 本级 unit: 平乡县人民政府办公室（本级）.
fn own_level(entity: &str) -> Option<&str> {
    let words = comparable(entity);
    if !words.trim_end_matches([')', ']']).ends_with("本级") {
        return None;
    }
    let name = entity[..entity.rfind("本级")?].trim_end_matches(['（', '(', '-', '—', ' ', '机', '关']);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_department_is_named_after_its_own_level() {
        assert_eq!(own_level("平乡县人民政府办公室本级"), Some("平乡县人民政府办公室"));
        assert_eq!(own_level("平乡县人民政府办公室（本级）"), Some("平乡县人民政府办公室"));
        assert_eq!(own_level("平乡县大数据发展中心"), None);
        assert_eq!(own_level("本级"), None);
    }
}
