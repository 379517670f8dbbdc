//! Codes of the import room about what else in the same files bears on a value: sibling amounts, names, repeats.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &SIBLINGS_DISAGREE,
    &CHOSEN_BLANK,
    &NO_AMOUNT,
    &SHIFTED_POINT,
    &BESIDE_UNREADABLE,
    &NAME_AGAINST_CODE,
    &UNIT_MIXED,
    &UNIT_TWO_CODES,
    &UNIT_TWO_NAMES,
    &UNIT_TWO_DEPARTMENTS,
    &PROJECT_TWO_KINDS,
    &FUND_AGAINST_CODE,
    &CLASSES_DISAGREE,
    &NO_NAME,
    &LOST_DIGITS,
    &DATE_AS_CODE,
    &ZEROS_LOST,
    &YEAR_ODD,
    &FILLED_DOWN,
    &LINES_REPEATED,
    &VERSIONS,
    &TWO_YEARS,
    &CODE_RESTORED,
    &PROJECT_TWO_CODES,
    &PURCHASES_MISSING,
];

/// Amounts of one row that must agree and do not.
pub static SIBLINGS_DISAGREE: Code = Code {
    id: "GK-I210",
    severity: Severity::Mandatory,
    title: Words { zh: "同一行的几个金额对不上", en: "amounts of one row disagree" },
    message: Words { zh: "{relation}，{rows}：{what}", en: "{relation} ({rows}): {what}" },
    remedy: Words {
        zh: "请对照批复文件，看哪一格错了，在财政系统或导出文件里改正后重新运行",
        en: "find out which of the cells is wrong and mend it",
    },
    page: "## 含义\n同一行有几个金额列，它们之间的关系一定成立（如 年初批复数 + 调整金额 = 变动后预算数），这一行不成立。\n\n## 为什么\n只采用其中一列，但别的列说它错了。多半是一格被改动、漏了小数点、按万元填写，或者列错开了一行。哪些关系一定成立，写在 templates/codes/amounts.toml，导出配置可以另定。\n\n## 怎么办\n看列出的两格，以批复为准改正。申报数、审核数与批复数不同是正常的，不在此列。",
};

/// The amount that counts is blank beside filled ones.
pub static CHOSEN_BLANK: Code = Code {
    id: "GK-I211",
    severity: Severity::Mandatory,
    title: Words {
        zh: "采用的金额空着，旁边的金额有数", en: "the amount is blank, others of the row are not"
    },
    message: Words {
        zh: "“{column}”空着，同一行的 {what}。这一行没有计入",
        en: "“{column}” is blank though the row says: {what}; the row is not counted",
    },
    remedy: Words {
        zh: "请补上这一格；确实没有批复的，填 0", en: "fill it in; write 0 where nothing was granted"
    },
    page: "## 含义\n一条完整的明细，采用的金额列是空的，别的金额列却有数。\n\n## 为什么\n空着可能是漏填，也可能是没有批复，不能猜。\n\n## 怎么办\n补上金额；没有批复的填 0。",
};

/// A complete row without an amount.
pub static NO_AMOUNT: Code = Code {
    id: "GK-I212",
    severity: Severity::Advisory,
    title: Words { zh: "明细没有金额", en: "a line without an amount" },
    message: Words {
        zh: "这些行别的内容齐全，只是没有金额（{count} 行，未计入）",
        en: "the rows are complete but for their amount ({count} rows, not counted)",
    },
    remedy: Words { zh: "漏填的请补上；没有金额的填 0", en: "fill it in, or write 0" },
    page: "## 含义\n一条明细的科目、资金都有，金额空着。\n\n## 怎么办\n漏填的补上；没有金额的填 0，就不再提示。",
};

/// Amounts of one row that stand a shifted point apart.
pub static SHIFTED_POINT: Code = Code {
    id: "GK-I213",
    severity: Severity::Advisory,
    title: Words { zh: "同一行的两个金额正好差若干倍", en: "amounts of one row a shifted point apart" },
    message: Words { zh: "{relation}，{rows}：{what}", en: "{relation} ({rows}): {what}" },
    remedy: Words {
        zh: "请核对单位和小数点；确实核减到这个数的，不必处理",
        en: "check the unit and the decimal point",
    },
    page: "## 含义\n申报、审核、批复可以不同，但正好差 10 倍、100 倍、1 万倍的，像是小数点或单位写错了。\n\n## 为什么\n差 1 万倍不会是核减，作为强制问题；差 10、100 倍只提示。倍数写在 templates/codes/amounts.toml。\n\n## 怎么办\n核对这一行。",
};

