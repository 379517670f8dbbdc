//! The government's economic class of a row against the department's (政府经济分类与部门经济分类).

use crate::finding::codes::import_evidence as codes;
use crate::import::cell::pool::Pool;
use crate::import::evidence::remark::Remark;
use crate::import::evidence::seen::{Said, Tables};
use crate::import::knowledge::charts::Pairs;
use crate::import::knowledge::field::Dimension;

/// Pairs that do not go together, where nearly all others of the files do.
pub(in crate::import) fn weigh(tables: &Tables<'_, '_>, pairs: &Pairs, pool: &Pool, remarks: &mut Vec<Remark>) {
    let said = tables.pairs(Dimension::GovernmentEconomic, Dimension::Economic);
    let judged: Vec<(&Said, bool)> = said
        .iter()
        .filter_map(|said| {
            let [government, department] = said.ids.map(|id| pool.entry(id).code.clone());
            let (government, department) = (government?, department?);
            // A class of the government among those of departments, or the other way round, is told even without a pair.
            let exchanged = government.starts_with('3') || department.starts_with('5');
            let agree = if exchanged { Some(false) } else { pairs.agree(&government, &department) };
            Some((said, agree?))
        })
        .collect();
    let rows =
        |wanted: bool| judged.iter().filter(|(_, agree)| *agree == wanted).map(|(said, _)| said.count).sum::<usize>();
    if rows(true) * 100 < (rows(true) + rows(false)) * pairs.share_of_100 {
        return;
    }
    for (said, _) in judged.iter().filter(|(_, agree)| !agree) {
        let words = said.ids.map(|id| {
            let entry = pool.entry(id);
            [entry.code.as_deref(), entry.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("-")
        });
        let [government, department] = words;
        let of = (tables, *said, Dimension::Economic);
        remarks.push(Remark::of(&codes::CLASSES_DISAGREE, of, department, format!("政府经济分类 {government}")));
    }
}
