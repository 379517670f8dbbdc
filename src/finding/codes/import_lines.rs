//! Codes of the import room about what rows mean: funds, categories, units, sums, doubled tables.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &FUND_UNKNOWN,
    &FUND_MISSING,
    &SOCIAL_INSURANCE,
    &FUND_NAMES_DISAGREE,
    &FUND_COLUMNS_DISAGREE,
    &FUND_COLUMNS_SUM,
    &SOURCE_UNKNOWN,
    &CARRY_OVER_EXCEEDS,
    &CATEGORY_UNKNOWN,
    &CATEGORY_MISSING,
    &CATEGORIES_DISAGREE,
    &FUNCTION_MISSING,
    &FUNCTION_SHAPE,
    &ECONOMIC_MISSING,
    &ENTITY_MISSING,
    &DEPARTMENT_UNNAMED,
    &DEPARTMENT_DISAGREES,
    &WRONG_SUM,
    &SUM_UNVERIFIED,
    &TABLE_TWICE,
    &LINES_TWICE,
    &TEMPLATE_BROKEN,
];

/// An unknown 资金性质.
pub static FUND_UNKNOWN: Code = Code {
    id: "GK-I090",
    severity: Severity::Mandatory,
    title: Words { zh: "不认识的资金性质", en: "unknown fund" },
    message: Words {
        zh: "资金性质“{what}”：{why}（{count} 行，未计入）",
        en: "the fund “{what}” cannot be placed: {why} ({count} rows, not counted)",
    },
    remedy: Words {
        zh: "请改成细到一般公共预算、政府性基金、国有资本经营、财政专户、事业收入等的资金性质；本地另有编码的，在配置的 fund_codes 里写明",
        en: "use a fund that is fine enough, or name the local code under fund_codes of a profile",
    },
    page: "## 含义\n资金性质的名称和编码都对不上，或者太粗。\n\n## 为什么\n资金性质决定金额进哪一栏，不能猜。\n\n## 怎么办\n改数据，或在导出配置里写明它是什么。",
};

/// A row without 资金性质.
pub static FUND_MISSING: Code = Code {
    id: "GK-I091",
    severity: Severity::Mandatory,
    title: Words { zh: "没有资金性质", en: "no fund" },
    message: Words {
        zh: "这一行没有资金性质（{count} 行，未计入）",
        en: "the row has no fund ({count} rows, not counted)",
    },
    remedy: Words { zh: "请补上资金性质", en: "add it" },
    page: "## 含义\n资金性质是空的。\n\n## 为什么\n没有资金性质，金额不知道进哪一栏。\n\n## 怎么办\n补上后重新运行。",
};

/// Money of the social insurance funds.
pub static SOCIAL_INSURANCE: Code = Code {
    id: "GK-I092",
    severity: Severity::Mandatory,
    title: Words { zh: "社会保险基金不在部门预算公开范围内", en: "social insurance fund" },
    message: Words {
        zh: "资金性质“{what}”是社会保险基金，公开表没有它的栏目（{count} 行，未计入）",
        en: "“{what}” is a social insurance fund, which the forms have no column for ({count} rows)",
    },
    remedy: Words {
        zh: "请确认这些行是否应当在部门预算里；不应当的，导出时去掉",
        en: "check whether these rows belong into the department's budget",
    },
    page: "## 含义\n社会保险基金另有预算。\n\n## 为什么\n部门预算公开表没有社会保险基金一栏。\n\n## 怎么办\n确认后从导出里去掉。",
};

/// Name and code of a fund differ.
pub static FUND_NAMES_DISAGREE: Code = Code {
    id: "GK-I093",
    severity: Severity::Advisory,
    title: Words { zh: "资金性质的名称和编码对不上", en: "fund name and code disagree" },
    message: Words {
        zh: "资金性质“{what}”的名称和编码是两种资金，按名称处理（{count} 行）",
        en: "name and code of “{what}” are different funds; the name was taken ({count} rows)",
    },
    remedy: Words { zh: "请核对", en: "check it" },
    page: "## 含义\n名称和编码对应不同的资金性质。\n\n## 为什么\n各地编码不同，先看名称。\n\n## 怎么办\n核对；编码是本地的，在配置里写明。",
};

