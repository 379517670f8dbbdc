//! Where money comes from.

super::word::word! {
    /// Where money comes from (资金性质): a name that `templates/codes/funds.toml` or an edition declares.
    Fund: "资金性质",
    /// 一般公共预算资金
    GENERAL_BUDGET = "一般公共预算",
    /// 政府性基金预算资金
    GOVERNMENT_FUND = "政府性基金预算",
    /// 国有资本经营预算资金
    STATE_CAPITAL = "国有资本经营预算",
    /// 财政专户管理资金
    SPECIAL_ACCOUNT = "财政专户管理资金",
    /// 事业收入
    INSTITUTIONAL = "事业收入",
    /// 事业单位经营收入
    OPERATING = "经营收入",
    /// 上级补助收入
    FROM_SUPERIOR = "上级补助收入",
    /// 附属单位上缴收入
    FROM_SUBORDINATE = "附属单位上缴收入",
    /// 其他收入
    OTHER = "其他收入",
    /// 非财政拨款, of which no more is said: tables that are already summed tell only 财政拨款 apart.
    NOT_FISCAL = "非财政拨款",
}

impl Fund {
    /// Whether it is 财政拨款: one of the three budgets that the treasury pays from.
    pub fn is_fiscal(self) -> bool {
        [Fund::GENERAL_BUDGET, Fund::GOVERNMENT_FUND, Fund::STATE_CAPITAL].contains(&self)
    }
}
