//! What each row of a table is: a line, a sum over other rows, or nothing.

use super::field::Dimension;
use super::layout::{Carried, Layout, Role};
use super::money::Money;
use super::pool::{EntryId, Pool};
use super::profile::ExportKind;
use super::records::Records;
use crate::amount::Amount;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Lines are to be made of it.
    Data,
    /// A sum that its label calls one.
    Sum,
    /// A 类 or 款 row, or one of a group, without a label: the sum of so many rows below it.
    Unlabelled {
        /// How many rows below belong to it.
        rows: usize,
        /// The sum of the lines among them; `None` where one of them cannot be read.
        parts: Option<Amount>,
    },
    /// It holds no amount.
    Empty,
    /// Its amounts are zero.
    Zero,
}

/// The verdict on every record.
pub(super) fn judge(records: &Records, layout: &Layout, kind: ExportKind, pool: &Pool) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = (0..records.rows.len()).map(|at| at_first_sight(records, at)).collect();
    let judge = Judge { records, layout, kind, pool };
    // From the bottom, so that a 款 row is known when the 类 row above it is summed.
    for at in (0..verdicts.len()).rev() {
        if verdicts[at] == Verdict::Data
            && let Some(verdict) = judge.unlabelled(at, &verdicts)
        {
            verdicts[at] = verdict;
        }
    }
    verdicts
}

fn at_first_sight(records: &Records, at: usize) -> Verdict {
    let money = records.money(at);
    if records.rows[at].sum.is_some() {
        return Verdict::Sum;
    }
    let is_zero = |m: &Money| m.amount().is_some_and(Amount::is_zero);
    if money.iter().all(|m| *m == Money::Nothing) {
        Verdict::Empty
    } else if money.iter().all(|m| *m == Money::Nothing || is_zero(m)) {
        Verdict::Zero
    } else {
        Verdict::Data
    }
}

/// The amount of a row over all its columns; `None` where it gives none or one cannot be read.
pub(super) fn row_total(layout: &Layout, money: &[Money]) -> Option<Amount> {
    let of = |wanted: &dyn Fn(&Role) -> bool| -> Vec<Money> {
        layout.money.iter().zip(money).filter(|(column, _)| wanted(&column.role)).map(|(_, m)| *m).collect()
    };
    let own = of(&|role| matches!(role, Role::Amount));
    if let Some(amount) = own.first().and_then(|m| m.amount()) {
        return Some(amount);
    }
    let parts = of(&|role| matches!(role, Role::Fund(..) | Role::CarryOver));
    if parts.iter().any(|m| matches!(m, Money::Bad(_))) || parts.iter().all(|m| *m == Money::Nothing) {
        return None;
    }
    Some(parts.iter().filter_map(|m| m.amount()).sum())
}

struct Judge<'a> {
    records: &'a Records,
    layout: &'a Layout,
    kind: ExportKind,
    pool: &'a Pool,
}

/// How a row stands to one below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Not above it.
    Apart,
    /// Above it: it lacks something that every line needs.
    LacksNeeded,
    /// Above it: it lacks something that a line may lack.
    LacksOptional,
    /// Above it: its 类 or 款 is the lower one's.
    Shallower,
}

