//! What the rules said: each held, was broken, or was not run.

use std::collections::BTreeSet;

use serde::Serialize;

use super::equation::Equation;
use crate::amount::Amount;
use crate::disclosure::At;
use crate::finding::{Code, Finding, Severity};

/// How a rule came out for one thing that it looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", content = "reason", rename_all = "snake_case")]
pub enum State {
    /// 通过
    Held,
    /// 不通过
    Broken,
    /// 未检查, with the reason in Chinese; never to be read as passed.
    NotRun(String),
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The rule's code: `GK-C004`.
    pub code: &'static str,
    /// The edition's id of the articulation, where it is data: `X-T1-T3`.
    pub rule: Option<String>,
    /// What was looked at, in the forms' words.
    pub title: String,
    /// How it came out.
    #[serde(flatten)]
    pub state: State,
}

/// The outcomes and findings of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Everything that was looked at, in order of rule.
    pub outcomes: Vec<Outcome>,
    /// What was found, worst first; what follows from a finding is in its [`Finding::follows`].
    pub findings: Vec<Finding>,
    /// The comparisons of figures, until their findings are folded.
    pub(super) equations: Vec<Equation>,
    /// Findings about one cell, until they are folded.
    pub(super) mentions: Vec<(At, Finding)>,
    /// Findings that a code has no rows below it, until they are folded: what misses such a row follows from them.
    pub(super) bare: Vec<(At, Finding)>,
    /// Where revenue and expenditure differ, with the differences that other comparisons may have for it.
    pub(super) unbalanced: (Vec<Finding>, BTreeSet<Amount>),
    /// Tables, by index, whose figures are all wrong by one factor, until their findings are folded.
    pub(super) scaled: Vec<(usize, Finding)>,
}

impl Report {
    /// Notes how one thing came out; it is broken if it has findings.
    pub fn note(&mut self, code: &'static Code, rule: Option<&str>, title: &str, findings: Vec<Finding>) {
        self.note_state(code, rule, title, !findings.is_empty());
        self.findings.extend(findings);
    }

    /// Notes findings that are each about one cell; where that cell is the wrong figure behind others they are folded.
    pub(super) fn note_cells(&mut self, code: &'static Code, title: &str, findings: Vec<(At, Finding)>) {
        self.note_state(code, None, title, !findings.is_empty());
        self.mentions.extend(findings);
    }

    /// Notes whether one thing held or was broken.
    pub(super) fn note_state(&mut self, code: &'static Code, rule: Option<&str>, title: &str, broken: bool) {
        let state = if broken { State::Broken } else { State::Held };
        self.outcomes.push(Outcome { code: code.id, rule: rule.map(str::to_owned), title: title.to_owned(), state });
    }

    /// Notes that one thing could not be looked at.
    pub fn not_run(&mut self, code: &'static Code, rule: Option<&str>, title: &str, reason: impl Into<String>) {
        let state = State::NotRun(reason.into());
        self.outcomes.push(Outcome { code: code.id, rule: rule.map(str::to_owned), title: title.to_owned(), state });
    }

    /// How many held, were broken, were not run.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&State) -> bool| self.outcomes.iter().filter(|outcome| wanted(&outcome.state)).count();
        (
            count(|state| *state == State::Held),
            count(|state| *state == State::Broken),
            count(|state| matches!(state, State::NotRun(_))),
        )
    }
}

/// A difference that rounding of the printed figures explains is 信息, not an error (尾差).
pub(super) fn weighed(mut finding: Finding, slack: Amount) -> Finding {
    if finding.comparison.is_some_and(|comparison| comparison.difference().abs() <= slack) {
        finding.severity = Severity::Info;
    }
    finding
}
