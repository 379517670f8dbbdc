//! What a reader of the data must know (问题).
//!
//! A stage returns [`Checked`]: its value and everything it found. A finding is data: a stable [`Code`], places, figures.
//! Its text is made last, by [`render`].

mod alike;
pub mod codes;
pub mod render;

pub(crate) use alike::MOST_PLACES;
pub use alike::alike_once;

use std::sync::Arc;

use crate::amount::{Amount, Unit};
use crate::origin::{CellRef, Origin};

/// How much a finding matters (严重程度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 强制: must not be published like this.
    Mandatory,
    /// 提示: somebody should look.
    Advisory,
    /// 信息: good to know.
    Info,
}

impl Severity {
    /// Its word in both languages; the English one is also the one of JSON.
    pub fn words(self) -> Words {
        match self {
            Severity::Mandatory => Words { zh: "强制", en: "mandatory" },
            Severity::Advisory => Words { zh: "提示", en: "advisory" },
            Severity::Info => Words { zh: "信息", en: "info" },
        }
    }
}

/// A text in both languages; `{name}` stands for the finding's detail of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Chinese, what people see.
    pub zh: &'static str,
    /// English, with `--lang en`.
    pub en: &'static str,
}

/// What kind of finding it is: identity, severity and text.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `GK-I012`; never reused for something else.
    pub id: &'static str,
    /// Severity unless the finding says otherwise.
    pub severity: Severity,
    /// A few words without details.
    pub title: Words,
    /// What happened, with `{details}`.
    pub message: Words,
    /// What to do about it.
    pub remedy: Words,
    /// The manual page in Markdown that `gongkai explain` prints below the title; may be empty.
    pub page: &'static str,
}

impl Code {
    /// The manual page as Markdown.
    ///
    /// A rule's page is the `//!` comment at the head of its file, so that the page and the code stand together.
    ///
    /// ```
    /// use gongkai::finding::{Code, Severity, Words};
    /// let none = Words { zh: "", en: "" };
    /// let page = "//! # 标题\n//!\n//! 正文\n\nuse x;";
    /// let code = Code { id: "GK-X001", severity: Severity::Info, title: none, message: none, remedy: none, page };
    /// assert_eq!(code.manual(), "# 标题\n\n正文");
    /// ```
    pub fn manual(&self) -> String {
        if !self.page.starts_with("//!") {
            return self.page.to_owned();
        }
        let lines = self.page.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A place in the input.
    Input(Origin),
    /// A figure of a disclosure, in the form's own words.
    Published {
        /// Name of the table (表名).
        table: Arc<str>,
        /// Label of the row (行).
        row: Arc<str>,
        /// Header of the column (列).
        column: Arc<str>,
        /// Sheet and cell in the published workbook.
        sheet: Arc<str>,
        /// The cell, where the place is one.
        cell: Option<CellRef>,
    },
    /// A line of a template, counted from 1.
    Template {
        /// The file below `templates/`.
        file: Arc<str>,
        /// Its line, where known.
        line: Option<usize>,
    },
}

impl From<Origin> for Place {
    fn from(origin: Origin) -> Place {
        Place::Input(origin)
    }
}

impl std::fmt::Display for Place {
    /// As the Chinese messages print it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Input(origin) => write!(f, "{origin}"),
            Place::Published { table, row, column, sheet, cell } => {
                write!(f, "《{table}》")?;
                for (word, part) in [("行", row), ("列", column)] {
                    if !part.is_empty() {
                        write!(f, "“{part}”{word}")?;
                    }
                }
                match cell {
                    Some(cell) => write!(f, "（工作表 {sheet} 的 {cell}）"),
                    None => Ok(()),
                }
            }
            Place::Template { file, line: Some(line) } => write!(f, "{file} 第 {line} 行"),
            Place::Template { file, line: None } => write!(f, "{file}"),
        }
    }
}

/// A value that a message names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Words as found.
    Text(String),
    /// Words of the program, in the language of the message.
    Words(Words),
    /// A number of things.
    Count(u64),
    /// Money, printed exactly in the unit given.
    Amount(Amount, Unit),
}

impl From<&str> for Detail {
    fn from(text: &str) -> Detail {
        Detail::Text(text.to_owned())
    }
}

impl From<String> for Detail {
    fn from(text: String) -> Detail {
        Detail::Text(text)
    }
}

impl From<Words> for Detail {
    fn from(words: Words) -> Detail {
        Detail::Words(words)
    }
}

