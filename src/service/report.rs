//! What programs read: `report.json` of each department and the answers of `check` and `inspect`.
//!
//! The names and forms here are promised; `docs/report.schema.json`, `docs/check.schema.json` and
//! `docs/inspect.schema.json` describe them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::{Amount, Unit};
use crate::check::{Report, State};
use crate::disclosure::{Adjustment, At, Disclosure};
use crate::finding::render::{FindingJson, Language, json};
use crate::finding::{Finding, Severity};
use crate::model::Coded;
use crate::reading::FileReading;
use crate::service::background::InputJson;
use crate::service::department::Department;
use crate::service::hash::hash;
use crate::service::published::Examined;

/// The version of these forms; it grows when a reader of the old form would misread the new one.
pub const SCHEMA_VERSION: u32 = 1;

/// `report.json`: what a run made of a department, from what, and what was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "report.json")]
pub struct DepartmentReport<'a> {
    /// Version of this form.
    pub schema_version: u32,
    /// Program and version.
    pub generator: &'static str,
    /// The department, or the unit with `--by unit`.
    pub owner: &'a Coded,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition.
    pub edition: &'a str,
    /// Date of creation in the outputs' properties: `2024-01-01`.
    pub date: String,
    /// Whether no finding is 强制.
    pub publishable: bool,
    /// Findings of each severity.
    pub counts: Counts,
    /// The input files.
    pub inputs: &'a [InputJson],
    /// The other files in this folder, as this run wrote them.
    pub outputs: Vec<Written>,
    /// Files of earlier runs that this one did not write again and nobody changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Written>,
    /// What each rule said.
    pub rules: Vec<RuleJson>,
    /// Figures moved so that printed sums close (尾差调整).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<AdjustmentJson>,
    /// Everything that was found, worst first.
    pub findings: Vec<FindingJson>,
    /// What was understood of the input files.
    pub readings: &'a [FileReading],
}

/// Findings of each severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// 强制
    pub mandatory: usize,
    /// 提示
    pub advisory: usize,
    /// 信息
    pub info: usize,
    /// 已豁免: findings that a waiver covers; the three others do not count them.
    pub waived: usize,
}

/// An output in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Written {
    /// Name below the department's folder.
    pub file: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Written {
    /// An output of this name and content.
    pub fn of(file: &str, bytes: &[u8]) -> Written {
        Written { file: file.to_owned(), sha256: hash(bytes) }
    }
}

/// A published figure that is not its own rounding; decimal strings in `unit`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdjustmentJson {
    /// 表
    pub table: String,
    /// 行
    pub row: String,
    /// 列
    pub column: String,
    /// 工作表
    pub sheet: String,
    /// A1 notation.
    pub cell: String,
    /// 精确数
    pub exact: String,
    /// 四舍五入
    pub rounded: String,
    /// 公开数
    pub printed: String,
    /// 调整: printed less rounded.
    pub moved: String,
    /// 单位
    pub unit: Unit,
}

/// What a rule said of one thing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleJson {
    /// The rule's code.
    pub code: &'static str,
    /// The edition's id of the articulation, where it is data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What was looked at.
    pub title: String,
    /// `held`, `broken` or `not_run`; the last is never to be read as passed.
    pub state: &'static str,
    /// Why it was not run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The answer of `check --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "check --format json")]
pub struct CheckReport<'a> {
    /// Version of this form.
    pub schema_version: u32,
    /// Program and version.
    pub generator: &'static str,
    /// Findings of each severity, over everything.
    pub counts: Counts,
    /// What was found while reading.
    pub findings: Vec<FindingJson>,
    /// Each department.
    pub departments: Vec<CheckedDepartment<'a>>,
}

/// A department in the answer of `check`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckedDepartment<'a> {
    /// The department or unit.
    pub owner: &'a Coded,
    /// The published workbook that its tables were read from; not there for tables that were made of exports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'a str>,
    /// 预算年度
    pub fiscal_year: u16,
    /// Id of the edition; empty where a published disclosure fits none.
    pub edition: &'a str,
    /// What a published disclosure is judged by and why, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'a str>,
    /// What each rule said.
    pub rules: Vec<RuleJson>,
    /// What was found in its tables.
    pub findings: Vec<FindingJson>,
}

