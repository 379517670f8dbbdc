//! Codes of what is wrong in the tables of a document.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&CELL, &ROW, &MISSING, &NOTE, &TITLE, &SHAPE];

/// A cell that says something else.
pub static CELL: Code = Code {
    id: "GK-C320",
    severity: Severity::Mandatory,
    title: Words {
        zh: "文档里的表格与公开表不一样", en: "A cell of the document differs from the tables"
    },
    message: Words {
        zh: "《{table}》“{row}”行“{column}”列，文档里是“{found}”，公开表是“{wanted}”。",
        en: "{table}, row {row}, column {column}: the document has “{found}”, the tables have “{wanted}”",
    },
    remedy: Words {
        zh: "以公开表为准改正文档；公开表改过的，重新生成文档。",
        en: "correct the document after the tables, or make it again",
    },
    page: "## 查什么\n\n情况说明里的每张表格，逐格与公开表比较：表头、标签、金额、绩效指标和依据。空白与0.00、千分位逗号、全角半角、空格不算不同。\n\n\
           ## 为什么\n\n在 Word 里改表格，或者数据改了没有重新生成，两份公开的材料就不一样了。\n\n## 依据\n\n财预〔2016〕143号：公开的文字说明应与表格一致。\n\n\
           ## 例\n\n公开表“办公费”4.60，文档的表格里写成 4.80。\n\n## 怎么办\n\n以公开表为准改正；确实是数据错了，改导出数据后重新生成。",
};

/// A row left out or put in.
pub static ROW: Code = Code {
    id: "GK-C315",
    severity: Severity::Mandatory,
    title: Words {
        zh: "文档里的表格多了或少了一行", en: "A row is missing from the document, or too many"
    },
    message: Words { zh: "《{table}》{problem}：{row}", en: "{table}: {problem}: {row}" },
    remedy: Words {
        zh: "补上或删去这一行；不清楚的，重新生成文档。",
        en: "put it back or take it out; or make the document again",
    },
    page: "## 查什么\n\n文档里的表格与公开表一行对一行。\n\n## 为什么\n\n删掉一行，合计就不是各行之和了。\n\n## 依据\n\n财预〔2016〕143号。\n\n\
           ## 例\n\n删掉了“公务接待费”一行。\n\n## 怎么办\n\n补上这一行。",
};

/// A table that is not there.
pub static MISSING: Code = Code {
    id: "GK-C316",
    severity: Severity::Mandatory,
    title: Words { zh: "文档里缺一张表", en: "The document lacks a table" },
    message: Words { zh: "文档里没有找到《{table}》。", en: "{table} was not found in the document" },
    remedy: Words {
        zh: "把这张表放回文档；没有数的表也要空表列示。", en: "put it back; an empty one is shown empty"
    },
    page: "## 查什么\n\n表样规定放进情况说明的表都在。先按标题找，标题改过的按内容找。\n\n## 为什么\n\n空表不能删，是检查通报的常见问题。\n\n\
           ## 依据\n\n财预〔2016〕143号：没有数据的表格应当列出空表并说明。\n\n## 例\n\n删掉了政府性基金预算支出的空表。\n\n## 怎么办\n\n放回去。",
};

/// A note that is not there.
pub static NOTE: Code = Code {
    id: "GK-C317",
    severity: Severity::Mandatory,
    title: Words { zh: "表下的注不对", en: "A note of a table is missing" },
    message: Words { zh: "《{table}》下面没有这条注：{note}", en: "{table} lacks its note: {note}" },
    remedy: Words { zh: "照公开表改正表下的注。", en: "write the note as the tables have it" },
    page: "## 查什么\n\n每张表下面的注与公开表相同。\n\n## 为什么\n\n空表的注常常从另一张表抄来。\n\n## 依据\n\n检查通报中的常见问题。\n\n\
           ## 例\n\n国有资本经营预算表下面写着“无政府基金预算财政拨款预算，空表列示”。\n\n## 怎么办\n\n改正。",
};

/// A title that says something else.
pub static TITLE: Code = Code {
    id: "GK-C318",
    severity: Severity::Mandatory,
    title: Words { zh: "文档里的表名不一样", en: "The title of a table differs" },
    message: Words {
        zh: "这张表的内容是《{wanted}》，文档里的标题是“{found}”。",
        en: "the table is {wanted}, the document calls it “{found}”",
    },
    remedy: Words { zh: "标题改成公开表的表名。", en: "give it the title that the tables have" },
    page: "## 查什么\n\n表格的标题与公开表相同。\n\n## 为什么\n\n表名是规定的，两份材料要一致。\n\n## 依据\n\n财预〔2016〕143号。\n\n\
           ## 例\n\n“部门预算收支总表”写成“部门收支预算表”。\n\n## 怎么办\n\n改正。",
};

/// A table with other columns.
pub static SHAPE: Code = Code {
    id: "GK-C319",
    severity: Severity::Mandatory,
    title: Words { zh: "文档里的表格列数不同", en: "A table of the document has other columns" },
    message: Words {
        zh: "《{table}》在文档里有一行是 {found} 列，公开表是 {wanted} 列，没有逐格核对。",
        en: "{table} has a row of {found} columns in the document and {wanted} in the tables; its cells were not compared",
    },
    remedy: Words {
        zh: "恢复原来的列；不清楚的，重新生成文档。",
        en: "restore the columns, or make the document again",
    },
    page: "## 查什么\n\n表格的列数与公开表相同，否则不知道哪一格对哪一格，不猜。\n\n## 为什么\n\n删掉或拆分了列，表就不是规定的样子。\n\n## 依据\n\n财预〔2016〕143号。\n\n\
           ## 例\n\n删掉了“上年结转”列。\n\n## 怎么办\n\n恢复原来的列。",
};
