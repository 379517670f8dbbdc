//! Codes of the tables room.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &NOT_COVERED,
    &NOT_DETAILED,
    &NO_NAME,
    &TWO_NAMES,
    &NO_REVENUE,
    &REVENUE_WITHOUT_FUNCTION,
    &OTHER_YEAR,
    &CIRCULAR,
    &NOT_GIVEN,
    &NOT_KNOWN,
    &NO_LINES,
    &PRINTED_DIFFERS,
    &TABLE_NOT_GIVEN,
    &NOT_MADE_ANEW,
];

/// Lines that no row or column of a form takes.
pub static NOT_COVERED: Code = Code {
    id: "GK-T001",
    severity: Severity::Mandatory,
    title: Words { zh: "有明细没有进入公开表", en: "Lines missing from a published table" },
    message: Words {
        zh: "按明细应有的合计与表中各行（列）相加的结果不同：有 {count} 条明细不属于表样中的任何一行（列）。",
        en: "The lines add up to more or less than the rows (columns) of the table: {count} lines belong to none of them.",
    },
    remedy: Words {
        zh: "核对这些明细的功能分类、经济分类、资金性质和项目类别；编码无误而表样确实缺少该行时，请财政部门补充表样。",
        en: "Check the classification, fund and kind of these lines; if they are right, the edition lacks a row.",
    },
    page: "公开表的每个合计都算两遍：一遍把表中各行相加，一遍直接把明细相加。两个结果不同，说明有明细漏在表外，\
           例如功能分类的类不在表样固定的三十一类之中，或者基本支出没有经济分类。这样的表公开出去，合计与明细对不上。",
};

/// A classification code that is not down to the last level.
pub static NOT_DETAILED: Code = Code {
    id: "GK-T002",
    severity: Severity::Mandatory,
    title: Words { zh: "科目没有细化到规定的级次", en: "Classification not detailed enough" },
    message: Words {
        zh: "{classification} {code} 不是 {digits} 位编码，涉及 {count} 条明细。功能分类应公开到项（7 位），基本支出的经济分类应公开到款（5 位）。",
        en: "{classification} {code} does not have {digits} digits; {count} lines are concerned.",
    },
    remedy: Words {
        zh: "在财政系统中把这些明细的科目补到末级后重新导出。",
        en: "Complete the codes in the finance system and export again.",
    },
    page: "依据：预算法第十四条、《地方预决算公开操作规程》（财预〔2016〕143号）：一般公共预算支出公开到功能分类项级科目，\
           基本支出公开到经济分类款级科目。检查中“细化程度不够”是常见问题。",
};

/// A code without a name.
pub static NO_NAME: Code = Code {
    id: "GK-T003",
    severity: Severity::Advisory,
    title: Words { zh: "科目没有名称", en: "Code without a name" },
    message: Words {
        zh: "{classification} {code} 在导出文件和当年科目表中都没有名称，公开表中该行名称为空。",
        en: "{classification} {code} has no name in the data or in the year's chart; its row has an empty label.",
    },
    remedy: Words {
        zh: "核对编码；编码无误时，导出时带上科目名称，或在科目表（charts 文件夹）中补上。",
        en: "Check the code; if it is right, export the names too or complete the chart.",
    },
    page: "名称先用导出文件自带的，没有时用当年的科目表。两处都没有，程序不会自行编造名称。",
};

/// Two names for one code.
pub static TWO_NAMES: Code = Code {
    id: "GK-T004",
    severity: Severity::Advisory,
    title: Words { zh: "同一科目有两个名称", en: "One code, two names" },
    message: Words {
        zh: "科目 {code} 在数据中既叫“{first}”，又叫“{second}”；公开表采用先出现的“{first}”。",
        en: "Code {code} is called both “{first}” and “{second}”; the tables use the first.",
    },
    remedy: Words {
        zh: "在财政系统中统一名称后重新导出。", en: "Unify the name in the finance system."
    },
    page: "一个科目在所有公开表中只能有一个名称。名称不一致往往是旧年度的科目名称没有更新。",
};

/// No revenue export.
pub static NO_REVENUE: Code = Code {
    id: "GK-T010",
    severity: Severity::Info,
    title: Words { zh: "没有收入预算文件", en: "No revenue export" },
    message: Words {
        zh: "没有提供 {department} 的收入预算，收入各表按支出的资金来源列示，收支必然相等。",
        en: "No revenue was given for {department}; revenue tables show what funds the expenditure.",
    },
    remedy: Words {
        zh: "需要核对收支是否平衡时，把收入预算表一起导入。",
        en: "Give the revenue export too if the balance is to be verified.",
    },
    page: "只有支出明细时，收入按支出的资金性质和上年结转倒推。这样收入总计一定等于支出总计，“收支平衡”的检查没有意义。",
};

