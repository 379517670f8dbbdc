//! A code of a classification against the name beside it: what the chart and the other rows call them.

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::finding::codes::import_evidence as codes;
use crate::import::cell::label::comparable;
use crate::import::cell::pool::Pool;
use crate::import::evidence::remark::Remark;
use crate::import::evidence::seen::{Named, Said, Tables, named};
use crate::import::knowledge::charts::{ChartNames, Charts};
use crate::import::knowledge::field::Dimension;

/// At least so many different entries must stand in the chart, and of ten so many agree with it, for its hints to be
/// evidence.
const ENOUGH: usize = 5;
const OF_TEN: usize = 8;

/// Codes that are not those of their names.
pub(in crate::import) fn weigh(tables: &Tables<'_, '_>, charts: &Charts, pool: &Pool, remarks: &mut Vec<Remark>) {
    // Within a 款 of functions, and within a 类 of economic classes, no two codes have one name.
    for (dimension, chart, group) in [
        (Dimension::Function, &charts.function, 5),
        (Dimension::Economic, &charts.economic, 3),
        (Dimension::GovernmentEconomic, &charts.government, 3),
    ] {
        let said = tables.said(dimension);
        let entries = entries(&said, pool);
        let judge = Judge::new(&entries, chart, group);
        for entry in &entries {
            let Some((why, severity)) = judge.against(entry) else { continue };
            let what = format!("{}-{}", entry.of.code, entry.of.name);
            remarks.push(
                Remark::of(&codes::NAME_AGAINST_CODE, (tables, &said[entry.of.at], dimension), what, why)
                    .with_severity(severity),
            );
        }
    }
}

struct Entry<'p> {
    of: Named<'p>,
    words: String,
}

fn entries<'p>(said: &[Said], pool: &'p Pool) -> Vec<Entry<'p>> {
    named(said, pool).into_iter().map(|of| Entry { words: comparable(of.name), of }).collect()
}

struct Judge<'e, 'p> {
    chart: &'e ChartNames,
    group: usize,
    hints: bool,
    by_code: BTreeMap<&'e str, Vec<&'e Entry<'p>>>,
    by_name: BTreeMap<&'e str, Vec<&'e Entry<'p>>>,
}

impl<'e, 'p> Judge<'e, 'p> {
    fn new(entries: &'e [Entry<'p>], chart: &'e ChartNames, group: usize) -> Judge<'e, 'p> {
        let listed = entries.iter().filter(|entry| chart.knows(entry.of.code));
        let (mut all, mut agree) = (0, 0);
        for entry in listed {
            all += 1;
            agree += usize::from(chart.has(entry.of.code, &entry.words));
        }
        let mut judge = Judge {
            chart,
            group,
            hints: all >= ENOUGH && agree * 10 >= all * OF_TEN,
            by_code: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for entry in entries {
            judge.by_code.entry(entry.of.code).or_default().push(entry);
            judge.by_name.entry(&entry.words).or_default().push(entry);
        }
        judge
    }

    /// Why a code cannot be that of the name beside it. Where nothing but hints of a chart says so, it is only worth a look.
    fn against(&self, entry: &Entry<'_>) -> Option<(String, Severity)> {
        let code = entry.of.code;
        if self.chart.has(code, &entry.words) {
            return None;
        }
        let (belongs, by_rows) = self.belongs(entry).unzip();
        let printed = self.chart.name(code, false).is_some() || self.called_elsewhere(entry).is_some();
        let firm = printed || by_rows == Some(true);
        let severity = if firm { Severity::Mandatory } else { Severity::Advisory };
        let called = self.chart.name(code, self.hints).map(str::to_owned).or_else(|| self.called_elsewhere(entry));
        let why = match (called, belongs) {
            (Some(called), Some(belongs)) => {
                Some(format!("{code} 是“{called}”，“{}”的编码是 {belongs}", entry.of.name))
            }
            (None, Some(belongs)) if self.is_in_group(code, &belongs) => {
                Some(format!("“{}”的编码是 {belongs}，没有见过 {code} 叫这个名称", entry.of.name))
            }
            _ => None,
        };
        why.map(|why| (why, severity))
    }

    /// What most other rows call a code.
    fn called_elsewhere(&self, entry: &Entry<'_>) -> Option<String> {
        let others = self.by_code.get(entry.of.code)?.iter();
        let more = others.filter(|other| other.words != entry.words && other.of.count > entry.of.count);
        more.max_by_key(|other| other.of.count).map(|other| other.of.name.to_owned())
    }

    /// The code that has the name in more rows (and that it is so), else in the chart; in the same group where there are
    /// several.
    fn belongs(&self, entry: &Entry<'_>) -> Option<(String, bool)> {
        let others = self.by_name.get(entry.words.as_str())?.iter();
        let more = others.filter(|other| other.of.code != entry.of.code && other.of.count >= entry.of.count);
        let by_rows = more.max_by_key(|other| (self.is_in_group(entry.of.code, other.of.code), other.of.count));
        by_rows.map(|other| (other.of.code.to_owned(), true)).or_else(|| {
            let of_chart = self.chart.codes(&entry.words).filter(|code| *code != entry.of.code);
            of_chart.max_by_key(|code| self.is_in_group(entry.of.code, code)).map(|code| (code.to_owned(), false))
        })
    }

    fn is_in_group(&self, one: &str, other: &str) -> bool {
        let (one, other) = (one.get(..self.group), other.get(..self.group));
        one.is_some() && one == other
    }
}
