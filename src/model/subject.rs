//! Whom a disclosure is about (公开主体).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whom a disclosure is about: a department with all its units, or one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Subject {
    /// 部门
    #[default]
    #[serde(rename = "部门")]
    Department,
    /// 单位
    #[serde(rename = "单位")]
    Unit,
}

impl Subject {
    /// Its Chinese word.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Department => "部门",
            Subject::Unit => "单位",
        }
    }

    /// Whether it goes without saying.
    pub(super) fn is_department(&self) -> bool {
        *self == Subject::Department
    }
}
