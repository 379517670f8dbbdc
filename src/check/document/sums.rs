//! What the sentences say of each other: parts of a change, one figure said twice, what must be said together.

use rust_decimal::Decimal;

use super::claims::{Claim, Said, Says};
use super::codes::{CHANGE, LACKS, REPEAT};
use super::figures::fits;
use super::tokens::{Move, Printed};
use super::{Against, Report, name};
use crate::amount::{Amount, Unit};
use crate::edition::IndicatorDef;
use crate::finding::{Finding, Words};

/// Looks at the text by itself.
pub(super) fn look(said: &Said<'_>, against: &Against<'_>, report: &mut Report) {
    let indicators = &against.head.indicators;
    let parts = indicators.iter().enumerate().flat_map(|(index, whole)| unequal(said, against, index, whole));
    report.note(&CHANGE, Some("N-DELTA"), "合计的增减额是各分项之和", parts.collect());
    let twice = (0..indicators.len()).flat_map(|index| twice(said, against, index));
    report.note(&REPEAT, Some("N-REPEAT"), "同一项在全文中只有一个数", twice.collect());
    let lacking = indicators.iter().enumerate().flat_map(|(index, whole)| lacking(said, against, index, whole));
    report.note(&LACKS, Some("N-3G-BOTH"), "应当分开写明的都写了", lacking.collect());
}

/// A change in 元 with its sign, and half a printed step.
fn signed(claim: &Claim<'_>) -> Option<(Decimal, Decimal)> {
    let Says::Changed(moved, printed) = claim.says else { return None };
    match (moved, printed) {
        (Move::Level, _) | (_, None) => Some((Decimal::ZERO, Decimal::ZERO)),
        (moved, Some(printed)) => {
            let value = printed.number * printed.unit.yuan();
            let half = printed.unit.yuan() * Decimal::new(5, printed.number.scale() + 1);
            Some((if moved == Move::Down { -value } else { value }, half))
        }
    }
}

/// Changes of a whole that are not the sum of those of its parts, where one paragraph states all of them.
fn unequal(said: &Said<'_>, against: &Against<'_>, index: usize, whole: &IndicatorDef) -> Vec<Finding> {
    let position = |key: &str| against.head.indicators.iter().position(|indicator| indicator.key == key);
    let parts: Vec<usize> = whole.parts.iter().filter_map(|key| position(key.get_ref())).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for claim in said.of(index) {
        let Some((total, slack)) = signed(claim) else { continue };
        let of_part = |part: &usize| said.of(*part).filter(|c| c.paragraph == claim.paragraph).find_map(signed);
        let Some(changes) = parts.iter().map(of_part).collect::<Option<Vec<_>>>() else { continue };
        let sum: Decimal = changes.iter().map(|(value, _)| value).sum();
        let slack = slack + changes.iter().map(|(_, half)| half).sum::<Decimal>();
        if (sum - total).abs() > slack {
            let problem = Words { zh: "不是各分项增减额之和", en: "not the sum of its parts" };
            let finding = claim.finding(&CHANGE, against.head).with("problem", problem);
            let amounts = Amount::of(sum, Unit::Yuan).zip(Amount::of(total, Unit::Yuan));
            findings.push(match amounts {
                Some((expected, actual)) => finding.comparing(expected, actual, Unit::WanYuan),
                None => finding,
            });
        }
    }
    findings
}

/// One figure with two values. Where the tables are known the wrong one is found by them.
fn twice(said: &Said<'_>, against: &Against<'_>, index: usize) -> Vec<Finding> {
    let Some(indicator) = against.head.indicators.get(index) else { return Vec::new() };
    let known = |tables: Option<&crate::disclosure::Disclosure>| tables.and_then(|tables| indicator.amount(tables));
    let (this, last) = (known(against.this), known(against.last));
    let levels = || said.of(index).filter_map(|claim| matches_level(claim.says).map(|printed| (claim, printed)));
    let changes = || said.of(index).filter_map(|claim| matches_change(claim.says).map(|printed| (claim, printed)));
    let mut findings = Vec::new();
    if this.is_none() {
        findings.extend(differing(levels(), against, index));
    }
    if this.is_none() || last.is_none() {
        findings.extend(differing(changes(), against, index));
    }
    findings
}

fn matches_level(says: Says) -> Option<Printed> {
    match says {
        Says::Level(printed) => Some(printed),
        _ => None,
    }
}

fn matches_change(says: Says) -> Option<Printed> {
    match says {
        Says::Changed(_, printed) => printed,
        _ => None,
    }
}

/// Claims whose value differs from the first one's by more than rounding.
fn differing<'a>(
    mut claims: impl Iterator<Item = (&'a Claim<'a>, Printed)>,
    against: &Against<'_>,
    index: usize,
) -> Vec<Finding> {
    let Some((first_claim, first)) = claims.next() else { return Vec::new() };
    let shown = |printed: Printed| format!("{}{}", printed.number, printed.unit.unit().word());
    let exact = |printed: Printed| Amount::of(printed.number * printed.unit.yuan(), Unit::Yuan).unwrap_or_default();
    let differs = |second: &Printed| !fits(first, exact(*second)) && !fits(*second, exact(first));
    claims
        .filter(|(_, printed)| differs(printed))
        .map(|(claim, printed)| {
            super::about(&REPEAT, claim.place, &claim.sentence)
                .at(first_claim.place.origin.clone())
                .with("indicator", name(against.head, index))
                .with("first", shown(first))
                .with("second", shown(printed))
        })
        .collect()
}

/// Indicators that must be stated wherever another one is, and are not.
fn lacking(said: &Said<'_>, against: &Against<'_>, index: usize, whole: &IndicatorDef) -> Vec<Finding> {
    let Some(claim) = said.of(index).find(|claim| matches_level(claim.says).is_some()) else { return Vec::new() };
    let stated = |key: &str| {
        let position = against.head.indicators.iter().position(|indicator| indicator.key == key);
        position.is_some_and(|other| said.of(other).any(|claim| matches_level(claim.says).is_some()))
    };
    whole
        .with
        .iter()
        .filter(|key| !stated(key.get_ref()))
        .filter_map(|key| against.head.indicator(key.get_ref()))
        .map(|other| {
            Finding::new(&LACKS)
                .at(claim.place.origin.clone())
                .with("indicator", name(against.head, index))
                .with("lacking", other.name())
        })
        .collect()
}
