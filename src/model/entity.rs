//! Units with their properties (部门机构设置).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Coded;
use crate::origin::Origin;

/// A unit of a department (预算单位).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// 单位编码; empty only where a list of units gives none and no line names the unit.
    pub code: Arc<str>,
    /// 单位名称, where the data gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
    /// 单位性质: `行政`, `事业`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Arc<str>>,
    /// 单位规格: `正科级`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Arc<str>>,
    /// 经费保障形式: `财政拨款`, `财政性资金基本保证`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Arc<str>>,
    /// Where its properties stand; `None` where only lines name the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Entity {
    /// Code and name.
    pub fn coded(&self) -> Coded {
        Coded { code: Arc::clone(&self.code), name: self.name.clone() }
    }
}

impl From<Coded> for Entity {
    fn from(coded: Coded) -> Entity {
        Entity { code: coded.code, name: coded.name, nature: None, rank: None, funding: None, origin: None }
    }
}