/// Something else than an amount in a column that testifies.
pub static BESIDE_UNREADABLE: Code = Code {
    id: "GK-I214",
    severity: Severity::Mandatory,
    title: Words { zh: "旁边的金额列里不是金额", en: "no amount in a column beside" },
    message: Words {
        zh: "“{column}”里写着“{what}”，这一行的格子可能错开了（{count} 行）",
        en: "“{column}” holds “{what}”: the cells of the row may have slid ({count} rows)",
    },
    remedy: Words {
        zh: "请核对这一行的各格是否在各自的列里", en: "check that each cell stands in its column"
    },
    page: "## 含义\n与采用的金额有固定关系的金额列里不是数。\n\n## 为什么\n多半是这一行的格子整体左移或右移了，采用的金额也就不是它自己的。\n\n## 怎么办\n改正这一行。",
};

/// A code of a classification beside the name of another.
pub static NAME_AGAINST_CODE: Code = Code {
    id: "GK-I220",
    severity: Severity::Mandatory,
    title: Words { zh: "科目编码和旁边的名称对不上", en: "code and name disagree" },
    message: Words { zh: "“{what}”：{why}（{count} 行）", en: "“{what}” ({count} rows): {why}" },
    remedy: Words {
        zh: "请以批复为准改正编码或名称；当地确实这样编的，用 --templates 换上当地的科目表",
        en: "mend the code or the name",
    },
    page: "## 含义\n编码是一个科目，名称是另一个科目。\n\n## 为什么\n公开表按编码归类，编码错了，钱就进了别的科目。判断的依据是科目表（templates/charts）和同一批文件里其余各行。\n\n## 怎么办\n看列出的格子，以批复为准改正。",
};

/// The code of one unit beside the name of another.
pub static UNIT_MIXED: Code = Code {
    id: "GK-I221",
    severity: Severity::Mandatory,
    title: Words { zh: "单位编码和单位名称是两个单位的", en: "code and name of two units" },
    message: Words { zh: "“{what}”：{why}（{count} 行）", en: "“{what}” ({count} rows): {why}" },
    remedy: Words { zh: "请改正单位编码或单位名称", en: "mend the code or the name of the unit" },
    page: "## 含义\n这几行的单位编码属于一个单位，名称属于另一个单位。\n\n## 为什么\n按单位公开时，钱会算到别的单位头上。\n\n## 怎么办\n以批复为准改正。",
};

/// One name of a unit under two codes.
pub static UNIT_TWO_CODES: Code = Code {
    id: "GK-I222",
    severity: Severity::Advisory,
    title: Words { zh: "同一名称有两个编码", en: "one name with two codes" },
    message: Words { zh: "“{what}”：{why}（{count} 行）", en: "“{what}” ({count} rows): {why}" },
    remedy: Words {
        zh: "是同一个单位的，改成一个编码；确是两个单位的，不必处理",
        en: "use one code if it is one unit",
    },
    page: "## 含义\n同一个单位（部门）名称，在多数行里是另一个编码。\n\n## 为什么\n编码错一位，就多出一个单位；错在部门的那几位，钱就到了别的部门，这时是强制问题。\n\n## 怎么办\n核对编码。",
};

/// One code of a unit with two names.
pub static UNIT_TWO_NAMES: Code = Code {
    id: "GK-I223",
    severity: Severity::Advisory,
    title: Words { zh: "同一编码有两个名称", en: "one code with two names" },
    message: Words { zh: "“{what}”：{why}（{count} 行）", en: "“{what}” ({count} rows): {why}" },
    remedy: Words { zh: "请统一名称；编码写错的，改编码", en: "use one name, or mend the code" },
    page: "## 含义\n同一个单位（部门）编码，在多数行里是另一个名称。\n\n## 怎么办\n核对这几行是名称不统一，还是编码写错了。",
};

