//! What is asked for (任务要求), as a typed value.

use crate::amount::Unit;
use crate::check::Waivers;
use crate::disclosure::Rounding;
use crate::edition::Templates;
use crate::finding::{self, Finding};
use crate::import::limits::Limits;
use crate::import::{Options, Profile};
use crate::model::{Batch, Budget, Coded, split};
use crate::service::date::{self, Date};

/// How inputs are understood, which forms are filled, and what is made of them.
#[derive(Debug)]
pub struct Order {
    /// Editions and profiles.
    pub templates: Templates,
    /// The profile that was asked for.
    pub profile: Option<Profile>,
    /// The unit for files that state none.
    pub unit: Option<Unit>,
    /// The year for files that state none.
    pub year: Option<u16>,
    /// Whether workbooks are read by this program alone.
    pub read_once: bool,
    /// The edition that was asked for.
    pub edition: Option<String>,
    /// Whom forms are filled for.
    pub by: By,
    /// What is done about printed figures that do not add up, where the run says it.
    pub rounding: Option<Rounding>,
    /// Findings that somebody answers for.
    pub waivers: Option<Waivers>,
    /// Whether Word documents among the inputs are texts to be checked.
    pub documents: bool,
    /// Whether disclosures of others are expected: tables that fit no edition are taken as they are.
    pub audit: bool,
    /// Forms of what is published.
    pub formats: Vec<Format>,
    /// Whether a working paper (底稿) is made.
    pub working_paper: bool,
    /// Date of creation in the outputs' properties; 1 January of the fiscal year where nobody says it.
    pub date: Option<Date>,
}

/// A value that is one of a few words, on the command line and in files.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// The words with what they mean.
    const WORDS: &'static [(&'static str, Self)];

    /// What a word means.
    fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

/// Whom forms are filled for: `--by`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// 部门
    #[default]
    Department,
    /// 预算单位
    Unit,
    /// 部门, and each of its units by itself.
    Both,
}

impl Choice for By {
    const WORDS: &'static [(&'static str, By)] =
        &[("department", By::Department), ("unit", By::Unit), ("both", By::Both)];
}

impl Choice for Rounding {
    const WORDS: &'static [(&'static str, Rounding)] = &[("exact", Rounding::Exact), ("tie", Rounding::Tie)];
}

/// A form of what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The workbook.
    Xlsx,
    /// One text file a table.
    Csv,
    /// The tables as data.
    Json,
    /// The text of the disclosure with its tables.
    Docx,
    /// The same as PDF, by the office program of the machine.
    Pdf,
    /// What was found, as a page to print.
    Html,
    /// The lines of the budget as one table for data engines.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Choice for Format {
    const WORDS: &'static [(&'static str, Format)] = &[
        ("xlsx", Format::Xlsx),
        ("csv", Format::Csv),
        ("json", Format::Json),
        ("docx", Format::Docx),
        ("pdf", Format::Pdf),
        ("html", Format::Html),
        #[cfg(feature = "parquet")]
        ("parquet", Format::Parquet),
    ];
}

impl Format {
    /// Whether it is the text of the disclosure.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Docx | Format::Pdf)
    }
}

impl Default for Order {
    /// The built-in templates, everything else told by the data: the workbook and its working paper for each department.
    fn default() -> Order {
        Order {
            templates: Templates::built_in(),
            profile: None,
            unit: None,
            year: None,
            read_once: false,
            edition: None,
            by: By::Department,
            rounding: None,
            waivers: None,
            documents: false,
            audit: false,
            formats: vec![Format::Xlsx],
            working_paper: true,
            date: None,
        }
    }
}

impl Order {
    /// What an input may ask for.
    pub fn limits(&self) -> Limits {
        let whole = Limits::default();
        if self.read_once { Limits { read_twice: 0, ..whole } } else { whole }
    }

    /// How exports are understood.
    pub fn importing(&self) -> Options<'_> {
        Options { templates: &self.templates, profile: self.profile.clone(), unit: self.unit, fiscal_year: self.year }
    }

    /// One budget for each of those for whom forms are filled.
    pub fn budgets(&self, batch: Batch) -> Vec<Budget> {
        let budgets = split(batch);
        match self.by {
            By::Department => budgets,
            By::Unit => budgets.into_iter().flat_map(Budget::by_unit).collect(),
            By::Both => budgets
                .into_iter()
                .flat_map(|budget| std::iter::once(budget.clone()).chain(budget.by_unit()).collect::<Vec<_>>())
                .collect(),
        }
    }

    /// Marks the findings that a waiver covers and puts all in order.
    pub fn waive(&self, findings: &mut [Finding], owner: Option<&Coded>) {
        if let Some(waivers) = &self.waivers {
            waivers.mark(findings, owner);
        }
        finding::sort(findings);
    }

    /// What is to be said of the waivers themselves after all `findings` were marked.
    pub fn about<'a>(&self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Finding> {
        self.waivers.as_ref().map(|waivers| waivers.about(findings)).unwrap_or_default()
    }

    /// The date of creation in the outputs' properties.
    pub fn dated(&self, fiscal_year: u16) -> Date {
        self.date.unwrap_or_else(|| date::of_year(fiscal_year))
    }

    /// Whether the text of the disclosure is asked for.
    pub fn wants_text(&self) -> bool {
        self.formats.iter().any(|format| format.is_text())
    }
}
