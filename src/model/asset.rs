//! Fixed assets (固定资产占用情况).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Coded, Count, Figure};
use crate::origin::Origin;

/// What kind of asset it is, as disclosures group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum AssetKind {
    /// 房屋, all of them; counted in square metres.
    #[serde(rename = "房屋")]
    Buildings,
    /// 办公用房, a part of 房屋.
    #[serde(rename = "办公用房")]
    Offices,
    /// 车辆
    #[serde(rename = "车辆")]
    Vehicles,
    /// 大型设备, from the price on that the regulation names.
    #[serde(rename = "大型设备")]
    LargeEquipment,
    /// 其他固定资产
    #[serde(rename = "其他固定资产")]
    Other,
}

impl AssetKind {
    /// Whether it is a part of another kind and not to be added to the total.
    pub fn is_part(self) -> bool {
        self == AssetKind::Offices
    }
}

/// What a unit owned of one kind at a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// 预算年度 of the disclosure in which it is stated.
    pub fiscal_year: u16,
    /// 部门
    pub department: Coded,
    /// 预算单位, where the export gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<Coded>,
    /// 截止时间, as `2023-12-31`, where the export gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Arc<str>>,
    /// What kind of asset.
    pub kind: AssetKind,
    /// 项目 as found.
    pub item: Arc<str>,
    /// 数量; `None` where the cell is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Count>,
    /// 价值; `None` where the cell is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Figure>,
    /// The cell that names the item.
    pub origin: Origin,
}