/// A unit that belongs to another department in a few rows.
pub static UNIT_TWO_DEPARTMENTS: Code = Code {
    id: "GK-I224",
    severity: Severity::Mandatory,
    title: Words { zh: "同一单位属于两个部门", en: "one unit of two departments" },
    message: Words {
        zh: "部门“{what}”：{why}（{count} 行）", en: "department “{what}” ({count} rows): {why}"
    },
    remedy: Words { zh: "请改正部门编码", en: "mend the code of the department" },
    page: "## 含义\n一个单位只属于一个部门，这几行写的是另一个部门。\n\n## 为什么\n钱会到别的部门的公开表里。\n\n## 怎么办\n改正部门编码。",
};

/// One project with two kinds of expenditure.
pub static PROJECT_TWO_KINDS: Code = Code {
    id: "GK-I225",
    severity: Severity::Mandatory,
    title: Words { zh: "同一项目有两种项目类别", en: "one project with two categories" },
    message: Words { zh: "项目 {what}：{why}（{count} 行）", en: "project {what} ({count} rows): {why}" },
    remedy: Words {
        zh: "请以批复为准改正项目类别；编码写错的，改项目编码",
        en: "mend the category, or the code of the project",
    },
    page: "## 含义\n一个项目编码只有一种项目类别，这几行的类别与其余各行不同。\n\n## 为什么\n类别决定是基本支出还是项目支出。\n\n## 怎么办\n以批复为准改正。",
};

/// The code of one fund beside the name of another, against the other rows.
pub static FUND_AGAINST_CODE: Code = Code {
    id: "GK-I226",
    severity: Severity::Mandatory,
    title: Words { zh: "资金性质的编码和名称是两种资金", en: "code and name of two funds" },
    message: Words { zh: "“{what}”：{why}（{count} 行）", en: "“{what}” ({count} rows): {why}" },
    remedy: Words { zh: "请以批复为准改正资金性质", en: "mend the fund" },
    page: "## 含义\n资金性质的编码和名称说的是两种资金，同一批文件里其余各行不是这样。\n\n## 为什么\n资金性质决定金额进哪一栏。\n\n## 怎么办\n改正编码或名称。",
};

/// A departmental economic class that does not go with the government's.
pub static CLASSES_DISAGREE: Code = Code {
    id: "GK-I227",
    severity: Severity::Mandatory,
    title: Words { zh: "部门经济分类和政府经济分类对不上", en: "economic classes disagree" },
    message: Words {
        zh: "部门经济分类“{what}”不对应同一行的{why}（{count} 行）",
        en: "the departmental class “{what}” does not go with {why} ({count} rows)",
    },
    remedy: Words {
        zh: "请以批复为准改正其中一格；当地另有对照关系的，用 --templates 换上", en: "mend one of them"
    },
    page: "## 含义\n两种经济分类有对照关系（templates/codes/economic-pairs.toml），这几行不符，其余各行都符合。\n\n## 为什么\n基本支出表和“三公”经费表按部门经济分类填列，填错一格，钱就进了别的科目。\n\n## 怎么办\n以批复为准改正。",
};

/// Something that stands where a name should and is none.
pub static NO_NAME: Code = Code {
    id: "GK-I228",
    severity: Severity::Advisory,
    title: Words { zh: "名称是错误值或乱码", en: "a name that is none" },
    message: Words {
        zh: "“{what}”不是名称，没有采用（{count} 行）",
        en: "“{what}” is no name and was not used ({count} rows)",
    },
    remedy: Words {
        zh: "科目的名称改从其余各行或科目表取；请在导出时修正",
        en: "mend the export; the name is taken from other rows or the chart",
    },
    page: "## 含义\n名称的位置上是 #N/A、null、????、乱码或只有符号。\n\n## 为什么\n这些不能公开。编码没有问题的，名称从其余各行或科目表取。\n\n## 怎么办\n多半是查找公式失效或编码转换出错，重新导出。",
};

/// A code that a spreadsheet program took for a number.
pub static LOST_DIGITS: Code = Code {
    id: "GK-I229",
    severity: Severity::Advisory,
    title: Words { zh: "编码的后几位丢了", en: "a code that lost digits" },
    message: Words {
        zh: "编码成了“{what}”，后面的数字已经丢失，按名称区分（{count} 行）",
        en: "the code became “{what}”: digits are lost; names tell the rows apart ({count} rows)",
    },
    remedy: Words {
        zh: "请重新导出，打开前把编码列设成文本；不要用 Excel 直接打开 CSV 再保存",
        en: "export again and keep the column as text",
    },
    page: "## 含义\n表格软件把长编码当成数，只保留了 15 位，写成 1.30532E+20 这样。\n\n## 为什么\n丢了的数字找不回来。项目按名称区分；同名项目在别处有完整编码的，用那一个。\n\n## 怎么办\n重新从财政系统导出。",
};

