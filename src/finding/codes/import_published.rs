//! Codes of reading published workbooks back.

use crate::finding::{Code, Severity, Words};

/// All of them, in order of id.
pub const CODES: &[&Code] = &[&NO_UNIT, &NO_COLUMN, &UNKNOWN_ROW, &NO_FIGURE, &NOT_FILLED];

/// A published table that states no unit.
pub static NO_UNIT: Code = Code {
    id: "GK-I201",
    severity: Severity::Advisory,
    title: Words { zh: "公开表没有注明单位", en: "Published table states no unit" },
    message: Words {
        zh: "《{table}》的标题与表头之间没有注明金额单位，按表样的{unit}检查。",
        en: "{table} states no unit of amounts between title and header; it is checked as {unit}.",
    },
    remedy: Words {
        zh: "在表头上方注明“单位：{unit}”。", en: "State the unit above the header: {unit}."
    },
    page: "每张公开表都应注明金额单位，一张表只用一个单位。把元写成万元，是公开后最引人注目的错误。",
};

/// A column of the form that the published table lacks.
pub static NO_COLUMN: Code = Code {
    id: "GK-I202",
    severity: Severity::Mandatory,
    title: Words { zh: "公开表缺少一栏", en: "Published table lacks a column" },
    message: Words {
        zh: "《{table}》没有找到“{column}”栏，这一栏的数按没有处理。",
        en: "{table} has no column “{column}”; its figures count as nothing.",
    },
    remedy: Words {
        zh: "按表样补上这一栏；已有而名称不同的，改成表样的名称。",
        en: "Add the column, or give it the form's name.",
    },
    page: "栏目按表头文字识别，位置可以移动，文字应与表样一致（空格、换行和括号的全半角不计）。",
};

/// A row with figures that is no row of the form.
pub static UNKNOWN_ROW: Code = Code {
    id: "GK-I203",
    severity: Severity::Mandatory,
    title: Words { zh: "公开表有表样以外的行", en: "Published table has a row that the form lacks" },
    message: Words {
        zh: "《{table}》的“{text}”这一行有金额，但不是表样中的任何一行，没有参加检查。",
        en: "Row “{text}” of {table} holds figures but is no row of the form; it was not checked.",
    },
    remedy: Words {
        zh: "按表样改正这一行的名称或编码，或者删去多余的行。",
        en: "Correct the row's label or code, or remove it.",
    },
    page: "按科目列示的表以科目编码识别各行，其余的表以行的名称识别。名称写错、沿用旧年度的类名，都会认不出来。",
};

/// A cell that should hold a figure and holds something else.
pub static NO_FIGURE: Code = Code {
    id: "GK-I204",
    severity: Severity::Mandatory,
    title: Words { zh: "公开表中应是金额的地方不是数", en: "Not a figure where one should be" },
    message: Words {
        zh: "《{table}》这一格写着“{text}”，不是金额，按没有处理。",
        en: "This cell of {table} says “{text}”, which is no amount; it counts as nothing.",
    },
    remedy: Words { zh: "改成数字；没有金额的留空。", en: "Write a number, or leave the cell empty." },
    page: "公式没有计算结果（例如由程序生成而从未在 Excel 中保存过）、错误值（#REF!）和文字都属于这种情况。",
};

/// A place that somebody still has to fill in.
pub static NOT_FILLED: Code = Code {
    id: "GK-I205",
    severity: Severity::Mandatory,
    title: Words {
        zh: "公开表里还有没填的地方", en: "Published workbook with something still to be filled in"
    },
    message: Words {
        zh: "这一格写着“{text}”，还没有填写。",
        en: "This cell says “{text}”: it is still to be filled in.",
    },
    remedy: Words {
        zh: "填上实际内容；确实没有的，改成“无……，空表列示”。",
        en: "Fill it in; where there is nothing, say so (无……，空表列示).",
    },
    page: "没有给出项目绩效目标、资产等导出文件时，生成的表下注着【待填写：……】。带着它公开，等于把草稿公开了。",
};
