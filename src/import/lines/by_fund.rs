//! The amounts of a row by fund: one amount of the row's own fund, or one a column.

use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::finding::Finding;
use crate::finding::codes::import_lines as line_codes;
use crate::import::cell::money::Money;
use crate::import::columns::layout::{Carried, Layout, Role};
use crate::import::knowledge::field::Dimension;
use crate::import::knowledge::funds::FundMeaning;
use crate::import::knowledge::profile::{CarryOverColumn, Profile};
use crate::import::lines::dimensions::{FundOf, FundProblem, Resolver};
use crate::import::rows::records::Record;
use crate::import::rows::role::fund_sum;
use crate::model::{Fund, Stated};
use crate::origin::Origin;

/// One amount of one fund.
pub(in crate::import) struct Piece {
    pub(in crate::import) fund: Fund,
    pub(in crate::import) carry_over: bool,
    pub(in crate::import) amount: Amount,
    pub(in crate::import) stated: Stated,
    pub(in crate::import) origin: Origin,
}

/// The amounts of a row, none of them zero; an error gives the reason to set the row aside.
pub(in crate::import) fn pieces(
    layout: &Layout,
    profile: &Profile,
    money: &[Money],
    (record, resolver): (&Record, &mut Resolver<'_, '_>),
) -> Result<Vec<Piece>, String> {
    let mut row = Row { layout, profile, money, record, resolver };
    row.verify_sums();
    let by_column = layout.has_fund_columns() && row.any(|role| matches!(role, Role::Fund(..) | Role::CarryOver));
    let mut pieces = if by_column { row.by_column()? } else { row.by_own_fund()? };
    pieces.retain(|piece| !piece.amount.is_zero());
    Ok(pieces)
}

struct Row<'a, 'r, 'x, 'y> {
    layout: &'a Layout,
    profile: &'a Profile,
    money: &'a [Money],
    record: &'a Record,
    resolver: &'r mut Resolver<'x, 'y>,
}

impl Row<'_, '_, '_, '_> {
    /// The amounts whose role is wanted, with the column.
    fn of(&self, wanted: impl Fn(&Role) -> bool) -> Vec<(usize, Amount, Unit)> {
        let columns = self.layout.money.iter().zip(self.money).enumerate();
        columns
            .filter_map(|(at, (column, money))| match money {
                Money::Amount(amount, unit, _) if wanted(&column.role) => Some((at, *amount, *unit)),
                _ => None,
            })
            .collect()
    }

    fn any(&self, wanted: impl Fn(&Role) -> bool) -> bool {
        self.of(wanted).iter().any(|(_, amount, _)| !amount.is_zero())
    }

    /// One piece for each column of a fund.
    fn by_column(&mut self) -> Result<Vec<Piece>, String> {
        let own = self.resolver.fund(self.record);
        let carried = self.resolver.carried_by_source(self.record);
        let mut pieces = Vec::new();
        for (at, amount, unit) in self.of(|role| matches!(role, Role::Fund(..) | Role::CarryOver)) {
            if amount.is_zero() {
                continue;
            }
            let found = match &self.layout.money[at].role {
                Role::Fund(FundMeaning::Fund(fund), of) => {
                    self.agree(&own, *fund, at)?;
                    FundOf { fund: *fund, carry_over: carried || *of == Carried::FromLastYear }
                }
                Role::Fund(meaning, of) => match &own {
                    Ok(Some(own)) => {
                        FundOf { fund: own.fund, carry_over: *of == Carried::FromLastYear || own.carry_over }
                    }
                    _ => {
                        let what = self.layout.money[at].header.clone();
                        let problem = FundProblem { what, meaning: Some(meaning.clone()), carry_over: false };
                        return Err(self.resolver.refuse_fund(&problem, self.place(at)));
                    }
                },
                _ => FundOf { fund: self.own_fund(own.clone(), Some(at))?.fund, carry_over: true },
            };
            pieces.push(self.piece(found, amount, (at, unit)));
        }
        Ok(pieces)
    }

    /// An error where the row's own fund is another than the column's.
    fn agree(&mut self, own: &Result<Option<FundOf>, FundProblem>, column: Fund, at: usize) -> Result<(), String> {
        let Ok(Some(own)) = own else { return Ok(()) };
        if own.fund == column {
            return Ok(());
        }
        let place = self.place(at);
        let header = self.layout.money[at].header.clone();
        let finding = self.resolver.gather().note(
            &line_codes::FUND_COLUMNS_DISAGREE,
            format!("{}→{header}", own.fund.name()),
            place,
        );
        crate::import::lines::causes::detail(finding, "fund", own.fund.name());
        crate::import::lines::causes::detail(finding, "column", header);
        Err("资金性质和金额所在的列对不上".to_owned())
    }

