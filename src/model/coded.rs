//! A code with its name (编码和名称).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A code with the name that came with it (编码和名称), as `2010301-行政运行` or in two cells.
///
/// A name that comes with the data wins over the chart's; where the data gives none it is `None` here and the chart's is
/// looked up when tables are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coded {
    /// 编码
    pub code: Arc<str>,
    /// 名称, where the data gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Arc<str>>,
}

impl Coded {
    /// A code with its name.
    pub fn named(code: &str, name: &str) -> Coded {
        Coded { code: code.into(), name: Some(name.into()) }
    }

    /// Whether the other is the very same one, as neighbouring lines mostly share theirs; equal ones may not be.
    pub(crate) fn is_same(&self, other: &Coded) -> bool {
        let names = match (&self.name, &other.name) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        names && Arc::ptr_eq(&self.code, &other.code)
    }

    /// A code alone.
    pub fn bare(code: &str) -> Coded {
        Coded { code: code.into(), name: None }
    }
}

impl std::fmt::Display for Coded {
    /// `2010301-行政运行`, or the code alone; what has no code of its own is known by its name, which is said once.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.name {
            Some(name) if self.code.is_empty() => write!(f, "{name}"),
            Some(name) if *name != self.code => write!(f, "{}-{name}", self.code),
            _ => write!(f, "{}", self.code),
        }
    }
}
