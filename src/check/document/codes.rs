//! Codes of what is wrong in a text.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &TOTAL,
    &CHANGE,
    &SIGN,
    &UNIT,
    &YEAR,
    &NAME,
    &PLACEHOLDER,
    &REPEAT,
    &PERCENT,
    &LACKS,
    &REASON,
    &SECTION,
    &UNCLEAR,
    &BEYOND,
];

/// An amount of the text that the tables do not have.
pub static TOTAL: Code = Code {
    id: "GK-C301",
    severity: Severity::Mandatory,
    title: Words { zh: "情况说明中的数与表中不符", en: "A figure of the text differs from the tables" },
    message: Words {
        zh: "“{indicator}”在文中与表中不一样：{sentence}",
        en: "“{indicator}” in the text differs from the tables: {sentence}",
    },
    remedy: Words {
        zh: "以表为准改正文字；表改过的，重新生成文档。",
        en: "correct the text after the tables, or make the document again",
    },
    page: "## 查什么\n\n文中提到某一项收入、支出或“三公”经费的每个金额，与公开表中对应的那一格比较（按文中的小数位四舍五入）。\n\n## 为什么\n\n\
           表改了文字没改，或者照着旧版本抄，是最常见的通报问题。\n\n## 依据\n\n财预〔2016〕143号：公开的文字说明应与表格一致。\n\n## 例\n\n表中基本支出 673.24，文中写 673.42 万元。\n\n## 怎么办\n\n以表为准改正文字。",
};

/// A change that is not the difference of two years, or not the sum of its parts.
pub static CHANGE: Code = Code {
    id: "GK-C302",
    severity: Severity::Mandatory,
    title: Words { zh: "增减额不对", en: "A change does not add up" },
    message: Words {
        zh: "“{indicator}”的增减额{problem}：{sentence}",
        en: "the change of “{indicator}” does not add up ({problem}): {sentence}",
    },
    remedy: Words {
        zh: "按两年的预算数重算增减额；各分项的增减额相加应等于合计的增减额。",
        en: "compute it from both years; the changes of the parts must add up",
    },
    page: "## 查什么\n\n增减额 = 今年预算数 − 上年预算数（给了 `--prior` 时）；合计的增减额 = 各分项增减额之和（增加为正，减少为负）。\n\n## 为什么\n\n\
           增减额在表上没有，只写在文字里，抄错了没有别处可以核对。\n\n## 依据\n\n财预〔2016〕143号：应说明预算增减变化情况和原因。\n\n## 例\n\n总额增加 26.27，其中基本支出增加 19.42、项目支出增加 8.65。\n\n## 怎么办\n\n用 `--prior` 给出上年数据再查一遍，照算出的数改正。",
};

/// 增加 where it is 减少.
pub static SIGN: Code = Code {
    id: "GK-C303",
    severity: Severity::Mandatory,
    title: Words { zh: "增加、减少或持平写反了", en: "Increase, decrease or no change is wrong" },
    message: Words { zh: "“{indicator}”{problem}：{sentence}", en: "“{indicator}”: {problem}: {sentence}" },
    remedy: Words {
        zh: "按两年预算数的大小改成增加、减少或持平，增减额写正数。",
        en: "write 增加, 减少 or 持平 as the two years have it, with a positive amount",
    },
    page: "## 查什么\n\n文中写的增加、减少、持平，与两年预算数的大小一致；“增加”“减少”后面的数是正数。\n\n## 为什么\n\n模板沿用上年时常忘了改方向。\n\n## 依据\n\n财预〔2016〕143号。\n\n## 例\n\n今年 18.00，上年 26.00，文中写“增加8.00万元”。\n\n## 怎么办\n\n改正方向，并核对原因是不是也写反了。",
};

/// 元 for 万元 or the other way round.
pub static UNIT: Code = Code {
    id: "GK-C304",
    severity: Severity::Mandatory,
    title: Words { zh: "金额单位写错", en: "The unit of an amount is wrong" },
    message: Words {
        zh: "“{indicator}”的单位写成了{unit}，差一万倍：{sentence}",
        en: "“{indicator}” is stated in {unit}, which is ten thousand times off: {sentence}",
    },
    remedy: Words { zh: "改正单位。", en: "correct the unit" },
    page: "## 查什么\n\n文中的数与表中相同而单位不同（元、万元）。\n\n## 为什么\n\n差一万倍，最容易被群众发现。\n\n## 依据\n\n财预〔2016〕143号。\n\n## 例\n\n“2024年预算收入1166.60元”。\n\n## 怎么办\n\n改正单位。",
};