impl Judge<'_> {
    /// Whether a row without a label is a sum of rows below it.
    fn unlabelled(&self, at: usize, verdicts: &[Verdict]) -> Option<Verdict> {
        let standing = self.standing(at, self.next_filled(at, verdicts)?);
        if standing == Standing::Apart {
            return None;
        }
        let mut rows = 0;
        let mut parts = Some(Amount::ZERO);
        for (below, verdict) in verdicts.iter().enumerate().skip(at + 1) {
            match verdict {
                Verdict::Sum => break,
                Verdict::Empty | Verdict::Zero => {}
                _ if self.standing(at, below) == Standing::Apart => break,
                Verdict::Unlabelled { .. } => {}
                Verdict::Data => {
                    rows += 1;
                    parts = parts.zip(row_total(self.layout, self.records.money(below))).map(|(a, b)| a + b);
                }
            }
        }
        let total = row_total(self.layout, self.records.money(at));
        let ties = total.is_some() && total == parts;
        // A line may lack a project or an economic class, so only a figure that ties makes such a row a sum.
        (ties || standing != Standing::LacksOptional).then_some(Verdict::Unlabelled { rows, parts })
    }

    fn next_filled(&self, at: usize, verdicts: &[Verdict]) -> Option<usize> {
        let next =
            (at + 1..verdicts.len()).find(|below| !matches!(verdicts[*below], Verdict::Empty | Verdict::Zero))?;
        (verdicts[next] != Verdict::Sum).then_some(next)
    }

    fn standing(&self, above: usize, below: usize) -> Standing {
        let (above, below) = (&self.records.rows[above], &self.records.rows[below]);
        if above.year != below.year {
            return Standing::Apart;
        }
        let mut standing = Standing::Apart;
        for dimension in Dimension::ALL {
            let (one, other) = (above.of(dimension), below.of(dimension));
            let found = match (one.is_none(), other.is_none()) {
                (true, true) => continue,
                (false, true) => return Standing::Apart,
                (true, false) if self.needed(dimension) => Standing::LacksNeeded,
                (true, false) => Standing::LacksOptional,
                (false, false) if one == other => continue,
                (false, false) if self.contains(dimension, one, other) => Standing::Shallower,
                (false, false) if self.same(one, other) => continue,
                (false, false) => return Standing::Apart,
            };
            standing = match (standing, found) {
                (Standing::LacksNeeded, _) | (_, Standing::LacksNeeded) => Standing::LacksNeeded,
                (Standing::Shallower, _) | (_, Standing::Shallower) => Standing::Shallower,
                _ => found,
            };
        }
        standing
    }

    /// Whether no line can do without it.
    fn needed(&self, dimension: Dimension) -> bool {
        match dimension {
            Dimension::Fund => !self.layout.has_fund_columns(),
            Dimension::Function | Dimension::Category => self.kind == ExportKind::Expenditure,
            _ => false,
        }
    }

    /// Whether one code of a classification stands above another: 201 above 2010301.
    fn contains(&self, dimension: Dimension, above: EntryId, below: EntryId) -> bool {
        let tree = matches!(dimension, Dimension::Function | Dimension::Economic | Dimension::GovernmentEconomic);
        match (&self.pool.entry(above).code, &self.pool.entry(below).code) {
            (Some(one), Some(other)) => tree && other.len() > one.len() && other.starts_with(&**one),
            _ => false,
        }
    }

    /// Whether two entries are the same thing, one of them without its name.
    fn same(&self, one: EntryId, other: EntryId) -> bool {
        let (one, other) = (self.pool.entry(one), self.pool.entry(other));
        match (&one.code, &other.code) {
            (Some(a), Some(b)) => a == b,
            _ => one.name.is_some() && one.name == other.name,
        }
    }
}

/// The sum of a row's columns of certain funds, for columns that sum them up.
pub(super) fn fund_sum(
    layout: &Layout,
    money: &[Money],
    funds: &[crate::model::Fund],
    carried: Option<Carried>,
) -> Option<Amount> {
    let mut sum = Amount::ZERO;
    for (column, value) in layout.money.iter().zip(money) {
        let counts = match &column.role {
            Role::Fund(super::funds::FundMeaning::Fund(fund), of) => {
                carried.is_none_or(|c| c == *of) && (funds.is_empty() || funds.contains(fund))
            }
            Role::Fund(_, of) => carried.is_none_or(|c| c == *of) && funds.is_empty(),
            Role::CarryOver => carried != Some(Carried::ThisYear) && funds.is_empty(),
            _ => false,
        };
        match value {
            Money::Bad(_) if counts => return None,
            Money::Amount(amount, ..) if counts => sum += *amount,
            _ => {}
        }
    }
    Some(sum)
}
