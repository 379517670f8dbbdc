//! One comparison of figures: what a rule said should agree, and by how much it does not.
//!
//! Rules hand over every comparison, also those that hold: which cell is wrong shows in which comparisons with it still
//! hold (see [`super::fold`]).

use super::figures::{Figure, tolerance};
use super::report::weighed;
use super::{Report, Subject};
use crate::amount::{Amount, Unit};
use crate::disclosure::{At, Sign};
use crate::edition::Relation;
use crate::finding::{Bound, Code, Finding, Severity};

/// The two sides of a comparison, as figures.
#[derive(Clone, Debug)]
pub(super) struct Sides<'a> {
    /// The one figure on the left; `None` where its row is missing, which counts as nothing.
    pub left: Option<Figure<'a>>,
    /// What it should be the sum of.
    pub right: Vec<(Sign, Figure<'a>)>,
    /// Equal or at most.
    pub relation: Relation,
    /// For each figure whose row is missing, the cell that it would stand below.
    pub gaps: Vec<At>,
    /// Whether the left is a code or total and the right every row right below it, so that a row missing there breaks it.
    pub breaks_down: bool,
}

/// A comparison with its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Equation {
    /// Every cell with the sign by which it enters [`Equation::residual`]: the left as it is, the right reversed.
    pub cells: Vec<(Sign, At)>,
    /// Equal or at most.
    pub relation: Relation,
    /// Left less right, in 元.
    pub residual: Amount,
    /// How much of it rounding of printed figures explains; nothing where it holds.
    pub slack: Amount,
    /// For each figure whose row is missing, the cell that it would stand below.
    pub gaps: Vec<At>,
    /// The cell that this breaks down into all rows right below it, where it does.
    pub broken_down: Option<At>,
    /// What was said about it; `None` where it holds.
    pub finding: Option<Finding>,
}

impl<'a> Sides<'a> {
    /// `left = Σ right`.
    pub fn equal(left: Figure<'a>, right: Vec<(Sign, Figure<'a>)>) -> Sides<'a> {
        Sides { left: Some(left), right, relation: Relation::Equal, gaps: Vec::new(), breaks_down: false }
    }

    /// `left = Σ right`, where the right is every row right below the left one.
    pub fn broken_down(left: Figure<'a>, right: Vec<(Sign, Figure<'a>)>) -> Sides<'a> {
        Sides { breaks_down: true, ..Sides::equal(left, right) }
    }

    /// All figures, the left one first.
    pub fn figures(&self) -> impl Iterator<Item = &Figure<'a>> {
        self.left.iter().chain(self.right.iter().map(|(_, figure)| figure))
    }

    /// Compares; `dress` gives the finding its places and details.
    pub fn weigh(
        &self,
        subject: &Subject<'_>,
        code: &'static Code,
        dress: impl FnOnce(Finding) -> Finding,
    ) -> Equation {
        let slack = subject.slack(self.figures().map(|figure| figure.table));
        self.weigh_within(slack, code, dress)
    }

    /// Compares figures that were read from a printed table: half a printed step each is rounding. Where one figure
    /// stands against one of the same precision there is nothing to round, and any difference is worth a word.
    pub fn weigh_printed(&self, code: &'static Code, dress: impl FnOnce(Finding) -> Finding) -> Equation {
        let slack = tolerance(self.figures().map(|figure| figure.table));
        let mut equation = self.weigh_within(slack, code, dress);
        let precision = |figure: &Figure<'_>| (figure.table.unit, figure.table.decimals);
        let other = self.right.first().filter(|_| self.right.len() == 1 && self.relation == Relation::Equal);
        let alike =
            other.is_some_and(|(_, other)| self.left.as_ref().is_some_and(|left| precision(left) == precision(other)));
        if let Some(finding) = equation.finding.as_mut().filter(|finding| alike && finding.severity == Severity::Info) {
            finding.severity = Severity::Advisory;
        }
        equation
    }

    fn weigh_within(&self, slack: Amount, code: &'static Code, dress: impl FnOnce(Finding) -> Finding) -> Equation {
        let actual = self.left.as_ref().map(|figure| figure.amount).unwrap_or_default();
        let expected: Amount = self.right.iter().map(|(sign, figure)| sign.of(figure.amount)).sum();
        let holds = match self.relation {
            Relation::Equal => actual == expected,
            Relation::AtMost => actual <= expected,
        };
        let slack = if holds { Amount::ZERO } else { slack };
        let finding = (!holds).then(|| {
            let unit = self.figures().next().map_or(Unit::Yuan, |figure| figure.table.unit);
            let bound = match self.relation {
                Relation::Equal => Bound::Equal,
                Relation::AtMost => Bound::AtMost,
            };
            weighed(dress(Finding::new(code).comparing(expected, actual, unit).bounded(bound)), slack)
        });
        let left = self.left.iter().map(|figure| (Sign::Plus, figure.at));
        let right = self.right.iter().map(|(sign, figure)| (sign.reversed(), figure.at));
        Equation {
            cells: left.chain(right).collect(),
            relation: self.relation,
            residual: actual - expected,
            slack,
            gaps: self.gaps.clone(),
            broken_down: self.left.as_ref().filter(|_| self.breaks_down).map(|figure| figure.at),
            finding,
        }
    }
}

impl Equation {
    /// By how much `at` would have to be wrong for this to be its fault alone, in 元.
    pub fn blame(&self, at: At) -> Option<Amount> {
        let (sign, _) = self.cells.iter().find(|(_, cell)| *cell == at)?;
        Some(sign.of(self.residual))
    }

    /// Whether `at` being wrong by `error` is what breaks this.
    pub fn explained(&self, at: At, error: Amount) -> bool {
        let Some(blame) = self.blame(at).filter(|_| self.finding.is_some()) else { return false };
        let beyond_rounding = self.residual.abs() > self.slack;
        match self.relation {
            Relation::Equal => blame == error || (beyond_rounding && (blame - error).abs() <= self.slack),
            // What was to spare before is not known.
            Relation::AtMost => (blame > Amount::ZERO) == (error > Amount::ZERO) && blame.abs() <= error.abs(),
        }
    }
}

impl Report {
    /// Notes the comparisons that a rule made for one outcome.
    pub(super) fn note_equations(
        &mut self,
        code: &'static Code,
        rule: Option<&str>,
        title: &str,
        equations: Vec<Equation>,
    ) {
        let broken = equations.iter().any(|equation| equation.finding.is_some());
        self.note_state(code, rule, title, broken);
        self.equations.extend(equations);
    }
}