/// A year that is not the budget's.
pub static YEAR: Code = Code {
    id: "GK-C305",
    severity: Severity::Mandatory,
    title: Words { zh: "年度不对", en: "A year is wrong" },
    message: Words {
        zh: "写的是 {year} 年，应是 {expected} 年：{sentence}",
        en: "it says {year} where it should be {expected}: {sentence}",
    },
    remedy: Words {
        zh: "改正年度，并核对这句话里的数是不是今年的。",
        en: "correct the year, and see that the figures are this year's",
    },
    page: "## 查什么\n\n标题、正文中预算的年度是今年，比较的年度是上一年。\n\n## 为什么\n\n沿用上年文档时年度没改完，说明数字也可能没改。\n\n## 依据\n\n财预〔2016〕143号。\n\n## 例\n\n2024 年的说明里写“较2022年预算增加”。\n\n## 怎么办\n\n改正年度，核对数字。",
};

/// The department is called otherwise.
pub static NAME: Code = Code {
    id: "GK-C306",
    severity: Severity::Mandatory,
    title: Words { zh: "部门名称不一致", en: "The department's name differs" },
    message: Words {
        zh: "写的是“{found}”，应是“{expected}”：{sentence}",
        en: "it says “{found}” where it should be “{expected}”: {sentence}",
    },
    remedy: Words {
        zh: "全文用同一个名称，与公开表一致；“我部门”“我单位”只用一种。",
        en: "use one name all through, as the tables have it",
    },
    page: "## 查什么\n\n标题和正文中应当出现部门名称的地方，名称与公开表一致；有没有只差一个字的名称；“我部门”和“我单位”有没有混用。\n\n## 为什么\n\n照搬别的部门的文档时名称没改完，会被当作抄袭通报。\n\n## 依据\n\n财预〔2016〕143号。\n\n## 例\n\n“人民政府办公厅”与“人民政府办公室”混用。\n\n## 怎么办\n\n改成统一的名称。",
};

/// Something that was to be filled in.
pub static PLACEHOLDER: Code = Code {
    id: "GK-C307",
    severity: Severity::Mandatory,
    title: Words { zh: "有没有填完的地方", en: "Something is still to be filled in" },
    message: Words {
        zh: "“{found}”还没有填：{sentence}", en: "“{found}” is still to be filled in: {sentence}"
    },
    remedy: Words { zh: "填上内容，或删去这句话。", en: "fill it in, or delete the sentence" },
    page: "## 查什么\n\nXX、××、【】、____、TODO、某某局，以及“主要原因是。”后面什么也没有。\n\n## 为什么\n\n模板的痕迹说明没有人通读过。\n\n## 依据\n\n财预〔2016〕143号：应说明增减变化的原因。\n\n## 例\n\n“XX局2024年部门预算”；“增减变化的主要原因是。”\n\n## 怎么办\n\n填上内容。",
};

/// The same indicator with two values.
pub static REPEAT: Code = Code {
    id: "GK-C308",
    severity: Severity::Mandatory,
    title: Words { zh: "同一项在文中有两个数", en: "The same figure has two values" },
    message: Words {
        zh: "“{indicator}”前后不一样，这里是{second}，前面是{first}：{sentence}",
        en: "“{indicator}” is {first} before and {second} here: {sentence}",
    },
    remedy: Words { zh: "核对后改成同一个数。", en: "make both the same" },
    page: "## 查什么\n\n同一项、同一年度、同一口径（预算数或增减额）在全文中只有一个数。\n\n## 为什么\n\n前后矛盾，不用看表就能发现。\n\n## 依据\n\n检查通报中的常见问题。\n\n## 例\n\n前面“公用经费47.64万元”，后面“机关运行经费47.46万元”。\n\n## 怎么办\n\n以表为准统一。",
};

/// A percentage that does not fit its amounts.
pub static PERCENT: Code = Code {
    id: "GK-C309",
    severity: Severity::Mandatory,
    title: Words { zh: "百分比不对", en: "A percentage is wrong" },
    message: Words {
        zh: "“{indicator}”的百分比{problem}：{sentence}",
        en: "the percentage of “{indicator}”: {problem}: {sentence}",
    },
    remedy: Words {
        zh: "按金额重算；上年为零的不写百分比。", en: "compute it again; none over a base of nothing"
    },
    page: "## 查什么\n\n增长、下降的百分比 = 增减额 ÷ 上年数，占比 = 部分 ÷ 合计，相差不超过 0.5 个百分点；上年为零时没有百分比。\n\n## 为什么\n\n百分比常常是另外算的，金额改了它没改。\n\n## 依据\n\n检查通报中的常见问题。\n\n## 例\n\n由 26.00 减到 18.00 万元，文中写“下降20.77%”。\n\n## 怎么办\n\n重算，或删去百分比。",
};