    /// One piece, or two where a part was carried over.
    fn by_own_fund(&mut self) -> Result<Vec<Piece>, String> {
        let own = self.resolver.fund(self.record);
        let own = self.own_fund(own, None)?;
        let last_year = FundOf { carry_over: true, ..own };
        let amounts = self.of(|role| *role == Role::Amount);
        let carried: Vec<_> =
            self.of(|role| *role == Role::CarryOver).into_iter().filter(|(_, a, _)| !a.is_zero()).collect();
        let (Some(&(at, amount, unit)), Some(&(carried_at, part, carried_unit))) = (amounts.first(), carried.first())
        else {
            let this_year = amounts.into_iter().map(|(at, amount, unit)| (own, at, amount, unit));
            let all = this_year.chain(carried.into_iter().map(|(at, amount, unit)| (last_year, at, amount, unit)));
            return Ok(all.map(|(fund, at, amount, unit)| self.piece(fund, amount, (at, unit))).collect());
        };
        let over = self.piece(last_year, part, (carried_at, carried_unit));
        let mut rest = self.piece(own, amount, (at, unit));
        if self.profile.carry_over == CarryOverColumn::Part {
            rest.amount = amount - part;
            if rest.amount.yuan().is_sign_negative() && !rest.amount.is_zero() {
                let place = self.place(carried_at);
                self.resolver.gather().note(&line_codes::CARRY_OVER_EXCEEDS, "", place);
            }
            rest.stated.text = format!("{} − {}", rest.stated.text, over.stated.text).into();
        }
        Ok(vec![rest, over])
    }

    /// The row's own fund, which is needed now.
    fn own_fund(&mut self, own: Result<Option<FundOf>, FundProblem>, at: Option<usize>) -> Result<FundOf, String> {
        let item = self.layout.dimension(Dimension::Fund).map_or(Dimension::RevenueItem, |_| Dimension::Fund);
        let place = at.map_or_else(|| self.resolver.place(self.record, item), |at| self.place(at));
        match own {
            Ok(Some(found)) => Ok(found),
            Ok(None) => {
                self.resolver.gather().note(&line_codes::FUND_MISSING, "", place);
                Err("没有资金性质".to_owned())
            }
            Err(problem) => Err(self.resolver.refuse_fund(&problem, place)),
        }
    }

    fn place(&self, at: usize) -> Origin {
        self.resolver.place_in(self.record, self.layout.money.get(at).map(|m| m.col))
    }

    fn piece(&self, found: FundOf, amount: Amount, (at, unit): (usize, Unit)) -> Piece {
        let row = &self.resolver.sheet().rows[self.record.at];
        let text =
            self.layout.money.get(at).and_then(|m| row.cell(m.col)).map_or_else(|| "".into(), |c| Arc::clone(&c.text));
        Piece {
            fund: found.fund,
            carry_over: found.carry_over,
            amount,
            stated: Stated { text, unit },
            origin: self.place(at),
        }
    }

    /// Verifies the columns that sum up others.
    fn verify_sums(&mut self) {
        for (at, stated, unit) in self.of(|role| matches!(role, Role::Amount | Role::SumOf(..) | Role::Total)) {
            let wide = self.layout.has_fund_columns();
            let parts = match &self.layout.money[at].role {
                Role::Amount if wide && self.any(|role| matches!(role, Role::Fund(..) | Role::CarryOver)) => {
                    fund_sum(self.layout, self.money, &[], None)
                }
                Role::SumOf(funds, carried) => fund_sum(self.layout, self.money, funds, Some(*carried)),
                Role::Total if !wide => {
                    let beside = self.profile.carry_over == CarryOverColumn::Beside;
                    let parts = self.of(|role| *role == Role::Amount || beside && *role == Role::CarryOver);
                    Some(parts.iter().map(|(_, amount, _)| *amount).sum())
                }
                Role::Total => fund_sum(self.layout, self.money, &[], None),
                _ => None,
            };
            if let Some(parts) = parts.filter(|parts| *parts != stated) {
                let finding = Finding::new(&line_codes::FUND_COLUMNS_SUM)
                    .at(self.place(at))
                    .with("what", self.layout.money[at].header.clone())
                    .comparing(parts, stated, unit);
                self.resolver.gather().push(finding);
            }
        }
    }
}
