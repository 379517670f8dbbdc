//! What else in the same files bears on a value (佐证): the amounts beside the one that is used, codes against their names,
//! lines that stand there twice.
//!
//! Nothing here changes a value. What agrees is passed over in silence; what disagrees is a finding that names both cells.

pub(in crate::import) mod classes;
pub(in crate::import) mod meanings;
pub(in crate::import) mod names;
pub(in crate::import) mod of_years;
pub(in crate::import) mod purchases;
pub(in crate::import) mod remark;
pub(in crate::import) mod repeats;
pub(in crate::import) mod seen;
pub(in crate::import) mod siblings;
pub(in crate::import) mod units;
pub(in crate::import) mod versions;
pub(in crate::import) mod years;

use crate::import::cell::pool::Pool;
use crate::import::evidence::remark::Remark;
use crate::import::evidence::seen::Tables;
use crate::import::knowledge::known::Knowledge;
use crate::import::lines::causes::detail;
use crate::import::lines::table_work::Work;
use crate::import::understand::Found;

/// Weighs what the rows of all tables say of each other; findings go to the tables.
pub(in crate::import) fn weigh(works: &mut [Vec<Found<'_>>], knowledge: &Knowledge, pool: &Pool) {
    let remarks = {
        let tables = Tables::of(works.iter().flatten().filter_map(|found| found.work.as_ref()));
        let mut remarks = Vec::new();
        names::weigh(&tables, &knowledge.charts, pool, &mut remarks);
        units::weigh(&tables, pool, &mut remarks);
        meanings::weigh(&tables, knowledge, pool, &mut remarks);
        classes::weigh(&tables, &knowledge.charts.pairs, pool, &mut remarks);
        remarks
    };
    let ready = |work: &&mut Work<'_>| work.ready.is_some() && work.layout.is_some();
    let mut tables: Vec<&mut Work<'_>> =
        works.iter_mut().flatten().filter_map(|found| found.work.as_mut()).filter(ready).collect();
    for remark in remarks {
        put(remark, &mut tables);
    }
}

/// Notes a remark with the table that shows it first.
fn put(remark: Remark, tables: &mut [&mut Work<'_>]) {
    let Some((first, _)) = remark.places.first() else { return };
    let Some(work) = tables.get_mut(*first) else { return };
    for (_, place) in &remark.places {
        let finding = work.gather.note(remark.code, remark.what.clone(), place.clone());
        finding.severity = remark.severity;
        detail(finding, "why", remark.why.clone());
        detail(finding, "rows", remark.rows);
    }
}