/// Something that must be said with it is not.
pub static LACKS: Code = Code {
    id: "GK-C310",
    severity: Severity::Mandatory,
    title: Words { zh: "应当分开写明的没有写", en: "What must be stated apart is not" },
    message: Words {
        zh: "写了“{indicator}”，没有写明其中的“{lacking}”多少万元（为零也要写）。",
        en: "“{indicator}” is stated without its “{lacking}” (nothing must be said too)",
    },
    remedy: Words { zh: "补上金额，没有的写0.00万元。", en: "state it, 0.00 where it is nothing" },
    page: "## 查什么\n\n“三公”经费要写明公务用车购置费和运行维护费各多少，为零也要写。\n\n## 为什么\n\n这是“三公”必查的内容。\n\n## 依据\n\n财预〔2016〕143号：公务用车购置及运行费应分开。\n\n## 例\n\n只写“公务用车购置及运维费16.00万元”。\n\n## 怎么办\n\n补上两项的金额。",
};

/// A change without a reason.
pub static REASON: Code = Code {
    id: "GK-C311",
    severity: Severity::Mandatory,
    title: Words { zh: "增减没有写原因", en: "A change has no reason" },
    message: Words {
        zh: "“{indicator}”有增减，这一段没有写原因：{sentence}",
        en: "“{indicator}” changed and the paragraph gives no reason: {sentence}",
    },
    remedy: Words { zh: "写上主要原因。", en: "give the main reason" },
    page: "## 查什么\n\n总额和“三公”经费有增减的，同一段里要写原因。\n\n## 为什么\n\n增减原因是必须说明的内容。\n\n## 依据\n\n财预〔2016〕143号；预算法第十四条。\n\n## 例\n\n“与2023年相比减少8.00万元。”后面没有原因。\n\n## 怎么办\n\n写上原因。",
};

/// A section is missing.
pub static SECTION: Code = Code {
    id: "GK-C312",
    severity: Severity::Mandatory,
    title: Words { zh: "情况说明缺少一节", en: "A section of the text is missing" },
    message: Words { zh: "没有找到“{section}”这一节。", en: "the section “{section}” was not found" },
    remedy: Words {
        zh: "补上这一节；没有相应内容的，也要写明没有。", en: "add it; where there is nothing, say so"
    },
    page: "## 查什么\n\n表样规定的各节标题都在。\n\n## 为什么\n\n内容不完整是检查通报的第一类问题；没有内容的也要写明没有。\n\n## 依据\n\n财预〔2016〕143号。\n\n## 例\n\n删掉了“国有资产信息”。\n\n## 怎么办\n\n补上。",
};

/// An amount that cannot be assigned.
pub static UNCLEAR: Code = Code {
    id: "GK-C313",
    severity: Severity::Info,
    title: Words { zh: "这句话里有的金额没有核对", en: "Some amounts of a sentence were not checked" },
    message: Words {
        zh: "分不清有的金额是哪一项的，没有核对，请人工核对：{sentence}",
        en: "it is not clear what some amounts belong to; they were not checked: {sentence}",
    },
    remedy: Words {
        zh: "人工核对这句话里的金额；或者改成“某项多少万元”的写法再查。",
        en: "check the amounts by hand, or write each right after its name",
    },
    page: "## 查什么\n\n程序只核对紧跟在项目名称后面的金额和增减额。一句话里几个金额连着写、分不清属于哪一项的，不猜，列在这里。\n\n## 为什么\n\n猜错了，要么冤枉人，要么放过错误。\n\n## 依据\n\n无。\n\n## 例\n\n“项目支出493.36万元，其中甲2.00万元、乙11.16万元”：甲、乙不在公开表里。\n\n## 怎么办\n\n人工核对。",
};

/// An amount of the text that is more than the figure of the tables which it is a part of.
pub static BEYOND: Code = Code {
    id: "GK-C314",
    severity: Severity::Mandatory,
    title: Words {
        zh: "文中的数大于表中应包含它的数", en: "A figure of the text exceeds what the tables have for it"
    },
    message: Words {
        zh: "“{indicator}”应包含在表中的数里，却比它大：{sentence}",
        en: "“{indicator}” should be a part of the figure in the tables and is more than it: {sentence}",
    },
    remedy: Words {
        zh: "核对文中的数；没有列入表中的，补列（例如拟购置固定资产应列入政府采购预算）。",
        en: "check the text, or add to the table what it lacks",
    },
    page: "## 查什么\n\n文中说已经列入某张表的数，不大于那张表的合计：拟购置固定资产总额不大于政府采购预算的合计。\n\n## 为什么\n\n\
           文字说“已按要求列入政府采购预算”，表里却没有，一看便知。\n\n## 依据\n\n财预〔2016〕143号：公开国有资产占用和政府采购情况，文字与表格一致。\n\n## 例\n\n文中写拟购置固定资产总额5.00万元，政府采购预算是空表。\n\n## 怎么办\n\n以批复的采购预算为准改正文字，或补上采购预算。",
};