/// A revenue export without functional codes.
pub static REVENUE_WITHOUT_FUNCTION: Code = Code {
    id: "GK-T011",
    severity: Severity::Info,
    title: Words { zh: "收入预算没有功能分类", en: "Revenue without functional codes" },
    message: Words {
        zh: "收入预算中有 {count} 行没有功能分类科目，收入总表按科目的各行因此按支出的资金来源列示；两者的合计另行核对。",
        en: "{count} revenue rows have no functional code; the revenue table by code shows what funds the expenditure.",
    },
    remedy: Words { zh: "一般不需要处理。", en: "Usually nothing to do." },
    page: "财政系统的收入预算通常只到单位和资金性质。收入总表要按功能分类列示，所以按支出的科目和资金来源编制，\
           再由勾稽关系核对它与收入预算的合计是否相等。",
};

/// Data of another year than the edition's.
pub static OTHER_YEAR: Code = Code {
    id: "GK-T012",
    severity: Severity::Advisory,
    title: Words { zh: "表样与数据的年度不同", en: "Edition of another year" },
    message: Words {
        zh: "数据是 {data} 年的，表样核对过的是 {edition} 年的；{data} 年的表样和科目名称还没有确认。",
        en: "The data are of {data}; the forms were confirmed for {edition} only.",
    },
    remedy: Words {
        zh: "对照财政部门下发的 {data} 年公开表样看一遍；有改动的，用 --templates 补上当年的表样，或用 --edition 指定另一套。",
        en: "Compare with the forms of {data}; where they differ, add an edition with --templates or name one with --edition.",
    },
    page: "表样、科目名称每年都可能调整。某一年的表样出来之前，程序用同一地区最近一年的表样，并在这里提醒：\
           表名、栏目、行和科目名称应对照当年的通知看一遍。科目名称以导出数据自己写的为准。",
};

/// Formulas of the edition that refer to themselves.
pub static CIRCULAR: Code = Code {
    id: "GK-T020",
    severity: Severity::Mandatory,
    title: Words { zh: "表样的公式循环引用", en: "Circular formulas in the edition" },
    message: Words {
        zh: "表样中的公式绕一圈又引用了自己，结果无法计算。",
        en: "A formula of the edition refers to itself through others.",
    },
    remedy: Words {
        zh: "修改表样中该行、该列的 formula 或 link。", en: "Mend the formula or link in the edition."
    },
    page: "",
};

/// Tables published empty because nothing was given for them.
pub static NOT_GIVEN: Code = Code {
    id: "GK-T030",
    severity: Severity::Info,
    title: Words { zh: "没有给出某些表的数据", en: "No data was given for some tables" },
    message: Words {
        zh: "没有给出{tables}所需的导出文件，按空表列示。",
        en: "No export was given for {tables}; published empty.",
    },
    remedy: Words {
        zh: "确实没有的，不必处理；有的，把项目绩效目标、政府采购预算、资产、单位信息的导出文件一并放入后重新运行。",
        en: "Nothing to do where there is nothing; else add the exports of goals, purchases, assets and units.",
    },
    page: "项目绩效目标表、政府采购预算表、固定资产占用情况表和机构设置情况与九张表一并公开，内容来自财政系统的另外几种导出。\
           没有给出时，表照样列出，并注明空表列示；单位名称取自预算明细。程序不知道是“没有”还是“忘了给”，所以说一声。",
};

/// Tables that are not known to be empty, with nothing given for them.
pub static NOT_KNOWN: Code = Code {
    id: "GK-T031",
    severity: Severity::Advisory,
    title: Words {
        zh: "有的表没有数据，又不能按“没有”公开", en: "Some tables lack data that must exist"
    },
    message: Words {
        zh: "没有给出{tables}所需的导出文件，表下写着【待填写】，这样不能公开。",
        en: "No export was given for {tables}, which cannot be empty; a note in them says what is to be filled in.",
    },
    remedy: Words {
        zh: "把项目绩效目标、资产的导出文件一并放入后重新运行；导不出来的，公开前在表里手工填写。",
        en: "Add the exports of goals and assets and run again, or fill the tables by hand before publishing.",
    },
    page: "有项目支出的部门应当公开项目绩效目标；部门一般都有固定资产。没有给出这些导出文件时，程序不知道该填什么，也不会替部门写“没有”：\
           表照样列出，表下的注写明【待填写】。确实一项固定资产也没有的，把注改成“无固定资产，空表列示”。",
};

