//! Verifying the sums that a table carries against their parts.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::import::cell::label::{comparable, is_grand_sum};
use crate::import::cell::money::Money;
use crate::import::cell::pool::{EntryId, Pool};
use crate::import::knowledge::field::Dimension;
use crate::import::rows::records::{Record, Records};
use crate::import::rows::role::Verdict;

/// A sum that differs from its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Wrong {
    /// The record of the sum.
    pub(in crate::import) record: usize,
    /// The column of amounts, as its place in the layout.
    pub(in crate::import) column: usize,
    /// What the parts add up to.
    pub(in crate::import) parts: Amount,
    /// What the sum says.
    pub(in crate::import) stated: Amount,
}

/// What verifying the labelled sums of a table gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Verified {
    /// Sums that differ.
    pub(in crate::import) wrong: Vec<Wrong>,
    /// Records of sums of which a part, or the sum itself, could not be read.
    pub(in crate::import) unverified: Vec<usize>,
}

/// Verifies all labelled sums.
///
/// What a sum is over is not written anywhere, so each reading that makes sense is tried: the rows with the same
/// dimensions, the whole table, the rows since the sum before, the rows up to the next sum. It is wrong where none fits.
///
/// `among` gives what stands before each record, and after the last, without being among them: the rows of the same table
/// that are read elsewhere. It is empty where there are none.
pub(in crate::import) fn verify(records: &Records, verdicts: &[Verdict], among: &[Total], pool: &Pool) -> Verified {
    let sums = Sums::new(records, verdicts, among, pool);
    let mut verified = Verified::default();
    let mut groups = Groups { by_mask: BTreeMap::new() };
    let labelled: Vec<usize> = (0..verdicts.len()).filter(|at| verdicts[*at] == Verdict::Sum).collect();
    let alike = Alike::of(&labelled, records);
    for (nth, at) in labelled.iter().enumerate() {
        let money = records.money(*at);
        if money.iter().all(|m| *m == Money::Nothing) {
            continue;
        }
        if money.iter().any(|m| matches!(m, Money::Bad(_))) {
            verified.unverified.push(*at);
            continue;
        }
        let candidates = sums.candidates((&labelled, nth), &alike, &mut groups);
        let readable: Vec<&Total> = candidates.iter().filter(|c| c.unreadable == 0).collect();
        let fits =
            |c: &&Total| money.iter().zip(&c.amounts).all(|(m, sum)| m.amount().is_none_or(|stated| stated == *sum));
        if readable.iter().any(fits) {
            continue;
        }
        let Some(likely) = candidates.first().filter(|c| c.unreadable == 0) else {
            verified.unverified.push(*at);
            continue;
        };
        let differing = money.iter().zip(&likely.amounts).enumerate();
        verified.wrong.extend(differing.filter_map(|(column, (m, parts))| {
            let stated = m.amount().filter(|stated| stated != parts)?;
            Some(Wrong { record: *at, column, parts: *parts, stated })
        }));
    }
    verified
}

/// For every labelled sum the nearest ones of the same words; a table may have as many as lines.
struct Alike {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl Alike {
    fn of(labelled: &[usize], records: &Records) -> Alike {
        let words = |at: &usize| comparable(records.rows[*at].sum.as_deref().unwrap_or_default());
        let words: Vec<String> = labelled.iter().map(words).collect();
        let mut alike = Alike { before: vec![None; labelled.len()], after: vec![None; labelled.len()] };
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (nth, words) in words.iter().enumerate() {
            if let Some(earlier) = last.insert(words, nth) {
                alike.before[nth] = Some(labelled[earlier]);
                alike.after[earlier] = Some(labelled[nth]);
            }
        }
        alike
    }
}

/// The sums of some lines, one for each column of amounts.
#[derive(Clone, Debug)]
pub(in crate::import) struct Total {
    amounts: Vec<Amount>,
    lines: usize,
    unreadable: usize,
}

impl Total {
    pub(in crate::import) fn none(columns: usize) -> Total {
        Total { amounts: vec![Amount::ZERO; columns], lines: 0, unreadable: 0 }
    }

    pub(in crate::import) fn add(&mut self, money: &[Money]) {
        self.lines += 1;
        for (sum, value) in self.amounts.iter_mut().zip(money) {
            match value {
                Money::Amount(amount, ..) => *sum += *amount,
                Money::Bad(_) => self.unreadable += 1,
                Money::Nothing => {}
            }
        }
    }

    /// With all lines of another one.
    pub(in crate::import) fn join(&mut self, other: &Total) {
        self.amounts.resize(self.amounts.len().max(other.amounts.len()), Amount::ZERO);
        self.amounts.iter_mut().zip(&other.amounts).for_each(|(sum, more)| *sum += *more);
        self.lines += other.lines;
        self.unreadable += other.unreadable;
    }