/// The fund of the row differs from the column of the amount.
pub static FUND_COLUMNS_DISAGREE: Code = Code {
    id: "GK-I094",
    severity: Severity::Mandatory,
    title: Words { zh: "资金性质和金额所在的列对不上", en: "fund and column disagree" },
    message: Words {
        zh: "这一行的资金性质是{fund}，金额却在{column}列（{count} 行，未计入）",
        en: "the row's fund is {fund} but the amount stands under {column} ({count} rows, not counted)",
    },
    remedy: Words { zh: "请改正资金性质或金额所在的列", en: "mend one of them" },
    page: "## 含义\n资金性质列和分资金的金额列说法不同。\n\n## 为什么\n不能确定以哪个为准。\n\n## 怎么办\n改正后重新运行。",
};

/// The fund columns do not add up to the total beside them.
pub static FUND_COLUMNS_SUM: Code = Code {
    id: "GK-I095",
    severity: Severity::Mandatory,
    title: Words { zh: "分资金的金额加起来不等于合计", en: "fund columns do not add up" },
    message: Words {
        zh: "“{what}”不等于各资金列之和（{count} 行）",
        en: "“{what}” differs from the sum of its fund columns ({count} rows)",
    },
    remedy: Words { zh: "请核对这一行的各列", en: "check the row" },
    page: "## 含义\n合计列和分列对不上。\n\n## 为什么\n分列的金额进入公开表，合计用来核对。\n\n## 怎么办\n核对差额，改正原表。",
};

/// A code of 资金来源 without a meaning.
pub static SOURCE_UNKNOWN: Code = Code {
    id: "GK-I096",
    severity: Severity::Info,
    title: Words { zh: "资金来源编码含义未知", en: "unknown source code" },
    message: Words {
        zh: "资金来源编码“{what}”不知道是不是上年结转，按本年资金处理（{count} 行）",
        en: "whether the source code “{what}” is carried-over money is not known; taken as this year's ({count} rows)",
    },
    remedy: Words {
        zh: "如果它是上年结转，请在配置的 carry_over_codes 里写明",
        en: "if it is carry-over, name it under carry_over_codes of a profile",
    },
    page: "## 含义\n只有资金来源编码，没有名称。\n\n## 为什么\n各地资金来源编码不同。\n\n## 怎么办\n是上年结转的，在配置里写明。",
};

/// The part carried over exceeds the amount.
pub static CARRY_OVER_EXCEEDS: Code = Code {
    id: "GK-I097",
    severity: Severity::Mandatory,
    title: Words { zh: "上年结转大于金额", en: "carry-over exceeds the amount" },
    message: Words {
        zh: "上年结转大于同一行的金额（{count} 行）",
        en: "the carry-over is larger than the row's amount ({count} rows)",
    },
    remedy: Words {
        zh: "请核对；如果上年结转不包含在金额里，在配置里写 carry_over 为“另列”",
        en: "check it; if it comes on top, say carry_over = 另列 in a profile",
    },
    page: "## 含义\n上年结转列应当是金额的一部分，却比金额大。\n\n## 为什么\n两列的关系可能理解错了。\n\n## 怎么办\n核对，或在配置里写明“另列”。",
};

/// An unknown 项目类别.
pub static CATEGORY_UNKNOWN: Code = Code {
    id: "GK-I100",
    severity: Severity::Mandatory,
    title: Words { zh: "不认识的项目类别", en: "unknown category" },
    message: Words {
        zh: "项目类别“{what}”：{why}（{count} 行，未计入）",
        en: "the category “{what}” cannot be placed: {why} ({count} rows, not counted)",
    },
    remedy: Words {
        zh: "请细到人员类、公用经费、其他运转类、特定目标类；本地另有编码的，在配置的 kind_codes 里写明",
        en: "use one fine enough, or name the local code under kind_codes of a profile",
    },
    page: "## 含义\n项目类别对不上，或者太粗。\n\n## 为什么\n项目类别决定是基本支出还是项目支出，不能从经济分类推断。\n\n## 怎么办\n改数据，或在导出配置里写明它是什么。",
};

/// A row without 项目类别.
pub static CATEGORY_MISSING: Code = Code {
    id: "GK-I101",
    severity: Severity::Mandatory,
    title: Words { zh: "没有项目类别", en: "no category" },
    message: Words {
        zh: "这一行没有项目类别（{count} 行，未计入）",
        en: "the row has no category ({count} rows, not counted)",
    },
    remedy: Words { zh: "请补上项目类别", en: "add it" },
    page: "## 含义\n项目类别是空的。\n\n## 为什么\n不知道是基本支出还是项目支出。\n\n## 怎么办\n补上后重新运行。",
};

