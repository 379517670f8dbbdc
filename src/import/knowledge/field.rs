//! What a column can hold (字段).

/// A dimension that is given as code, name or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// 预算单位
    Entity,
    /// 部门（主管部门）
    Department,
    /// 项目类别
    Category,
    /// 项目
    Project,
    /// 支出功能分类
    Function,
    /// 部门预算支出经济分类
    Economic,
    /// 政府预算支出经济分类
    GovernmentEconomic,
    /// 资金性质
    Fund,
    /// 资金来源
    Source,
    /// 收入项目
    RevenueItem,
}

impl Dimension {
    /// All of them, in the order of their index.
    pub const ALL: [Dimension; 10] = [
        Dimension::Entity,
        Dimension::Department,
        Dimension::Category,
        Dimension::Project,
        Dimension::Function,
        Dimension::Economic,
        Dimension::GovernmentEconomic,
        Dimension::Fund,
        Dimension::Source,
        Dimension::RevenueItem,
    ];

    /// Its place in [`Self::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The Chinese name, as templates write it.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Entity => "预算单位",
            Dimension::Department => "部门",
            Dimension::Category => "项目类别",
            Dimension::Project => "项目",
            Dimension::Function => "功能分类",
            Dimension::Economic => "部门经济分类",
            Dimension::GovernmentEconomic => "政府经济分类",
            Dimension::Fund => "资金性质",
            Dimension::Source => "资金来源",
            Dimension::RevenueItem => "收入项目",
        }
    }

    /// The dimension of that Chinese name.
    pub fn from_name(name: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|d| d.name() == name)
    }
}

/// Which part of a dimension a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Code and name in one cell, or whichever is given.
    Whole,
    /// 编码
    Code,
    /// 名称
    Name,
    /// 类, 款 or 项 of a functional code in a column of its own, counted from 0.
    Level(u8),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 预算年度
    FiscalYear,
    /// A dimension or part of one.
    Coded(Dimension, Part),
    /// An amount; which one counts is the profile's choice.
    Amount,
    /// The part that was carried over from last year (上年结转).
    CarryOver,
    /// The sum of fund columns on its left or right (本年收入小计).
    Subtotal,
    /// 备注
    Remark,
    /// Known, and of no use for the disclosure.
    Unused,
}

impl Field {
    /// The Chinese name, as templates write it and `inspect` prints it.
    pub fn name(self) -> String {
        match self {
            Field::FiscalYear => "预算年度".to_owned(),
            Field::Coded(dimension, Part::Whole) => dimension.name().to_owned(),
            Field::Coded(dimension, Part::Code) => format!("{}编码", dimension.name()),
            Field::Coded(dimension, Part::Name) => format!("{}名称", dimension.name()),
            Field::Coded(dimension, Part::Level(level)) => {
                let word = ["类", "款", "项"].get(usize::from(level)).copied().unwrap_or_default();
                format!("{}（{word}）", dimension.name())
            }
            Field::Amount => "金额".to_owned(),
            Field::CarryOver => "上年结转".to_owned(),
            Field::Subtotal => "本年小计".to_owned(),
            Field::Remark => "备注".to_owned(),
            Field::Unused => "其他".to_owned(),
        }
    }

    /// The field of that Chinese name.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::all().into_iter().find(|field| field.name() == name)
    }

    /// All fields.
    pub fn all() -> Vec<Field> {
        let plain = [Field::FiscalYear, Field::Amount, Field::CarryOver, Field::Subtotal, Field::Remark, Field::Unused];
        let parts = |d| [Part::Whole, Part::Code, Part::Name].map(|part| Field::Coded(d, part));
        let levels = (0..3).map(|level| Field::Coded(Dimension::Function, Part::Level(level)));
        plain.into_iter().chain(Dimension::ALL.into_iter().flat_map(parts)).chain(levels).collect()
    }
}