/// A code or year that shows as a date.
pub static DATE_AS_CODE: Code = Code {
    id: "GK-I230",
    severity: Severity::Advisory,
    title: Words { zh: "编码带了日期格式", en: "a code that shows as a date" },
    message: Words {
        zh: "格子里显示的是日期 {date}，按它的数读作 {what}（{count} 行）",
        en: "the cell shows {date}; its number {what} was read ({count} rows)",
    },
    remedy: Words {
        zh: "请核对编码；把这一列的格式改成文本", en: "check the code; format the column as text"
    },
    page: "## 含义\n编码或年度是数，单元格却设成了日期格式，看上去是一个日期。\n\n## 为什么\n单元格里真正的数才是编码。\n\n## 怎么办\n核对；把格式改成文本。",
};

/// Codes that differ by zeros at the beginning only.
pub static ZEROS_LOST: Code = Code {
    id: "GK-I231",
    severity: Severity::Advisory,
    title: Words { zh: "编码只差前面的零", en: "codes that differ by leading zeros" },
    message: Words {
        zh: "{what} 和 {why} 只差前面的零，按同一个单位（部门）处理（{count} 行）",
        en: "{what} and {why} differ by leading zeros only and are taken as one ({count} rows)",
    },
    remedy: Words { zh: "请把编码列设成文本后重新导出", en: "keep the column as text" },
    page: "## 含义\n一个编码丢了前面的零，多半是用 Excel 打开过。\n\n## 为什么\n不合在一起，一个部门会变成两个。\n\n## 怎么办\n重新导出，编码列设成文本。",
};

/// A row of another year than nearly all others.
pub static YEAR_ODD: Code = Code {
    id: "GK-I232",
    severity: Severity::Mandatory,
    title: Words { zh: "个别行的预算年度与其余各行不同", en: "a row of another year" },
    message: Words {
        zh: "预算年度是 {what}，{why}（{count} 行，未计入）",
        en: "the year is {what} ({count} rows, not counted): {why}",
    },
    remedy: Words {
        zh: "请改正这几行的预算年度；确是上年数据的，从文件里去掉，另用 --prior 给出",
        en: "mend the year, or take the rows out",
    },
    page: "## 含义\n一张表里几乎所有行是一个年度，个别行是另一个年度。\n\n## 为什么\n多半是填错了；当成另一年的预算就会少算。\n\n## 怎么办\n改正年度。",
};

/// A column that is filled on the first row of each group only.
pub static FILLED_DOWN: Code = Code {
    id: "GK-I233",
    severity: Severity::Info,
    title: Words { zh: "只在每组第一行填写的列", en: "a column filled on first rows only" },
    message: Words {
        zh: "“{column}”只写在每组的第一行，{rows} 行取自上面",
        en: "“{column}” stands on the first row of each group; {rows} rows take it from above",
    },
    remedy: Words { zh: "不需要处理；不是这样的，请把空格填满", en: "nothing, unless it is wrong" },
    page: "## 含义\n这一列的值从不在相邻两行重复，下面空着的行属于同一组。\n\n## 怎么办\n不需要处理。",
};

/// The same lines again inside one table.
pub static LINES_REPEATED: Code = Code {
    id: "GK-I234",
    severity: Severity::Mandatory,
    title: Words { zh: "同一张表里有重复的明细", en: "the same lines twice in a table" },
    message: Words {
        zh: "{again}与第 {before} 行起的完全相同（{rows} 行，合计 {amount}），两次都已计入{why}{more}",
        en: "{again} ({rows} rows, {amount}) are the same as those from row {before} on; both are counted{why}{more}",
    },
    remedy: Words {
        zh: "贴了两次的，删去一次；确是两笔的，给出收入预算，或在备注里区分",
        en: "delete one of them, or make them differ",
    },
    page: "## 含义\n几行的每一格都与前面的几行相同。\n\n## 为什么\n多半是复制粘贴了两次，金额会多算。收入预算或表里的合计与全部明细相等的，说明本来就是两笔，不作为问题。\n\n## 怎么办\n核对后删去重复的。",
};