/// The forms are made of finished tables.
pub static NO_LINES: Code = Code {
    id: "GK-T035",
    severity: Severity::Advisory,
    title: Words { zh: "由已经汇总的表生成", en: "made of finished tables" },
    message: Words {
        zh: "输入里没有预算明细，公开表是由这份表的末级数重新汇总的：每个数背后是哪些明细，底稿里没有；同一笔钱在功能科目和经济科目之间对不对得上，也无从核对",
        en: "there are no lines among the inputs: the tables were added up anew from the last level of these tables, and the lines behind a figure are not known",
    },
    remedy: Words {
        zh: "财政系统能导出预算明细的，请用明细再生成一次；明细和汇总表可以一起给，程序会互相核对",
        en: "convert the lines where the finance system exports them; lines and tables given together are held against each other",
    },
    page: "## 含义\n财政系统报表菜单里的批复表、公开表已经是汇总数。程序取其中最末一级的数，合计全部重新计算，再与印出来的合计核对。\n\n## 为什么\n汇总表里没有项目、单位和经济科目之间的对应关系，所以底稿里没有明细，“明细合计等于表内数”一类的规则不能运行。\n\n## 怎么办\n能导出明细的，用明细生成；不能的，把这份表与系统里的明细抽查核对。",
};

/// A total that was printed is another than its parts give.
pub static PRINTED_DIFFERS: Code = Code {
    id: "GK-T036",
    severity: Severity::Mandatory,
    title: Words { zh: "印出的合计与重新汇总的不同", en: "a printed total differs from its parts" },
    message: Words {
        zh: "给出的表里这一格的数，与末级数重新汇总的结果不同；生成的公开表用重新汇总的数",
        en: "this figure of the given table is not what its parts come to; the tables made of it show the sum of the parts",
    },
    remedy: Words {
        zh: "请对照系统核对这一格和它下面的各数，改正后重新生成",
        en: "compare this figure and its parts with the finance system, mend them and convert again",
    },
    page: "## 含义\n公开表的合计全部由末级数重新计算。给出的表里印着的合计与它不同，说明有一个末级数或者合计错了。相差不超过四舍五入所能解释的，只提示。\n\n## 怎么办\n从这一格往下看：哪一个下级数与系统里的不一样。",
};

/// A form for which no table was given.
pub static TABLE_NOT_GIVEN: Code = Code {
    id: "GK-T037",
    severity: Severity::Mandatory,
    title: Words { zh: "没有给出这张表", en: "a table was not given" },
    message: Words {
        zh: "输入的表里没有《{table}》，其他表也说不出它的数，生成的这张表不完整",
        en: "the inputs have no table “{table}”, and no other says its figures; what was made of it is not complete",
    },
    remedy: Words {
        zh: "请从系统导出这张表一起给；确实没有数据的，导出空表",
        en: "export this table too; where there is nothing to show, export it empty",
    },
    page: "## 含义\n由汇总表生成公开表时，每张公开表都要有对应的一张。没有给出的，程序不会当作空表。\n\n## 怎么办\n补上这张表再生成。",
};

/// Tables beside the forms among finished tables.
pub static NOT_MADE_ANEW: Code = Code {
    id: "GK-T038",
    severity: Severity::Mandatory,
    title: Words { zh: "有的表没有重新生成", en: "tables that were not made anew" },
    message: Words {
        zh: "给出的工作簿里还有 {count} 张绩效目标、采购、资产、机构一类的表，没有写进新的公开表：{tables}",
        en: "the given workbook has {count} more tables (goals, purchases, assets …) that are not in the new one: {tables}",
    },
    remedy: Words {
        zh: "请把这几张从给出的工作簿复制到新的公开表里；或者把绩效目标、采购、资产的导出文件和预算明细一起给",
        en: "copy them from the given workbook, or give the exports of goals, purchases and assets with the lines",
    },
    page: "## 含义\n由汇总表生成公开表时，只重新汇总有金额合计的各张表。绩效目标、采购、资产、机构各表不是汇总数，没有重新生成。\n\n## 怎么办\n原样复制过去，或者用导出文件生成。",
};
