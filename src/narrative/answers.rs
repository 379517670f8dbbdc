//! What the department answers (说明.toml).

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::{Spanned, Value};

use crate::amount::{Amount, Unit};
use crate::edition::NarrativeHead;
use crate::finding::codes::narrative::{ANSWER_NOT_TEXT, ANSWERS_BROKEN, NOT_AN_AMOUNT, UNKNOWN_KEY};
use crate::finding::{Checked, Finding, Place};
use crate::origin::{Origin, Spot};

/// Key of the department's code.
const DEPARTMENT: &str = "department";
/// Key of the year.
const YEAR: &str = "year";
/// Table of last year's figures.
const LAST_YEAR: &str = "last_year";
/// Table of the reasons why 项 came out otherwise than planned, by code.
const REASONS: &str = "reasons";

/// The answers of one department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// Code of the department, where the file says whose it is.
    pub department: Option<String>,
    /// The year, where the file says it.
    pub year: Option<u16>,
    texts: BTreeMap<String, String>,
    last_year: BTreeMap<String, Amount>,
    reasons: BTreeMap<String, String>,
}

/// Keys with their places, each with its value.
type Pairs = BTreeMap<Spanned<String>, Spanned<Value>>;

impl Answers {
    /// Reads a file. What cannot be understood is a finding with its line, and is then as if it were not there.
    pub fn read(file: &Arc<str>, text: &str, head: &NarrativeHead) -> Checked<Answers> {
        let mut reader = Reader { text, head, findings: Vec::new(), answers: Answers::default() };
        reader.answers.file = Arc::clone(file);
        match toml::from_str::<Pairs>(text) {
            Ok(pairs) => reader.pairs(pairs),
            Err(error) => {
                let start = error.span().map_or(0, |span| span.start);
                let finding = Finding::new(&ANSWERS_BROKEN).with("problem", error.message());
                reader.say(start, finding);
            }
        }
        Checked { value: reader.answers, findings: reader.findings }
    }

    /// The answer to a question; an empty one is none.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The reason why a 项 came out otherwise than planned.
    pub fn reason(&self, code: &str) -> Option<&str> {
        self.reasons.get(code).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Last year's figure of an indicator, as the department states it.
    pub fn last_year(&self, key: &str) -> Option<Amount> {
        self.last_year.get(key).copied()
    }
}

struct Reader<'a> {
    text: &'a str,
    head: &'a NarrativeHead,
    findings: Vec<Finding>,
    answers: Answers,
}

impl Reader<'_> {
    fn pairs(&mut self, pairs: Pairs) {
        for (key, value) in pairs {
            let at = key.span().start;
            match (key.get_ref().as_str(), value.into_inner()) {
                (DEPARTMENT, Value::String(code)) => self.answers.department = filled(&code),
                (DEPARTMENT, Value::Integer(code)) => self.answers.department = Some(code.to_string()),
                (YEAR, Value::Integer(year)) => self.answers.year = u16::try_from(year).ok(),
                (LAST_YEAR, Value::Table(figures)) => self.figures(at, figures),
                (REASONS, Value::Table(reasons)) if self.head.reasons => self.reasons(at, reasons),
                (key, Value::String(text)) if self.head.question(key).is_some() => {
                    self.answers.texts.insert(key.to_owned(), tidy(&text));
                }
                (key, _) if self.head.question(key).is_some() || [DEPARTMENT, YEAR, LAST_YEAR].contains(&key) => {
                    self.say(at, Finding::new(&ANSWER_NOT_TEXT).with("key", key));
                }
                (key, _) => self.unknown(at, key),
            }
        }
    }

    fn reasons(&mut self, at: usize, reasons: toml::Table) {
        for (code, value) in reasons {
            match value {
                Value::String(text) if code.bytes().all(|b| b.is_ascii_digit()) => {
                    self.answers.reasons.insert(code, tidy(&text));
                }
                _ => self.unknown(at, &code),
            }
        }
    }

    fn figures(&mut self, at: usize, figures: toml::Table) {
        for (key, value) in figures {
            if !self.head.indicator(&key).is_some_and(|indicator| indicator.change) {
                self.unknown(at, &key);
                continue;
            }
            let text = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let Some(text) = filled(&text) else { continue };
            let number = text.trim_end_matches("万元").trim().replace([',', '，'], "").parse::<Decimal>().ok();
            match number.and_then(|number| Amount::of(number, Unit::WanYuan)) {
                Some(amount) => {
                    self.answers.last_year.insert(key, amount);
                }
                None => self.say(at, Finding::new(&NOT_AN_AMOUNT).with("key", key).with("text", text)),
            }
        }
    }

    fn unknown(&mut self, at: usize, key: &str) {
        let questions = self.head.questions.iter().map(|question| question.key.as_str());
        let known: Vec<&str> = [DEPARTMENT, YEAR, LAST_YEAR].into_iter().chain(questions).collect();
        self.say(at, Finding::new(&UNKNOWN_KEY).with("key", key).with("known", known.join("、")));
    }

    /// Adds a finding with the line of a byte of the text.
    fn say(&mut self, at: usize, finding: Finding) {
        let before = self.text.get(..at).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX);
        let spot = Spot::Field { record: line, line, field: None };
        self.findings.push(finding.at(Place::Input(Origin { file: Arc::clone(&self.answers.file), spot })));
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The text as paragraphs: one a line, without blanks around it, and none that is empty.
fn tidy(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c == '\u{3000}';
    let lines = text.lines().map(|line| line.trim_matches(blank));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
