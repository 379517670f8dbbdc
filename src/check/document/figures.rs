//! Amounts, changes and percentages against the tables.

use rust_decimal::{Decimal, RoundingStrategy};

use super::claims::{Claim, Said, Says};
use super::codes::{BEYOND, CHANGE, PERCENT, SIGN, TOTAL, UNIT};
use super::tokens::{Move, Printed, Scale};
use super::{Against, Report};
use crate::amount::{Amount, Unit};
use crate::disclosure::Disclosure;
use crate::edition::IndicatorDef;
use crate::finding::{Bound, Finding, Words};

/// How far a printed percentage may be from the computed one, in points: half a point.
const SLACK: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Holds every claim against the tables; what cannot be held against any is noted as not run.
pub(super) fn look(said: &Said<'_>, against: &Against<'_>, report: &mut Report) {
    let mut findings = Vec::new();
    let (mut levels, mut changes) = (0_usize, 0_usize);
    for claim in &said.claims {
        let Some(indicator) = against.head.indicators.get(claim.indicator) else { continue };
        let this = against.this.and_then(|this| indicator.amount(this));
        let last = against.last.and_then(|last| indicator.amount(last));
        let judge = Judge { claim, against, indicator };
        let found = match claim.says {
            Says::Level(printed) => {
                levels += usize::from(this.is_some());
                this.and_then(|amount| judge.level(printed, amount, against.this))
            }
            Says::Before(printed) => last.and_then(|amount| judge.level(printed, amount, against.last)),
            Says::Changed(moved, printed) => {
                changes += usize::from(this.is_some() && last.is_some());
                let known = this.zip(last);
                judge.positive(printed).or_else(|| known.and_then(|years| judge.change(moved, printed, years)))
            }
            Says::Rate(moved, printed) => this.zip(last).and_then(|years| judge.rate(moved, printed, years)),
            Says::Share(base, printed) => {
                let base = against.head.indicators.get(base);
                let base = base.and_then(|base| against.this.and_then(|this| base.amount(this)));
                this.zip(base).and_then(|amounts| judge.share(printed, amounts))
            }
        };
        findings.extend(found);
    }
    let (totals, others): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| [TOTAL.id, UNIT.id, BEYOND.id].contains(&finding.code.id));
    if against.this.is_some() {
        report.note(&TOTAL, Some("N-TOTAL"), &format!("情况说明中的 {levels} 个预算数与表中相同"), totals);
    } else {
        report.not_run(
            &TOTAL,
            Some("N-TOTAL"),
            "情况说明中的预算数与表中相同",
            "没有给出公开表或 budget.json（--against）",
        );
    }
    if against.last.is_some() {
        report.note(&CHANGE, Some("N-DELTA"), &format!("情况说明中的 {changes} 处增减与两年预算数相符"), others);
    } else {
        let reason = "没有给出上年数据（--prior）";
        report.not_run(&CHANGE, Some("N-DELTA"), "情况说明中的增减与两年预算数相符", reason);
        report.findings.extend(others);
    }
}

/// One claim with what it is about.
struct Judge<'a, 'b> {
    claim: &'b Claim<'b>,
    against: &'b Against<'a>,
    indicator: &'b IndicatorDef,
}

impl Judge<'_, '_> {
    fn finding(&self, code: &'static crate::finding::Code) -> Finding {
        self.claim.finding(code, self.against.head)
    }

    /// A figure, against the tables of the same year.
    fn level(&self, printed: Printed, exact: Amount, tables: Option<&Disclosure>) -> Option<Finding> {
        let less = self.indicator.at_most && printed.number * printed.unit.yuan() < exact.yuan();
        if fits(printed, exact) || less {
            return None;
        }
        let place = tables.and_then(|tables| self.indicator.place(tables));
        let found = if let Some(word) = wrong_unit(printed, exact) {
            self.finding(&UNIT).with("unit", word)
        } else {
            self.finding(if self.indicator.at_most { &BEYOND } else { &TOTAL })
        };
        let bound = if self.indicator.at_most { Bound::AtMost } else { Bound::Equal };
        let found = compared(found, printed, exact).bounded(bound);
        Some(place.into_iter().fold(found, Finding::at))
    }

    /// 增加 and 减少 are followed by a positive amount.
    fn positive(&self, printed: Option<Printed>) -> Option<Finding> {
        let printed = printed?;
        let problem = if printed.number.is_sign_negative() && !printed.number.is_zero() {
            Words { zh: "的增减额写成了负数，方向不明", en: "the amount of the change is negative" }
        } else if printed.number.is_zero() {
            Words { zh: "增减额为零，应写“持平”", en: "a change of nothing is 持平" }
        } else {
            return None;
        };
        Some(self.finding(&SIGN).with("problem", problem))
    }

