//! Codes of what a file says of cells besides what they hold: crossed out, hidden.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&STRUCK, &HIDDEN_COUNTED];

/// What is crossed out stands in a row that counts.
pub static STRUCK: Code = Code {
    id: "GK-I031",
    severity: Severity::Mandatory,
    title: Words { zh: "有划掉的内容", en: "crossed-out content" },
    message: Words {
        zh: "有 {count} 格加了删除线，所在的行照样计入了：划掉的还算不算，看不出来",
        en: "{count} cells are crossed out, and their rows were counted: it cannot be told whether they still hold",
    },
    remedy: Words {
        zh: "请打开文件看这些格：不算的，删掉这一行或改成新数；仍然算的，去掉删除线，再试",
        en: "open the file: delete the row or write the new value, or take the line off, and try again",
    },
    page: "## 含义\n单元格的文字或其中一部分加了删除线。看的人会当作已经作废，而文件里的数还在。\n\n## 怎么办\n作废的删掉，有效的去掉删除线。",
};

/// Rows that are hidden were counted.
pub static HIDDEN_COUNTED: Code = Code {
    id: "GK-I032",
    severity: Severity::Advisory,
    title: Words { zh: "隐藏的行计入了金额", en: "hidden rows were counted" },
    message: Words {
        zh: "有 {count} 行是隐藏的（手工隐藏或筛选掉），打开文件看不到，金额合计 {sum}，已照样计入",
        en: "{count} rows are hidden or filtered out; their amounts, {sum}, were counted all the same",
    },
    remedy: Words {
        zh: "请取消隐藏和筛选，看这些行该不该算：不该算的删掉，该算的不用处理",
        en: "show the rows and delete those that should not count",
    },
    page: "## 含义\n工作表里有隐藏的行。导出文件经过筛选再保存时很常见。\n\n## 怎么办\n取消筛选后核对。",
};
