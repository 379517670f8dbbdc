//! What kind of expenditure a line is.

super::word::word! {
    /// What kind of expenditure a line is (支出类别): a name that `templates/codes/kinds.toml` or an edition declares.
    Kind: "支出类别",
    /// 人员经费（人员类项目）
    PERSONNEL = "人员经费",
    /// 公用经费（运转类：公用经费项目）
    OPERATION = "公用经费",
    /// 其他运转类项目
    OTHER_OPERATION = "其他运转类",
    /// 特定目标类项目
    SPECIFIC_GOAL = "特定目标类",
    /// 经营支出
    BUSINESS = "经营支出",
    /// 上解上级支出
    TO_SUPERIOR = "上解上级支出",
    /// 对附属单位补助支出
    TO_SUBORDINATE = "对附属单位补助支出",
    /// 年终结转结余: not spent, carried into the next year.
    CARRIED_FORWARD = "年终结转结余",
    /// 基本支出, of which no more is said: a table that is already summed does not part 人员 and 公用.
    BASIC = "基本支出",
    /// 项目支出, of which no more is said, likewise.
    PROJECT = "项目支出",
}

impl Kind {
    /// Whether it is 项目支出: 其他运转类 or 特定目标类, or not parted.
    pub fn is_project(self) -> bool {
        [Kind::OTHER_OPERATION, Kind::SPECIFIC_GOAL, Kind::PROJECT].contains(&self)
    }
}