/// Two tables of the same lines with other amounts.
pub static VERSIONS: Code = Code {
    id: "GK-I235",
    severity: Severity::Mandatory,
    title: Words { zh: "两张表是同一批明细的两版", en: "two versions of the same lines" },
    message: Words {
        zh: "与 {what} 有 {lines} 条明细是同一单位、项目、科目，金额不同：这里合计 {own}，那里合计 {other}。没有相加，只计入了那里的",
        en: "{lines} lines are those of {what} with other amounts: {own} here, {other} there; only those there are counted",
    },
    remedy: Words {
        zh: "请确认以哪一版为准，只给那一版", en: "give the version that counts, and only that"
    },
    page: "## 含义\n两张表（工作表、文件）的明细大部分是同样的单位、项目和科目，金额却不同，像是一上、二上、二下或备份。\n\n## 为什么\n相加就会翻倍；以哪一版为准只有你知道。\n\n## 怎么办\n只保留批复的那一版。",
};

/// Exports of one department that are of two years.
pub static TWO_YEARS: Code = Code {
    id: "GK-I236",
    severity: Severity::Mandatory,
    title: Words { zh: "几份导出不是同一年度的", en: "exports of different years" },
    message: Words {
        zh: "{what} 的支出是 {own} 年的，收入是 {other} 年的",
        en: "the expenditure of {what} is of {own}, its revenue of {other}",
    },
    remedy: Words {
        zh: "请换成同一年度的导出；上年的数据用 --prior 给出",
        en: "give exports of one year; last year's with --prior",
    },
    page: "## 含义\n支出和收入不是同一年度的。\n\n## 为什么\n多半是拿错了上年的文件。\n\n## 怎么办\n换成同一年度的文件。",
};

/// A lost code of a project that the same name has elsewhere.
pub static CODE_RESTORED: Code = Code {
    id: "GK-I237",
    severity: Severity::Advisory,
    title: Words { zh: "丢失的项目编码按名称找回", en: "the code of a project taken from its name" },
    message: Words {
        zh: "“{what}”没有完整的编码，取同名项目的 {code}（{count} 行）",
        en: "“{what}” has no whole code; {code} of the project of that name was taken ({count} rows)",
    },
    remedy: Words { zh: "请核对是不是同一个项目", en: "check that it is the same project" },
    page: "## 含义\n这几行的项目编码丢失了，同一批文件里同名的项目只有一个编码，按那一个处理。\n\n## 怎么办\n核对；重新导出时把编码列设成文本。",
};

/// One project under two codes that differ by a character or two.
pub static PROJECT_TWO_CODES: Code = Code {
    id: "GK-I238",
    severity: Severity::Advisory,
    title: Words { zh: "同一项目有两个相近的编码", en: "one project with two codes" },
    message: Words {
        zh: "项目编码“{what}”：{why}（{count} 行）", en: "project code “{what}” ({count} rows): {why}"
    },
    remedy: Words { zh: "是同一个项目的，改成一个编码", en: "use one code if it is one project" },
    page: "## 含义\n同一单位、同一名称的项目有两个只差一两位的编码，像是写错了一位。\n\n## 怎么办\n核对编码。",
};

/// Lines are marked as purchases, and none are given.
pub static PURCHASES_MISSING: Code = Code {
    id: "GK-I240",
    severity: Severity::Mandatory,
    title: Words { zh: "有要采购的明细，没有政府采购预算", en: "lines to be bought without purchases" },
    message: Words {
        zh: "有 {count} 行的“{header}”写着“{what}”，却没有给出政府采购预算：表和情况说明里不能写“无政府采购预算”",
        en: "{count} rows say “{what}” under “{header}”, but no purchases were given: the disclosure must not say that there are none",
    },
    remedy: Words {
        zh: "请把政府采购预算的导出文件一并放入后重新运行；确实没有采购的，把这些行改成“否”",
        en: "add the export of purchases and run again; write 否 on these rows if nothing is bought",
    },
    page: "## 含义\n支出明细里有的行标明要走政府采购，输入里却没有政府采购预算。\n\n## 为什么\n不给采购文件时，政府采购预算表按空表列示，情况说明写“无政府采购预算”，与明细相反。\n\n## 怎么办\n补上采购文件，或改正明细。公开以前，表里和情况说明里的“无政府采购预算”要改掉。",
};
