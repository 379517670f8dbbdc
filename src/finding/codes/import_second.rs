//! The code of the second reading of workbooks.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&READ_OTHERWISE];

/// A cell that two readers do not read alike.
pub static READ_OTHERWISE: Code = Code {
    id: "GK-I040",
    severity: Severity::Mandatory,
    title: Words { zh: "两个读取程序读得不一样", en: "two readers disagree" },
    message: Words {
        zh: "这一格读了两遍，两遍不一样：本程序读作“{ours}”，另一个读取程序（calamine）读作“{theirs}”",
        en: "this cell was read twice with different results: “{ours}” by this program, “{theirs}” by another reader (calamine)",
    },
    remedy: Words {
        zh: "请用 Excel 或 WPS 打开看这一格到底是什么；把文件另存为 .xlsx 再试，仍不一样的，请把这一格告诉程序的维护者（--read-once 不读第二遍）",
        en: "look at the cell in Excel or WPS and save the file as .xlsx; tell the maintainers if they still disagree (`--read-once` leaves the second reading out)",
    },
    page: "## 含义\nExcel 类文件（.xlsx、.xls、.xlsb、.ods）除了由本程序读取以外，还由一个与本程序无关的读取程序再读一遍，逐格比较。这一格两遍读到的不一样。\n\n## 为什么\n读取程序读错一个数，后面的检查都发现不了。两个互不相干的程序读得一样，才说明读对了。已知的、与数据无关的差别（如没有保存结果的公式、文字首尾的空格、哪些格式算日期）不报告。是数的为强制问题，是文字的为提示。\n\n## 怎么办\n打开原文件看这一格；另存为 .xlsx 后再试。文件超过 32 MB 的不读第二遍，读取情况里会写明。",
};
