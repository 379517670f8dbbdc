//! Codes of the export room.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&SHEET_RENAMED, &TEXT_CUT, &FORMULA_TOO_LONG, &TOO_MANY_DIGITS];

/// A sheet's name was changed because Excel does not accept it.
pub static SHEET_RENAMED: Code = Code {
    id: "GK-E001",
    severity: Severity::Info,
    title: Words { zh: "工作表名已调整", en: "Sheet renamed" },
    message: Words {
        zh: "表样中的工作表名“{wanted}”Excel 不接受，已写成“{name}”",
        en: "Excel does not accept the sheet name “{wanted}” of the form; it was written as “{name}”",
    },
    remedy: Words {
        zh: "不影响数据和公式；如需其他名称，请在表样中改成不超过 31 个字、不含 []:*?/\\ 且互不相同的名称",
        en: "Figures and formulas are unaffected; for another name, give the form one of at most 31 characters without []:*?/\\",
    },
    page: "## 含义\n公开表的工作表名取自表样。Excel 要求工作表名不超过 31 个字，不含 `[ ] : * ? / \\`，首尾不是单引号，互不重名（不分大小写）。\n\n## 为什么\n不合要求的名称会使 Excel 报告文件损坏，因此程序换成了最接近的名称，公式里的引用同时更换。\n\n## 怎么办\n一般不用处理。想用别的名称，修改表样里这张表的 `sheet`。\n",
};

/// A text was cut because a cell cannot hold it.
pub static TEXT_CUT: Code = Code {
    id: "GK-E002",
    severity: Severity::Advisory,
    title: Words { zh: "文字过长被截断", en: "Text cut" },
    message: Words {
        zh: "这一格的文字有 {count} 字，超过 Excel 单元格 32767 字的上限，公开表中只写了前面部分并注明",
        en: "This text has {count} characters, more than the 32,767 that a cell holds; the workbook has its beginning and says so",
    },
    remedy: Words {
        zh: "请核对导出文件中的这个名称，通常是粘贴错误",
        en: "Check this name in the export; usually something was pasted by mistake",
    },
    page: "## 含义\nExcel 的一个单元格最多存放 32767 个字。\n\n## 为什么\n超长的文字会使文件打不开，因此截断并在截断处注明原文字数。完整文字仍在 `budget.json` 和导出文件中。\n\n## 怎么办\n核对导出文件里的名称。\n",
};

/// A formula was replaced by its value because Excel cannot read one so long.
pub static FORMULA_TOO_LONG: Code = Code {
    id: "GK-E003",
    severity: Severity::Advisory,
    title: Words { zh: "公式过长，已写成数值", en: "Formula written as its value" },
    message: Words {
        zh: "这一格的公式超过 Excel 8192 个字符的上限，公开表中写成了数值 {value}，没有公式",
        en: "The formula of this cell is longer than the 8,192 characters that Excel reads; the workbook has its value {value}",
    },
    remedy: Words {
        zh: "数值是准确的；如需保留公式，请在表样中增加中间小计",
        en: "The value is exact; for a formula, add subtotals to the form",
    },
    page: "## 含义\n合计公式逐格相加，相加的单元格太多且不相邻时，公式会超过 Excel 的长度上限。\n\n## 为什么\n过长的公式会使 Excel 报告文件损坏，因此这一格改写为准确的数值。\n\n## 怎么办\n一般不用处理；需要公式时，在表样里增加中间一级小计。\n",
};

/// A figure has more digits than a spreadsheet stores.
pub static TOO_MANY_DIGITS: Code = Code {
    id: "GK-E004",
    severity: Severity::Info,
    title: Words { zh: "数字位数超过 Excel 精度", en: "More digits than a spreadsheet stores" },
    message: Words {
        zh: "准确值 {value} 超过 Excel 的 15 位有效数字，单元格中存的是最接近的数",
        en: "The exact value {value} has more digits than a spreadsheet stores; the cell holds the nearest number",
    },
    remedy: Words {
        zh: "显示的数字不受影响；准确值见 budget.json 和底稿",
        en: "What is shown is unaffected; budget.json and the working paper have the exact value",
    },
    page: "## 含义\nExcel 用双精度浮点数存放数字，只保证 15 位有效数字。\n\n## 为什么\n金额带有很多位小数时，单元格里的数与准确值在末位会有差别；打印出来的两位小数不受影响。\n\n## 怎么办\n一般不用处理；核对时以 `budget.json` 为准。\n",
};
