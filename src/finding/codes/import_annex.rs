//! Codes of reading goals of projects, purchases, assets and units.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[
    &MISSING,
    &HOMELESS,
    &PROJECT_TWICE,
    &PROJECT_CONFLICT,
    &PROJECT_DIFFERS,
    &ASSET_UNKNOWN,
    &NO_QUANTITY,
    &NOT_UNDERSTOOD,
    &NEGATIVE_PURCHASE,
    &RECORD_TWICE,
    &NO_ITEM,
    &NO_WORDS,
];

/// A column without which nothing can be made.
pub static MISSING: Code = Code {
    id: "GK-I180",
    severity: Severity::Mandatory,
    title: Words { zh: "附表的导出缺少必需的列", en: "a further export lacks columns" },
    message: Words {
        zh: "这是“{kind}”，缺少 {fields} 列（表头：{header}），没有采用",
        en: "this is “{kind}” and lacks {fields} (header: {header}); not used",
    },
    remedy: Words { zh: "请重新导出，带上这些列", en: "export again with these columns" },
    page: "## 含义\n项目绩效目标、政府采购、资产或单位信息的导出，缺少生成公开表必需的列。\n\n## 怎么办\n重新导出；列名特殊的，可在 templates 的 codes/annexes.toml 中补上。",
};

/// A record whose department or year is not known.
pub static HOMELESS: Code = Code {
    id: "GK-I181",
    severity: Severity::Advisory,
    title: Words { zh: "找不到所属的部门", en: "a record of no known department" },
    message: Words {
        zh: "“{what}”不知道属于哪个部门、哪一年，没有采用",
        en: "“{what}” belongs to no department or year of the lines; not used",
    },
    remedy: Words {
        zh: "请在表中写明预算单位，或确认项目编码与预算明细中的相同；确属别的部门的，不必处理",
        en: "state the unit in the table, or make the project codes agree with the lines",
    },
    page: "## 含义\n绩效目标、采购、资产的导出往往不写部门。程序先看表中的单位，再看项目编码属于哪个部门的预算明细，最后看本次是否只有一个部门。都不成，就不猜。",
};

/// The same project given twice.
pub static PROJECT_TWICE: Code = Code {
    id: "GK-I182",
    severity: Severity::Info,
    title: Words { zh: "同一项目的绩效目标给了两次", en: "goals of a project given twice" },
    message: Words {
        zh: "项目“{what}”的绩效目标给了两次，内容相同，只用一次",
        en: "the goals of “{what}” are given twice, alike; used once",
    },
    remedy: Words { zh: "不需要处理", en: "nothing to do" },
    page: "## 含义\n两个文件（或两张工作表）里是同一个项目，内容相同。",
};

/// The same project given twice, differently.
pub static PROJECT_CONFLICT: Code = Code {
    id: "GK-I183",
    severity: Severity::Mandatory,
    title: Words { zh: "同一项目有两份不同的绩效目标", en: "two different goals of one project" },
    message: Words {
        zh: "项目“{what}”有两份不同的绩效目标，采用了先出现的一份",
        en: "the project “{what}” has two different sets of goals; the first was taken",
    },
    remedy: Words { zh: "请只留下有效的一份", en: "keep the one that is valid" },
    page: "## 含义\n同一个项目编码在两处出现，金额、计划、目标或指标不同。\n\n## 怎么办\n去掉过时的一份再运行。",
};

/// Rows of one project that disagree about it.
pub static PROJECT_DIFFERS: Code = Code {
    id: "GK-I184",
    severity: Severity::Advisory,
    title: Words { zh: "同一项目各行写的数不同", en: "rows of one project disagree" },
    message: Words {
        zh: "“{what}”在同一项目的各行中不同（{count} 处），采用第一行的",
        en: "“{what}” differs between the rows of one project ({count} times); the first counts",
    },
    remedy: Words {
        zh: "请核对这几行是不是同一个项目", en: "check whether these rows are of one project"
    },
    page: "## 含义\n绩效目标清单一行一个指标，项目的预算数、支出计划在每一行重复。同一项目的各行应当相同。",
};

/// An item that is no known kind of asset.
pub static ASSET_UNKNOWN: Code = Code {
    id: "GK-I185",
    severity: Severity::Mandatory,
    title: Words { zh: "不认识的资产项目", en: "unknown kind of asset" },
    message: Words {
        zh: "资产项目“{what}”不属于表样的任何一行，没有计入（{count} 行）",
        en: "the asset “{what}” fits no row of the form and is not counted ({count} rows)",
    },
    remedy: Words {
        zh: "请归入房屋、车辆、大型设备、其他固定资产之一，或在 templates 的 codes/annexes.toml 中补上这个名称",
        en: "call it one of the known kinds, or add the name to codes/annexes.toml",
    },
    page: "## 含义\n固定资产占用情况表的行是固定的。名称对不上的不猜，以免漏计或错计。",
};

