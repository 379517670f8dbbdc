//! Findings as JSON, for programs: the names and forms here are promised and only ever added to.

use schemars::JsonSchema;
use serde::Serialize;

use crate::amount::Unit;
use crate::finding::render::{Language, message, place, remedy, title};
use crate::finding::{Finding, Place};
use crate::origin::Origin;

/// A finding in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FindingJson {
    /// 编号: stable, never reused: `GK-I052`.
    pub code: &'static str,
    /// The edition's own id of the rule, where the rule is data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// 严重程度: `mandatory` 强制, `advisory` 提示, `info` 信息.
    pub severity: &'static str,
    /// 标题
    pub title: String,
    /// What happened.
    pub message: String,
    /// 怎么办
    pub remedy: String,
    /// Primary place first, then related ones.
    pub places: Vec<PlaceJson>,
    /// 应为: decimal string in `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// 实为: decimal string in `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    /// 相差: actual less expected, decimal string in `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The unit of the three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// 随之不符: findings that only follow from this one and go away with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<FindingJson>,
    /// 豁免: who answers for it; a waived finding blocks nothing and is counted apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<WaivedJson>,
}

/// A waiver in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WaivedJson {
    /// Who answers for it.
    pub who: String,
    /// Why it may stay.
    pub reason: String,
    /// The last day on which this counts: `2025-12-31`.
    pub until: String,
}

/// A place in JSON; all numbers count from 1.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PlaceJson {
    /// In an input: file, then sheet and cell, or record, line and field.
    Input {
        /// The place.
        #[serde(flatten)]
        origin: Origin,
        /// The place in words.
        text: String,
    },
    /// In the disclosure.
    Published {
        /// 表
        table: String,
        /// 行; empty where the place is the table as a whole.
        row: String,
        /// 列
        column: String,
        /// 工作表
        sheet: String,
        /// A1 notation, where the place is one cell.
        #[serde(skip_serializing_if = "Option::is_none")]
        cell: Option<String>,
        /// The place in words.
        text: String,
    },
    /// In a template.
    Template {
        /// Path below `templates/`.
        file: String,
        /// Line, where known.
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
        /// The place in words.
        text: String,
    },
}

/// A finding as JSON carries it, its texts in `language`.
pub fn json(finding: &Finding, language: Language) -> FindingJson {
    let figure = |value: crate::amount::Amount, unit| value.in_unit(unit).to_string();
    let compared = finding.comparison.as_ref();
    FindingJson {
        code: finding.code.id,
        rule: finding.rule.as_ref().map(ToString::to_string),
        severity: finding.severity.words().en,
        title: title(finding, language),
        message: message(finding, language),
        remedy: remedy(finding, language),
        places: finding.places.iter().map(|at| place_json(at, language)).collect(),
        expected: compared.map(|c| figure(c.expected, c.unit)),
        actual: compared.map(|c| figure(c.actual, c.unit)),
        difference: compared.map(|c| figure(c.difference(), c.unit)),
        unit: compared.map(|c| c.unit),
        follows: finding.follows.iter().map(|other| json(other, language)).collect(),
        waived: finding.waived.as_ref().map(|waived| WaivedJson {
            who: waived.who.clone(),
            reason: waived.reason.clone(),
            until: waived.until.clone(),
        }),
    }
}

fn place_json(at: &Place, language: Language) -> PlaceJson {
    let text = place(at, language);
    match at {
        Place::Input(origin) => PlaceJson::Input { origin: origin.clone(), text },
        Place::Published { table, row, column, sheet, cell } => PlaceJson::Published {
            table: table.to_string(),
            row: row.to_string(),
            column: column.to_string(),
            sheet: sheet.to_string(),
            cell: cell.map(|cell| cell.to_string()),
            text,
        },
        Place::Template { file, line } => PlaceJson::Template { file: file.to_string(), line: *line, text },
    }
}