impl From<usize> for Detail {
    fn from(count: usize) -> Detail {
        Detail::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl std::fmt::Display for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Detail::Text(text) => f.write_str(text),
            Detail::Words(words) => f.write_str(words.zh),
            Detail::Count(count) => write!(f, "{count}"),
            Detail::Amount(amount, unit) => write!(f, "{}{}", amount.in_unit(*unit), unit.word()),
        }
    }
}

/// Two figures that should agree, in the unit in which they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What it should be.
    pub expected: Amount,
    /// What it is.
    pub actual: Amount,
    /// The unit to print both in.
    pub unit: Unit,
    /// How the actual figure must stand to the expected one.
    pub bound: Bound,
}

/// How a figure must stand to the one that it is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// 应为
    #[default]
    Equal,
    /// 应不大于
    AtMost,
    /// 应不小于
    AtLeast,
}

impl Bound {
    /// The words before the expected figure.
    pub fn words(self) -> Words {
        match self {
            Bound::Equal => Words { zh: "应为", en: "expected" },
            Bound::AtMost => Words { zh: "应不大于", en: "expected at most" },
            Bound::AtLeast => Words { zh: "应不小于", en: "expected at least" },
        }
    }
}

impl Comparison {
    /// Actual less expected.
    pub fn difference(&self) -> Amount {
        self.actual - self.expected
    }
}

/// Who answers for a finding that may stay as it is (豁免).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// Who answers for it.
    pub who: String,
    /// Why it may stay.
    pub reason: String,
    /// The last day on which this counts: `2025-12-31`.
    pub until: String,
    /// The line of the waiver in its file, counted from 1.
    pub line: usize,
}

/// One thing to know about the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: &'static Code,
    /// How much it matters here.
    pub severity: Severity,
    /// The edition's own id of the rule behind it (`X-T1-T3`), where the rule is data.
    pub rule: Option<Arc<str>>,
    /// Primary place first, then related ones.
    pub places: Vec<Place>,
    /// Values for the `{names}` in the code's texts.
    pub details: Vec<(&'static str, Detail)>,
    /// Expected and actual, where it is about figures.
    pub comparison: Option<Comparison>,
    /// Findings that only follow from this one and go away with it (随之不符).
    pub follows: Vec<Finding>,
    /// Who answers for it, where it may stay as it is; it is shown, but blocks nothing.
    pub waived: Option<Arc<Waived>>,
}

impl Finding {
    /// A finding of `code` with its severity and nothing else yet.
    pub fn new(code: &'static Code) -> Finding {
        Finding {
            code,
            severity: code.severity,
            rule: None,
            places: Vec::new(),
            details: Vec::new(),
            comparison: None,
            follows: Vec::new(),
            waived: None,
        }
    }

    /// Adds a place; the first is the primary one.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Finding {
        self.places.push(place.into());
        self
    }

    /// Adds a value for `{name}` in the texts.
    #[must_use]
    pub fn with(mut self, name: &'static str, detail: impl Into<Detail>) -> Finding {
        self.details.push((name, detail.into()));
        self
    }

    /// Sets expected and actual, printed in `unit`.
    #[must_use]
    pub fn comparing(mut self, expected: Amount, actual: Amount, unit: Unit) -> Finding {
        self.comparison = Some(Comparison { expected, actual, unit, bound: Bound::Equal });
        self
    }

    /// Says that the expected figure is a limit.
    #[must_use]
    pub fn bounded(mut self, bound: Bound) -> Finding {
        if let Some(comparison) = &mut self.comparison {
            comparison.bound = bound;
        }
        self
    }

    /// Whether publication must wait for it.
    pub fn blocks(&self) -> bool {
        self.open(Severity::Mandatory)
    }

    /// Whether it has this severity and nobody answers for it.
    pub fn open(&self, severity: Severity) -> bool {
        self.severity == severity && self.waived.is_none()
    }

    /// The words before its code: its severity, or that it is waived.
    pub fn standing(&self) -> Words {
        match self.waived {
            Some(_) => Words { zh: "已豁免", en: "waived" },
            None => self.severity.words(),
        }
    }
}

/// Puts findings into the one order in which they are shown: waived ones last, then severity, primary place, code.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.waived.is_some(), f.severity);
        key(a)
            .cmp(&key(b))
            .then_with(|| (a.places.first(), a.code.id, &a.rule).cmp(&(b.places.first(), b.code.id, &b.rule)))
    });
}

/// A value together with everything that was found on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// A value without findings.
    pub fn clean(value: T) -> Checked<T> {
        Checked { value, findings: Vec::new() }
    }

    /// Moves the findings to `into` and gives the value.
    pub fn collect(self, into: &mut Vec<Finding>) -> T {
        into.extend(self.findings);
        self.value
    }
}