    fn less(&self, earlier: &Total) -> Total {
        Total {
            amounts: self.amounts.iter().zip(&earlier.amounts).map(|(a, b)| *a - *b).collect(),
            lines: self.lines - earlier.lines,
            unreadable: self.unreadable - earlier.unreadable,
        }
    }
}

/// Totals by the dimensions that a sum row gives, made when first asked for.
struct Groups {
    by_mask: BTreeMap<u16, BTreeMap<Vec<String>, Total>>,
}

struct Sums<'a> {
    records: &'a Records,
    verdicts: &'a [Verdict],
    pool: &'a Pool,
    /// The lines before each labelled sum, and before the end.
    before: BTreeMap<usize, Total>,
    whole: Total,
}

impl<'a> Sums<'a> {
    fn new(records: &'a Records, verdicts: &'a [Verdict], among: &[Total], pool: &'a Pool) -> Sums<'a> {
        let mut running = Total::none(records.columns());
        let mut before = BTreeMap::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            among.get(at).into_iter().for_each(|others| running.join(others));
            match verdict {
                Verdict::Data => running.add(records.money(at)),
                Verdict::Sum => {
                    before.insert(at, running.clone());
                }
                _ => {}
            }
        }
        among.get(verdicts.len()).into_iter().for_each(|others| running.join(others));
        Sums { records, verdicts, pool, before, whole: running }
    }

    /// What the sum at `at` may be over, the likeliest first.
    fn candidates(&self, (labelled, nth): (&[usize], usize), alike: &Alike, groups: &mut Groups) -> Vec<Total> {
        let at = labelled[nth];
        let here = self.upto(at);
        let label = self.records.rows[at].sum.as_deref().unwrap_or_default();
        let (earlier, later) = (&labelled[..nth], &labelled[nth + 1..]);
        let since = |other: Option<&usize>| match other {
            Some(other) => here.less(&self.upto(*other)),
            None => here.clone(),
        };
        let until = |other: Option<&usize>| match other {
            Some(other) => self.upto(*other).less(&here),
            None => self.whole.less(&here),
        };
        let neighbours = [
            since(earlier.last()),
            until(later.first()),
            since(alike.before[nth].as_ref()),
            until(alike.after[nth].as_ref()),
        ];
        let keyed = self.same_dimensions(at, groups);
        let (whole, filled) = (self.whole.clone(), neighbours.into_iter().filter(|total| total.lines > 0));
        if is_grand_sum(label) && keyed.is_none() {
            std::iter::once(whole).chain(filled).collect()
        } else {
            keyed.into_iter().chain(filled).chain(std::iter::once(whole)).collect()
        }
    }

    fn upto(&self, at: usize) -> Total {
        self.before.get(&at).cloned().unwrap_or_else(|| Total::none(self.records.columns()))
    }

    /// The lines that agree with the sum row in every dimension it gives; `None` where it gives none or none agrees.
    fn same_dimensions(&self, at: usize, groups: &mut Groups) -> Option<Total> {
        let row = &self.records.rows[at];
        let given = |row: &Record, dimension: Dimension| self.key(row.of(dimension)).is_some();
        let mask = Dimension::ALL.iter().filter(|d| given(row, **d)).fold(0_u16, |mask, d| mask | 1 << d.index());
        if mask == 0 {
            return None;
        }
        let totals = groups.by_mask.entry(mask).or_insert_with(|| self.grouped(mask));
        totals.get(&self.keys(row, mask)).cloned()
    }

    fn grouped(&self, mask: u16) -> BTreeMap<Vec<String>, Total> {
        let mut totals: BTreeMap<Vec<String>, Total> = BTreeMap::new();
        for (at, row) in self.records.rows.iter().enumerate() {
            if self.verdicts[at] == Verdict::Data {
                let total = totals.entry(self.keys(row, mask)).or_insert_with(|| Total::none(self.records.columns()));
                total.add(self.records.money(at));
            }
        }
        totals
    }

    fn keys(&self, row: &Record, mask: u16) -> Vec<String> {
        let chosen = Dimension::ALL.iter().filter(|d| mask & (1 << d.index()) != 0);
        chosen.map(|d| self.key(row.of(*d)).unwrap_or_default()).collect()
    }

    /// By what two entries are the same: the code, else the name without the word for a sum.
    fn key(&self, id: EntryId) -> Option<String> {
        let entry = self.pool.entry(id);
        if let Some(code) = &entry.code {
            return Some(code.to_string());
        }
        let name = comparable(entry.name.as_deref()?);
        let plain = ["合计", "总计", "小计", "累计", "共计", "汇总"]
            .iter()
            .find_map(|sum| name.strip_suffix(sum))
            .unwrap_or(&name);
        (!plain.is_empty()).then(|| plain.to_owned())
    }
}
