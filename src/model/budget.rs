//! The budget, or the final accounts, of one department in one year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Asset, Balance, Coded, DisclosureKind, Entity, Line, Project, Purchase, Revenue, Statistic, Subject};

/// The version of the JSON form; it grows when a reader of the old form would misread the new one.
pub const SCHEMA_VERSION: u32 = 3;

/// The budget of one department in one year (部门预算), or its final accounts (部门决算): the canonical model that `budget.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Version of this form: [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Whether it is the budget or the final accounts of the year.
    #[serde(default)]
    pub kind: DisclosureKind,
    /// Whether it is that of a department with all its units, or of one unit.
    #[serde(default, skip_serializing_if = "Subject::is_department")]
    pub subject: Subject,
    /// 预算年度
    pub fiscal_year: u16,
    /// 部门, with the name that the data gives.
    pub department: Coded,
    /// 预算单位 of the department, in order of code.
    pub entities: Vec<Entity>,
    /// 支出预算明细, in the order of the files.
    pub lines: Vec<Line>,
    /// 收入预算明细; empty where no revenue export was given.
    pub revenue: Vec<Revenue>,
    /// 项目绩效目标, in the order of the files; empty where no goals were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<Project>,
    /// 政府采购预算, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchases: Vec<Purchase>,
    /// 固定资产占用情况, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Asset>,
    /// 结转结余 of final accounts, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub balances: Vec<Balance>,
    /// 机构运行信息, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statistics: Vec<Statistic>,
}

impl Budget {
    /// A department's year in which nothing is known yet.
    pub fn empty(department: Coded, fiscal_year: u16, kind: DisclosureKind) -> Budget {
        Budget {
            schema_version: SCHEMA_VERSION,
            kind,
            subject: Subject::Department,
            fiscal_year,
            department,
            entities: Vec::new(),
            lines: Vec::new(),
            revenue: Vec::new(),
            projects: Vec::new(),
            purchases: Vec::new(),
            assets: Vec::new(),
            balances: Vec::new(),
            statistics: Vec::new(),
        }
    }
}