/// Two columns give different categories.
pub static CATEGORIES_DISAGREE: Code = Code {
    id: "GK-I102",
    severity: Severity::Mandatory,
    title: Words { zh: "项目类别的几种说法不同", en: "categories disagree" },
    message: Words {
        zh: "“{what}”说的是两种支出类别：{why}（{count} 行）",
        en: "“{what}” are two different kinds ({count} rows): {why}",
    },
    remedy: Words { zh: "请以批复为准改正其中一处", en: "mend one of them" },
    page: "## 含义\n项目类别的两列，编码与名称，或者类别与项目编码里的字母，说的是不同的支出类别。\n\n## 为什么\n不能确定以哪个为准。\n\n## 怎么办\n改正后重新运行。",
};

/// A row without a functional code.
pub static FUNCTION_MISSING: Code = Code {
    id: "GK-I110",
    severity: Severity::Mandatory,
    title: Words { zh: "没有功能分类编码", en: "no functional code" },
    message: Words {
        zh: "{what}（{count} 行，未计入）",
        en: "the row has no functional code: {what} ({count} rows, not counted)",
    },
    remedy: Words { zh: "请补上支出功能分类科目编码", en: "add it" },
    page: "## 含义\n这一行有金额，没有功能分类编码。\n\n## 为什么\n同名的科目很多（如“行政运行”），不能从名称推断编码。\n\n## 怎么办\n补上编码后重新运行。",
};

/// A functional code of an unusual length.
pub static FUNCTION_SHAPE: Code = Code {
    id: "GK-I111",
    severity: Severity::Advisory,
    title: Words { zh: "功能分类编码的位数不对", en: "odd functional code" },
    message: Words {
        zh: "功能分类编码“{what}”不是 3、5、7 位（{count} 行）",
        en: "the functional code “{what}” has not 3, 5 or 7 digits ({count} rows)",
    },
    remedy: Words { zh: "请核对编码", en: "check it" },
    page: "## 含义\n类、款、项的编码是 3、5、7 位。\n\n## 怎么办\n核对编码。",
};

/// Basic expenditure without an economic class.
pub static ECONOMIC_MISSING: Code = Code {
    id: "GK-I112",
    severity: Severity::Advisory,
    title: Words { zh: "基本支出没有部门经济分类", en: "no economic class" },
    message: Words {
        zh: "基本支出没有部门经济分类，基本支出表填不出（{count} 行）",
        en: "basic expenditure without an economic class ({count} rows)",
    },
    remedy: Words { zh: "请补上部门预算支出经济分类", en: "add it" },
    page: "## 含义\n基本支出要按部门经济分类公开。\n\n## 为什么\n没有经济分类，这笔钱进不了基本支出表的任何一行。\n\n## 怎么办\n补上后重新运行。",
};

/// A row without a unit.
pub static ENTITY_MISSING: Code = Code {
    id: "GK-I120",
    severity: Severity::Mandatory,
    title: Words { zh: "不知道是哪个预算单位", en: "no unit" },
    message: Words {
        zh: "{what}（{count} 行，未计入）",
        en: "the unit is not known: {what} ({count} rows, not counted)",
    },
    remedy: Words {
        zh: "请补上单位编码，或在表上方写“编制单位：434001-单位名称”", en: "add the unit's code"
    },
    page: "## 含义\n这一行没有单位编码，其他文件里也没有这个单位名称的编码。\n\n## 为什么\n单位编码决定属于哪个部门。\n\n## 怎么办\n补上编码后重新运行。",
};

/// Nothing gives the department's name.
pub static DEPARTMENT_UNNAMED: Code = Code {
    id: "GK-I121",
    severity: Severity::Advisory,
    title: Words { zh: "不知道部门名称", en: "department without a name" },
    message: Words {
        zh: "部门 {what} 没有名称：没有“部门名称”列，没有“编制部门：…”行，也没有名为“…本级”的单位",
        en: "department {what} has no name",
    },
    remedy: Words {
        zh: "请在表上方写“编制部门：{what}-部门名称”", en: "write 编制部门：{what}-name above the table"
    },
    page: "## 含义\n公开表的标题和表头要用部门名称。\n\n## 怎么办\n补上名称。",
};