/// A number that cannot be read.
pub static NO_QUANTITY: Code = Code {
    id: "GK-I186",
    severity: Severity::Mandatory,
    title: Words { zh: "数量读不出", en: "an unreadable number" },
    message: Words {
        zh: "数量“{what}”不是一个数（{count} 处）", en: "“{what}” is no number ({count} times)"
    },
    remedy: Words { zh: "请改成数字；单位写在计量单位列", en: "write a plain number" },
    page: "## 含义\n数量列里是文字、日期或错误值。公开表中该格留空。",
};

/// A cell above the indicators that no label explains.
pub static NOT_UNDERSTOOD: Code = Code {
    id: "GK-I187",
    severity: Severity::Advisory,
    title: Words { zh: "绩效目标表中看不懂的内容", en: "a cell of a goal form that was not understood" },
    message: Words {
        zh: "“{what}”前面没有认识的标签，没有采用（{count} 处）",
        en: "no known label goes with “{what}”; not used ({count} times)",
    },
    remedy: Words {
        zh: "请看是不是标签改了名；可在 templates 的 codes/annexes.toml 中补上",
        en: "see whether a label has another name; add it to codes/annexes.toml",
    },
    page: "## 含义\n绩效目标表的表头上方是“标签＋内容”。内容旁边没有认识的标签，程序不猜它是什么。",
};

/// A negative purchase.
pub static NEGATIVE_PURCHASE: Code = Code {
    id: "GK-I188",
    severity: Severity::Advisory,
    title: Words { zh: "采购金额是负数", en: "a negative purchase" },
    message: Words {
        zh: "采购金额“{what}”是负数（{count} 处），照样计入",
        en: "the amount “{what}” is negative ({count} times); counted",
    },
    remedy: Words { zh: "请核对是不是调减", en: "check whether it is a reduction" },
    page: "## 含义\n采购预算通常不会是负数，除非是调整数。",
};

/// The same purchase or asset in two tables.
pub static RECORD_TWICE: Code = Code {
    id: "GK-I189",
    severity: Severity::Advisory,
    title: Words { zh: "同一笔采购或资产给了两次", en: "a purchase or an asset given twice" },
    message: Words {
        zh: "有 {count} 行与 {what} 中的各项相同，只计一次",
        en: "{count} rows say the same as rows of {what}; counted once",
    },
    remedy: Words {
        zh: "同一份导出给了两次的，去掉一份；确是两笔的，写进同一张表",
        en: "remove the second copy; where there really are two, put both into one table",
    },
    page: "## 含义\n两个文件（或两张工作表）里各有一行，单位、项目、品目（资产项目）、数量、金额都相同。多半是同一份导出放了两次，加两次就多了。\n\n同一张表里相同的两行照样计两次。",
};

/// A row with an amount and without an item.
pub static NO_ITEM: Code = Code {
    id: "GK-I190",
    severity: Severity::Mandatory,
    title: Words { zh: "采购行没有写品目", en: "a purchase without an item" },
    message: Words {
        zh: "“{what}”这一行有金额，没有采购品目，也不是哪几行的小计，没有计入（{count} 行）",
        en: "the row “{what}” has an amount but no item, and is no sum of other rows; not counted ({count} rows)",
    },
    remedy: Words { zh: "请补上采购品目，或删去这一行", en: "name the item, or delete the row" },
    page: "## 含义\n采购清单中，没有品目的行通常是小计。程序把它与前后各行、同一项目各行、全表的合计逐一比较，都不相等，就不知道是小计错了，还是一笔采购漏写了品目。",
};

/// A cell of words that holds an error or a formula without a result.
pub static NO_WORDS: Code = Code {
    id: "GK-I191",
    severity: Severity::Mandatory,
    title: Words { zh: "该写文字的单元格没有文字", en: "a cell of words says nothing" },
    message: Words {
        zh: "单元格里是“{what}”，是错误值或没有计算结果的公式，读不出文字，按空白处理（{count} 处）",
        en: "the cell holds “{what}”, an error or a formula without a result; taken as blank ({count} times)",
    },
    remedy: Words {
        zh: "本来就是文字（如“=1份”）的，在前面加一个单引号；是公式的，用 Excel 或 WPS 打开，等计算完成后保存",
        en: "put an apostrophe before what is text; open and save what is a formula",
    },
    page: "## 含义\n绩效指标、采购品目等文字单元格里，存的是公式而没有结果，或者是 #NAME? 之类的错误值。\n\n## 为什么\n在 Excel 里直接键入 =1份，会被当成公式。公开表里不能悄悄空着。",
};