/// The answer of `inspect --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "inspect --format json")]
pub struct InspectReport<'a> {
    /// Version of this form.
    pub schema_version: u32,
    /// Program and version.
    pub generator: &'static str,
    /// What was understood of each file.
    pub files: &'a [FileReading],
    /// What was found.
    pub findings: Vec<FindingJson>,
}

impl<'a> DepartmentReport<'a> {
    /// Of a department whose folder holds `files`: this run's, then those of earlier ones; its texts are Chinese, whatever the terminal speaks.
    pub fn new(department: &'a Department, date: String, files: [Vec<Written>; 2]) -> Self {
        let [outputs, earlier] = files;
        let findings = department.findings();
        let counts = Counts::of(&findings);
        DepartmentReport {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            owner: &department.disclosure.owner,
            fiscal_year: department.disclosure.fiscal_year,
            edition: &department.disclosure.edition,
            date,
            publishable: counts.mandatory == 0,
            counts,
            inputs: &department.background.inputs,
            outputs,
            earlier,
            rules: rules(&department.report),
            adjustments: adjustments(&department.disclosure),
            findings: all_json(&findings, Language::Chinese),
            readings: &department.background.readings,
        }
    }
}

impl<'a> CheckReport<'a> {
    /// Of everything that a run found: `findings` while reading, then each department.
    pub fn new(findings: &[Finding], departments: &'a [Examined], language: Language) -> CheckReport<'a> {
        let everything: Vec<Finding> =
            findings.iter().chain(departments.iter().flat_map(|department| &department.own)).cloned().collect();
        let checked = departments.iter().map(|department| CheckedDepartment {
            owner: &department.owner,
            file: department.file.as_deref(),
            fiscal_year: department.fiscal_year,
            edition: &department.edition,
            basis: department.basis.as_deref(),
            rules: rules(&department.report),
            findings: all_json(&department.own, language),
        });
        CheckReport {
            schema_version: SCHEMA_VERSION,
            generator: GENERATOR,
            counts: Counts::of(&everything),
            findings: all_json(findings, language),
            departments: checked.collect(),
        }
    }
}

impl<'a> InspectReport<'a> {
    /// Of what was understood and found.
    pub fn new(files: &'a [FileReading], findings: &[Finding], language: Language) -> InspectReport<'a> {
        let findings = all_json(findings, language);
        InspectReport { schema_version: SCHEMA_VERSION, generator: GENERATOR, files, findings }
    }
}

impl Counts {
    /// How many of each.
    pub fn of(findings: &[Finding]) -> Counts {
        let count = |severity| findings.iter().filter(|finding| finding.open(severity)).count();
        Counts {
            mandatory: count(Severity::Mandatory),
            advisory: count(Severity::Advisory),
            info: count(Severity::Info),
            waived: findings.iter().filter(|finding| finding.waived.is_some()).count(),
        }
    }
}

/// Program and version.
pub const GENERATOR: &str = concat!("gongkai ", env!("CARGO_PKG_VERSION"));

fn adjustments(disclosure: &Disclosure) -> Vec<AdjustmentJson> {
    let one = |adjustment: &Adjustment| {
        let At { table, row, col } = adjustment.at;
        let table = &disclosure.tables[table];
        let printed = |amount: Amount| amount.printed(table.unit, table.decimals);
        AdjustmentJson {
            table: table.name.to_string(),
            row: table.label(row, col).to_owned(),
            column: table.columns[col].words(),
            sheet: table.sheet.to_string(),
            cell: table.sheet_cell(row, col).to_string(),
            exact: adjustment.exact.in_unit(table.unit).to_string(),
            rounded: printed(adjustment.rounded),
            printed: printed(adjustment.printed),
            moved: printed(adjustment.moved()),
            unit: table.unit,
        }
    };
    disclosure.adjustments.iter().map(one).collect()
}

fn all_json(findings: &[Finding], language: Language) -> Vec<FindingJson> {
    findings.iter().map(|finding| json(finding, language)).collect()
}

fn rules(report: &Report) -> Vec<RuleJson> {
    report
        .outcomes
        .iter()
        .map(|outcome| {
            let (state, reason) = match &outcome.state {
                State::Held => ("held", None),
                State::Broken => ("broken", None),
                State::NotRun(reason) => ("not_run", Some(reason.clone())),
            };
            RuleJson { code: outcome.code, rule: outcome.rule.clone(), title: outcome.title.clone(), state, reason }
        })
        .collect()
}