/// The line above the table names another department.
pub static DEPARTMENT_DISAGREES: Code = Code {
    id: "GK-I122",
    severity: Severity::Advisory,
    title: Words { zh: "表上方的部门和数据对不上", en: "department disagrees" },
    message: Words {
        zh: "表上方写的部门是 {line}，这些行的部门是 {what}（{count} 行），按数据处理",
        en: "the line above says {line}, the rows belong to {what} ({count} rows)",
    },
    remedy: Words { zh: "请核对", en: "check it" },
    page: "## 含义\n编制部门一行和单位编码不一致。\n\n## 怎么办\n核对。",
};

/// A sum that differs from its parts.
pub static WRONG_SUM: Code = Code {
    id: "GK-I130",
    severity: Severity::Mandatory,
    title: Words { zh: "合计与明细对不上", en: "wrong sum" },
    message: Words {
        zh: "“{label}”的“{column}”与明细之和不符", en: "“{label}”, {column}, differs from its parts"
    },
    remedy: Words {
        zh: "请核对是少了明细，还是合计有误；公开表按明细生成",
        en: "check whether a line is missing or the sum is wrong; the tables are made from the lines",
    },
    page: "## 含义\n导出里自带的合计或小计，不等于它所包含的明细之和。\n\n## 为什么\n多半是明细被删、被改，或者导出时加了筛选条件。\n\n## 怎么办\n找出差额，重新导出。",
};

/// A sum could not be verified.
pub static SUM_UNVERIFIED: Code = Code {
    id: "GK-I131",
    severity: Severity::Info,
    title: Words { zh: "合计无法核对", en: "sum not verified" },
    message: Words {
        zh: "这些合计或它们的明细里有读不出的金额，没有核对（{count} 行）",
        en: "these sums or their parts hold unreadable amounts ({count} rows)",
    },
    remedy: Words { zh: "先处理读不出的金额", en: "mend the unreadable amounts first" },
    page: "## 含义\n有金额读不出，合计核对不了。\n\n## 怎么办\n处理其他问题后会自动核对。",
};

/// The same table was given twice.
pub static TABLE_TWICE: Code = Code {
    id: "GK-I140",
    severity: Severity::Advisory,
    title: Words { zh: "同一张表给了两次", en: "the same table twice" },
    message: Words {
        zh: "与 {what} 的内容完全相同，{rows} 行没有重复计入",
        en: "the same as {what}; {rows} rows not counted again",
    },
    remedy: Words { zh: "只保留一份即可", en: "give it once" },
    page: "## 含义\n同一份导出以两种格式给了两次。\n\n## 为什么\n两份都计入，金额会翻倍。\n\n## 怎么办\n不处理也可以：只计入了一份。",
};

/// Two tables share lines.
pub static LINES_TWICE: Code = Code {
    id: "GK-I141",
    severity: Severity::Mandatory,
    title: Words { zh: "两张表有相同的明细", en: "two tables share lines" },
    message: Words {
        zh: "与 {what} 有 {lines} 条明细完全相同：这里合计 {own}，那里合计 {other}。没有相加，只计入了那里的",
        en: "{lines} lines are the same as in {what} ({other}); this table ({own}) is not counted",
    },
    remedy: Words {
        zh: "是同一份数据的两个版本的，只给其中一份；是补充的，去掉重复的几行",
        en: "check whether these are two versions of one export",
    },
    page: "## 含义\n两张表大部分明细相同，又不完全相同。\n\n## 为什么\n可能是同一份导出的新旧两版。\n\n## 怎么办\n只保留最新的一份。",
};

/// A template that recognising needs is broken.
pub static TEMPLATE_BROKEN: Code = Code {
    id: "GK-I150",
    severity: Severity::Mandatory,
    title: Words { zh: "模板文件有误", en: "broken template" },
    message: Words { zh: "{problem}", en: "{problem}" },
    remedy: Words {
        zh: "请改正这个文件，或去掉 --templates 使用内置的", en: "mend the file or leave --templates out"
    },
    page: "## 含义\n辨认导出文件要用的模板读不出来。\n\n## 怎么办\n按提示改正。",
};
