//! What each row of a table is: a line, a sum over other rows, or nothing.

use crate::amount::Amount;
use crate::import::cell::money::Money;
use crate::import::cell::pool::{EntryId, Pool};
use crate::import::columns::layout::{Carried, Layout, Role};
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::profile::ExportKind;
use crate::import::rows::records::Records;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Verdict {
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
pub(in crate::import) fn judge(records: &Records, layout: &Layout, kind: ExportKind, pool: &Pool) -> Vec<Verdict> {
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
pub(in crate::import) fn row_total(layout: &Layout, money: &[Money]) -> Option<Amount> {
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

/// How a row that may be a sum stands to one below it.
#[derive(Clone, Copy, Default)]
struct Standing {
    /// How many dimensions that no line can do without it lacks and the lower one gives.
    lacks_needed: usize,
    /// How many others.
    lacks_other: usize,
    /// Whether its 类 or 款 is the lower one's.
    shallower: bool,
}

impl Standing {
    /// Whether it stands above the lower one at all.
    fn is_above(self) -> bool {
        self.shallower || self.lacks_needed + self.lacks_other > 0
    }
}

impl Judge<'_> {
    /// Whether a row without a label is a sum of rows below it.
    ///
    /// A row that lacks a single thing is more likely a line with a blank cell: only a figure that ties with several
    /// rows makes it a sum. One that lacks more, or stands higher in a classification, is one when it ties; and where
    /// two things are lacking without which no line can be, also when it does not, and is then a wrong sum.
    fn unlabelled(&self, at: usize, verdicts: &[Verdict]) -> Option<Verdict> {
        let standing = self.standing(at, next_line(at, verdicts)?).filter(|s| s.is_above())?;
        let mut rows = 0;
        let mut parts = Some(Amount::ZERO);
        for (below, verdict) in verdicts.iter().enumerate().skip(at + 1) {
            match verdict {
                Verdict::Sum => break,
                // The next row of the same 类 or group begins another one.
                Verdict::Unlabelled { .. } if self.standing(at, below).is_some_and(|s| !s.is_above()) => break,
                Verdict::Empty | Verdict::Zero | Verdict::Unlabelled { .. } => {}
                Verdict::Data => {
                    if !self.standing(at, below).is_some_and(Standing::is_above) {
                        break;
                    }
                    rows += 1;
                    parts = parts.zip(row_total(self.layout, self.records.money(below))).map(|(a, b)| a + b);
                }
            }
        }
        let total = row_total(self.layout, self.records.money(at));
        let ties = total.is_some() && total == parts;
        let several = rows > 1 || standing.shallower || standing.lacks_needed + standing.lacks_other > 1;
        let certain = standing.shallower || standing.lacks_needed > 1;
        (certain || ties && several).then_some(Verdict::Unlabelled { rows, parts })
    }

    /// How one row stands to another; `None` where they differ in something that both give.
    fn standing(&self, above: usize, below: usize) -> Option<Standing> {
        let (above, below) = (&self.records.rows[above], &self.records.rows[below]);
        if above.year != below.year {
            return None;
        }
        let mut standing = Standing::default();
        for dimension in Dimension::ALL {
            let (one, other) = (above.of(dimension), below.of(dimension));
            match (one.is_none(), other.is_none()) {
                (true, true) => {}
                (false, true) => return None,
                (true, false) if self.needed(dimension) => standing.lacks_needed += 1,
                (true, false) => standing.lacks_other += 1,
                (false, false) if one == other || self.same(one, other) => {}
                (false, false) if self.contains(dimension, one, other) => standing.shallower = true,
                (false, false) => return None,
            }
        }
        Some(standing)
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

/// The next row below that is a line, unless a labelled sum comes first.
fn next_line(at: usize, verdicts: &[Verdict]) -> Option<usize> {
    let (next, verdict) = verdicts
        .iter()
        .enumerate()
        .skip(at + 1)
        .find(|(_, verdict)| matches!(verdict, Verdict::Data | Verdict::Sum))?;
    (*verdict == Verdict::Data).then_some(next)
}

/// The sum of a row's columns of certain funds, for columns that sum them up.
pub(in crate::import) fn fund_sum(
    layout: &Layout,
    money: &[Money],
    funds: &[crate::model::Fund],
    carried: Option<Carried>,
) -> Option<Amount> {
    let mut sum = Amount::ZERO;
    for (column, value) in layout.money.iter().zip(money) {
        let counts = match &column.role {
            Role::Fund(crate::import::knowledge::funds::FundMeaning::Fund(fund), of) => {
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