    fn change(&self, moved: Move, printed: Option<Printed>, (this, last): (Amount, Amount)) -> Option<Finding> {
        let difference = this - last;
        let Some(printed) = printed else {
            let level =
                Printed { number: Decimal::ZERO, unit: Scale::WanYuan, relation: super::tokens::Relation::Plain };
            // As the text is composed: 四舍五入 to 0.01 万元, so that 50 元 is a change.
            let stands = difference.rounded(Unit::WanYuan, 2).is_zero();
            let problem =
                Words { zh: "写的是持平，两年预算数不同", en: "said to be level, but the years differ" };
            return (!stands).then(|| compared(self.finding(&SIGN).with("problem", problem), level, difference));
        };
        let right = match moved {
            Move::Up => difference > Amount::ZERO,
            Move::Down => difference < Amount::ZERO,
            Move::Level => difference.is_zero(),
        };
        if !fits(printed, difference.abs()) {
            if let Some(word) = wrong_unit(printed, difference.abs()) {
                return Some(compared(self.finding(&UNIT).with("unit", word), printed, difference.abs()));
            }
            let problem = Words { zh: "与两年预算数之差不符", en: "not the difference of both years" };
            return Some(compared(self.finding(&CHANGE).with("problem", problem), printed, difference.abs()));
        }
        let problem = Words { zh: "增加、减少写反了", en: "increase and decrease are exchanged" };
        (!right).then(|| self.finding(&SIGN).with("problem", problem))
    }

    fn rate(&self, moved: Move, printed: Printed, (this, last): (Amount, Amount)) -> Option<Finding> {
        let difference = (this - last).yuan();
        if last.is_zero() {
            let problem = Words { zh: "没有意义，上年数为零", en: "has no meaning over a base of nothing" };
            return Some(self.finding(&PERCENT).with("problem", problem));
        }
        let exact = difference.abs().checked_mul(Decimal::from(100))?.checked_div(last.yuan().abs())?;
        if (exact - printed.number).abs() > SLACK {
            let problem = format!("应是{}%，写的是{}%", percent(exact), printed.number);
            return Some(self.finding(&PERCENT).with("problem", problem));
        }
        let right = match moved {
            Move::Up => difference >= Decimal::ZERO,
            Move::Down => difference <= Decimal::ZERO,
            Move::Level => difference.is_zero(),
        };
        let problem = Words { zh: "增长、下降写反了", en: "increase and decrease are exchanged" };
        (!right).then(|| self.finding(&SIGN).with("problem", problem))
    }

    fn share(&self, printed: Printed, (part, whole): (Amount, Amount)) -> Option<Finding> {
        if whole.is_zero() {
            let problem = Words { zh: "没有意义，合计为零", en: "has no meaning over a base of nothing" };
            return Some(self.finding(&PERCENT).with("problem", problem));
        }
        let exact = part.yuan().checked_mul(Decimal::from(100))?.checked_div(whole.yuan())?;
        let problem = format!("应是{}%，写的是{}%", percent(exact), printed.number);
        ((exact - printed.number).abs() > SLACK).then(|| self.finding(&PERCENT).with("problem", problem))
    }
}

/// A percentage as it would be printed: 四舍五入 to two decimals.
fn percent(exact: Decimal) -> String {
    format!("{:.2}", exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// Whether a printed number is the exact amount at its own decimals: half a step off at most.
pub(super) fn fits(printed: Printed, exact: Amount) -> bool {
    let step = printed.unit.yuan() * Decimal::new(1, printed.number.scale());
    let difference = (printed.number * printed.unit.yuan() - exact.yuan()).abs();
    difference * Decimal::TWO <= step
}

/// The unit's word where the same number in the other unit would be right.
fn wrong_unit(printed: Printed, exact: Amount) -> Option<&'static str> {
    if printed.number.is_zero() {
        return None;
    }
    let (word, other) = match printed.unit {
        Scale::Yuan => ("元", Scale::WanYuan),
        Scale::WanYuan => ("万元", Scale::Yuan),
        Scale::Yi => ("亿元", Scale::WanYuan),
        Scale::None => return None,
    };
    fits(Printed { unit: other, ..printed }, exact).then_some(word)
}

/// The finding with both figures, where the printed one is one that the program can hold.
fn compared(finding: Finding, printed: Printed, exact: Amount) -> Finding {
    match Amount::of(printed.number * printed.unit.yuan(), Unit::Yuan) {
        Some(actual) => finding.comparing(exact, actual, printed.unit.unit()),
        None => finding,
    }
}
